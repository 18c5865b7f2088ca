/**
 * Everything that can go wrong with a store, as one union of values. `message` is one line, in French, that says
 * what to do. `retryable` says whether the very same call may succeed later.
 */
import type { Fault, Instant, Position } from '@avenant/domain'
import { type ExpectedRevision, shownRevision } from './expected-revision'

type StoreErrorOf<Tag extends string, Details = unknown> = Readonly<Details> & {
  readonly _tag: Tag
  readonly retryable: boolean
  readonly message: string
}

export type InvalidStreamName = StoreErrorOf<'InvalidStreamName', { stream: string }>
export type NoEvents = StoreErrorOf<'NoEvents', { stream: string }>
/** Paths start at the call: `events[0].data.montant`. */
export type InvalidEvents = StoreErrorOf<'InvalidEvents', { stream: string; faults: ReadonlyArray<Fault> }>
/** `bytes` and `limit` count the data and the metadata as JSON in UTF-8; null when there are too many to count. */
export type EventTooLarge = StoreErrorOf<
  'EventTooLarge',
  { stream: string; id: string; index: number; bytes: number | null; limit: number }
>
export type InvalidRequest = StoreErrorOf<'InvalidRequest', { faults: ReadonlyArray<Fault> }>
/**
 * The stream is not as expected (`revision`), holds some of these event ids, but not as this append would have put
 * them (`overlap`), or holds all of them where they would be, with another content (`content`). `actual` is the stream's last revision, null when there is no stream.
 */
export type Conflict = StoreErrorOf<
  'Conflict',
  {
    stream: string
    expected: ExpectedRevision
    actual: number | null
    cause: 'revision' | 'overlap' | 'content'
  }
>
/**
 * The clock cannot be believed, and nothing was recorded: what it says is no instant (`instant`), or is far from the last
 * recording of the journal (`journal`), or before the last one of the stream (`stream`), told by `last`; or is far from
 * the clock of the machine that keeps the journal (`keeper`), which `last` tells then. See `ClockTolerance`. `stream` is null for a journal that is taken in.
 */
export type ClockRefused = StoreErrorOf<
  'ClockRefused',
  {
    reason: 'instant' | 'journal' | 'stream' | 'keeper'
    stream: string | null
    now: string
    last: Instant | null
  }
>
export type StreamNotFound = StoreErrorOf<'StreamNotFound', { stream: string }>

/** Another writer holds the store; try again. */
export type StoreBusy = StoreErrorOf<'StoreBusy', { code: string }>
/** This program closed the store. */
export type StoreClosed = StoreErrorOf<'StoreClosed'>
/** The store was opened to be read (`readOnly`), and nothing else. */
export type ReadOnlyStore = StoreErrorOf<'ReadOnlyStore'>
/** The engine underneath failed; `code` is its own. */
export type StoreUnavailable = StoreErrorOf<'StoreUnavailable', { code: string }>

/**
 * A reading was to begin after a position that this journal never gave: beyond its end, between two events, or of
 * another journal. `head` is the position of its last event, null when it holds none.
 */
export type UnknownPosition = StoreErrorOf<'UnknownPosition', { position: Position; head: Position | null }>

export type StoreNotEmpty = StoreErrorOf<'StoreNotEmpty'>
/** `event` is the rank of the refused event in what was given, from 1. */
export type RestoreRefused = StoreErrorOf<
  'RestoreRefused',
  { event: number; id: string; faults: ReadonlyArray<Fault> }
>

/** The engine has every stream begin at revision 0, and this one begins later where the journal comes from. */
export type CannotRestore = StoreErrorOf<
  'CannotRestore',
  { engine: string; stream: string; revision: number }
>
/**
 * The journal is one that is being taken in, or was until it was cut off: nothing is read of it or added to it. The same
 * journal given to `restore` again goes on where that stopped. `events` is how many it has in all.
 */
export type HalfRestored = StoreErrorOf<'HalfRestored', { events: number }>

