/** `avenant dossier`: a convention and its habilitations as one HTML file, which reads itself without any network. */
import { type EventStore, importJournal, openEventStore, systemClock } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { dossierEvents } from '../journal'
import { offlineDossierOf } from '../offline/dossier'
import { exitCodes, failed, type Said } from '../program'
import { all } from './arguments'
import { conventionOf, conventionOption } from './dates'
import { modelsOf } from './models'
import { outputOption, tellAnswer } from './output'
import { type Source, sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { faultsOf, replay, zoneOf } from './source'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading } from './whole-journal'

export const dossier: Subcommand = {
  options: program => outputOption(conventionOption(sourceOptions(program))),
  codes: { done: 'écrit' },
  examples: ['--store avenant.db --convention psu-1960-2017 --output psu-1960-2017.html'],
  run: async given => {
    const asked = all({
      source: sourceOf(given),
      conventionId: conventionOf(given.values.convention),
      models: await modelsOf(given)
    })
    if (E.isLeft(asked)) return failed(asked.left)
    const { source, conventionId, models } = asked.right
    const fed = await replay({ source, models, progress: progressOf(given, 'relecture') })
    if (E.isLeft(fed)) return fed.left
    const zone = zoneOf(conventionId)(fed.right)
    if (E.isLeft(zone)) return zone.left
    const { index } = fed.right
    return from(source)(async store => {
      const written = await offlineDossierOf({
        store,
        models,
        standingOf: stream => TE.right(index.standingOf(stream)),
        clock: systemClock
      })({ conventionId, zone: zone.right })()
      if (E.isLeft(written)) return journalFault(written.left)
      return tellAnswer(given, written.right ?? '', { found: true, doubts: [] })
    })
  }
}

/** A file is taken into memory, as it is. */
const from = (source: Source): ((use: (store: EventStore) => Promise<Said>) => Promise<Said>) =>
  source.kind === 'store'
    ? reading(lookedThrough(source.address))
    : use =>
        reading(openEventStore('memory:'))(async store => {
          const taken = await importJournal({ store, codec: dossierEvents, from: source })()
          if (E.isRight(taken)) return use(store)
          const { left } = taken
          return failed(left._tag === 'JournalRefused' ? faultsOf(left) : [left.message], exitCodes.journal)
        })
