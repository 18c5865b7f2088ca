/** Models from files: every fault at once, or what each says and whether all that it says can be done. */
import { type ConventionModel, resolveModels, shippedModels, visible } from '@avenant/domain'
import { modelSheet, probeModel } from '@avenant/projections'
import { Command } from 'commander'
import * as E from 'fp-ts/Either'
import { parseArguments } from '../audit/options'
import { readJson } from '../program/json-file'
import { answered, failed, type Said } from '../program/program'

const command = (): Command =>
  new Command('npm run -s model --')
    .description(
      'Vérifie des modèles de convention : leur forme, leurs contradictions, puis une histoire inventée, en mémoire.'
    )
    .argument('[action]', 'check')
    .argument('[fichiers...]', 'un modèle par fichier JSON ; un fichier peut étendre un autre de la liste')
    .addHelpText(
      'after',
      `
Chaque modèle bon est dit en français, à comparer avec le texte signé.

Codes de sortie : 0 tout peut se faire, 1 quelque chose ne le peut pas, 2 modèle fautif, mauvais usage ou fichier illisible.

Exemples :
  npm run -s model -- check examples/own-model/relais.json
  npm run -s model -- check examples/models/*.json`
    )

const usage = 'attendu : npm run -s model -- check FICHIER…'

/** @param argv the arguments, without those of Node */
export const modelProgram = async (argv: ReadonlyArray<string>): Promise<Said> => {
  const program = command()
  const given = parseArguments(program, argv)
  if (E.isLeft(given)) return failed(given.left)
  if (given.right.help !== undefined) return answered(given.right.help)
  const [action, ...files] = program.args
  if (action !== 'check') return failed([usage])
  if (files.length === 0) return failed([`il manque un fichier : ${usage}`])
  return checkModels(files)
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