/** `file` is what was to be opened: a file's path, or a server's address without its password. */
export type NotAJournal = StoreErrorOf<
  'NotAJournal',
  { file: string; found: 'not-sqlite' | 'other-sqlite' | 'other-postgres' | 'other-eventstoredb' }
>
export type NewerSchema = StoreErrorOf<'NewerSchema', { file: string; found: number; known: number }>
/** `faults` are all those of an address or of the options given, by the option that each is about; empty for any other reason. */
export type CannotOpen = StoreErrorOf<
  'CannotOpen',
  { file: string; code: string; faults: ReadonlyArray<Fault> }
>

/**
 * What a damaged journal has wrong: a part of an event that cannot have been written (`envelope`: all of it, as another
 * program's), or an event that is not there (`missing`).
 */
export type Damage =
  | 'id'
  | 'type'
  | 'schema'
  | 'recordedAt'
  | 'data'
  | 'metadata'
  | 'stream'
  | 'envelope'
  | 'missing'
/**
 * The journal was changed behind its back: a failing disk, or a hand. `stream` is null where even its name is lost,
 * `position` where it is not known, as of what is missing.
 */
export type DamagedJournal = StoreErrorOf<
  'DamagedJournal',
  { stream: string | null; revision: number; position: Position | null; what: Damage }
>

/** What any call may meet. */
export type StoreFault = StoreBusy | StoreClosed | StoreUnavailable | DamagedJournal | HalfRestored
/** Why an engine does not write an append that it could. */
export type AppendRefusal = Conflict | ClockRefused | DamagedJournal
export type AppendError =
  | InvalidStreamName
  | NoEvents
  | InvalidEvents
  | EventTooLarge
  | InvalidRequest
  | Conflict
  | ClockRefused
  | ReadOnlyStore
  | StoreFault
export type ReadError = InvalidStreamName | InvalidRequest | StreamNotFound | StoreFault
/** A stream that is missing holds no event: that is no error. */
export type FindError = InvalidStreamName | InvalidRequest | StoreFault
export type ReadAllError = InvalidRequest | UnknownPosition | StoreFault
export type RetainError = InvalidRequest | ReadOnlyStore | StoreFault
export type RestoreError =
  | StoreNotEmpty
  | RestoreRefused
  | ClockRefused
  | CannotRestore
  | ReadOnlyStore
  | StoreFault
export type OpenError = NotAJournal | NewerSchema | CannotOpen | StoreBusy

/** Faults in one line. */
export const listed = (faults: ReadonlyArray<Fault>): string =>
  faults.map(({ path, message }) => (path === '' ? message : `${path} : ${message}`)).join(' ; ')

export const invalidStreamName = (stream: string): InvalidStreamName => ({
  _tag: 'InvalidStreamName',
  stream,
  retryable: false,
  message: `nom de flux refusé : ${JSON.stringify(String(stream))} ; attendu : 1 à 255 lettres ASCII, chiffres ou tirets, sans tiret au début`
})

export const noEvents = (stream: string): NoEvents => ({
  _tag: 'NoEvents',
  stream,
  retryable: false,
  message: `aucun événement à ajouter au flux ${stream} ; donnez-en au moins un`
})

export const invalidEvents = (stream: string, faults: ReadonlyArray<Fault>): InvalidEvents => ({
  _tag: 'InvalidEvents',
  stream,
  faults,
  retryable: false,
  message: `événements refusés pour le flux ${stream} : ${listed(faults)}`
})

export const eventTooLarge = (details: {
  stream: string
  id: string
  index: number
  bytes: number | null
  limit: number
}): EventTooLarge => ({
  _tag: 'EventTooLarge',
  ...details,
  retryable: false,
  message: `événement ${details.id} trop grand pour le flux ${details.stream} : ${details.bytes === null ? '' : `${details.bytes} octets, `}au plus ${details.limit} octets ; découpez-le ou relevez maxEventBytes`
})

export const invalidRequest = (faults: ReadonlyArray<Fault>): InvalidRequest => ({
  _tag: 'InvalidRequest',
  faults,
  retryable: false,
  message: `demande refusée : ${listed(faults)}`
})

