import {
  block,
  closeAccess,
  given,
  mefDelivered,
  psuDelivered,
  report,
  requestPsu,
  unblock
} from '../../test/habilitation-commands'
import { psu2017Habilitations } from '../fixtures'
import { habilitationStream } from '../identity/ids'
import { dateCivile } from '../time'
import { accèsOn, type HabilitationState } from '.'

const psu = (article: string) => ({ source: 'PSU', article })
const statuses = (state: HabilitationState, ...dates: ReadonlyArray<string>) =>
  dates.map(date => accèsOn(state, dateCivile(date))?.status)

test('M25 P17 MEF knows no blocking: nobody blocks, nor lifts', () => {
  for (const asked of [block('2023-09-01'), unblock('2023-09-01')])
    expect(given(...mefDelivered).when(asked).refusals).toMatchObject([
      { code: 'not-in-model', article: { source: 'MEF', article: '3-1' } }
    ])
})

test('G6 P15 P17 a block and its lifting are explicit acts, effective from their date whenever recorded', () => {
  const played = psu2017Habilitations.filter(({ stream }) => stream === streamOf('h-1960-2'))
  const { state } = given(...played.map(({ command }) => command))
  expect(statuses(state, '2018-05-13', '2018-05-14', '2018-05-15', '2018-05-16')).toEqual([
    'ouvert',
    'bloque',
    'bloque',
    'ouvert'
  ])
  const { events } = given(...psuDelivered).when(block('2018-05-14'))
  expect(events).toEqual([
    {
      type: 'AccessBlocked',
      data: {
        says: { from: '2018-05-14', cause: 'incident', motif: 'Perte du mot de passe' },
        moves: [
          {
            kind: 'blocage',
            id: '',
            period: { from: '2018-05-14', to: null },
            value: { cause: 'incident', article: psu('2.3') }
          }
        ]
      }
    }
  ])
})

test('G17 a block recorded late holds until the next change by its date', () => {
  const known = given(...psuDelivered, block('2018-05-14'), unblock('2018-05-16'))
  const { events, state } = known.when(block('2018-05-10', 'decision'))
  expect(events).toMatchObject([
    {
      data: {
        moves: [
          { kind: 'blocage', period: { from: '2018-05-10', to: '2018-05-14' }, value: { cause: 'decision' } }
        ]
      }
    }
  ])
  expect(statuses(state, '2018-05-09', '2018-05-10', '2018-05-14', '2018-05-16')).toEqual([
    'ouvert',
    'bloque',
    'bloque',
    'ouvert'
  ])
})

test('G16 a closed access stays closed whatever is blocked or lifted', () => {
  const ended = given(...psuDelivered, report('2018-06-01', '2018-06-01'))
  expect(statuses(ended.when(block('2018-05-14')).state, '2018-05-14', '2018-06-01')).toEqual([
    'bloque',
    'ferme'
  ])
  const blocked = given(...psuDelivered, block('2018-05-14'), report('2018-06-01', '2018-06-01'))
  expect(statuses(blocked.state, '2018-05-31', '2018-06-01')).toEqual(['bloque', 'ferme'])
  expect(
    statuses(blocked.when(unblock('2018-05-20')).state, '2018-05-19', '2018-05-20', '2018-06-01')
  ).toEqual(['bloque', 'ouvert', 'ferme'])
})

test('P27 nobody is blocked or unblocked before the delivery, nor after the end', () => {
  for (const when of [given(requestPsu()).when, given(...psuDelivered).when])
    expect(when(block('2017-02-28')).refusals).toMatchObject([
      { code: 'not-delivered', article: psu('2.2'), facts: { on: '2017-02-28' } }
    ])
  const ended = given(...psuDelivered, closeAccess('2018-06-01'))
  for (const asked of [block('2018-06-01'), unblock('2018-07-01')])
    expect(ended.when(asked).refusals).toMatchObject([{ code: 'access-closed', article: psu('2.3') }])
})

const streamOf = (id: string) =>
  psu2017Habilitations.flatMap(({ command }) =>
    command.type === 'RequestHabilitation' && command.data.habilitationId === id
      ? [habilitationStream(command.data.habilitationId)]
      : []
  )[0]
