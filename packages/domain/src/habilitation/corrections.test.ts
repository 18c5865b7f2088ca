import { personne } from '../../test/convention-commands'
import {
  block,
  check,
  correctRecord,
  deliver,
  end,
  given,
  mefDelivered,
  psuDelivered,
  refuse,
  report,
  requestPsu,
  role,
  signedReturn,
  unblock
} from '../../test/habilitation-commands'
import { dateCivile } from '../time'
import { timelineOf, valueOn } from '../timeline'
import { habilitationRefusalSentence } from './refusals'
import { accèsOf, accèsOn, type HabilitationState } from './state'

const accès = (state: HabilitationState, ...dates: ReadonlyArray<string>) =>
  dates.map(on => accèsOn(state, dateCivile(on))?.status)
const warning = (state: HabilitationState) =>
  timelineOf(state.timelines, 'warning', 'reported-late')[0]?.value?.computation ?? null

test('G1 P27 a delivery recorded on the wrong day: nobody enters before the right one', () => {
  const { events, state } = given(...psuDelivered).when(correctRecord(1, deliver('2017-03-06')))
  expect(events).toMatchObject([
    {
      type: 'HabilitationCorrected',
      data: { corrects: 1, instead: { type: 'HabilitationDelivered', data: { on: '2017-03-06' } } }
    }
  ])
  expect(accès(state, '2017-03-05', '2017-03-06')).toEqual(['jamais-ouvert', 'ouvert'])
  expect(state.reached).toEqual({ step: 'delivered', on: '2017-03-06' })
  const earlier = given(...psuDelivered).when(correctRecord(1, deliver('2017-02-24')))
  expect(accès(earlier.state, '2017-02-23', '2017-02-24')).toEqual(['jamais-ouvert', 'ouvert'])
})

test('G1 P27 a delivery withdrawn: the access was never open, and may be delivered', () => {
  const { state } = given(...psuDelivered).when(correctRecord(1, null))
  expect(accèsOf(state).map(({ value }) => value?.status)).toEqual(['jamais-ouvert'])
  expect(state.reached?.step).toBe('requested')
  expect(given.from(state).when(deliver('2017-03-06')).events).toHaveLength(1)
})

test('G1 P19 a departure recorded on the wrong day: the access, and the warning of a late report, follow', () => {
  const departed = given(...psuDelivered, report('2018-06-01', '2018-06-20'))
  expect(warning(departed.state)).toBe('01/06/2018 + 15 jours = 16/06/2018 ; signalé le 20/06/2018')
  const { state } = departed.when(correctRecord(2, report('2018-06-10', '2018-06-20')))
  expect(accès(state, '2018-06-09', '2018-06-10')).toEqual(['ouvert', 'ferme'])
  expect(warning(state)).toBeNull()
  const stays = departed.when(correctRecord(2, null))
  expect(accès(stays.state, '2018-06-01', '2030-01-01')).toEqual(['ouvert', 'ouvert'])
  // It was no departure, but the Caf's own closing.
  const closed = departed.when(correctRecord(2, end('2018-06-01')))
  expect(valueOn(dateCivile('2018-06-01'))(accèsOf(closed.state))).toMatchObject({ cause: 'retrait' })
})

test('G1 P15 P17 a blocking and its lifting', () => {
  const { when } = given(...psuDelivered, block('2018-05-14'), unblock('2018-05-20'))
  expect(accès(when(correctRecord(2, block('2018-05-10'))).state, '2018-05-10', '2018-05-20')).toEqual([
    'bloque',
    'ouvert'
  ])
  expect(accès(when(correctRecord(3, unblock('2018-05-25'))).state, '2018-05-24', '2018-05-25')).toEqual([
    'bloque',
    'ouvert'
  ])
  expect(accès(when(correctRecord(3, null)).state, '2030-01-01')).toEqual(['bloque'])
})

test('G1 M8 a step recorded on the wrong day keeps its place among the others', () => {
  const { when } = given(...mefDelivered)
  const step = (state: HabilitationState, date: string) =>
    valueOn(dateCivile(date))(timelineOf(state.timelines, 'demande', ''))
  const { state } = when(correctRecord(2, check('2023-06-25')))
  expect([step(state, '2023-06-24'), step(state, '2023-06-25')]).toEqual([
    { status: 'en-cours', step: 'acknowledged' },
    { status: 'en-cours', step: 'checked' }
  ])
  expect(when(correctRecord(2, check('2023-06-11'))).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.instead.data.on', article: { article: '3-1' } }
  ])
  expect(when(correctRecord(2, check('2023-07-10'))).refusals).toMatchObject([
    {
      code: 'rests-upon',
      path: 'data.corrects',
      article: { article: '3-1' },
      facts: { revision: 3, because: { code: 'dates-out-of-order' } }
    }
  ])
  const { refusals } = when(correctRecord(4, null))
  expect(refusals.map(habilitationRefusalSentence)).toEqual([
    "l'événement 5, enregistré depuis, ne tiendrait plus : l'étape « délivrance » vient après : retour signé ; la demande en est à « envoi de la convention »"
  ])
})

