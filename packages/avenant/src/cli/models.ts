/** The convention models that a command knows. */
import { type Fault, type Models, resolveModels, shippedModels } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Faults, Given } from './arguments'
import { readJson } from './json-file'

type Read = { readonly file: string; readonly model: unknown; readonly inList: number | null }

/** The models that ship, and those of files: each holds one model as JSON, or a list of them, which may extend each other. */
export const modelsOf = async ({
  lists: { models: files = [] }
}: Given): Promise<E.Either<Faults, Models>> => {
  const faults: Array<string> = []
  const read: Array<Read> = []
  for (const file of files) {
    const json = await readJson(file)
    if (E.isLeft(json)) faults.push(`--models : ${json.left}`)
    else if (Array.isArray(json.right))
      read.push(...json.right.map((model, inList) => ({ file, model, inList })))
    else read.push({ file, model: json.right, inList: null })
  }
  const resolved = resolveModels(
    read.map(({ model }) => model),
    shippedModels
  )
  if (E.isLeft(resolved)) faults.push(...resolved.left.map(toldOf(read)))
  else faults.push(...resolved.right.filter(isShipped).map(takenBy))
  return E.isLeft(resolved) || faults.length > 0
    ? E.left(faults)
    : E.right([...shippedModels, ...resolved.right])
}

const isShipped = ({ id, version }: Models[number]): boolean =>
  shippedModels.some(shipped => shipped.id === id && shipped.version === version)

const takenBy = ({ id, version }: Models[number]): string =>
  `--models : le modèle ${id}, version ${version}, est livré : donnez à celui-ci un autre id ou une autre version`

/** `[1].zone` → `--models : two.json : zone : …`. */
const toldOf =
  (read: ReadonlyArray<Read>) =>
  ({ path, message }: Fault): string => {
    const [, i = '', inside = ''] = /^\[(\d+)\]\.?(.*)$/s.exec(path) ?? []
    const of = read[Number(i)]
    const place = of === undefined || of.inList === null ? '' : `[${of.inList}]`
    const where = [place, inside].filter(part => part !== '').join('.')
    return ['--models', of?.file ?? '', where, message].filter(part => part !== '').join(' : ')
  }
