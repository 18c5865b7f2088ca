/** What each value of a model must be wherever it stands: words said once, sources that it lists. */
import type { Incoherence } from '../codec'
import { Article } from '../refusal'

type Path = Incoherence['path']

/** Items of a list that say again what an earlier one says under a key. */
export const repeated = <K extends string>(
  list: ReadonlyArray<{ readonly [key in K]: string | number }>,
  path: Path,
  key: K
): ReadonlyArray<Incoherence> =>
  list.flatMap((item, i) => {
    const first = list.findIndex(other => other[key] === item[key])
    return first < i
      ? [
          {
            path: [...path, i, key],
            message: `répété : ${JSON.stringify(String(item[key]))} est déjà ${path.join('.')}[${first}]`
          }
        ]
      : []
  })

/** Each object inside a value, with the path to it. */
const objectsIn = (value: unknown, path: Path = []): ReadonlyArray<readonly [object, Path]> => {
  if (typeof value !== 'object' || value === null) return []
  const entries: ReadonlyArray<readonly [string | number, unknown]> = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return [[value, path], ...entries.flatMap(([key, inner]) => objectsIn(inner, [...path, key]))]
}

/** Articles of a text that the model does not say it cites: those left from the model that it was written from. */
export const foreign = (model: unknown, sources: ReadonlyArray<string>): ReadonlyArray<Incoherence> =>
  objectsIn(model).flatMap(([value, path]) =>
    Article.is(value) && !sources.includes(value.source)
      ? [
          {
            path: [...path, 'source'],
            message: `${JSON.stringify(value.source)} n'est ni la source du modèle, ni l'une des autres qu'il cite`
          }
        ]
      : []
  )
