import * as E from 'fp-ts/Either'
import {
  attribute,
  draftPsu,
  given as givenConvention,
  models,
  psuSigned,
  receive,
  signal,
  terminate
} from '../../test/convention-commands'
import {
  block,
  correct,
  correctAll,
  deliver,
  given,
  requestPsu,
  role
} from '../../test/habilitation-commands'
import { unrecorded } from '../decider'
import { type HabilitationCommand, habilitationDecider } from '.'

const { decide, premises } = habilitationDecider(models)

/** The annexe gives p-1 the role approbateur on e-1, from 23/02/2017; the convention ends on 01/06/2018. */
const convention = givenConvention(...psuSigned, terminate('2018-06-01'))
const folded = (stream: string) =>
  stream === 'convention-essai-psu'
    ? { revision: psuSigned.length, state: convention.state }
    : { revision: null, state: givenConvention().state }

const streamsOf = (
  command: HabilitationCommand,
  ...commands: ReadonlyArray<HabilitationCommand>
): ReadonlyArray<string> => premises?.(command, given(...commands).state) ?? []

/** Why a command is refused, where it is asked of the conventions on which it rests. */
const refusalsOf = (command: HabilitationCommand, ...commands: ReadonlyArray<HabilitationCommand>) => {
  const streams = streamsOf(command, ...commands)
  const recording = { ...unrecorded, premises: new Map(streams.map(stream => [stream, folded(stream)])) }
  const decision = decide(command, recording)(given(...commands).state)
  return E.isLeft(decision) ? decision.left : []
}

const request = (more: Readonly<Record<string, unknown>> = {}) =>
  requestPsu({ roles: [role('approbateur')], ...more })
const delivered = [request(), deliver('2017-03-01')]

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['its role', { roles: [role('activite')] }, 'not-in-annexe'],
  ['its establishment', { roles: [role('approbateur', 'eaje', 'e-2')] }, 'not-in-annexe'],
  ['one more role', { roles: [role('approbateur'), role('activite')] }, 'not-in-annexe'],
  ['its person', { personneId: 'p-2' }, 'not-in-annexe'],
  ['its convention', { conventionId: 'essai-autre' }, 'convention-not-in-force']
])('P8 G18 a request is corrected where the convention carries the delivery still: %s', (_, more, code) => {
  expect(refusalsOf(correct(0, request(more)), ...delivered)).toMatchObject([
    {
      code: 'rests-upon',
      path: 'data.corrections',
      article: { source: 'PSU', article: '2.2' },
      facts: { revision: 1, because: { code } }
    }
  ])
  // A request comes before the convention, and rests on nothing (M7).
  expect(refusalsOf(correct(0, request(more)), request())).toEqual([])
})

test('P8 of a convention that nobody has recorded it is not said that it is not signed', () => {
  const elsewhere = requestPsu({ roles: [role('approbateur')], conventionId: 'essai-autre' })
  expect(refusalsOf(deliver('2017-03-01'), elsewhere)).toMatchObject([
    { code: 'convention-not-in-force', sentence: "aucune convention essai-autre n'est enregistrée" }
  ])
})

test('P27 G18 the corrected day of a delivery is asked as a delivery of that day is', () => {
  expect(refusalsOf(correct(1, deliver('2018-05-31')), ...delivered)).toEqual([])
  expect(refusalsOf(correct(1, deliver('2018-06-01')), ...delivered)).toMatchObject([
    { code: 'convention-not-in-force', path: 'data.corrections[0].instead.data.on' }
  ])
  expect(refusalsOf(deliver('2018-06-01'), request())).toMatchObject([
    { code: 'convention-not-in-force', path: 'data.on' }
  ])
})

test('P8 G18 both at once: the delivery is asked upon the corrected request, where the correction gives it', () => {
  const both = correctAll([0, request({ roles: [role('activite')] })], [1, deliver('2017-03-02')])
  expect(refusalsOf(both, ...delivered)).toMatchObject([
    { code: 'not-in-annexe', path: 'data.corrections[1].instead', facts: { role: 'activite' } }
  ])
  expect(
    refusalsOf(correctAll([0, request({ conventionId: 'essai-autre' })], [1, null]), ...delivered)
  ).toEqual([])
})

test('P27 P8 a delivery that comes before the effect is asked of the first day in force', () => {
  const period = { from: '2018-01-01', to: '2022-01-01' }
  const ahead = givenConvention(
    draftPsu({ period }),
    ...psuSigned.slice(1),
    signal('m-1', '2017-08-15', [attribute('p-3', 'activite')]),
    receive('m-1', '2017-09-01')
  )
  const { state } = given(requestPsu({ personneId: 'p-3' }))
  const deliveredOn = (on: string) =>
    decide(deliver(on), {
      ...unrecorded,
      premises: new Map([['convention-essai-psu', { revision: 5, state: ahead.state }]])
    })(state)._tag
  expect(deliveredOn('2017-08-01')).toBe('Right')
})

test('P8 G18 what was not carried before is not refused again; what more is not carried is', () => {
  const unmet = [request({ roles: [role('activite')] }), deliver('2017-03-01')]
  const named = { roles: [role('activite')], caf: 'PARIS' }
  expect(refusalsOf(correct(0, request(named)), ...unmet)).toEqual([])
  const more = { roles: [role('activite'), role('financier')] }
  expect(refusalsOf(correct(0, request(more)), ...unmet)).toMatchObject([
    { code: 'rests-upon', facts: { because: { facts: { role: 'financier' } } } }
  ])
})

test('P8 a correction of what no delivery rests on asks nothing of a convention', () => {
  const blocked = [...delivered, block('2018-05-14')]
  const stream = ['convention-essai-psu']
  expect(streamsOf(correct(2, block('2018-05-15')), ...blocked)).toEqual([])
  expect(streamsOf(correct(1, null), ...blocked)).toEqual([])
  expect(streamsOf(correct(9, deliver('2017-03-02')), ...blocked)).toEqual([])
  expect(streamsOf(correct(0, request({ model: { id: 'psu', version: 7 } })), ...blocked)).toEqual([])
  expect(streamsOf(correct(0, null))).toEqual([])
  expect(streamsOf(correct(1, deliver('2017-03-02')), ...blocked)).toEqual(stream)
  expect(streamsOf(correct(0, request({ caf: 'PARIS' })), ...blocked)).toEqual(stream)
  expect(streamsOf(correct(0, request({ conventionId: 'essai-autre' })), ...blocked)).toEqual([
    'convention-essai-autre'
  ])
})
