import {
  amend,
  attribute,
  correct,
  correctRecord,
  delist,
  given,
  identify,
  list,
  partie,
  psuSigned,
  receive,
  revise,
  sign,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { typesOf } from '../../test/decider-specification'
import { dateCivile } from '../time'
import { timelineOf, valueOn } from '../timeline'
import { holdersOn } from './decide-seats'
import { type ConventionState, signaturesOf } from './state'

const holders = (state: ConventionState, date: string, role = 'activite', etablissement = 'e-1') =>
  holdersOn(state, role, etablissement, dateCivile(date))
const status = (state: ConventionState, date: string) =>
  valueOn(dateCivile(date))(timelineOf(state.timelines, 'modification', 'm-1'))?.status
const signalled = [...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])]
const received = [...signalled, receive('m-1', '2018-03-05')]

test('G1 P21 a form received later than was recorded: nobody has the role between the two dates', () => {
  const { events, state } = given(...received).when(correctRecord(14, receive('m-1', '2018-04-05')))
  expect(events).toMatchObject([
    {
      type: 'ConventionCorrected',
      data: { corrects: 14, instead: { type: 'FormulaireReceived', data: { receivedOn: '2018-04-05' } } }
    },
    {
      type: 'RôleWithdrawn',
      data: {
        period: { from: '2018-03-05', to: '2018-04-05' },
        instrument: { kind: 'correction', modificationId: 'm-1', corrects: 14 }
      }
    }
  ])
  expect([holders(state, '2018-04-04'), holders(state, '2018-04-05')]).toEqual([[], ['p-3']])
  expect([status(state, '2018-04-04'), status(state, '2018-04-05')]).toEqual(['signalee', 'effective'])
})

test('G1 P21 a form received earlier than was recorded: the changes hold from there', () => {
  const { events, state } = given(...received).when(correctRecord(14, receive('m-1', '2018-03-02')))
  expect(typesOf(events)).toEqual(['ConventionCorrected', 'RôleAttributed'])
  expect([holders(state, '2018-03-01'), holders(state, '2018-03-02')]).toEqual([[], ['p-3']])
  expect(state.modifications.get('m-1' as never)?.effectiveOn).toBe('2018-03-02')
})

test('G1 P21 a form recorded for the wrong modification is withdrawn: the change is only signalled again', () => {
  const { state, when } = given(...received, correctRecord(14, null))
  expect([holders(state, '2030-01-01'), status(state, '2030-01-01')]).toEqual([[], 'signalee'])
  expect(typesOf(when(receive('m-1', '2018-06-01')).events)).toEqual(['FormulaireReceived', 'RôleAttributed'])
})

test('G1 P20 the new version of an annexe, established on another day', () => {
  const renamed = [
    ...psuSigned,
    signal('m-1', '2018-03-01', [
      attribute('p-3', 'approbateur'),
      withdraw('p-1', 'approbateur'),
      identify('p-3', 'MARTIN')
    ]),
    revise('m-1', '2018-03-05')
  ]
  const { state } = given(...renamed).when(correctRecord(14, revise('m-1', '2018-04-05')))
  expect(
    ['2018-03-04', '2018-04-04', '2018-04-05'].map(on => [
      holders(state, on, 'approbateur'),
      valueOn(dateCivile(on))(timelineOf(state.timelines, 'personne', 'p-3'))?.nom
    ])
  ).toEqual([
    [['p-1'], 'NOM-p-3'],
    [['p-1'], 'NOM-p-3'],
    [['p-3'], 'MARTIN']
  ])
})

