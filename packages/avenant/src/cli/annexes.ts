/** `avenant annexes`: the annexes of a convention on a date, as known at a moment. */
import { annexesCsv, annexesHtml, annexesJson, annexesMarkdown } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { failed } from '../program'
import { all, choiceOf } from './arguments'
import { conventionOf, conventionOption, dateOf } from './dates'
import { knownAtOf, knownAtOption } from './known-at'
import { modelsOf } from './models'
import { outputOption, tellAnswer } from './output'
import { sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { replay, zoneOf } from './source'
import type { Subcommand } from './subcommand'

const formats = { md: annexesMarkdown, json: annexesJson, html: annexesHtml, csv: annexesCsv }

export const annexes: Subcommand = {
  options: program =>
    outputOption(
      knownAtOption(
        conventionOption(sourceOptions(program)).option('--on <date>', 'date civile, AAAA-MM-JJ')
      ).option('--format <format>', 'md (par défaut), json, html ou csv')
    ),
  codes: { done: 'trouvées', not: 'aucune annexe en vigueur' },
  examples: [
    '--store avenant.db --convention psu-1960-2017 --on 2017-08-31',
    '--journal out/journal.ndjson --convention psu-1960-2017 --on 2017-01-15 --known-at 2017-02-01 --format json'
  ],
  run: async given => {
    const { convention, on, knownAt, format } = given.values
    const asked = all({
      source: sourceOf(given),
      conventionId: conventionOf(convention),
      on: dateOf('--on')(on),
      knownAt: knownAtOf('--known-at')(knownAt),
      format: choiceOf('--format', ['md', 'json', 'html', 'csv'])(format, 'md'),
      models: await modelsOf(given)
    })
    if (E.isLeft(asked)) return failed(asked.left)
    const { conventionId } = asked.right
    const progress = progressOf(given, 'relecture')
    const fed = await replay({ ...asked.right, only: conventionId, progress })
    if (E.isLeft(fed)) return fed.left
    const zone = zoneOf(conventionId)(fed.right)
    if (E.isLeft(zone)) return zone.left
    const known = asked.right.knownAt(zone.right)
    if (E.isLeft(known)) return failed(known.left)
    const document = fed.right.index.describe(conventionId, { on: asked.right.on, knownAt: known.right })
    return tellAnswer(given, formats[asked.right.format](document), {
      found: document.situation.status === 'en-vigueur',
      doubts: fed.right.doubts
    })
  }
}
