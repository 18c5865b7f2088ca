/** Commands of an habilitation as they may come, in any order: plausible, and often refused. */
import * as fc from 'fast-check'
import type { HabilitationCommand, HabilitationState } from '../src/habilitation'
import { personne } from './convention-commands'
import * as h from './habilitation-commands'
import { date, type Move, of, played } from './histories'

const motif = of('Erreur de saisie', 'Codes perdus')

export const anyHabilitationAct: fc.Arbitrary<HabilitationCommand> = fc.oneof(
  date.map(on => h.closeAccess(on)),
  date.map(on => h.tellEnd(on)),
  fc.tuple(date, date).map(([left, told]) => h.report(left, told)),
  fc.tuple(date, of('incident', 'decision')).map(([from, cause]) => h.block(from, cause)),
  fc.tuple(date, motif).map(([on, why]) => h.refuse(on, why)),
  fc.tuple(date, of('premiere-connexion', 'oubli')).map(([on, occasion]) => h.sendPassword(on, occasion)),
  fc.tuple(date, date).map(([foundOn, toldOn]) => h.incident(toldOn, { foundOn })),
  ...[h.notify, h.ask, h.justify, h.close].map(command =>
    fc.tuple(date, of('a-1', 'a-1', 'a-2')).map(([on, anomalyId]) => command(on, anomalyId))
  ),
  ...[h.acknowledge, h.check, h.send, h.signedReturn, h.deliver, h.unblock, h.changePassword].map(command =>
    date.map(on => command(on))
  ),
  fc.constant(h.tellEnd(null)),
  fc
    .tuple(of('activite', 'financier'), date, of('from', 'to'))
    .map(([role, on, end]) => h.tellRole(role, [{ from: null, to: null, [end]: on }]))
)

/** The same request of another day, for other roles, or under another name. */
export const anyRequestOf = (model: string): fc.Arbitrary<HabilitationCommand> => {
  const [request, roles] =
    model === 'psu'
      ? [h.requestPsu, ['activite', 'financier']]
      : [h.requestMef, ['disponibilites', 'fonctionnement']]
  return fc
    .tuple(date, of(...roles), of('MORVAN', 'LEGALL'))
    .map(([requestedOn, role, nom]) =>
      request({ requestedOn, roles: [h.role(role)], personne: personne(nom) })
    )
}

/** A correction of an act that stands, or of one that was withdrawn. */
const correctionOf = (
  { acts }: HabilitationState,
  n: number,
  instead: HabilitationCommand | null
): HabilitationCommand => h.correct([...acts.keys()][n % Math.max(acts.size, 1)] ?? n, instead)

const habilitationCommand = fc.oneof<
  Array<fc.WeightedArbitrary<Move<HabilitationState, HabilitationCommand>>>
>(
  { weight: 5, arbitrary: anyHabilitationAct },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.nat({ max: 20 }),
        fc.oneof(anyHabilitationAct, anyRequestOf('psu'), anyRequestOf('monenfant'), fc.constant(null))
      )
      .map(
        ([n, instead]) =>
          (state: HabilitationState) =>
            correctionOf(state, n, instead)
      )
  }
)

export const habilitationHistories: fc.Arbitrary<ReadonlyArray<HabilitationCommand>> = fc
  .tuple(
    fc.constantFrom(
      [h.requestPsu({ requestedOn: '2016-12-01' })],
      [h.requestMef({ requestedOn: '2016-12-01' })],
      h.psuDelivered
    ),
    fc.array(habilitationCommand, { minLength: 1, maxLength: 12 })
  )
  .map(([start, others]) => played(h.given.from, h.given().state, [...start, ...others]))
