/** `avenant dossier`: a convention and its habilitations as one HTML file, which reads itself without any network. */
import { createHash } from 'node:crypto'
import {
  type ConventionId,
  conventionStream,
  frenchCount,
  type Recorded,
  streamsOfHabilitation
} from '@avenant/domain'
import { type DossiersIndex, frenchInstant } from '@avenant/projections'
import { importJournal, openEventStore, type ReadError, systemClock } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { dossierEvents } from '../journal'
import { offlineDossierOf } from '../offline/dossier'
import { endedByNewline, exitCodes, failed, type Said } from '../program'
import { type Stores, storeOf } from '../stores'
import { all } from './arguments'
import { conventionOf, conventionOption } from './dates'
import { PARIS } from './known-at'
import { modelsOf } from './models'
import { outputOption, tellAnswer } from './output'
import { type Source, sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { faultsOf, replay, withoutConnections, zoneOf } from './source'
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
    const without = withoutConnections(source, fed.right)
    if (without !== null) return without
    const zone = zoneOf(conventionId)(fed.right)
    if (E.isLeft(zone)) return zone.left
    const { index } = fed.right
    return from(source)(async stores => {
      const written = await offlineDossierOf({
        stores,
        models,
        standingOf: stream => TE.right(index.standingOf(stream)),
        clock: systemClock
      })({ conventionId, zone: zone.right })()
      if (E.isLeft(written)) return journalFault(written.left)
      const html = written.right ?? ''
      const said = await tellAnswer(given, html, { found: true, doubts: [] })
      if (said.code !== exitCodes.done) return said
      const seal = await sealed(stores, conventionId, index, html)
      if (E.isLeft(seal)) return journalFault(seal.left)
      const { output } = given.values
      return output === undefined
        ? { ...said, faults: [...said.faults, ...seal.right] }
        : { ...said, text: [`${output} : ${seal.right[0]}`, ...seal.right.slice(1)].join('\n') }
    })
  }
}

/** What is kept of the file elsewhere: its digest, as it was written, and how far its events go. */
const sealed = async (
  stores: Stores,
  conventionId: ConventionId,
  { standingOf }: DossiersIndex,
  html: string
): Promise<E.Either<ReadError, ReadonlyArray<string>>> => {
  const stream = conventionStream(conventionId)
  let events = 0
  let last: Recorded | null = null
  for (const name of [stream, ...(standingOf(stream)?.habilitations ?? []).flatMap(streamsOfHabilitation)])
    for await (const page of storeOf(stores, name).read(name)) {
      // Nobody has connected yet.
      if (E.isLeft(page) && page.left._tag === 'StreamNotFound') break
      if (E.isLeft(page)) return page
      events += page.right.length
      for (const event of page.right) if (last === null || event.recordedAt > last.recordedAt) last = event
    }
  return E.right([
    `${frenchCount(events, 'événement')}${last === null ? '' : `, le dernier enregistré le ${frenchInstant(last.recordedAt, PARIS)}`}`,
    `sha256 ${createHash('sha256').update(endedByNewline(html)).digest('hex')}`,
    "Gardez cette empreinte ailleurs que le fichier : elle seule montre s'il a été modifié depuis."
  ])
}

/** A file is taken into memory, as it is. */
const from = (source: Source): ((use: (stores: Stores) => Promise<Said>) => Promise<Said>) =>
  source.kind === 'store'
    ? use =>
        reading(lookedThrough(source.address))(journal =>
          source.connections === null
            ? use({ journal, connections: journal })
            : reading(lookedThrough(source.connections))(connections => use({ journal, connections }))
        )
    : use =>
        reading(openEventStore('memory:'))(async store => {
          const taken = await importJournal({
            store,
            codec: dossierEvents,
            from: source,
            retained: source.retained
          })()
          if (E.isRight(taken)) return use({ journal: store, connections: store })
          const { left } = taken
          return failed(left._tag === 'JournalRefused' ? faultsOf(left) : [left.message], exitCodes.journal)
        })
