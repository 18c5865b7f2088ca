/** `npm run -s annexes`: the annexes of a convention on a date, as known at a moment. */
import { annexesCsv, annexesHtml, annexesJson, annexesMarkdown } from '@avenant/projections'
import { Command } from 'commander'
import * as E from 'fp-ts/Either'
import { knownAtOf } from './known-at'
import { modelsOf } from './models'
import {
  all,
  type BadUsage,
  choiceOf,
  conventionOf,
  dateOf,
  parseArguments,
  sourceOf,
  sourceOptions
} from './options'
import { replay } from './replay'
import { outputOf, runAudit, type Told } from './told'

const formats = { md: annexesMarkdown, json: annexesJson, html: annexesHtml, csv: annexesCsv }

const command = (): Command =>
  sourceOptions(new Command('npm run -s annexes --'))
    .description("Les annexes d'une convention à une date, telles que connues à un instant.")
    .option('--on <date>', 'date civile, AAAA-MM-JJ')
    .option(
      '--known-at <instant>',
      'ce qui était connu alors : AAAA-MM-JJThh:mm:ssZ, ou AAAA-MM-JJ pour ce jour entier'
    )
    .option('--format <format>', 'md (par défaut), json, html ou csv')
    .addHelpText(
      'after',
      `
Codes de sortie : 0 trouvées, 1 aucune annexe en vigueur, 2 mauvais usage ou mauvaise entrée.

Exemples :
  npm run -s annexes -- --store avenant.db --convention psu-1960-2017 --on 2017-08-31
  npm run -s annexes -- --journal out/journal.ndjson --convention psu-1960-2017 --on 2017-01-15 --known-at 2017-02-01 --format json`
    )

/** @param argv the arguments, without those of Node */
export const annexes = async (argv: ReadonlyArray<string>): Promise<E.Either<BadUsage, Told>> => {
  const program = command()
  const given = parseArguments(program, argv)
  if (E.isLeft(given)) return given
  if (given.right.help !== undefined) return E.right({ text: given.right.help, found: true, output: null })
  const asked = all({
    source: sourceOf(given.right),
    conventionId: conventionOf(given.right.convention),
    on: dateOf('--on')(given.right.on),
    knownAt: knownAtOf('--known-at')(given.right.knownAt),
    format: choiceOf('--format', ['md', 'json', 'html', 'csv'])(given.right.format, 'md'),
    models: await modelsOf(given.right.models)
  })
  if (E.isLeft(asked)) return asked
  const { source, conventionId, on, format, models } = asked.right
  const replayed = await replay(source, conventionId, models)
  if (E.isLeft(replayed)) return replayed
  const { index, zone } = replayed.right
  const knownAt = asked.right.knownAt(zone)
  if (E.isLeft(knownAt)) return knownAt
  const document = index.describe(conventionId, { on, knownAt: knownAt.right })
  return E.right({
    text: formats[format](document),
    found: document.situation.status === 'en-vigueur',
    output: outputOf(given.right)
  })
}

if (require.main === module) runAudit(() => annexes(process.argv.slice(2)))
