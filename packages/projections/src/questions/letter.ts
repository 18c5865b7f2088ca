/** What the Caf writes about an act of an habilitation, or about a block that is computed: by what was known at a moment. */
import {
  type ConventionId,
  type DateCivile,
  type HabilitationEventOf,
  type HabilitationId,
  habilitationStream,
  type Instant,
  type PersonneId
} from '@avenant/domain'
import { frenchInstant } from '../documents/french'
import { type Evidence, ever } from './asked'
import type { History, HistoryAct, HistoryAsked } from './history'
import { writingOf } from './letters/acts'
import type { LetterGround, LetterKind, LetterPart, LetterText } from './letters/letter-text'
import { namesIn } from './letters/names'
import { unusedLetterOn } from './letters/unused'
import { habilitationSays, type Lines, type ModelOfDossier, modelsOfHabilitation, ruledOn } from './lines'
import { lastRecordedIn } from './named-use'

export type LetterAsked = {
  readonly habilitationId: HabilitationId
  /** What had been recorded at or before; absent or null, all that is known (G2). */
  readonly knownAt?: Instant | null
} & (
  | {
      /** Where the act was first recorded in the habilitation: the `place` of its history. */
      readonly act: number
    }
  | {
      /** Instead of an act, a day: the block for want of use that holds on it, whether or not anything told of it. */
      readonly on: DateCivile
    }
)

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Letter = {
  readonly habilitationId: HabilitationId
  /** Null: a block was asked for, by its day. */
  readonly act: number | null
  /** The day by whose names persons and establishments are told: that of the act, or the first day of the block. */
  readonly on: DateCivile | null
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** Of the habilitation and its convention, as known then; null: nothing was recorded. */
  readonly lastRecordedAt: Instant | null
  /** In which an instant has its day. */
  readonly zone: string
  readonly models: ReadonlyArray<ModelOfDossier>
  /** In French, for people: what the letter is about, or why there is none. */
  readonly sentence: string
  /** Null: there is no letter of that. */
  readonly courrier: Courrier | null
}

export type Courrier = {
  readonly kind: LetterKind
  readonly objet: string
  /** By their names of the day; null while none is known. */
  readonly expediteur: string | null
  readonly destinataire: string | null
  readonly conventionId: ConventionId
  readonly personneId: PersonneId
  readonly nom: string | null
  readonly prenom: string | null
  /** What was found, what is asked, what follows: each with its lines, in French. */
  readonly parties: ReadonlyArray<LetterPart>
  /** What says so: the act, or the connection, the delivery or the lifting from which a block is counted. */
  readonly event: Evidence | null
  /** What became of the act since, in the order of its recording: each said plainly. */
  readonly corrections: ReadonlyArray<LetterCorrection>
  /** Whether it still says what holds: false of an act withdrawn, and of a block that no longer is. */
  readonly tient: boolean
}

export type LetterCorrection = {
  readonly sentence: string
  readonly recordedAt: Instant
  /** What the act says otherwise since. */
  readonly changed: ReadonlyArray<string>
}

export const letter =
  (lines: Lines, history: (asked: HistoryAsked) => History) =>
  (asked: LetterAsked): Letter => {
    const { habilitationId, knownAt = null } = asked
    const place = 'act' in asked ? asked.act : null
    const { acts } = history({ dossier: habilitationStream(habilitationId), order: 'recording', knownAt })
    const none = (sentence: string): Letter => ({
      habilitationId,
      act: place,
      on: 'on' in asked ? asked.on : null,
      knownAt,
      lastRecordedAt: null,
      zone: 'Europe/Paris',
      models: [],
      sentence,
      courrier: null
    })
    const request = requestIn(acts)
    if (request === null)
      return none(`Aucun courrier : rien n'est enregistré de l'habilitation ${habilitationId} à ce moment.`)
    const act = acts.find(one => one.place === place) ?? null
    if (place !== null && act === null)
      return none(
        `Aucun courrier : l'habilitation ${habilitationId} n'a pas d'acte n° ${place} à ce moment ; son histoire donne le numéro de chacun.`
      )
    const said = act === null ? null : lastSaid(act)
    const writing = said === null ? null : writingOf(said.type)
    if (act !== null && writing === null)
      return none(`Aucun courrier n'est prévu pour cet acte : ${act.nom}.`)
    const on = 'on' in asked ? asked.on : (writing?.on(said?.says) ?? null)
    const ground = on === null ? null : groundOf(lines, habilitationId, request, { on, knownAt })
    if (ground === null)
      return none("Aucun courrier : le modèle de la convention n'est pas connu de ce service.")
    const { conventionId, zone } = ground
    const text = writing === null ? unusedLetterOn(ground) : writing.write(ground, said?.says)
    const head = {
      ...none(''),
      lastRecordedAt: lastRecordedIn(lines, [{ conventionId, habilitationId }], ground.point.knownAt),
      zone,
      models: modelsOfHabilitation(lines, habilitationId, ground.point.knownAt)
    }
    return typeof text === 'string'
      ? { ...head, sentence: text }
      : { ...head, on: text.on, sentence: standing(text, act), courrier: courrierOf(ground, text, act) }
  }

