import {
  correctRecord,
  correctSignature,
  draftPsu,
  given,
  mefSigned,
  notice,
  psuSigned,
  terminate,
  transmit
} from '../../test/convention-commands'
import { end, given as givenHabilitation, psuDelivered, report } from '../../test/habilitation-commands'
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

test('G13 P22 an access that was closed otherwise, before or after, is no obstacle to the end of the convention', () => {
  const [ended] = given(...psuSigned)
    .when(terminate('2018-05-02'))
    .events.flatMap(react)
  if (ended === undefined) throw new Error('no reaction')
  for (const on of ['2018-04-01', '2018-06-01'])
    for (const closing of [report(on, on), end(on)]) {
      const once = givenHabilitation(...psuDelivered, closing).when(ended.command)
      expect(once.events).toMatchObject([{ data: { cause: 'convention-terminee' } }])
      expect(givenHabilitation.from(once.state).when(ended.command).events).toEqual([])
    }
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
  const ending = (on: string) => ({
    type: 'EndHabilitation' as const,
    acteur: terminate('2018-05-02').acteur,
    data: { on: dateCivile(on), cause: 'convention-terminee' as const }
  })
  const onDates = (...ends: ReadonlyArray<string>) =>
    ['2018-07-01', '2019-07-01'].map(
      date => accèsOn(givenHabilitation(...psuDelivered, ...ends.map(ending)).state, dateCivile(date))?.status
    )
  expect(onDates('2018-06-01')).toEqual(['ferme', 'ferme'])
  expect(onDates('2018-06-01', '2019-06-01')).toEqual(['ouvert', 'ferme'])
  expect(onDates('2019-06-01', '2018-06-01')).toEqual(['ferme', 'ferme'])
})

const resumings = endings('2018-05-02').map(({ stream }) => ({
  stream,
  command: { type: 'ResumeHabilitation', acteur: systeme, data: {} }
}))

test('G1 M18 a notice withdrawn lets the habilitations run again; one corrected moves their end', () => {
  const { when } = given(...mefSigned, notice('2024-04-20', '2024-04-26'))
  expect(when(correctRecord(13, null)).events.flatMap(react)).toEqual(resumings)
  expect(when(correctRecord(13, notice('2024-04-20', '2024-04-29'))).events.flatMap(react)).toEqual(
    endings('2025-07-26')
  )
})

test('G1 P22 P27 a termination withdrawn: they run again to the term of the convention', () => {
  const terminated = given(...psuSigned, terminate('2018-05-02'))
  const [reaction] = terminated.when(correctRecord(13, null)).events.flatMap(react)
  if (reaction === undefined) throw new Error('no reaction')
  expect(terminated.when(correctRecord(13, null)).events.flatMap(react)).toEqual(endings('2021-01-01'))
  const [ended] = given(...psuSigned)
    .when(terminate('2018-05-02'))
    .events.flatMap(react)
  if (ended === undefined) throw new Error('no reaction')
  const { state } = givenHabilitation(...psuDelivered, ended.command).when(reaction.command)
  expect(
    ['2018-05-02', '2020-12-31', '2021-01-01'].map(on => accèsOn(state, dateCivile(on))?.status)
  ).toEqual(['ouvert', 'ouvert', 'ferme'])
})

test('G1 P27 a declared period corrected moves the end', () => {
  const { events } = given(...psuSigned).when(
    correctRecord(0, draftPsu({ period: { from: '2017-01-01', to: '2020-01-01' } }))
  )
  expect(events.flatMap(react)).toEqual(endings('2020-01-01'))
})

test('G1 a correction that says nothing of the end ends nothing', () => {
  const { when } = given(...mefSigned, transmit('2023-08-07'))
  expect(when(correctRecord(13, transmit('2023-08-08'))).events.flatMap(react)).toEqual([])
})

test('G13 resumed twice, or never ended, an habilitation runs once', () => {
  const [resumed] = given(...mefSigned, notice('2024-04-20', '2024-04-26'))
    .when(correctRecord(13, null))
    .events.flatMap(react)
  if (resumed === undefined) throw new Error('no reaction')
  const end = given(...psuSigned)
    .when(terminate('2018-05-02'))
    .events.flatMap(react)
    .slice(0, 1)
    .map(({ command }) => command)
  const once = givenHabilitation(...psuDelivered, ...end).when(resumed.command)
  expect(once.events).toMatchObject([{ type: 'HabilitationResumed' }])
  expect(accèsOn(once.state, dateCivile('2030-01-01'))).toMatchObject({ status: 'ouvert' })
  expect(givenHabilitation.from(once.state).when(resumed.command).events).toEqual([])
  expect(givenHabilitation(...psuDelivered).when(resumed.command).events).toEqual([])
})