test('G1 M21 the date of one signature of an avenant moves its effect; its signatory is corrected too', () => {
  const avenant = [
    ...psuSigned,
    signal('m-1', '2018-03-01', [
      list('e-3'),
      attribute('p-3', 'approbateur', 'e-3'),
      delist('e-2'),
      amend(partie('gestionnaire', 'p-4'))
    ]),
    signAvenant('m-1', 'gestionnaire', '2018-03-05'),
    signAvenant('m-1', 'caf', '2018-03-10')
  ]
  const { when } = given(...avenant)
  const listed = (state: ConventionState, date: string) =>
    ['e-1', 'e-2', 'e-3'].filter(
      id => valueOn(dateCivile(date))(timelineOf(state.timelines, 'etablissement', id)) !== null
    )
  const maire = (state: ConventionState, date: string) =>
    valueOn(dateCivile(date))(timelineOf(state.timelines, 'partie', 'gestionnaire'))?.representant.personneId
  const later = when(correctRecord(15, signAvenant('m-1', 'caf', '2018-04-10')))
  expect(
    ['2018-04-09', '2018-04-10'].map(on => [
      listed(later.state, on),
      holders(later.state, on, 'approbateur', 'e-2'),
      holders(later.state, on, 'approbateur', 'e-3'),
      maire(later.state, on)
    ])
  ).toEqual([
    [['e-1', 'e-2'], ['p-2'], [], 'p-1'],
    [['e-1', 'e-3'], [], ['p-3'], 'p-4']
  ])
  const earlier = when(correctRecord(15, signAvenant('m-1', 'caf', '2018-03-04')))
  expect([listed(earlier.state, '2018-03-04'), listed(earlier.state, '2018-03-05')]).toEqual([
    ['e-1', 'e-2'],
    ['e-1', 'e-3']
  ])
  // The last signature stays the last: nothing but the signature changes.
  const first = when(
    correctRecord(14, signAvenant('m-1', 'gestionnaire', '2018-03-06', { signataire: 'p-5' }))
  )
  expect(typesOf(first.events)).toEqual(['ConventionCorrected'])
  expect(signaturesOf(first.state, 'm-1' as never).get('gestionnaire')).toMatchObject({
    signataire: 'p-5',
    signedOn: '2018-03-06'
  })
  const unsigned = when(correctRecord(15, null))
  expect([listed(unsigned.state, '2018-03-10'), status(unsigned.state, '2018-03-10')]).toEqual([
    ['e-1', 'e-2'],
    'signalee'
  ])
  expect(typesOf(given.from(unsigned.state).when(signAvenant('m-1', 'caf', '2018-05-01')).events)).toContain(
    'AvenantSigned'
  )
})

test('G1 M21 a signature of an avenant that others have not signed', () => {
  const half = given(...signalled, signAvenant('m-1', 'gestionnaire', '2018-03-05'))
  const { events, state } = half.when(correctRecord(14, signAvenant('m-1', 'gestionnaire', '2018-03-04')))
  expect(typesOf(events)).toEqual(['ConventionCorrected'])
  expect(signaturesOf(state, 'm-1' as never).get('gestionnaire')?.signedOn).toBe('2018-03-04')
  expect(half.when(correctRecord(14, null)).state.modifications.get('m-1' as never)?.effectiveOn).toBeNull()
  expect(half.when(correctRecord(14, signAvenant('m-1', 'caf', '2018-03-04'))).codes).toEqual([
    'nothing-to-correct'
  ])
  expect(
    half.when(correctRecord(14, signAvenant('m-1', 'gestionnaire', '2018-02-01', { signataire: 'p-9' })))
      .refusals
  ).toMatchObject([
    { code: 'unknown-personne', path: 'data.instead.data.signataire' },
    { code: 'before-signalled', path: 'data.instead.data.signedOn' }
  ])
})

test('G1 the right date follows the signalling, and is one on which the convention is in force', () => {
  const { when } = given(...received)
  expect(when(correctRecord(14, receive('m-1', '2018-02-28'))).refusals).toMatchObject([
    { code: 'before-signalled', path: 'data.instead.data.receivedOn' }
  ])
  expect(when(correctRecord(14, receive('m-1', '2021-01-01'))).refusals).toMatchObject([
    { code: 'not-in-force', path: 'data.instead.data.receivedOn', article: { article: '5' } }
  ])
  expect(when(correctRecord(14, receive('m-2', '2018-03-06'))).codes).toEqual(['nothing-to-correct'])
  expect(when(correctRecord(14, revise('m-1', '2018-03-06'))).codes).toEqual(['nothing-to-correct'])
})