/** Who reads no further knows that nothing rests on it any more. */
const standing = ({ sentence }: LetterText, act: HistoryAct | null): string =>
  act?.status === 'retire'
    ? `Cet acte est retiré : ce courrier ne vaut plus. Il disait : ${sentence}`
    : sentence

type Request = HabilitationEventOf<'HabilitationRequested'>['data']['says']

/** As it stands, or stood last; null: nothing was asked for. */
const requestIn = (acts: ReadonlyArray<HistoryAct>): Request | null => {
  const request = acts.find(({ type }) => type === 'HabilitationRequested')
  // The codec of the act has read what it says.
  return request === undefined ? null : (lastSaid(request).says as Request)
}

/** What an act says by its last correction that puts something in its place. */
const lastSaid = ({
  type,
  says,
  corrections
}: HistoryAct): { readonly type: string; readonly says: unknown } =>
  corrections.findLast(({ instead }) => instead !== null)?.instead ?? { type, says }

const groundOf = (
  lines: Lines,
  habilitationId: HabilitationId,
  request: Request,
  { on, knownAt }: { readonly on: DateCivile; readonly knownAt: Instant | null }
): LetterGround | null => {
  const point = { on, knownAt: knownAt ?? ever }
  const { conventionId, personneId } =
    habilitationSays(lines, habilitationId, 'sujet', point)?.value ?? request
  // A request comes before its convention.
  const model = ruledOn(lines, conventionId, point).model ?? lines.modelOf(request.model)
  return model === null
    ? null
    : { lines, model, zone: model.zone, habilitationId, conventionId, personneId, request, point }
}

const courrierOf = (ground: LetterGround, text: LetterText, act: HistoryAct | null): Courrier => {
  const { kind, objet, parties, tient, event } = text
  const { conventionId, personneId, zone } = ground
  const { nom, prenom, expediteur, destinataire } = namesIn({
    ...ground,
    point: { ...ground.point, on: text.on }
  })
  return {
    kind,
    objet,
    expediteur,
    destinataire,
    conventionId,
    personneId,
    nom,
    prenom,
    parties,
    event: event ?? (act === null ? null : eventOf(act)),
    corrections: act === null ? [] : correctionsOf(act, zone),
    tient: tient && act?.status !== 'retire'
  }
}

const eventOf = ({ dossier, type, nom, recorded }: HistoryAct): Evidence => ({
  dossier,
  revision: recorded.revision,
  type,
  nom,
  acteur: recorded.acteur.kind,
  recordedAt: recorded.recordedAt,
  reason: recorded.reason
})

const correctionsOf = ({ corrections }: HistoryAct, zone: string): ReadonlyArray<LetterCorrection> =>
  corrections.map(({ recorded: { recordedAt }, motif, instead, changed }) => {
    const when = frenchInstant(recordedAt, zone)
    const done = instead === null ? 'retiré' : `remplacé (${instead.nom})`
    return {
      sentence: `Cet acte a été ${done} le ${when} ; motif : ${motif}`,
      recordedAt,
      changed
    }
  })
