import * as fc from 'fast-check'
import { correctRecord, given, signAvenant, signal } from '../../test/convention-commands'
import {
  anyAct,
  anyChanges,
  anyDate,
  mefChoices,
  psuChoices,
  rivageChoices
} from '../../test/plausible-commands'
import type { ConventionCommand } from './commands'
import type { ConventionState } from './state'

const play = (state: ConventionState, commands: ReadonlyArray<ConventionCommand>) =>
  commands.reduce(
    ({ state, accepted }, command) => {
      const after = given.from(state).when(command)
      return { state: after.state, accepted: [...accepted, after.state !== state] }
    },
    { state, accepted: [] as ReadonlyArray<boolean> }
  )

/**
 * Every line that says something. Who was identified once (`p-9`) stays known, and of two who share a mailbox the one
 * recorded last is warned.
 */
const shown = ({ timelines }: ConventionState): ReadonlyArray<unknown> =>
  Object.entries(timelines)
    .flatMap(([kind, lines]) => [...lines].map(([id, steps]) => ({ key: `${kind}/${id}`, steps })))
    .filter(({ key, steps }) => steps.some(({ value }) => value !== null) && !/^warning|p-9/.test(key))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** An act, with its dates left open: given twice, it is the mistaken one and the right one. */
const act = fc.tuple(anyAct('m-1'), anyDate, anyDate, anyDate, anyDate)
/** A dérogation is cut at the end known when it is granted: whose end moves afterwards keeps it. */
const isCut = (commands: ReadonlyArray<ConventionCommand>): boolean =>
  commands.some(({ type }) => type === 'GrantDérogation') &&
  commands.some(({ type }) => type === 'TerminateConvention' || type === 'GiveNotice')

test('G1 G2 once corrected, a history holds what it would have held without the mistake', () => {
  const compared: Record<string, number> = {}
  fc.assert(
    fc.property(
      fc.constantFrom(psuChoices, mefChoices, rivageChoices),
      fc.tuple(anyChanges, anyChanges),
      act,
      fc.array(fc.tuple(anyAct('m-2'), anyDate, anyDate), { maxLength: 3 }),
      fc.boolean(),
      ({ start, parties }, [first, second], [make, a, b, a2, b2], others, withdrawn) => {
        const [wrong, right] = [make(a, b), make(a2, b2)]
        const before = play(given().state, [
          ...start,
          signal('m-1', '2017-02-23', first),
          signal('m-2', '2017-02-23', second),
          ...parties.flatMap(who =>
            wrong.type === 'SignAvenant' && who !== 'caf' ? [signAvenant('m-1', who, '2017-02-23')] : []
          )
        ]).state
        const later = others.map(([other, x, y]) => other(x, y))
        if (isCut([wrong, ...later])) return
        const mistaken = play(before, [wrong, ...later])
        const meant = play(before, withdrawn ? later : [right, ...later])
        // What came later was answered alike, so that only the mistake makes a difference.
        if (mistaken.accepted[0] !== true || (!withdrawn && meant.accepted[0] !== true)) return
        if (mistaken.accepted.slice(1).join() !== meant.accepted.slice(withdrawn ? 0 : 1).join()) return
        const revision = [...mistaken.state.acts.keys()].find(known => known >= before.revision) ?? -1
        const { codes, state } = given
          .from(mistaken.state)
          .when(correctRecord(revision, withdrawn ? null : right))
        if (codes.length > 0) return
        compared[wrong.type] = (compared[wrong.type] ?? 0) + 1
        expect(shown(state)).toEqual(shown(meant.state))
      }
    ),
    { numRuns: 1500 }
  )
  expect(Object.keys(compared)).toHaveLength(9)
  expect(Object.values(compared).reduce((sum, n) => sum + n)).toBeGreaterThan(300)
})
