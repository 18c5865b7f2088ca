import * as fc from 'fast-check'
import { correctAll } from '../../test/convention-commands'
import { isPending, linesOf, statusOn, valueOn } from '../../test/convention-lines'
import {
  ctgWith,
  givenUnder,
  joining,
  leaving,
  notice,
  signAvenant,
  signal,
  signed
} from '../../test/ctg-commands'
import { type JudgedAct, judge } from '../../test/judge-of-parties'
import { addDays, dateCivile } from '../time'
import type { ConventionState } from './lines'

const min = 1
const given = givenUnder(ctgWith({ min, max: 4 }))
const drafted = ['caf', 'a', 'b', 'c']
const others = ['d', 'e']
const opening = signed('a', 'b', 'c')
const span = { min, from: '2020-01-15', to: '2025-01-15' }

type Command = ReturnType<typeof notice>
type Asked = { readonly command: Command; readonly judged: (place: number) => JudgedAct }

const dayOf = (n: number): string => addDays(dateCivile('2021-01-04'), 20 * n)
const day = fc.integer({ min: 0, max: 30 })

/** An avenant that is signalled, and signed by all who may, but for one. */
const avenants = fc
  .record({
    joins: fc.subarray(['a', ...others], { maxLength: 1 }),
    leaves: fc.subarray(['a', 'b', 'c', ...others], { maxLength: 1 }),
    start: day,
    missing: fc.option(fc.constantFrom(...drafted, ...others), { nil: null, freq: 2 }),
    late: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 6, maxLength: 6 }),
    stated: fc.option(fc.integer({ min: -8, max: 20 }), { nil: null })
  })
  .filter(({ joins, leaves }) => joins.length + leaves.length > 0 && joins[0] !== leaves[0])

const asked = (
  id: string,
  one: typeof avenants extends fc.Arbitrary<infer A> ? A : never
): ReadonlyArray<Asked> => {
  const { joins, leaves, start, missing, late, stated } = one
  const effectiveOn = stated === null ? undefined : dayOf(Math.max(0, start + stated))
  return [
    {
      command: signal(id, dayOf(start), [...joins.map(joining), ...leaves.map(leaving)], effectiveOn),
      judged: place => ({ kind: 'signal', place, id, joins, leaves, effectiveOn: effectiveOn ?? null })
    },
    ...[...drafted, ...others]
      .filter(of => of !== missing)
      .map((of, i): Asked => {
        const on = dayOf(start + (late[i] ?? 0))
        return { command: signAvenant(id, of, on), judged: place => ({ kind: 'sign', place, id, of, on }) }
      })
  ]
}

/** The acts of some avenants and of some notices, one avenant after the other or in any order. */
const histories = fc
  .tuple(
    fc.array(avenants, { minLength: 1, maxLength: 4 }),
    fc.array(fc.record({ of: fc.constantFrom('a', 'b', 'c', ...others), on: day }), { maxLength: 3 })
  )
  .chain(([all, notices]) => {
    const acts = [
      ...all.flatMap((one, i) => asked(`m-${i + 1}`, one)),
      ...notices.map(
        ({ of, on }): Asked => ({
          command: notice(of, dayOf(on)),
          judged: place => ({ kind: 'notice', place, of, on: dayOf(on) })
        })
      )
    ]
    const anyOrder = fc.shuffledSubarray(acts, { minLength: acts.length })
    const noticesFirst = acts.filter(({ command }) => command.type === 'GiveNotice')
    return fc.oneof(
      { weight: 2, arbitrary: fc.constant(acts) },
      { weight: 1, arbitrary: fc.constant([...noticesFirst, ...acts]) },
      { weight: 1, arbitrary: anyOrder.map(all => [...all].sort(signalsFirst)) }
    )
  })

const days = Array.from({ length: 46 }, (_, n) => dayOf(n)).flatMap(on => [addDays(dateCivile(on), -1), on])

const expectJudged = (state: ConventionState, acts: ReadonlyArray<JudgedAct>): void => {
  const { isParty, holds, end } = judge(drafted, acts, span)
  const told = (isThere: (of: string, on: string) => boolean) =>
    days.map(on => [on, ...[...drafted, ...others].filter(of => isThere(of, on))].join(' '))
  expect(told((of, on) => valueOn(state, 'partie', of, on) !== null)).toEqual(told(isParty))
  for (const act of acts)
    if (act.kind === 'signal')
      expect([act.id, isPending(state, act.id, '2024-12-31')]).toEqual([act.id, !holds.has(act.id)])
  if (end !== null) expect([end, statusOn(state, end)]).toEqual([end, 'terminee'])
  else expect(statusOn(state, '2024-12-31')).toBe('en-vigueur')
}

/** What the state and the acts are once every act that may be is recorded; each is judged. */
const recorded = (history: ReadonlyArray<Asked>) => {
  let { state } = given(...opening)
  const acts: Array<JudgedAct> = []
  const asked: Array<Asked> = []
  for (const one of history) {
    const { command, judged } = one
    const place = state.revision
    const after = given.from(state).when(command)
    if (after.codes.length > 0 || after.state === state) continue
    state = after.state
    acts.push(judged(place))
    asked.push(one)
    expectJudged(state, acts)
  }
  return { state, acts, asked }
}

test('P1 M21 M19 whatever is recorded, in whatever order, who is party is as a list on paper says', () => {
  const seen = { joined: 0, left: 0, noticed: 0 }
  fc.assert(
    fc.property(histories, history => {
      const { state } = recorded(history)
      for (const of of [...drafted, ...others]) {
        const last = valueOn(state, 'adhesion', of, '2024-12-31')
        if (last?.status === 'retrait') seen.left++
        if (last?.status === 'preavis') seen.noticed++
        if (last?.status === 'partie' && last.modificationId !== undefined) seen.joined++
      }
    })
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
})

test('G18 a signature, a signal or a notice that is withdrawn leaves what a history without it holds', () => {
  let accepted = 0
  fc.assert(
    fc.property(histories, fc.nat(), (history, n) => {
      const { state, acts } = recorded(history)
      const mistaken = acts[n % Math.max(acts.length, 1)]
      if (mistaken === undefined) return
      const { codes, state: corrected } = given.from(state).when(correctAll([mistaken.place, null]))
      if (codes.length > 0) return
      accepted++
      expectJudged(
        corrected,
        acts.filter(({ place }) => place !== mistaken.place)
      )
    })
  )
  expect(accepted).toBeGreaterThan(0)
})

test('G17 two orders of which every act is accepted make the same lines, where no two changes of a party are of one day', () => {
  let alike = 0
  fc.assert(
    fc.property(histories, fc.nat(), (history, n) => {
      const one = recorded(history)
      const other = recorded([...one.asked].sort((a, b) => hash(a, n) - hash(b, n)).sort(signalsFirst))
      if (other.acts.length !== one.acts.length || one.acts.length < 2) return
      if (judge(drafted, one.acts, span).isTied) return
      alike++
      expect(linesOf(other.state)).toEqual(linesOf(one.state))
    })
  )
  expect(alike).toBeGreaterThan(5)
})

const signalsFirst = (a: Asked, b: Asked): number =>
  Number(b.command.type === 'SignalModification') - Number(a.command.type === 'SignalModification')

const hash = ({ command }: Asked, n: number): number =>
  [...JSON.stringify(command)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + n) % 9973, n)
