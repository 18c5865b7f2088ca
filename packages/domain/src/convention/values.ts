/** What the lines of a convention say. These shapes are storage formats (G9). */
import * as t from 'io-ts'
import { Count, NonBlank, nullable, oneOf, Prose, personal, struct, tagged } from '../codec'
import { ActePréfecture } from '../identity/acte-prefecture'
import { DérogationId, ModificationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { ChangeInstrument } from '../model/instrument'
import { Article } from '../refusal'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'

export const Rang = oneOf('rang', ['titulaire', 'suppleant'])
export type Rang = t.TypeOf<typeof Rang>

/** As in « comme titulaire ». */
export const rangNames: Readonly<Record<Rang, string>> = { titulaire: 'titulaire', suppleant: 'suppléant' }

/** A document that the gestionnaire accepts with the convention (P28). */
export const AcceptedDocument = struct('Document', { titre: NonBlank, version: NonBlank })
export type AcceptedDocument = t.TypeOf<typeof AcceptedDocument>

const Channel = oneOf('canal', ['papier', 'signature-electronique'])

/** As people say it. */
export const channelNames: Readonly<Record<t.TypeOf<typeof Channel>, string>> = {
  papier: 'Papier',
  'signature-electronique': 'Signature électronique'
}

/** The model's parties sign; the signatory may act by delegation from the representative (P1). */
export const Signature = struct('Signature', {
  partie: StableId,
  signataire: PersonneId,
  qualite: NonBlank,
  /** For whom the signatory acts, when by delegation. */
  parDelegationDe: nullable(PersonneId),
  signedOn: DateCivile,
  channel: Channel
})
export type Signature = t.TypeOf<typeof Signature>

/**
 * Whether a party is one: since the draft or by an avenant; it has left by an avenant, or its notice has ended its own part.
 * Of a party whose role neither joins nor leaves nothing is said: it is one throughout.
 */
export const Adhésion = tagged('Adhésion', 'status', {
  partie: struct(
    'partie',
    { status: t.literal('partie') },
    /** Of who joins: the avenant, and the day on which it was signed by all. */
    { modificationId: ModificationId, agreedOn: DateCivile }
  ),
  retrait: struct('retrait', { status: t.literal('retrait'), modificationId: ModificationId }),
  preavis: struct('preavis', { status: t.literal('preavis'), computation: NonBlank, article: Article })
})
export type Adhésion = t.TypeOf<typeof Adhésion>

/** Why a convention ends: its own term, a notice (M19), an immediate termination (P22). */
export const EndCause = oneOf('cause', ['terme', 'preavis', 'resiliation'])
export type EndCause = t.TypeOf<typeof EndCause>

/**
 * How a convention renews itself (M18): an échéance falls `months` months after `anchor`, and so on. `times`: it renews itself
 * so often at most; absent: without limit.
 */
export const Renewal = struct('Renouvellement', { anchor: DateCivile, months: Count }, { times: Count })
export type Renewal = t.TypeOf<typeof Renewal>

/** An act that moved the end of the convention from a day to a later one: a prolongation, or an express renewal. */
export const Extension = struct('Suite', {
  kind: oneOf('suite', ['prolongation', 'renouvellement']),
  from: DateCivile,
  to: DateCivile,
  modificationId: ModificationId,
  instrument: ChangeInstrument,
  /** The day of the last signature, or of what stands for it. */
  givenOn: DateCivile
})
export type Extension = t.TypeOf<typeof Extension>

/**
 * From when to when the signatures put a convention in force, how that was computed, and why it ends (null: no end is
 * known). `renewal` is null for a convention that does not renew itself; `extensions` are the acts that moved its end, in
 * their order.
 */
export const Effect = struct(
  'Effet',
  {
    period: Period,
    renewal: nullable(Renewal),
    cause: nullable(EndCause),
    computation: NonBlank
  },
  { extensions: t.readonlyArray(Extension) }
)
export type Effect = t.TypeOf<typeof Effect>

/** Whether the convention is in force on a day, and why not. */
export const Effet = tagged('Effet', 'status', {
  projet: struct('projet', { status: t.literal('projet') }),
  'a-venir': struct('a-venir', { status: t.literal('a-venir'), effect: Effect }),
  'en-vigueur': struct('en-vigueur', { status: t.literal('en-vigueur'), effect: Effect }),
  terminee: struct(
    'terminee',
    {
      status: t.literal('terminee'),
      cause: EndCause,
      computation: NonBlank,
      /** Of what ends it: the duration, the notice, the termination. */
      article: Article
    },
    /** Of a notice: the day that counts, of its dispatch or of its receipt. */
    { noticedOn: DateCivile }
  )
})
export type Effet = t.TypeOf<typeof Effet>

/** `conditions`: which of those that the model lists, where it lists some. */
export const NonRespect = struct(
  'NonRespect',
  { etablissementIds: t.readonlyArray(ÉtablissementId), agreedOn: DateCivile },
  { conditions: t.readonlyArray(StableId) }
)
export type NonRespect = t.TypeOf<typeof NonRespect>

export const Dérogation = struct('Dérogation', {
  derogationId: DérogationId,
  objet: NonBlank,
  etablissementIds: t.readonlyArray(ÉtablissementId),
  agreedOn: DateCivile,
  /** The first day on which it no longer holds; the end of the convention may come before. */
  to: DateCivile
})
export type Dérogation = t.TypeOf<typeof Dérogation>

export const Transmission = struct('Transmission', {
  acte: ActePréfecture,
  transmittedOn: DateCivile,
  receivedOn: DateCivile
})
export type Transmission = t.TypeOf<typeof Transmission>

export const AnnulledClause = struct('Clause', { decision: Prose, article: Article })
export type AnnulledClause = t.TypeOf<typeof AnnulledClause>

/** By whom it was made, and what follows, stands in the event alone. */
export const Vérification = struct(
  'Vérification',
  { on: DateCivile, resultat: oneOf('résultat', ['conforme', 'non-conforme']), article: Article },
  { obligations: t.readonlyArray(StableId) }
)

export const Manquement = personal(Prose)

/** That something holds: an establishment is in the annexe, a person has a role. What else there is to say is another line. */
export const Presence = struct('Présence', {})
export type Presence = t.TypeOf<typeof Presence>

/** Who has which role where; null: for the convention as a whole, on no establishment. */
export type Attribution = {
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId
  readonly personneId: PersonneId
}

/** A role on an establishment, or for the convention as a whole where none is named. */
export const seatId = ({
  etablissementId,
  role
}: {
  readonly etablissementId?: string | null
  readonly role: string
}): string => (etablissementId == null ? role : `${etablissementId}/${role}`)

export const attributionId = ({
  personneId,
  ...seat
}: {
  readonly etablissementId?: string | null
  readonly role: string
  readonly personneId: string
}): string => `${seatId(seat)}/${personneId}`

/** The seat of an attribution, as {@link seatId} writes it. */
export const seatOfAttribution = (id: string): string => id.slice(0, id.lastIndexOf('/'))

/** The attribution that a line speaks of, from its id as {@link attributionId} wrote it. */
export const attributionOf = (id: string): Attribution => {
  const first = id.indexOf('/')
  const last = id.lastIndexOf('/')
  // An id has no `/` (G14): these are the three that were written, or the two of a role without establishment.
  return {
    etablissementId: first === last ? null : id.slice(0, first),
    role: id.slice(first === last ? 0 : first + 1, last),
    personneId: id.slice(last + 1)
  } as Attribution
}

/** A signature of the convention, or of an avenant. */
export const signatureId = (partie: string, modificationId: string | null): string =>
  modificationId === null ? partie : `${partie}/${modificationId}`