export const conflict = (
  { stream, expected }: { readonly stream: string; readonly expected: ExpectedRevision },
  { actual, cause }: Pick<Conflict, 'actual' | 'cause'>
): Conflict => ({
  _tag: 'Conflict',
  stream,
  expected,
  actual,
  cause,
  retryable: false,
  message: `conflit sur le flux ${stream} : ${conflicts[cause](expected, actual)}`
})

const conflicts: Record<Conflict['cause'], (expected: ExpectedRevision, actual: number | null) => string> = {
  revision: (expected, actual) =>
    `attendu ${shownRevision(expected)}, trouvé ${actual ?? 'aucun flux'} ; relisez le flux et décidez de nouveau`,
  overlap: () =>
    'des événements de cet ajout y sont déjà, mais pas à cette place ; relisez le flux et décidez de nouveau',
  content: () =>
    'un autre contenu y est déjà enregistré sous ces identifiants ; relisez ce qui est enregistré et donnez à un nouvel ajout de nouveaux identifiants'
}

export const clockRefused = (
  details: Pick<ClockRefused, 'reason' | 'stream' | 'now' | 'last'>
): ClockRefused => ({
  _tag: 'ClockRefused',
  ...details,
  retryable: false,
  message: `horloge refusée, rien n'est enregistré : elle dit ${details.now}, ${clockFaults[details.reason](details)}`
})

const clockFaults: Record<
  ClockRefused['reason'],
  (details: Pick<ClockRefused, 'stream' | 'last'>) => string
> = {
  instant: () =>
    "qui n'est pas un instant AAAA-MM-JJThh:mm:ss.mmmZ de 1900 à 2999 ; mettez l'horloge de la machine à l'heure, ou corrigez l'option clock",
  journal: ({ last }) =>
    `trop loin du dernier enregistrement du journal, ${last} ; mettez l'horloge à l'heure ou, si elle l'est, ouvrez le journal avec l'option clockTolerance: 'any'`,
  keeper: ({ last }) =>
    `trop loin de celle de la machine qui garde le journal, ${last} ; mettez les deux à l'heure, ou dites l'écart permis en millisecondes par l'option clockTolerance: { difference }`,
  stream: ({ stream, last }) =>
    `trop avant le dernier enregistrement du flux ${stream}, ${last} ; mettez l'horloge à l'heure ou, si cet ajout doit porter lui aussi la date de ce dernier enregistrement, ouvrez le journal avec l'option clockTolerance: 'any'`
}

export const streamNotFound = (stream: string): StreamNotFound => ({
  _tag: 'StreamNotFound',
  stream,
  retryable: false,
  message: `le flux ${stream} n'existe pas ; vérifiez son nom`
})

export const storeBusy = (code: string): StoreBusy => ({
  _tag: 'StoreBusy',
  code,
  retryable: true,
  message: `le journal est occupé par une autre écriture (${code}) ; réessayez`
})

export const storeClosed: StoreClosed = {
  _tag: 'StoreClosed',
  retryable: false,
  message: 'le journal a été fermé par ce programme ; rouvrez-le'
}

export const readOnlyStore: ReadOnlyStore = {
  _tag: 'ReadOnlyStore',
  retryable: false,
  message: 'le journal est ouvert en lecture seule ; rouvrez-le sans readOnly pour écrire'
}

export const storeUnavailable = (code: string, retryable: boolean, advice: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  code,
  retryable,
  message: `le journal ne répond pas (${code}) ; ${advice}`
})

