/** `avenant verify`: whether a journal is whole, reads, decodes, and says what today's rules would record. */
import {
  conventionAggregate,
  conventionDecider,
  conventionEvents,
  frenchCount,
  habilitationAggregate,
  habilitationDecider,
  habilitationEvents,
  type Models
} from '@avenant/domain'
import {
  categoryOf,
  type DriftedDossier,
  driftedDossiers,
  type EventStore,
  importJournal,
  journalCodec,
  openEventStore,
  type Pages
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierEvents } from '../journal'
import { answered, exitCodes, failed, type Said } from '../program'
import { all } from './arguments'
import { modelsOf } from './models'
import { type Source, sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { type Fed, faultsOf, replay } from './source'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading } from './whole-journal'

export const verify: Subcommand = {
  options: sourceOptions,
  notes: `Une dérive est une ligne que les règles d'aujourd'hui écriraient autrement que ce qui est enregistré : rien n'en est
changé, et un acte la rétablit (RestateConvention, RestateHabilitation).`,
  codes: { done: 'entier, sans dérive', not: 'une dérive' },
  examples: ['--store avenant.db', '--journal journal.ndjson'],
  run: async given => {
    const asked = all({ source: sourceOf(given), models: await modelsOf(given) })
    if (E.isLeft(asked)) return failed(asked.left)
    const { source, models } = asked.right
    return withStore(source, async store => {
      const fed = await replay({ source, models, progress: progressOf(given, 'relecture') })
      if (E.isLeft(fed)) return fed.left
      const drifted = await driftIn(store, fed.right.streams, models)
      return E.isLeft(drifted) ? journalFault(drifted.left) : verdict(fed.right, drifted.right)
    })
  }
}

/** What a store is asked of is in it; a file is taken into memory. */
const withStore = (source: Source, use: (store: EventStore) => Promise<Said>): Promise<Said> =>
  source.kind === 'store'
    ? reading(lookedThrough(source.address))(use)
    : reading(openEventStore('memory:'))(async store => {
        const taken = await importJournal({ store, codec: dossierEvents, from: { file: source.file } })()
        if (E.isRight(taken)) return use(store)
        const { left } = taken
        return left._tag === 'JournalRefused' ? failed(faultsOf(left), exitCodes.journal) : journalFault(left)
      })

const driftIn = async (store: EventStore, streams: ReadonlyArray<string>, models: Models) => {
  // Not every engine keeps a list of its streams, and they have all just been read.
  const named = (category: string): EventStore => ({
    ...store,
    streams: async function* () {
      yield E.right(streams.filter(stream => categoryOf(stream) === category))
    }
  })
  const ofConventions = await collected(
    driftedDossiers(
      named(conventionAggregate.category),
      conventionAggregate.category,
      journalCodec(conventionEvents),
      conventionDecider(models)
    )
  )
  if (E.isLeft(ofConventions)) return ofConventions
  const ofHabilitations = await collected(
    driftedDossiers(
      named(habilitationAggregate.category),
      habilitationAggregate.category,
      journalCodec(habilitationEvents),
      habilitationDecider(models)
    )
  )
  return E.map((others: ReadonlyArray<DriftedDossier>) => [...ofConventions.right, ...others])(
    ofHabilitations
  )
}

const collected = async <Fault, A>(
  pages: Pages<Fault, ReadonlyArray<A>>
): Promise<E.Either<Fault, ReadonlyArray<A>>> => {
  const found: Array<A> = []
  for await (const page of pages) {
    if (E.isLeft(page)) return page
    found.push(...page.right)
  }
  return E.right(found)
}

const verdict = ({ events, streams }: Fed, drifted: ReadonlyArray<DriftedDossier>): Said => {
  const dossiers = [
    [conventionAggregate.category, 'convention'],
    [habilitationAggregate.category, 'habilitation']
  ].map(([category, name = '']) =>
    frenchCount(streams.filter(stream => categoryOf(stream) === category).length, name)
  )
  const head = `${frenchCount(events, 'événement lu et décodé', 'événements lus et décodés')} : ${dossiers.join(', ')}`
  return drifted.length === 0
    ? answered(`${head} ; aucune dérive`)
    : answered([`${head} ; dérive :`, ...drifted.map(driftLine)].join('\n'), exitCodes.not)
}

const driftLine = ({ stream, moves }: DriftedDossier): string =>
  `  ${stream} : ${moves.map(({ kind, id }) => (id === '' ? kind : `${kind} ${id}`)).join(', ')}`
