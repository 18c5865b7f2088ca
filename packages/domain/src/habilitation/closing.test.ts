import {
  block,
  closeAccess,
  correct,
  deliver,
  given,
  mefDelivered,
  psuDelivered,
  report,
  requestPsu,
  tellEnd,
  unblock
} from '../../test/habilitation-commands'
import { decode } from '../codec'
import { defineModel, habilitationOf, psu as psuModel } from '../model'
import { dateCivile, frenchDate } from '../time'
import { accèsOn, type HabilitationState, habilitationEvents } from '.'
import { reportOf } from './acts/closing'

const psu = (article: string) => ({ source: 'PSU', article })
const statuses = (state: HabilitationState, ...dates: ReadonlyArray<string>) =>
  dates.map(date => accèsOn(state, dateCivile(date))?.status)

test('P19 told within 15 days, the day itself not counted: in time through 16/04/2017', () => {
  for (const reportedOn of ['2017-03-15', '2017-04-01', '2017-04-16'])
    expect(given(...psuDelivered).when(report('2017-04-01', reportedOn)).events).toEqual([
      {
        type: 'MissionEnded',
        data: {
          says: { departedOn: '2017-04-01', reportedOn },
          computed: {
            lastDay: '2017-04-16',
            late: 'non',
            computation: `départ 01/04/2017 + 15 jours = 16/04/2017 ; signalé le ${frenchDate(dateCivile(reportedOn))}`,
            article: psu('2.3')
          },
          moves: [
            {
              kind: 'depart',
              id: '',
              period: { from: '2017-04-01', to: null },
              value: { departedOn: '2017-04-01', reportedOn, article: psu('2.3') }
            }
          ]
        }
      }
    ])
})

test('P19 told late: recorded as late, still applied, closed from the day of departure', () => {
  const { events, state } = given(...psuDelivered).when(report('2017-04-01', '2017-04-17'))
  expect(events).toMatchObject([
    {
      data: {
        computed: {
          lastDay: '2017-04-16',
          late: 'oui',
          article: psu('2.3'),
          computation: 'départ 01/04/2017 + 15 jours = 16/04/2017 ; signalé le 17/04/2017'
        }
      }
    }
  ])
  expect(statuses(state, '2017-03-31', '2017-04-01', '2017-04-16', '2030-01-01')).toEqual([
    'ouvert',
    'ferme',
    'ferme',
    'ferme'
  ])
})

test('P19 G15 a delay that is over on no day that can be written has no last day, and nobody is late', () => {
  const { data } = habilitationEvents.MissionEnded
  for (const departed of ['2999-12-17', '2999-12-31']) {
    const [event] = given(...psuDelivered).when(report(departed, '2999-12-31')).events
    expect(event).toMatchObject({ data: { computed: { lastDay: null, late: 'non' } } })
    if (event?.type !== 'MissionEnded') throw new Error('no departure was recorded')
    expect(decode(data)(JSON.parse(JSON.stringify(data.encode(event.data))))).toEqual({
      _tag: 'Right',
      right: event.data
    })
  }
  const [event] = given(...psuDelivered).when(report('2999-12-16', '2999-12-31')).events
  expect(event).toMatchObject({ data: { computed: { lastDay: '2999-12-31' } } })
})

test('P19 an earlier departure told afterwards counts; a later one is no second departure', () => {
  const left = given(...psuDelivered, report('2017-06-01', '2017-06-01'))
  for (const other of [report('2017-07-01', '2017-07-01'), report('2017-06-01', '2017-06-30')])
    expect(left.when(other).refusals).toMatchObject([
      { code: 'already-recorded', article: psu('2.3'), facts: { corrects: 2, on: '2017-06-01' } }
    ])
  expect(statuses(left.when(report('2017-05-01', '2017-05-10')).state, '2017-04-30', '2017-05-01')).toEqual([
    'ouvert',
    'ferme'
  ])
})

test('P19 told late of an agent whose access the Caf had closed: recorded as late, and still closed', () => {
  const closed = given(...psuDelivered, closeAccess('2017-05-01'))
  const { events, state } = closed.when(report('2017-06-01', '2017-08-01'))
  expect(events).toMatchObject([{ type: 'MissionEnded', data: { computed: { late: 'oui' } } }])
  expect(statuses(state, '2017-04-30', '2017-05-01', '2017-06-01')).toEqual(['ouvert', 'ferme', 'ferme'])
  // Each outlives the other: the Caf's closing was the mistake, and the departure holds.
  expect(statuses(given.from(state).when(correct(2, null)).state, '2017-05-31', '2017-06-01')).toEqual([
    'ouvert',
    'ferme'
  ])
})