test('G1 M8 a refusal recorded by mistake is withdrawn: the request goes on', () => {
  const { state } = given(requestPsu(), refuse('2017-02-28')).when(correctRecord(1, null))
  expect(state.refused).toBeNull()
  expect(given.from(state).when(deliver('2017-03-01')).events).toHaveLength(1)
})

test('G1 P8 a request is corrected, name, roles and date, for the same person and convention', () => {
  const { when, state } = given(...psuDelivered)
  const right = requestPsu({
    requestedOn: '2017-02-20',
    roles: [role('financier')],
    personne: personne('MORVAN', { mail: 'jeanne.morvan@example.fr' })
  })
  const corrected = when(correctRecord(0, right))
  expect(corrected.state.requested).toMatchObject({
    requestedOn: '2017-02-20',
    roles: [{ role: 'financier' }]
  })
  expect(timelineOf(corrected.state.timelines, 'personne', 'p-1')).toMatchObject([
    { value: { mail: 'jeanne.morvan@example.fr' } }
  ])
  expect(timelineOf(corrected.state.timelines, 'roles', '')).toMatchObject([
    { value: [{ role: 'financier' }] }
  ])
  expect(accèsOf(corrected.state)).toEqual(accèsOf(state))
  for (const other of [requestPsu({ personneId: 'p-2' }), requestPsu({ conventionId: 'autre' })])
    expect(when(correctRecord(0, other)).codes).toEqual(['nothing-to-correct'])
  expect(when(correctRecord(0, requestPsu({ requestedOn: '2017-04-01' }))).codes).toEqual(['rests-upon'])
  expect(when(correctRecord(0, requestPsu({ roles: [] }))).refusals).toMatchObject([
    { code: 'no-role', path: 'data.instead.data.roles' }
  ])
})

test('G1 what was recorded since must still hold: a blocking before the delivery does not', () => {
  const { when } = given(...psuDelivered, block('2018-05-14'))
  expect(when(correctRecord(1, deliver('2018-06-01'))).codes).toEqual(['rests-upon'])
  expect(when(correctRecord(1, null)).codes).toEqual(['rests-upon'])
})

test('G1 P19 what the corrected day no longer leaves room for is told, with the event in its way', () => {
  const twice = given(
    ...psuDelivered,
    report('2018-06-01', '2018-06-02'),
    report('2018-05-01', '2018-05-02'),
    // Event 4 stands in the place of event 2.
    correctRecord(2, report('2018-06-10', '2018-06-11'))
  )
  expect(twice.when(correctRecord(4, report('2018-04-01', '2018-04-02'))).refusals).toMatchObject([
    {
      code: 'rests-upon',
      facts: {
        revision: 3,
        because: { code: 'already-recorded', facts: { revision: 4, on: '2018-04-01' } }
      }
    }
  ])
  const { state } = twice.when(correctRecord(3, null))
  expect(accès(state, '2018-06-09', '2018-06-10')).toEqual(['ouvert', 'ferme'])
})

test('G1 it names an event of the right type, that stands', () => {
  const { when } = given(...psuDelivered)
  for (const correction of [
    correctRecord(2, null),
    correctRecord(1, block('2018-05-14')),
    correctRecord(0, deliver('2017-03-01'))
  ])
    expect(when(correction).codes).toEqual(['nothing-to-correct'])
  expect(when(correctRecord(0, null)).codes).toEqual(['cannot-withdraw'])
  expect(given().when(correctRecord(0, null)).codes).toEqual(['not-requested'])
})

test('G13 G1 the same again is nothing; a correction is corrected by naming the event that replaced the mistaken one', () => {
  const right = correctRecord(1, deliver('2017-03-06'))
  const { when } = given(...psuDelivered, right)
  expect(when(right).events).toEqual([])
  expect(when(correctRecord(1, deliver('2017-03-07'))).codes).toEqual(['nothing-to-correct'])
  expect(accès(when(correctRecord(2, deliver('2017-03-07'))).state, '2017-03-06', '2017-03-07')).toEqual([
    'jamais-ouvert',
    'ouvert'
  ])
  expect(given(...psuDelivered).when(correctRecord(1, deliver('2017-03-01'))).events).toEqual([])
  expect(given(...mefDelivered).when(correctRecord(4, signedReturn('2023-07-26'))).events).toEqual([])
})

test('G1 P22 the end of the convention outlives a correction of the departure', () => {
  const ended = given(
    ...psuDelivered,
    end('2018-05-02', 'convention-terminee'),
    report('2018-04-01', '2018-04-02')
  )
  const { state } = ended.when(correctRecord(3, null))
  expect(accès(state, '2018-04-01', '2018-05-02')).toEqual(['ouvert', 'ferme'])
})
