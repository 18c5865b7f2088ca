import {
  amend,
  attribute,
  changeRang,
  correct,
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
  terminate,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, isPending, linesOf, listedOn, nomOn, valueOn } from '../../test/convention-lines'
import { typesOf } from '../testing'
import type { ConventionState } from './index'

const holders = (state: ConventionState, date: string, role = 'activite', etablissement = 'e-1') =>
  holdersOn(state, role, etablissement, date)
const signalled = [...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])]
const received = [...signalled, receive('m-1', '2018-03-05')]

test('G1 P21 a form received later than was recorded: nobody has the role between the two dates', () => {
  const { events, state } = given(...received).when(correct(5, receive('m-1', '2018-04-05')))
  expect(events).toMatchObject([
    {
      type: 'ConventionCorrected',
      data: { says: { corrections: [{ corrects: 5, instead: { type: 'FormulaireReceived' } }] } }
    }
  ])
  expect([holders(state, '2018-04-04'), holders(state, '2018-04-05')]).toEqual([[], ['p-3']])
  expect([isPending(state, 'm-1', '2018-04-04'), isPending(state, 'm-1', '2018-04-05')]).toEqual([
    true,
    false
  ])
})

test('G1 P21 a form received earlier than was recorded: the changes hold from there', () => {
  const { state } = given(...received).when(correct(5, receive('m-1', '2018-03-02')))
  expect([holders(state, '2018-03-01'), holders(state, '2018-03-02')]).toEqual([[], ['p-3']])
})

