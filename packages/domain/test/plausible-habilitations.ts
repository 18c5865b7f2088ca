/** Commands of an habilitation as they may come, in any order: plausible, and often refused. */
import * as fc from 'fast-check'
import type { HabilitationAct, HabilitationCommand, HabilitationState } from '../src/habilitation'
import * as h from './habilitation-commands'
import { date, type Move, of, played } from './histories'

export const anyHabilitationAct: fc.Arbitrary<HabilitationCommand> = fc.oneof(
  fc.tuple(of('retrait', 'convention-terminee'), date).map(([cause, on]) => h.end(on, cause)),
  fc.tuple(date, date).map(([left, told]) => h.report(left, told)),
  ...[h.acknowledge, h.check, h.send, h.signedReturn, h.deliver, h.refuse, h.block, h.unblock].map(command =>
    date.map(on => command(on))
  ),
  fc.constant(h.resume)
)

/** The same act on another day, as if the one that stands were mistaken. */
const otherwiseGiven = (act: HabilitationAct, a: string, b: string): HabilitationCommand => {
  switch (act.type) {
    case 'HabilitationRequested': {
      const { warnings: _, ...request } = act.data
      return h.command('RequestHabilitation', { ...request, requestedOn: a })
    }
    case 'HabilitationAcknowledged':
      return h.acknowledge(a)
    case 'HabilitationChecked':
      return h.check(a)
    case 'ConventionSent':
      return h.send(a)
    case 'SignedReturnReceived':
      return h.signedReturn(a)
    case 'HabilitationDelivered':
      return h.deliver(a)
    case 'HabilitationRefused':
      return h.refuse(a)
    case 'AccessBlocked':
      return h.block(a)
    case 'AccessUnblocked':
      return h.unblock(a)
    case 'HabilitationEnded':
      return act.data.cause === 'fin-de-mission' ? h.report(a, b) : h.end(a, act.data.cause)
    case 'HabilitationResumed':
      return h.resume
  }
}

const habilitationCommand = fc.oneof<
  Array<fc.WeightedArbitrary<Move<HabilitationState, HabilitationCommand>>>
>(
  { weight: 5, arbitrary: anyHabilitationAct },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat({ max: 20 }), fc.boolean(), date, date)
      .map(([n, withdrawn, a, b]) => ({ acts }: HabilitationState): HabilitationCommand => {
        const found = [...acts][n % Math.max(acts.size, 1)]
        return found === undefined
          ? h.correctRecord(n, null)
          : h.correctRecord(found[0], withdrawn ? null : otherwiseGiven(found[1], a, b))
      })
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 12 }), anyHabilitationAct)
      .map(([n, instead]) => h.correctRecord(n, instead))
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
