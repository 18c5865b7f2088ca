/** Why an act is refused, whatever it is. */
import type { Recording } from '../decider'
import type { Acteur } from '../identity/acteur'
import type { Hand } from '../identity/hand'
import type { ConventionModel } from '../model/model'
import type { AnyRefusal } from '../refusal'
import { civilDateOf, type DateCivile, type Instant } from '../time'
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { AnyActDefinition } from './definition'
import type { Moved } from './derive'
import { actsAbout, type Dossier } from './dossier'
import type { Look } from './look'
import { lookUnder, type Rules } from './looking'
import * as refusals from './refusals'

export const driftRefusals = (drift: Moved['drift']): ReadonlyArray<AnyRefusal> =>
  drift === null ? [] : [refusals.rulesDrifted('', drift)]

/** The day of recording, in the zone of the model (G3); null: nothing is asked of the future. */
export const todayIn = ({ zone }: ConventionModel, at: Instant | null): DateCivile | null =>
  at === null ? null : civilDateOf(at, zone)

/** An act, and what it is. */
export type Defined<Ground> = { readonly definition: AnyActDefinition<Ground>; readonly act: Act }

/** Who asks, for whom, and on which day. */
export type Asking = Pick<Recording, 'hand' | 'premises'> & {
  readonly acteur: Acteur
  readonly today: DateCivile | null
}

/** An agent of the Caf records for any party; another acteur acts for a party of its own kind. */
export const acteurRefusals = <Ground>(
  { aggregate, model }: Rules<Ground>,
  { ground }: Dossier<Ground>,
  { definition: { partie }, act: { says } }: Defined<Ground>,
  { kind }: Acteur
): ReadonlyArray<AnyRefusal> => {
  const role = partie === undefined ? null : aggregate.roleOf(ground, partie(says))
  const expected = model.parties.roles.find(({ id }) => id === role)
  return expected === undefined || kind === 'agent-caf' || kind === expected.acteur
    ? []
    : [refusals.acteurNotAllowed('acteur', { given: kind, allowed: ['agent-caf'] }, model.parties.article)]
}

/** A partner acts for one party of one convention, and a person for himself (G21). */
export const handRefusals = <Ground>(
  { conventionOf, personneOf }: Aggregate<Ground>,
  { ground }: Dossier<Ground>,
  { definition: { partie }, act: { says } }: Defined<Ground>,
  hand: Hand
): ReadonlyArray<AnyRefusal> => {
  const isOwn =
    // Which Caf it is for is asked apart: the lines say it.
    hand.kind === 'caf' ||
    (hand.kind === 'soi' && personneOf(ground) === hand.personneId) ||
    (hand.kind === 'partie' &&
      conventionOf(ground) === hand.conventionId &&
      (partie === undefined || partie(says) === hand.partie))
  return isOwn ? [] : [refusals.notOwnHand('acteur', { hand })]
}

/**
 * An agent acts for his own Caf (G21): the one of the dossier as it stands, or that what he gives names where it names none
 * yet. A dossier that does not say whose it is takes nothing from the hand of an agent until a correction says it.
 */
export const cafRefusals = <Ground>(
  { cafsOf }: Aggregate<Ground>,
  model: ConventionModel,
  {
    before,
    after,
    today
  }: { readonly before: Dossier<Ground>; readonly after: Dossier<Ground>; readonly today: DateCivile | null },
  hand: Hand | null
): ReadonlyArray<AnyRefusal> => {
  if (hand === null || hand.kind !== 'caf') return []
  const known = cafsOf(before, model, today)
  const cafs = known.length > 0 ? known : cafsOf(after, model, today)
  if (cafs.length === 0) return [refusals.cafNotNamed('acteur', { caf: hand.caf })]
  return cafs.includes(hand.caf) ? [] : [refusals.notOwnHand('acteur', { hand })]
}

/** What an act says has happened lies no later than its recording (G24). */
export const futureRefusals = <Ground>(
  { happened }: AnyActDefinition<Ground>,
  { says }: Act,
  today: DateCivile | null
): ReadonlyArray<AnyRefusal> =>
  today === null
    ? []
    : (happened ?? []).flatMap(key => {
        // The codec of the act has read a day there, or nothing.
        const on = Reflect.get(says as object, key) as DateCivile | undefined
        return on !== undefined && on > today
          ? [refusals.notYetHappened(`data.${key}`, { on, recordedOn: today })]
          : []
      })

/** Why an act does not agree with the others: it was recorded otherwise already, or its own rules say so. */
export const disagreements = <Ground>(
  definition: AnyActDefinition<Ground>,
  look: Look<Ground>,
  act: Act
): ReadonlyArray<AnyRefusal> => {
  const own = lookUnder(look, definition, act)
  const repeated = onceRefusals(definition, own, act)
  return repeated.length > 0 ? repeated : (definition.disagrees?.(own, act) ?? [])
}

const onceRefusals = <Ground>(
  { once, about }: AnyActDefinition<Ground>,
  { model, others }: Look<Ground>,
  { says, type, place }: Act
): ReadonlyArray<AnyRefusal> => {
  const is = once?.(says, model)
  if (is == null) return []
  return actsAbout(others, about(says))
    .flatMap(other => {
      const was = other.place === place || other.type !== type ? null : once?.(other.says, model)
      return was == null || (is.earlier === true && was.on > is.on)
        ? []
        : [refusals.alreadyRecorded(is.path, { corrects: other.place, on: was.on }, is.article)]
    })
    .slice(-1)
}

/** What an act refers to was introduced by an act that stands. */
export const referenceRefusals = <Ground>(
  { refers }: AnyActDefinition<Ground>,
  { after }: Look<Ground>,
  { says }: Act
): ReadonlyArray<AnyRefusal> =>
  (refers?.(says, after.ground) ?? []).flatMap(({ to, refusal }) =>
    (after.introduced.get(to) ?? 0) > 0 ? [] : [refusal]
  )

/** A refusal of an act, told of the correction that holds it: `data.corrections[0].instead.data.signedOn`. */
export const insideInstead =
  (at: string) =>
  (refusal: AnyRefusal): AnyRefusal => ({
    ...refusal,
    path: refusal.path.startsWith('data') ? `${at}${refusal.path}` : at.slice(0, -1)
  })

export const newRefusals = (
  is: ReadonlyArray<AnyRefusal>,
  was: ReadonlyArray<AnyRefusal>
): ReadonlyArray<AnyRefusal> => is.filter(refusal => !was.some(other => sameValue(other, refusal)))

/** Whether two refusals say the same, wherever in the command. */
export const isAlike = (a: AnyRefusal, b: AnyRefusal): boolean =>
  a.code === b.code && a.sentence === b.sentence
