/** Models from files: every fault at once, or what each says and whether all that it says can be done. */
import { type ConventionModel, modelWarnings, resolveModels, shippedModels, visible } from '@avenant/domain'
import { modelSheet, probeModel } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { failed, type Said } from '../program'
import { readJson } from './json-file'
import type { Subcommand } from './subcommand'

const usage = 'attendu : avenant model check FICHIER…'

export const model: Subcommand = {
  options: program =>
    program
      .argument('[action]', 'check')
      .argument('[fichiers...]', 'un modèle par fichier JSON ; un fichier peut étendre un autre de la liste'),
  notes:
    'Chaque modèle bon est dit en français, à comparer avec le texte signé ; une ligne « attention » dit ce qui serait mieux autrement.',
  codes: { done: 'tout peut se faire', not: 'quelque chose ne le peut pas' },
  examples: ['check mon-modele.json', 'check examples/models/*.json'],
  run: async ({ args: [action, ...files] }) => {
    if (action !== 'check') return failed([usage])
    return files.length === 0 ? failed([`il manque un fichier : ${usage}`]) : checkModels(files)
  }
}

/** Models of several files may extend each other, in any order. */
const checkModels = async (files: ReadonlyArray<string>): Promise<Said> => {
  const read: Array<{ readonly file: string; readonly model: unknown }> = []
  const faults: Array<string> = []
  for (const file of files) {
    const json = await readJson(file)
    if (E.isLeft(json)) faults.push(json.left)
    else read.push({ file, model: json.right })
  }
  const resolved = resolveModels(
    read.map(({ model }) => model),
    shippedModels
  )
  if (E.isLeft(resolved))
    faults.push(...resolved.left.map(({ path, message }) => `${inFile(read, path)} : ${message}`))
  if (faults.length > 0 || E.isLeft(resolved)) return failed(faults)
  const checked = resolved.right.map((model, i) => checkedModel(read[i]?.file ?? '', model))
  return {
    text: checked.map(({ lines }) => lines.join('\n')).join('\n\n'),
    faults: [],
    code: checked.some(({ isWhole }) => !isWhole) ? 1 : 0
  }
}

/** `[1].zone` → `two.json : zone`. */
const inFile = (read: ReadonlyArray<{ readonly file: string }>, path: string): string => {
  const [, i, inside = ''] = /^\[(\d+)\]\.?(.*)$/s.exec(path) ?? []
  return [read[Number(i)]?.file ?? '', inside].filter(part => part !== '').join(' : ')
}

const checkedModel = (file: string, model: ConventionModel) => {
  const tried = probeModel(model)
  const refused = tried.filter(({ why }) => why.length > 0)
  const isWhole = refused.length === 0
  return {
    isWhole,
    lines: [
      `${isWhole ? 'bon' : 'à revoir'} : ${file} – ${visible(model.titre)} (${model.id}, version ${model.version})`,
      ...refused.map(({ what, path, why }) => `  impossible : ${what} (${path}) : ${why.join(' ; ')}`),
      ...modelWarnings(model).map(({ path, message }) => `  attention : ${message} (${path})`),
      ...modelSheet(model).flatMap(({ heading, lines }) => [
        `  ${heading}`,
        ...lines.map(line => `    ${visible(line)}`)
      ]),
      ...(isWhole
        ? ['  Histoire d’essai', ...tried.map(({ what, path }) => `    fait : ${visible(what)} (${path})`)]
        : [])
    ]
  }
}
