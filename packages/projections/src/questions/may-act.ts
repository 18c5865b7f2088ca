/** Whether a person may use a role on an establishment: yes, or each condition that fails (G16). */
import {
  attributionId,
  type ConventionId,
  type DateCivile,
  frenchDate,
  type HabilitationId,
  habilitationStream,
  type Instant,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { UNLESS_DENOUNCED } from '../annexes/term'
import { type At, type On, pointOf, type Sees } from './asked'
import type { Condition, Use } from './conditions'
import {
  conventionSays,
  type Lines,
  type ModelOfDossier,
  modelOfConvention,
  modelsOfHabilitation
} from './lines'
import { frenchUse, frenchUser, lastRecordedIn, type NamedUse, namedUse } from './named-use'
import type { PremiseAlert, Premises } from './premises'
import { renewsUnlessDenounced } from './reserve'
import { ofUnknown, type UseKey, unknownIn } from './unknown-use'
import {
  type DeclarationsOpen,
  frenchExceptions,
  isOpen,
  type Reason,
  reasonsOf,
  stillDeclaring,
  type Way,
  waysUnder
} from './ways'

export type MayActAsked = {
  readonly personneId: PersonneId
  /** Absent or null: a role that is held on no establishment. */
  readonly etablissementId?: ÉtablissementId | null
  readonly role: StableId
  /** For the declarations of this year alone. */
  readonly declarationsOf?: number | null
} & (On | At)

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type MayAct = {
  readonly personneId: PersonneId
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId
  readonly declarationsOf: number | null
  /** By the names of that day, as known then. */
  readonly nommes: NamedUse
  /** The day that was asked; for an instant, its day in the zone of the model, or in UTC where no convention is found. */
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** `inconnu`: no dossier speaks of whom or what is asked about, and neither « yes » nor « no » is told. */
  readonly answer: 'oui' | 'non' | 'inconnu'
  /** The keys whose id no dossier had spoken of by then: a slip of the pen, for the most part. */
  readonly inconnus: ReadonlyArray<UseKey>
  /** In French, for people. */
  readonly sentence: string
  /** The convention and the habilitation under which she may, with each condition; null when she may not. */
  readonly by: Carried | null
  /**
   * Each condition that fails, under each convention that lists the establishment or has listed it, or gives her the role or
   * has given it where it has no establishment; none when she may.
   */
  readonly reasons: ReadonlyArray<Reason>
  /** Where she may not: the declarations of years that are over which she may still give by this role (P25). */
  readonly declarations: ReadonlyArray<DeclarationsOpen>
  /** Of the dossiers that were looked at, as known then; null: none was, or nothing was recorded. */
  readonly lastRecordedAt: Instant | null
  /** Under which models the conventions and habilitations that were looked at are, each once. */
  readonly models: ReadonlyArray<ModelOfDossier>
  /**
   * Of her habilitations that were looked at: acts recorded although the convention no longer carried them, which are
   * still to be dealt with. They change no answer: the conditions are those of G16, on the day.
   */
  readonly premisses: ReadonlyArray<PremiseAlert>
}

export type Carried = {
  readonly conventionId: ConventionId
  readonly habilitationId: HabilitationId | null
  readonly conditions: ReadonlyArray<Condition>
}

export const carriedBy = ({ conventionId, habilitationId, checks }: Way): Carried => ({
  conventionId,
  habilitationId,
  conditions: checks.map(({ tell }) => tell())
})

/** She may when under one convention all conditions hold. Microseconds, whatever the number of dossiers. */
export const mayAct =
  (lines: Lines, premises: Premises) =>
  (asked: MayActAsked, sees: Sees | null = null): MayAct => {
    const { personneId, etablissementId = null, role, declarationsOf = null } = asked
    const ways: Array<Way> = []
    const declarations: Array<DeclarationsOpen> = []
    for (const conventionId of lines.directory.conventionsOf({ personneId, etablissementId, role })) {
      const use = { conventionId, personneId, etablissementId, role }
      if (!hasListed(lines, use, asked)) continue
      for (const way of waysUnder(lines, use, asked, declarationsOf)) {
        if (isOpen(way))
          return answerOf(lines, premises, asked, {
            open: way,
            ways: [way],
            declarations: [],
            inconnus: []
          })
        ways.push(way)
      }
      if (declarationsOf === null) declarations.push(...stillDeclaring(lines, use, asked))
    }
    const inconnus = unknownIn(
      lines,
      { personneId, etablissementId, role },
      { knownAt: pointOf(asked, null).knownAt, sees }
    )
    return answerOf(lines, premises, asked, { open: null, ways, declarations, inconnus })
  }

/** Under one convention the habilitations of a person are one way each. */
const modelsUnder = (
  lines: Lines,
  asked: On | At,
  ways: ReadonlyArray<Way>
): ReadonlyArray<ModelOfDossier> => {
  const { knownAt } = pointOf(asked, null)
  return ways.flatMap(({ conventionId, habilitationId, days }, i) => [
    ...(ways[i - 1]?.conventionId === conventionId
      ? []
      : versionsOn(days.map(on => modelOfConvention(lines, conventionId, { on, knownAt })))),
    ...(habilitationId === null ? [] : modelsOfHabilitation(lines, habilitationId, knownAt))
  ])
}

/** Each version once. */
const versionsOn = (models: ReadonlyArray<ModelOfDossier | null>): ReadonlyArray<ModelOfDossier> =>
  models.flatMap((model, i) => {
    const isAlike = (other: ModelOfDossier | null) =>
      other?.id === model?.id && other?.version === model?.version
    return model === null || models.findIndex(isAlike) < i ? [] : [model]
  })

const premisesOf = (
  premises: Premises,
  asked: On | At,
  ways: ReadonlyArray<Way>
): ReadonlyArray<PremiseAlert> =>
  ways.flatMap(({ habilitationId, checks }) => {
    if (habilitationId === null) return []
    const stream = habilitationStream(habilitationId)
    if (!premises.speaksOf(stream)) return []
    const { knownAt, on: inUtc } = pointOf(asked, null)
    return premises.standing(stream, { knownAt, on: checks.at(-1)?.tell().on ?? inUtc })
  })

type Found = {
  readonly open: Way | null
  readonly ways: ReadonlyArray<Way>
  readonly declarations: ReadonlyArray<DeclarationsOpen>
  readonly inconnus: ReadonlyArray<UseKey>
}

const answerOf = (
  lines: Lines,
  premises: Premises,
  asked: MayActAsked,
  { open, ways, declarations, inconnus }: Found
): MayAct => {
  const { personneId, etablissementId = null, role, declarationsOf = null } = asked
  const use = { personneId, etablissementId, role }
  const by = open === null ? null : carriedBy(open)
  const reasons = open !== null ? [] : ways.length === 0 ? [nowhere(asked)] : ways.flatMap(reasonsOf)
  const on = 'at' in asked ? ((by?.conditions ?? reasons).at(-1)?.on ?? pointOf(asked, null).on) : asked.on
  const nommes = namedUse(lines, use, asked, ways)
  const { knownAt } = pointOf(asked, null)
  const whose = declarationsOf === null ? '' : `, pour les déclarations de ${declarationsOf}`
  const verb = by === null ? 'ne peut pas' : 'peut'
  const unless =
    by !== null && renewsUnlessDenounced(lines, by.conventionId, { on, knownAt })
      ? `, ${UNLESS_DENOUNCED}`
      : frenchExceptions(declarations)
  return {
    personneId,
    etablissementId,
    role,
    declarationsOf,
    nommes,
    on,
    knownAt: 'at' in asked ? asked.at : (asked.knownAt ?? null),
    answer: by !== null ? 'oui' : inconnus.length > 0 ? 'inconnu' : 'non',
    inconnus,
    sentence:
      inconnus.length > 0
        ? `Aucun dossier connu à ce moment ne parle ${ofUnknown(use, inconnus)} : il ne peut pas être répondu.`
        : `Le ${frenchDate(on)}${whose}, ${frenchUser(nommes, use)} ${verb} utiliser ${frenchUse(nommes, use)}${unless}.`,
    by,
    reasons,
    declarations,
    lastRecordedAt: lastRecordedIn(lines, ways, knownAt),
    models: modelsUnder(lines, asked, ways),
    premisses: premisesOf(premises, asked, ways)
  }
}

/** Whether the establishment was ever in the annexe of the convention, as known then; without one, the role ever hers. */
const hasListed = (lines: Lines, use: Use, asked: On | At): boolean => {
  const { conventionId, etablissementId } = use
  const point = pointOf(asked, null)
  const line =
    etablissementId === null
      ? ({ kind: 'attribution', id: attributionId(use) } as const)
      : ({ kind: 'inscription', id: etablissementId } as const)
  return (
    conventionSays(lines, conventionId, line.kind, line.id, point)?.value != null ||
    lines.dossiers.convention.timeline(conventionId, line, point.knownAt).some(({ value }) => value !== null)
  )
}

const nowhere = (asked: MayActAsked): Reason => {
  const isPlaced = asked.etablissementId != null
  return {
    conventionId: null,
    habilitationId: null,
    condition: isPlaced ? 'inscription' : 'attribution',
    on: pointOf(asked, null).on,
    article: null,
    computation: isPlaced
      ? "aucune convention connue à ce moment n'inscrit cet établissement à son annexe"
      : 'aucune convention connue à ce moment ne donne ce rôle à cette personne sans établissement',
    event: null
  }
}
