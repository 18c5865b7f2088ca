/** Of which lines a ground is made: it stays the same for every knowledge between two recordings that move none of them. */
import {
  type ConventionModel,
  type ConventionValues,
  conventionDeadlineLines,
  type DateExpression,
  type HabilitationValues,
  habilitationDeadlineLines,
  habilitationOf,
  type Deadline as StatedDeadline
} from '@avenant/domain'
import { everyGround, type Ground } from './ground'

/**
 * The kinds of lines of its convention, and of its habilitations, that a ground may read. Those that nearly every act moves
 * are among them only where the days of an avenant, or of its signatures, are days of a deadline.
 */
export const kindsRead = (ground: Ground | null): KindsRead => ({
  convention: [
    ...steadyKinds,
    ...(ground?.statesDays === true ? (['modification', 'signature'] as const) : []),
    ...(ground?.versions.some(({ model }) => model?.deadlines.some(readsSignatures)) === true
      ? (['signature'] as const)
      : [])
  ],
  habilitation: [
    'sujet',
    'roles',
    ...habilitationDeadlineLines,
    ...(isRuled(ground, followsAnomalies) ? (['suivi'] as const) : []),
    ...(isRuled(ground, renewsPasswords) ? (['mot-de-passe'] as const) : [])
  ]
})

type KindsRead = {
  readonly convention: ReadonlyArray<keyof ConventionValues>
  readonly habilitation: ReadonlyArray<keyof HabilitationValues>
}

/** Whether a version of its model says so. */
export const isRuled = (ground: Ground | null, rules: (model: ConventionModel) => boolean): boolean =>
  ground?.versions.some(({ model }) => model !== null && rules(model)) === true

export const followsAnomalies = (model: ConventionModel): boolean => habilitationOf(model).anomalies !== null

export const renewsPasswords = (model: ConventionModel): boolean =>
  (habilitationOf(model).passwords?.renewal ?? null) !== null

const steadyKinds = [
  ...everyGround,
  'partie',
  ...conventionDeadlineLines.filter(kind => kind !== 'signature')
] as const

const readsSignatures = ({ act, endedBy, due }: StatedDeadline): boolean =>
  act === 'signature' || endedBy?.line === 'signature' || isFromSignature(due)

const isFromSignature = (due: DateExpression): boolean =>
  due.from === 'latest' || due.from === 'earliest'
    ? due.of.some(isFromSignature)
    : due.from === 'party-signature' || due.from === 'first-signature' || due.from === 'last-signature'