test('G13 closed from another day by the Caf: the day that is known is to be corrected', () => {
  const closed = given(...mefDelivered, closeAccess('2023-09-01'))
  expect(closed.when(closeAccess('2023-09-01')).events).toEqual([])
  expect(closed.when(closeAccess('2023-10-01')).refusals).toMatchObject([
    {
      code: 'already-recorded',
      article: { source: 'MEF', article: '6' },
      facts: { corrects: 6, on: '2023-09-01' }
    }
  ])
  expect(statuses(closed.when(closeAccess('2023-08-01')).state, '2023-07-31', '2023-08-01')).toEqual([
    'ouvert',
    'ferme'
  ])
})

test('G13 G12 after the end of the convention nothing opens, and the article is the one that ended it', () => {
  const terminated = tellEnd('2018-05-01', { article: psu('2.4') })
  const ended = given(...psuDelivered, terminated)
  const blocked = given(...psuDelivered, block('2018-04-01'), terminated)
  for (const { when } of [ended, blocked])
    expect(when(unblock('2018-06-01')).refusals).toMatchObject([
      {
        code: 'access-closed',
        article: psu('2.4'),
        facts: { on: '2018-06-01', cause: 'convention-terminee' }
      }
    ])
})

test('M14 MEF gives no delay: an end of mission is never late', () => {
  const { events } = given(...mefDelivered).when(report('2023-09-01', '2025-09-01'))
  expect(events).toMatchObject([
    { data: { computed: { lastDay: null, late: 'non', article: { source: 'MEF', article: '3-4' } } } }
  ])
})

test('M21 an access may be closed at once, before any avenant', () => {
  const { events, state } = given(...mefDelivered).when(closeAccess('2023-09-01'))
  expect(events).toMatchObject([
    {
      type: 'AccessClosed',
      data: {
        says: { on: '2023-09-01' },
        moves: [{ kind: 'fermeture', value: { article: { source: 'MEF', article: '6' } } }]
      }
    }
  ])
  expect(statuses(state, '2023-08-31', '2023-09-01')).toEqual(['ouvert', 'ferme'])
})

test('P22 the end of the convention is told with the article that ends it', () => {
  const told = (article?: { readonly source: string; readonly article: string }) =>
    tellEnd('2018-05-02', article === undefined ? {} : { article })
  const { events, state } = given(...psuDelivered).when(told(psu('2.4')))
  expect(events).toMatchObject([
    { data: { moves: [{ kind: 'fin-de-convention', value: { on: '2018-05-02', article: psu('2.4') } }] } }
  ])
  expect(accèsOn(state, dateCivile('2018-05-02'))).toEqual({
    status: 'ferme',
    cause: 'convention-terminee',
    article: psu('2.4')
  })
  // Nobody said which: it is the duration's.
  expect(accèsOn(given(...psuDelivered).when(told()).state, dateCivile('2018-05-02'))).toMatchObject({
    article: psu('5')
  })
})

test('P22 ended before it was delivered, it never opens', () => {
  const ended = given(requestPsu(), closeAccess('2017-02-25'))
  expect(ended.when(deliver('2017-03-01')).codes).toEqual(['access-closed'])
  expect(statuses(ended.state, '2017-02-24', '2017-02-25')).toEqual(['jamais-ouvert', 'ferme'])
})

test.each([
  [
    'by the end of its month',
    { from: 'departure', to: { day: 'last', side: 'on-or-after' } },
    '2024-02-29',
    'départ 10/02/2024, première fin de mois à compter de ce jour : 29/02/2024'
  ],
  [
    'within three working days',
    { from: 'departure', offset: { unit: 'working-day', count: 3, direction: 'after', calendar: 'france' } },
    '2024-02-14',
    'départ 10/02/2024 + 3 jours ouvrés = 14/02/2024'
  ],
  [
    'a week before',
    { from: 'departure', offset: { unit: 'week', count: 1, direction: 'before' } },
    '2024-02-03',
    'départ 10/02/2024 − 1 semaine = 03/02/2024'
  ]
] as const)('P19 a departure is told %s, in the one grammar of dates', (_, delay, lastDay, computation) => {
  const model = defineModel({
    ...psuModel,
    habilitation: { ...habilitationOf(psuModel), endOfMission: { delay, article: '2.3' } }
  })
  const told = (reportedOn: string) =>
    reportOf(model, { departedOn: dateCivile('2024-02-10'), reportedOn: dateCivile(reportedOn) })
  expect(told(lastDay)).toMatchObject({ lastDay, late: 'non' })
  expect(told(lastDay).computation?.split(' ; ')[0]).toBe(computation)
  expect(told('2024-03-01')).toMatchObject({ lastDay, late: 'oui' })
})