test('G1 P21 a form recorded for the wrong modification is withdrawn: the change is only signalled again', () => {
  const { state, when } = given(...received, correct(5, null))
  expect(linesOf(state)).toEqual(linesOf(given(...signalled).state))
  expect(isPending(state, 'm-1', '2030-01-01')).toBe(true)
  expect(holders(when(receive('m-1', '2018-06-01')).state, '2018-06-01')).toEqual(['p-3'])
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
  const { state } = given(...renamed).when(correct(5, revise('m-1', '2018-04-05')))
  expect(
    ['2018-03-04', '2018-04-04', '2018-04-05'].map(on => [
      holders(state, on, 'approbateur'),
      nomOn(state, 'p-3', on)
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
  const maire = (state: ConventionState, date: string) =>
    valueOn(state, 'partie', 'gestionnaire', date)?.representant.personneId
  const later = when(correct(6, signAvenant('m-1', 'caf', '2018-04-10')))
  expect(
    ['2018-04-09', '2018-04-10'].map(on => [
      listedOn(later.state, on),
      holders(later.state, on, 'approbateur', 'e-2'),
      holders(later.state, on, 'approbateur', 'e-3'),
      maire(later.state, on)
    ])
  ).toEqual([
    [['e-1', 'e-2'], ['p-2'], [], 'p-1'],
    [['e-1', 'e-3'], [], ['p-3'], 'p-4']
  ])
  const earlier = when(correct(6, signAvenant('m-1', 'caf', '2018-03-04')))
  expect([listedOn(earlier.state, '2018-03-04'), listedOn(earlier.state, '2018-03-05')]).toEqual([
    ['e-1', 'e-2'],
    ['e-1', 'e-3']
  ])
  // The last signature stays the last: nothing but the signature changes.
  const first = when(correct(5, signAvenant('m-1', 'gestionnaire', '2018-03-06', { signataire: 'p-5' })))
  expect(first.events).toMatchObject([{ data: { moves: [{ kind: 'signature', id: 'gestionnaire/m-1' }] } }])
  expect(valueOn(first.state, 'signature', 'gestionnaire/m-1', '2018-03-06')).toMatchObject({
    signataire: 'p-5',
    signedOn: '2018-03-06'
  })
  const unsigned = when(correct(6, null))
  expect([listedOn(unsigned.state, '2018-03-10'), isPending(unsigned.state, 'm-1', '2018-03-10')]).toEqual([
    ['e-1', 'e-2'],
    true
  ])
  const signed = given.from(unsigned.state).when(signAvenant('m-1', 'caf', '2018-05-01'))
  expect(listedOn(signed.state, '2018-05-01')).toEqual(['e-1', 'e-3'])
})

test('G1 M21 a signature of an avenant that others have not signed', () => {
  const half = given(...signalled, signAvenant('m-1', 'gestionnaire', '2018-03-05'))
  const { state } = half.when(correct(5, signAvenant('m-1', 'gestionnaire', '2018-03-04')))
  expect(valueOn(state, 'signature', 'gestionnaire/m-1', '2018-03-04')?.signedOn).toBe('2018-03-04')
  expect(isPending(half.when(correct(5, null)).state, 'm-1', '2018-03-05')).toBe(true)
  // Recorded for the wrong party.
  const other = half.when(correct(5, signAvenant('m-1', 'caf', '2018-03-04')))
  expect(given.from(other.state).when(signAvenant('m-1', 'gestionnaire', '2018-03-06')).codes).toEqual([])
  expect(
    half.when(correct(5, signAvenant('m-1', 'gestionnaire', '2018-02-01', { signataire: 'p-9' }))).refusals
  ).toMatchObject([
    { code: 'unknown-personne', path: 'data.corrections[0].instead.data.signataire' },
    { code: 'before-signalled', path: 'data.corrections[0].instead.data.signedOn' }
  ])
})

test('G1 the right date follows the signalling, and is one before the end', () => {
  const { when } = given(...received)
  expect(when(correct(5, receive('m-1', '2018-02-28'))).refusals).toMatchObject([
    { code: 'before-signalled', path: 'data.corrections[0].instead.data.receivedOn' }
  ])
  expect(when(correct(5, receive('m-1', '2021-01-01'))).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.corrections[0].instead.data.receivedOn',
      article: { source: 'PSU', article: '5' }
    }
  ])
  expect(when(correct(5, receive('m-2', '2018-03-06'))).codes).toEqual(['modification-unknown'])
  // What was taken for the form was the new version of the annexe.
  expect(holders(when(correct(5, revise('m-1', '2018-03-06'))).state, '2018-03-06')).toEqual(['p-3'])
})

test('G18 P22 a termination corrected to before a form that had taken effect: it asserts nothing, until it does again', () => {
  const ended = given(...received, terminate('2018-06-01'))
  const before = ended.when(correct(6, terminate('2018-03-02')))
  expect([before.codes, holders(before.state, '2018-03-05')]).toEqual([[], []])
  const back = given.from(before.state).when(correct(6, terminate('2018-06-01')))
  expect(linesOf(back.state)).toEqual(linesOf(ended.state))
  // The right date of a form after the end names what ended it.
  expect(ended.when(correct(5, receive('m-1', '2018-06-02'))).refusals).toMatchObject([
    { code: 'not-in-force', computation: expect.stringContaining('résiliée le 01/06/2018') }
  ])
})

test('P7 G1 the roles must be held between the two dates', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur'), withdraw('p-1', 'approbateur')]),
    signal('m-2', '2018-03-01', [attribute('p-4', 'approbateur'), withdraw('p-3', 'approbateur')]),
    revise('m-1', '2018-03-05'),
    revise('m-2', '2018-05-05')
  )
  // p-3 would never hold it: p-1 leaves on the day on which p-4 holds it already.
  expect(holders(when(correct(6, revise('m-1', '2018-04-05'))).state, '2018-04-05', 'approbateur')).toEqual([
    'p-3'
  ])
  const only = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur')]),
    signal('m-2', '2018-03-01', [withdraw('p-1', 'approbateur')]),
    revise('m-1', '2018-03-05'),
    revise('m-2', '2018-03-10')
  )
  expect(only.when(correct(6, revise('m-1', '2018-04-05'))).refusals).toMatchObject([
    { code: 'role-uncovered', facts: { role: { id: 'approbateur' }, from: '2018-03-10' } }
  ])
})

test('G17 G18 what another modification changed between the two dates prevails from its own date on', () => {
  const { when } = given(
    ...received,
    signal('m-2', '2018-03-01', [withdraw('p-3', 'activite')]),
    receive('m-2', '2018-04-01')
  )
  const heldOn = (state: ConventionState) =>
    ['2018-03-20', '2018-04-01', '2018-05-01'].map(on => holders(state, on).length)
  expect(heldOn(when(correct(5, receive('m-1', '2018-03-20'))).state)).toEqual([1, 0, 0])
  expect(heldOn(when(correct(5, receive('m-1', '2018-05-01'))).state)).toEqual([0, 0, 1])
  expect(heldOn(when(correct(5, null)).state)).toEqual([0, 0, 0])
})

test('G18 what two modifications gave is not undone with one of them: the other holds from its own date', () => {
  const { when } = given(
    ...received,
    signal('m-2', '2018-03-01', [identify('p-4', 'MARTIN'), attribute('p-3', 'activite')]),
    receive('m-2', '2018-04-01')
  )
  for (const instead of [null, receive('m-1', '2018-05-01')]) {
    const { state } = when(correct(5, instead))
    expect(['2018-03-31', '2018-04-01', '2018-06-01'].map(on => holders(state, on))).toEqual([
      [],
      ['p-3'],
      ['p-3']
    ])
  }
})