export const unknownPosition = (position: Position, head: Position | null): UnknownPosition => ({
  _tag: 'UnknownPosition',
  position,
  head,
  retryable: false,
  message: `ce journal n'a jamais donné la position ${position} (${head === null ? 'il est vide' : `il va jusqu'à ${head}`}) : c'en est un autre, ou une sauvegarde plus ancienne ; vérifiez lequel est ouvert, puis relisez-le depuis le début`
})

const damages: Record<Damage, string> = {
  id: "l'identifiant n'est pas un uuid",
  type: 'le type est illisible',
  schema: "la version des données n'en est pas une",
  recordedAt: "l'instant d'enregistrement n'en est pas un",
  data: 'les données sont illisibles',
  metadata: 'les métadonnées sont illisibles',
  stream: "l'événement n'est d'aucun flux",
  envelope: "l'enveloppe est illisible, ou d'un autre programme",
  missing: "l'événement manque"
}

export const damagedJournal = (details: {
  readonly stream: string | null
  readonly revision: number
  readonly position: Position | null
  readonly what: Damage
}): DamagedJournal => ({
  _tag: 'DamagedJournal',
  ...details,
  retryable: false,
  message: `journal abîmé, flux ${details.stream ?? 'inconnu'}, révision ${details.revision}${details.position === null ? '' : `, position ${details.position}`} : ${damages[details.what]} ; ne décidez rien sur ce flux, restaurez une sauvegarde`
})

export const storeNotEmpty: StoreNotEmpty = {
  _tag: 'StoreNotEmpty',
  retryable: false,
  message: 'le journal contient déjà des événements ; importez dans un journal vide'
}

export const restoreRefused = (event: number, id: string, faults: ReadonlyArray<Fault>): RestoreRefused => ({
  _tag: 'RestoreRefused',
  event,
  id,
  faults,
  retryable: false,
  message: `événement n° ${event} (${id}) refusé, rien n'est importé : ${listed(faults)}`
})

export const cannotRestore = (
  details: Pick<CannotRestore, 'engine' | 'stream' | 'revision'>
): CannotRestore => ({
  _tag: 'CannotRestore',
  ...details,
  retryable: false,
  message: `${details.engine} ne reprend pas un flux dont une conservation a retiré le début (${details.stream} commence à la révision ${details.revision}) ; reprenez ce journal dans SQLite ou PostgreSQL`
})

export const halfRestored = (events: number): HalfRestored => ({
  _tag: 'HalfRestored',
  events,
  retryable: false,
  message: `ce journal n'est repris qu'en partie (il aura ${events} événements) ; redonnez à la reprise le même journal, elle continue où elle s'est arrêtée`
})

/** Nothing there yet, and none was to be made. */
export const noJournal = (file: string): CannotOpen =>
  cannotOpen(file, 'NO_JOURNAL', "aucun journal ne s'y trouve : vérifiez l'adresse")

const notJournals: Record<NotAJournal['found'], string> = {
  'not-sqlite': "n'est pas une base SQLite ; laissé intact, donnez un autre fichier",
  'other-sqlite': "est une base SQLite d'un autre programme ; laissé intact, donnez un autre fichier",
  'other-postgres': "contient les tables d'un autre programme ; laissé intact, donnez un autre schéma",
  'other-eventstoredb': "contient les flux d'un autre programme ; laissé intact, donnez un journal à lui"
}

export const notAJournal = (file: string, found: NotAJournal['found']): NotAJournal => ({
  _tag: 'NotAJournal',
  file,
  found,
  retryable: false,
  message: `${file} ${notJournals[found]}`
})

export const newerSchema = (file: string, found: number, known: number): NewerSchema => ({
  _tag: 'NewerSchema',
  file,
  found,
  known,
  retryable: false,
  message: `${file} est au schéma ${found}, ce programme connaît au plus le ${known} ; laissé intact, mettez le programme à jour`
})

export const cannotOpen = (file: string, code: string, advice: string, retryable = false): CannotOpen => ({
  _tag: 'CannotOpen',
  file,
  code,
  faults: [],
  retryable,
  message: `impossible d'ouvrir ${file} (${code}) ; ${advice}`
})

/** An address, with everything that is wrong in it. */
export const refusedAddress = (file: string, faults: ReadonlyArray<Fault>): CannotOpen => ({
  ...cannotOpen(file, 'ADDRESS', listed(faults)),
  faults
})

/** What the program itself sets, with everything that is wrong in it. */
export const refusedOptions = (file: string, faults: ReadonlyArray<Fault>): CannotOpen => ({
  ...cannotOpen(file, 'OPTIONS', listed(faults)),
  faults
})
