import {
  correctSignature,
  given,
  mefSigned,
  notice,
  psuSigned,
  terminate
} from '../../test/convention-commands'
import { given as givenHabilitation, psuDelivered } from '../../test/habilitation-commands'
import { read } from '../fixtures'
import { accèsOn } from '../habilitation/state'
import { Acteur } from '../identity/acteur'
import { HabilitationId } from '../identity/ids'
import { dateCivile } from '../time'
import { endHabilitations } from './convention-ended'

const systeme = read(Acteur, { kind: 'systeme', id: 'reactions' })
const react = endHabilitations(systeme, [read(HabilitationId, 'h-1'), read(HabilitationId, 'h-2')])
const endings = (on: string) =>
  ['habilitation-h-1', 'habilitation-h-2'].map(stream => ({
    stream,
    command: { type: 'EndHabilitation', acteur: systeme, data: { on, cause: 'convention-terminee' } }
  }))

test('P22 a termination ends every habilitation of the convention, that day', () => {
  const { events } = given(...psuSigned).when(terminate('2018-05-02'))
  expect(events.flatMap(react)).toEqual(endings('2018-05-02'))
})

test('M19 a notice ends them on the échéance', () => {
  const { events } = given(...mefSigned).when(notice('2024-04-20', '2024-04-27'))
  expect(events.flatMap(react)).toEqual(endings('2025-07-26'))
})

test('M19 an échéance moved by a corrected signature ends them on its new date', () => {
  const { events } = given(...mefSigned, notice('2024-04-20', '2024-04-25')).when(
    correctSignature('fournisseur', '2023-07-25')
  )
  expect(events.flatMap(react)).toEqual(endings('2024-07-25'))
  expect(
    given(...mefSigned)
      .when(correctSignature('fournisseur', '2023-07-25'))
      .events.flatMap(react)
  ).toEqual([])
})

test('P22 no other event of a convention ends anything', () => {
  const others = mefSigned.flatMap((command, i) => given(...mefSigned.slice(0, i)).when(command).events)
  expect(others.length).toBeGreaterThan(5)
  expect(others.flatMap(react)).toEqual([])
})

test('G13 run twice, the reaction ends an habilitation once', () => {
  const reactions = given(...psuSigned)
    .when(terminate('2018-05-02'))
    .events.flatMap(react)
  const [first] = reactions
  if (first === undefined) throw new Error('no reaction')
  const once = givenHabilitation(...psuDelivered).when(first.command)
  expect(once.events).toHaveLength(1)
  expect(accèsOn(once.state, dateCivile('2018-05-02'))).toMatchObject({
    status: 'ferme',
    cause: 'convention-terminee'
  })
  expect(givenHabilitation(...psuDelivered, first.command).when(first.command).events).toEqual([])
})

test('P27 the term of a convention ends its habilitations, from the day it is signed', () => {
  const signed = psuSigned.flatMap((command, i) => given(...psuSigned.slice(0, i)).when(command).events)
  const [ended] = signed.flatMap(react)
  if (ended === undefined) throw new Error('no reaction')
  const { state } = givenHabilitation(...psuDelivered).when(ended.command)
  expect(accèsOn(state, dateCivile('2020-12-31'))).toMatchObject({ status: 'ouvert' })
  expect(accèsOn(state, dateCivile('2021-01-01'))).toMatchObject({
    status: 'ferme',
    cause: 'convention-terminee'
  })
})

test('M19 an échéance that moves, later or earlier, replaces the end that was known', () => {
  const end = (on: string) => ({
    type: 'EndHabilitation' as const,
    acteur: terminate('2018-05-02').acteur,
    data: { on: dateCivile(on), cause: 'convention-terminee' as const }
  })
  const onDates = (...ends: ReadonlyArray<string>) =>
    ['2018-07-01', '2019-07-01'].map(
      date => accèsOn(givenHabilitation(...psuDelivered, ...ends.map(end)).state, dateCivile(date))?.status
    )
  expect(onDates('2018-06-01')).toEqual(['ferme', 'ferme'])
  expect(onDates('2018-06-01', '2019-06-01')).toEqual(['ouvert', 'ferme'])
  expect(onDates('2019-06-01', '2018-06-01')).toEqual(['ferme', 'ferme'])
})