test('P7 G1 the roles must be held between the two dates', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur')]),
    revise('m-1', '2018-03-05'),
    correct(8, '2018-03-05', null, [withdraw('p-1', 'approbateur')])
  )
  expect(when(correctRecord(14, revise('m-1', '2018-04-05'))).refusals).toMatchObject([
    { code: 'role-uncovered', facts: { role: { id: 'approbateur' }, from: '2018-03-05' } }
  ])
})

test('G1 between the two dates nothing else may have changed the same thing: the annexes are corrected then', () => {
  const { when } = given(
    ...received,
    signal('m-2', '2018-03-01', [withdraw('p-3', 'activite')]),
    receive('m-2', '2018-04-01')
  )
  expect(when(correctRecord(14, receive('m-1', '2018-03-20'))).codes).toEqual([])
  expect(when(correctRecord(14, receive('m-1', '2018-05-01'))).refusals).toMatchObject([
    { code: 'change-between', facts: { from: '2018-03-05', to: '2018-05-01', on: '2018-04-01' } }
  ])
  const { state } = when(correctRecord(14, null))
  expect([holders(state, '2018-03-20'), holders(state, '2018-05-01')]).toEqual([[], []])
})

test('G1 what two modifications gave is not undone with one of them', () => {
  const { when } = given(
    ...received,
    signal('m-2', '2018-03-01', [identify('p-4', 'MARTIN'), attribute('p-3', 'activite')]),
    receive('m-2', '2018-04-01')
  )
  for (const instead of [null, receive('m-1', '2018-05-01')])
    expect(when(correctRecord(14, instead)).refusals).toMatchObject([
      { code: 'change-between', article: { source: 'PSU', article: '2.3' }, facts: { on: '2018-04-01' } }
    ])
  expect(when(correctRecord(14, receive('m-1', '2018-03-20'))).codes).toEqual([])
})

test('G13 the same date again gives no event', () => {
  const right = correctRecord(14, receive('m-1', '2018-04-05'))
  expect(given(...received, right).when(right).events).toEqual([])
  expect(given(...received).when(correctRecord(14, receive('m-1', '2018-03-05'))).events).toEqual([])
  const withdrawn = correctRecord(14, null)
  expect(given(...received, withdrawn).when(withdrawn).events).toEqual([])
})

test('P27 G1 a modification of a convention signed and to come starts with it, whichever the date', () => {
  const { when } = given(
    ...psuSigned.slice(0, -2),
    ...['gestionnaire', 'caf'].map(who => sign(who, '2016-12-10')),
    signal('m-1', '2016-12-12', [attribute('p-3', 'activite')]),
    ...['caf', 'gestionnaire'].map(who => signAvenant('m-1', who, '2016-12-12'))
  )
  const { events } = when(correctRecord(14, signAvenant('m-1', 'caf', '2016-12-20')))
  expect(typesOf(events)).toEqual(['ConventionCorrected'])
})

test('G1 G2 what is withdrawn is not undone by halves: what turns again afterwards is corrected one by one', () => {
  const revised = given(
    ...psuSigned,
    signal('m-1', '2017-04-01', [attribute('p-3', 'activite')]),
    revise('m-1', '2017-04-01'),
    correct(15, '2018-01-01', '2018-06-01', [withdraw('p-3', 'activite')])
  )
  expect(holders(revised.state, '2018-06-01')).toEqual(['p-3'])
  expect(revised.when(correctRecord(14, null)).refusals).toMatchObject([
    { code: 'change-between', facts: { on: '2018-06-01' } }
  ])
  const named = given(
    ...psuSigned,
    signal('m-1', '2017-04-01', [identify('p-3', 'DURAND'), identify('p-3', 'MARTIN', { to: '2018-01-31' })]),
    revise('m-1', '2017-04-01')
  )
  expect(named.when(correctRecord(14, null)).codes).toEqual(['change-between'])
})
