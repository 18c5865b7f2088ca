/** What the lines of an habilitation say. These shapes are storage formats (G9). No password is ever among them. */
import * as t from 'io-ts'
import { Count, coherent, NonBlank, nullable, oneOf, Prose, personal, struct, tagged } from '../codec'
import { ConventionId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { RequestStep } from '../model/habilitation'
import { Article } from '../refusal'
import { DateCivile } from '../time/date-civile'
import { Instant } from '../time/instant'
import { Period } from '../time/period'

/**
 * A role asked for on one establishment, whose nature says whether it may have that role (M7); or a role that is held on no
 * establishment, alone.
 */
export const RequestedRole = coherent(
  struct('RôleDemandé', { role: StableId }, { etablissementId: ÉtablissementId, nature: StableId }),
  ({ etablissementId, nature }) => [
    ...(etablissementId !== undefined && nature === undefined
      ? [{ path: ['nature'], message: "il manque la nature de l'établissement" }]
      : []),
    ...(etablissementId === undefined && nature !== undefined
      ? [{ path: ['etablissementId'], message: "il manque l'établissement de cette nature" }]
      : [])
  ]
)
export type RequestedRole = t.TypeOf<typeof RequestedRole>

/** Whose access it is, and under which convention. */
export const Sujet = struct('Sujet', { conventionId: ConventionId, personneId: PersonneId })

/** How far the request has come. */
export const Demande = tagged('Demande', 'status', {
  'en-cours': struct('en-cours', { status: t.literal('en-cours'), step: RequestStep }),
  refusee: struct('refusee', { status: t.literal('refusee') })
})
export type Demande = t.TypeOf<typeof Demande>

/** Why a request was refused. */
export const Motif = personal(Prose)

export const Délivrance = struct('Délivrance', { article: Article })
export const Blocage = struct('BlocageDAccès', { cause: StableId, article: Article })
/** A password was sent and is to be changed, or was changed, on a day (P9). */
export const MotDePasse = struct('MotDePasse', {
  status: oneOf('mot de passe', ['a-changer', 'change']),
  on: DateCivile,
  article: Article
})
/** The Caf lifted a blocking: the days without use are counted anew from that day (A3). */
export const Levée = struct('LevéeDeBlocage', { on: DateCivile, article: Article })
/** The Caf closed the access (M21). */
export const Fermeture = struct('Fermeture', { article: Article })
/** The first day without access, and the day on which the partner told of it (P19, M14). */
export const Départ = struct('Départ', { departedOn: DateCivile, reportedOn: DateCivile, article: Article })
/**
 * What a reaction told of the end of the convention: from when it no longer carries the access; null: from no day. The
 * convention's own lines decide who may act (G16): this is told, and never asked.
 */
export const FinDeConvention = struct('FinDeConvention', { on: nullable(DateCivile), article: Article })

/** What a reaction told of a role: every day on which the annexe gives it to the person. It is told, and never asked (G16). */
export const RôleAnnexe = struct('RôleÀLAnnexe', { held: t.readonlyArray(Period), article: Article })

/** What the partner told of a security incident (P17); in what words stands in the event alone. */
export const Incident = struct(
  'Incident',
  { kind: StableId, toldOn: DateCivile, article: Article },
  { happenedOn: DateCivile, foundOn: DateCivile }
)

/** What was found in the connections: so many between two instants, which stands when they are gone (A7). */
export const Finding = coherent(
  struct('ConstatDesConnexions', { count: Count, first: Instant, last: Instant }),
  ({ count, first, last }) => [
    ...(count === 0 ? [{ path: ['count'], message: 'nul : rien n’est constaté' }] : []),
    ...(last < first ? [{ path: ['last'], message: `vient avant ${first}` }] : [])
  ]
)
export type Finding = t.TypeOf<typeof Finding>

export const Anomalie = struct('Anomalie', { rule: StableId, finding: Finding, article: Article })

/** How far an anomaly has come, since which day; `lastDay`: of the justification that was asked, where the model gives one. */
export const Suivi = struct(
  'SuiviDAnomalie',
  {
    status: oneOf('suivi', ['notifiee', 'justification-demandee', 'justifiee', 'close']),
    on: DateCivile,
    article: Article
  },
  { lastDay: DateCivile, computation: NonBlank }
)
export type Suivi = t.TypeOf<typeof Suivi>

/** « justification en retard »: its last day is over, and none was given. An alert, never a sanction (P18). */
export const isJustificationLate = ({ status, lastDay }: Suivi, on: DateCivile): boolean =>
  status === 'justification-demandee' && lastDay !== undefined && on > lastDay
