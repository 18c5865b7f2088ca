/** `npm run -s annexes:diff`: what differs between two dates, or between two knowledges of one date, and by which event. */
import { differencesHtml, differencesJson, differencesMarkdown } from '@avenant/projections'
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

const command = (): Command =>
  sourceOptions(new Command('npm run -s annexes:diff --'))
    .description(
      "Ce qui diffère entre deux dates, ou entre deux connaissances d'une date, et par quel événement."
    )
    .option('--from <date>', 'première date civile, AAAA-MM-JJ')
    .option('--to <date>', 'seconde date civile ; par défaut la première')
    .option('--known-at <instant>', 'ce qui était connu alors, pour les deux dates')
    .option('--known-from <instant>', 'ce qui était connu, pour la première date')
    .option('--known-to <instant>', 'ce qui était connu, pour la seconde date')
    .option('--format <format>', 'md (par défaut), json ou html')
    .option('--detail', 'aussi le contenu de ce qui apparaît ou disparaît')
    .addHelpText(
      'after',
      `
Codes de sortie : 0 des différences, 1 aucune, 2 mauvais usage ou mauvaise entrée.

Exemples :
  npm run -s annexes:diff -- --store avenant.db --convention psu-1960-2017 --from 2017-08-31 --to 2017-09-01
  npm run -s annexes:diff -- --store avenant.db --convention psu-1960-2017 --from 2017-01-15 --known-from 2017-02-01 --known-to 2017-03-01`
    )

/** @param argv the arguments, without those of Node */
export const annexesDiff = async (argv: ReadonlyArray<string>): Promise<E.Either<BadUsage, Told>> => {
  const program = command()
  const given = parseArguments(program, argv)
  if (E.isLeft(given)) return given
  if (given.right.help !== undefined) return E.right({ text: given.right.help, found: true, output: null })
  const { convention, from, to = from, knownAt, knownFrom = knownAt, knownTo = knownAt } = given.right
  const asked = all({
    source: sourceOf(given.right),
    conventionId: conventionOf(convention),
    from: dateOf('--from')(from),
    to: from === undefined && to === undefined ? E.right(null) : dateOf('--to')(to),
    knownFrom: knownAtOf('--known-from')(knownFrom),
    knownTo: knownAtOf('--known-to')(knownTo),
    format: choiceOf('--format', ['md', 'json', 'html'])(given.right.format, 'md'),
    models: await modelsOf(given.right.models)
  })
  if (E.isLeft(asked)) return asked
  const { source, conventionId, format, models } = asked.right
  const replayed = await replay(source, conventionId, models)
  if (E.isLeft(replayed)) return replayed
  const { index, zone } = replayed.right
  const known = all({ before: asked.right.knownFrom(zone), after: asked.right.knownTo(zone) })
  if (E.isLeft(known)) return known
  const differences = index.differences(
    conventionId,
    { on: asked.right.from, knownAt: known.right.before },
    { on: asked.right.to ?? asked.right.from, knownAt: known.right.after }
  )
  const detail = program.getOptionValue('detail') === true
  const text =
    format === 'json'
      ? differencesJson(differences)
      : format === 'html'
        ? differencesHtml(differences, { detail })
        : differencesMarkdown(differences, { detail })
  return E.right({
    text,
    found: differences.differences.length > 0,
    output: outputOf(given.right)
  })
}

if (require.main === module) runAudit(() => annexesDiff(process.argv.slice(2)))
