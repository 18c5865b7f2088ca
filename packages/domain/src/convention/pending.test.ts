import {
  attribute,
  correct,
  given,
  list,
  psuSigned,
  receive,
  revise,
  signAvenant,
  signal,
  terminate,
  withdrawModification
} from '../../test/convention-commands'
import { isPending, lineOf } from '../../test/convention-lines'
import type { ConventionState } from '.'

const asked = signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])
/** The days on which `m-1` is pending, as the periods of its line. */
const pending = (state: ConventionState) =>
  lineOf(state, 'modification', 'm-1').map(({ from, value }) => [from, value?.modificationId ?? null])
const signalledThen = (...commands: ReadonlyArray<ReturnType<typeof receive>>) =>
  pending(given(...psuSigned, asked, ...commands).state)

test('G22 what was signalled is pending from that day on, with what was asked', () => {
  const { state } = given(...psuSigned, asked)
  expect(pending(state)).toEqual([
    [null, null],
    ['2018-03-01', 'm-1']
  ])
  expect(lineOf(state, 'modification', 'm-1').at(-1)?.value).toMatchObject({
    changes: [{ kind: 'attribute-role', personneId: 'p-3' }],
    signalledOn: '2018-03-01',
    channel: 'courrier'
  })
})

test.each([
  ['its form', receive('m-1', '2018-03-05')],
  ['the revised annexe', revise('m-1', '2018-03-05')],
  ['its withdrawal', withdrawModification('m-1', '2018-03-05')]
])('G22 it is no longer from the day of %s', (_, until) => {
  expect(signalledThen(until)).toEqual([
    [null, null],
    ['2018-03-01', 'm-1'],
    ['2018-03-05', null]
  ])
})

test('G22 an avenant is pending until the last signature, whichever is recorded last', () => {
  const signatures = [
    signAvenant('m-1', 'gestionnaire', '2018-03-20'),
    signAvenant('m-1', 'caf', '2018-03-10')
  ]
  for (const order of [signatures, signatures.toReversed()]) {
    expect(signalledThen(...order.slice(0, 1)).at(-1)).toEqual(['2018-03-01', 'm-1'])
    expect(signalledThen(...order).at(-1)).toEqual(['2018-03-20', null])
  }
})

test('G22 taken back or effective on the day on which it is signalled, it is pending on no day', () => {
  for (const until of [receive('m-1', '2018-03-01'), withdrawModification('m-1', '2018-03-01')])
    expect(signalledThen(until)).toEqual([[null, null]])
})

test('G22 what was taken back takes effect no more, and what took effect is not taken back', () => {
  const taken = given(...psuSigned, asked, withdrawModification('m-1', '2018-03-05'))
  for (const late of [
    receive('m-1', '2018-03-06'),
    revise('m-1', '2018-03-06'),
    signAvenant('m-1', 'caf', '2018-03-06'),
    withdrawModification('m-1', '2018-03-06')
  ])
    expect(taken.when(late).refusals).toMatchObject([
      { code: 'modification-withdrawn', path: 'data.modificationId', facts: { on: '2018-03-05' } }
    ])
  const effective = given(...psuSigned, asked, receive('m-1', '2018-03-05'))
  expect(effective.when(withdrawModification('m-1', '2018-03-06')).codes).toEqual(['modification-closed'])
  expect(given(...psuSigned, asked).when(withdrawModification('m-1', '2018-02-28')).codes).toEqual([
    'before-signalled'
  ])
  expect(given(...psuSigned).when(withdrawModification('m-1', '2018-03-01')).codes).toEqual([
    'modification-unknown'
  ])
})

test('G22 each is pending by itself, and an end of the convention takes none of them back', () => {
  const { state } = given(
    ...psuSigned,
    asked,
    signal('m-2', '2018-03-02', [list('e-3')]),
    receive('m-1', '2018-03-05'),
    terminate('2018-05-02')
  )
  expect(
    ['m-1', 'm-2'].map(id => ['2018-03-04', '2018-03-05', '2019-01-01'].map(on => isPending(state, id, on)))
  ).toEqual([
    [true, false, false],
    [true, true, true]
  ])
})

test('G22 G18 what made it effective is withdrawn, or had another date: it is pending again, or until then', () => {
  const { when } = given(...psuSigned, asked, receive('m-1', '2018-03-05'))
  expect(pending(when(correct(5, null)).state).at(-1)).toEqual(['2018-03-01', 'm-1'])
  expect(pending(when(correct(5, receive('m-1', '2018-03-09'))).state).at(-1)).toEqual(['2018-03-09', null])
  const taken = given(...psuSigned, asked, withdrawModification('m-1', '2018-03-05'))
  expect(pending(taken.when(correct(5, null)).state).at(-1)).toEqual(['2018-03-01', 'm-1'])
  expect(taken.when(correct(5, receive('m-1', '2018-03-07'))).codes).toEqual([])
})