test('G18 G17 the later of two attributions withdrawn: the earlier holds again, with its rang', () => {
  const { when } = given(
    ...received,
    signal('m-2', '2018-03-01', [attribute('p-3', 'activite', 'e-1', { rang: 'suppleant' })]),
    receive('m-2', '2018-04-01')
  )
  const rang = (state: ConventionState) => valueOn(state, 'rang', 'e-1/activite/p-3', '2018-04-01')
  expect(rang(when(correct(5, null)).state)).toBe('suppleant')
  const { state } = when(correct(7, null))
  expect([holders(state, '2018-04-01'), rang(state)]).toEqual([['p-3'], 'titulaire'])
  // A withdrawal, once withdrawn, leaves who was there before it.
  const left = given(
    ...received,
    signal('m-2', '2018-03-01', [withdraw('p-3', 'activite')]),
    receive('m-2', '2018-04-01')
  )
  expect(linesOf(left.when(correct(7, null)).state)).toEqual(
    linesOf(given(...received, signal('m-2', '2018-03-01', [withdraw('p-3', 'activite')])).state)
  )
})

test('P2 G17 an establishment that left and is listed again comes back without those who had a role there', () => {
  const seal = (id: string, on: string) => ['gestionnaire', 'caf'].map(who => signAvenant(id, who, on))
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'activite', 'e-2')]),
    receive('m-1', '2018-03-01'),
    signal('m-2', '2018-03-01', [delist('e-2')]),
    ...seal('m-2', '2018-04-01'),
    signal('m-3', '2018-03-01', [list('e-2'), attribute('p-4', 'approbateur', 'e-2')]),
    ...seal('m-3', '2018-06-01')
  )
  expect(
    ['2018-03-31', '2018-04-01', '2018-06-01'].map(on => [
      listedOn(state, on).includes('e-2'),
      holders(state, on, 'activite', 'e-2'),
      holders(state, on, 'approbateur', 'e-2')
    ])
  ).toEqual([
    [true, ['p-3'], ['p-2']],
    [false, [], []],
    [true, [], ['p-4']]
  ])
})

test('G17 a rang changed from a day on returns nobody whose departure, earlier, is told later', () => {
  const { state } = given(
    ...received,
    signal('m-2', '2018-03-01', [changeRang('p-3', 'activite', 'suppleant')]),
    receive('m-2', '2018-06-01'),
    signal('m-3', '2018-03-01', [withdraw('p-3', 'activite')]),
    receive('m-3', '2018-04-15')
  )
  expect(['2018-04-14', '2018-04-15', '2018-06-01'].map(on => holders(state, on))).toEqual([['p-3'], [], []])
})

test('G13 the same date again gives no event', () => {
  const right = correct(5, receive('m-1', '2018-04-05'))
  expect(given(...received, right).when(right).events).toEqual([])
  expect(given(...received).when(correct(5, receive('m-1', '2018-03-05'))).events).toEqual([])
  const withdrawn = correct(5, null)
  expect(given(...received, withdrawn).when(withdrawn).events).toEqual([])
})

test('P27 G1 a modification of a convention signed and to come is not carried to its start', () => {
  const { when } = given(
    ...psuSigned.slice(0, -2),
    ...['gestionnaire', 'caf'].map(who => sign(who, '2016-12-10')),
    signal('m-1', '2016-12-12', [attribute('p-3', 'activite')]),
    ...['caf', 'gestionnaire'].map(who => signAvenant('m-1', who, '2016-12-12'))
  )
  const { events, state } = when(correct(5, signAvenant('m-1', 'caf', '2016-12-20')))
  expect(typesOf(events)).toEqual(['ConventionCorrected'])
  expect([holders(state, '2016-12-19'), holders(state, '2016-12-20')]).toEqual([[], ['p-3']])
})

test('G18 what is withdrawn leaves what others gave for a time, and nothing else', () => {
  const revised = given(
    ...psuSigned,
    signal('m-1', '2017-04-01', [attribute('p-3', 'activite')]),
    revise('m-1', '2017-04-01'),
    signal('m-2', '2017-04-01', [withdraw('p-3', 'activite', 'e-1', { to: '2018-06-01' })]),
    revise('m-2', '2018-01-01')
  )
  expect([holders(revised.state, '2018-01-01'), holders(revised.state, '2018-06-01')]).toEqual([[], ['p-3']])
  const { state } = revised.when(correct(5, null))
  expect(['2017-04-01', '2018-01-01', '2018-06-01'].map(on => holders(state, on))).toEqual([[], [], []])
})
