/** What a journal holds otherwise than today's rules would record it: where it stands, and both ways in which that comes. */
import {
  conventionAggregate,
  conventionDecider,
  conventionEvents,
  frenchCount,
  frenchPeriod,
  habilitationAggregate,
  habilitationDecider,
  habilitationEvents,
  type Models
} from '@avenant/domain'
import {
  categoryOf,
  type DriftedDossier,
  type DriftedLine,
  driftedDossiers,
  type EventStore,
  journalCodec,
  type Pages
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

type Fault = { readonly message: string }

/** One line each: none where all is as the rules would record it. */
export type Drift = {
  readonly drifted: ReadonlyArray<string>
  /** The dossiers of which nobody can say, for want of their model. */
  readonly unjudged: ReadonlyArray<string>
}

export const driftIn = async (
  store: EventStore,
  streams: ReadonlyArray<string>,
  models: Models
): Promise<E.Either<Fault, Drift>> => {
  // Not every engine keeps a list of its streams, and they have all just been read.
  const named = (category: string): EventStore => ({
    ...store,
    streams: async function* () {
      yield E.right(streams.filter(stream => categoryOf(stream) === category))
    }
  })
  const found: DriftedDossier[] = []
  for (const pages of [
    driftedDossiers(
      named(conventionAggregate.category),
      conventionAggregate.category,
      journalCodec(conventionEvents),
      conventionDecider(models)
    ),
    driftedDossiers(
      named(habilitationAggregate.category),
      habilitationAggregate.category,
      journalCodec(habilitationEvents),
      habilitationDecider(models)
    )
  ]) {
    const all = await collected(pages)
    if (E.isLeft(all)) return all
    found.push(...all.right)
  }
  const unjudged = found.flatMap(({ stream, lines }) => (lines === null ? [stream] : []))
  const drifted = found.flatMap(({ stream, lines }) => (lines === null ? [] : [{ stream, lines }]))
  if (drifted.length === 0) return E.right({ drifted: [], unjudged })
  const placeOf = await placesOf(store, new Set(drifted.map(({ stream }) => stream)))
  return E.map((place: PlaceOf) => ({ drifted: toldDrift(drifted, place), unjudged }))(placeOf)
}

const collected = async <Left, A>(
  pages: Pages<Left, ReadonlyArray<A>>
): Promise<E.Either<Left, ReadonlyArray<A>>> => {
  const found: Array<A> = []
  for await (const page of pages) {
    if (E.isLeft(page)) return page
    found.push(...page.right)
  }
  return E.right(found)
}

/** Where an event stands: its line in the export of the journal, and what it is. */
type PlaceOf = (stream: string, revision: number) => string

const placesOf = async (
  store: EventStore,
  streams: ReadonlySet<string>
): Promise<E.Either<Fault, PlaceOf>> => {
  const places = new Map<string, string>()
  let line = 0
  for await (const page of store.readAll()) {
    if (E.isLeft(page)) return page
    for (const { stream, revision, type, id } of page.right) {
      line++
      if (streams.has(stream))
        places.set(`${stream}/${revision}`, `ligne ${line} du journal, révision ${revision}, ${type}, ${id}`)
    }
  }
  return E.right((stream, revision) => places.get(`${stream}/${revision}`) ?? `révision ${revision}`)
}

type Drifted = { readonly stream: string; readonly lines: ReadonlyArray<DriftedLine> }

const toldDrift = (dossiers: ReadonlyArray<Drifted>, placeOf: PlaceOf): ReadonlyArray<string> => [
  ...dossiers.flatMap(({ stream, lines }) =>
    lines.map(line => lineTold(line, revision => placeOf(stream, revision), stream))
  ),
  'Deux explications : des événements ont été modifiés hors du programme depuis leur enregistrement : comparez le journal à une copie gardée ailleurs ;',
  "ou les règles du programme ont changé depuis : si la première est écartée, et seulement alors, un acte enregistre ce qu'elles donnent (RestateConvention, RestateHabilitation)."
]

const lineTold = (
  { kind, id, period, recorded, ruled, since, at }: DriftedLine,
  placeOf: (revision: number) => string,
  stream: string
): string => {
  const saidBy = at === null || at[0] === since ? '' : ` (dit par : ${placeOf(at[0])})`
  const line = `${id === '' ? kind : `${kind} ${id}`}, ${frenchPeriod(period)}`
  return `${stream}, ${placeOf(since)} : ${line} : enregistré : ${valueTold(recorded)} ; selon les règles : ${valueTold(ruled)}${saidBy}`
}

/** As the journal writes it, so that it is found there. */
const valueTold = (value: unknown): string => (value === null ? 'rien' : JSON.stringify(value))

/** Nobody takes what was not looked at for sound. */
export const unjudgedTold = (unjudged: ReadonlyArray<string>): string =>
  `${frenchCount(unjudged.length, 'dossier non jugé', 'dossiers non jugés')}, dont le modèle est inconnu ici (donnez-le par --models) : ${unjudged.slice(0, 20).join(', ')}${unjudged.length > 20 ? '…' : ''}`
