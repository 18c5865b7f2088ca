/** `avenant differences`: what differs between two dates, or between two knowledges of one date, and by which event. */
import { type Differences, differencesHtml, differencesJson, differencesMarkdown } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { failed } from '../program'
import { all, choiceOf } from './arguments'
import { conventionOf, conventionOption, dateOf } from './dates'
import { knownAtOf } from './known-at'
import { modelsOf } from './models'
import { outputOption, tellAnswer } from './output'
import { sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { replay, zoneOf } from './source'
import type { Subcommand } from './subcommand'

const formats = {
  md: differencesMarkdown,
  html: differencesHtml,
  json: (differences: Differences) => differencesJson(differences)
}

export const differences: Subcommand = {
  options: program =>
    outputOption(
      conventionOption(sourceOptions(program))
        .option('--from <date>', 'première date civile, AAAA-MM-JJ')
        .option('--to <date>', 'seconde date civile ; par défaut la première')
        .option('--known-at <instant>', 'ce qui était connu alors, pour les deux dates')
        .option('--known-from <instant>', 'ce qui était connu, pour la première date')
        .option('--known-to <instant>', 'ce qui était connu, pour la seconde date')
        .option('--format <format>', 'md (par défaut), json ou html')
        .option('--detail', 'aussi le contenu de ce qui apparaît ou disparaît')
    ),
  codes: { done: 'des différences', not: 'aucune' },
  examples: [
    '--store avenant.db --convention psu-1960-2017 --from 2017-08-31 --to 2017-09-01',
    '--store avenant.db --convention psu-1960-2017 --from 2017-01-15 --known-from 2017-02-01 --known-to 2017-03-01'
  ],
  run: async given => {
    const {
      convention,
      from,
      to = from,
      knownAt,
      knownFrom = knownAt,
      knownTo = knownAt,
      format
    } = given.values
    const asked = all({
      source: sourceOf(given),
      conventionId: conventionOf(convention),
      from: dateOf('--from')(from),
      to: to === from ? E.right(null) : dateOf('--to')(to),
      knownFrom: knownAtOf(knownFrom === knownAt ? '--known-at' : '--known-from')(knownFrom),
      knownTo: knownAtOf(knownTo === knownAt ? '--known-at' : '--known-to')(knownTo),
      format: choiceOf('--format', ['md', 'json', 'html'])(format, 'md'),
      models: await modelsOf(given)
    })
    if (E.isLeft(asked)) return failed(asked.left)
    const { conventionId } = asked.right
    const progress = progressOf(given, 'relecture')
    const fed = await replay({ ...asked.right, only: conventionId, progress })
    if (E.isLeft(fed)) return fed.left
    const zone = zoneOf(conventionId)(fed.right)
    if (E.isLeft(zone)) return zone.left
    const known = all({ before: asked.right.knownFrom(zone.right), after: asked.right.knownTo(zone.right) })
    if (E.isLeft(known)) return failed(known.left)
    const found = fed.right.index.differences(
      conventionId,
      { on: asked.right.from, knownAt: known.right.before },
      { on: asked.right.to ?? asked.right.from, knownAt: known.right.after }
    )
    const text = formats[asked.right.format](found, { detail: given.flags.has('detail') })
    return tellAnswer(given, text, { found: found.differences.length > 0, doubts: fed.right.doubts })
  }
}
