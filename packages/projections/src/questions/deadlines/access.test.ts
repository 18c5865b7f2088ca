import { dateCivile, defineModel, habilitationOf, instant, psu, shippedModels } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, dossiersOf, journalOf } from '../../../test/journal'

const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const on = commandOn('habilitation-h-1960-1')
const notified = on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
  anomalyId: 'a-1',
  rule: 'echecs-repetes',
  finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
  on: '2017-03-31'
})
const asked = (day: string) => on(`${day}T09:00:00Z`, 'AskJustification', { anomalyId: 'a-1', on: day })
const given = (day: string) =>
  on(`${day}T10:00:00Z`, 'GiveJustification', { anomalyId: 'a-1', on: day, texte: 'essais répétés' })
const closed = (day: string) =>
  on(`${day}T11:00:00Z`, 'CloseAnomaly', { anomalyId: 'a-1', on: day, conclusion: 'expliquée' })

type Index = ReturnType<typeof dossiersOf>
const indexOf = (...more: ReadonlyArray<AnyScheduled>): Index => dossiersOf(journalOf([...before, ...more]))
const ofKind = (index: Index, kind: string, day: string, knownAt?: string) =>
  index
    .deadlines({
      from: dateCivile('2017-01-01'),
      to: dateCivile('2020-12-31'),
      on: dateCivile(day),
      ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
    })
    .deadlines.filter(deadline => deadline.kind === kind)
    .map(({ occurrence, due, state, late, done, remarque }) => [
      occurrence,
      due,
      state,
      late,
      done?.on ?? null,
      remarque
    ])
const lateOn = (index: Index, day: string, knownAt?: string) =>
  index
    .register({
      on: dateCivile(day),
      ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
    })
    .conventions.map(({ retards, alertes, constats }) => [
      retards.map(({ kind }) => kind),
      alertes - constats.length
    ])

test('P18 asked on 01/04/2017 a justification is in time through 16/04/2017, and an alert of the register from the 17th', () => {
  const index = indexOf(notified, asked('2017-04-01'))
  const kind = 'justification'
  expect(ofKind(index, kind, '2017-04-16')).toEqual([['1', '2017-04-16', 'a-venir', false, null, null]])
  expect(ofKind(index, kind, '2017-04-17')).toEqual([['1', '2017-04-16', 'en-retard', true, null, null]])
  expect(lateOn(index, '2017-04-16')).toEqual([[[], 0]])
  expect(lateOn(index, '2017-04-17')).toEqual([[[kind], 1]])
  // Before the asking was recorded nothing was asked, whatever the day.
  expect(ofKind(index, kind, '2017-05-01', '2017-04-01T08:59:59Z')).toEqual([])
  expect(lateOn(index, '2017-05-01', '2017-04-01T08:59:59Z')).toEqual([[[], 0]])
})

test('P18 it is done by what is given, or by the Caf that closes the anomaly without it', () => {
  const late = indexOf(notified, asked('2017-04-01'), given('2017-04-17'))
  expect(ofKind(late, 'justification', '2017-04-17')).toEqual([
    ['1', '2017-04-16', 'faite', true, '2017-04-17', null]
  ])
  expect(ofKind(late, 'justification', '2017-04-16')).toEqual([
    ['1', '2017-04-16', 'a-venir', false, null, null]
  ])
  expect(lateOn(late, '2017-04-17')).toEqual([[[], 0]])
  expect(
    ofKind(indexOf(notified, asked('2017-04-01'), closed('2017-04-10')), 'justification', '2017-05-01')
  ).toEqual([['1', '2017-04-16', 'faite', false, '2017-04-10', 'anomalie close sans justification']])
})

test('P18 asked again after an answer, each has its own delay', () => {
  const index = indexOf(notified, asked('2017-04-01'), given('2017-04-10'), asked('2017-04-20'))
  expect(ofKind(index, 'justification', '2017-05-06')).toEqual([
    ['1', '2017-04-16', 'faite', false, '2017-04-10', null],
    ['2', '2017-05-05', 'en-retard', true, null, null]
  ])
})

const renewing = defineModel({
  ...psu,
  habilitation: {
    ...habilitationOf(psu),
    passwords: {
      article: '2.2',
      renewal: { from: 'password-change', offset: { unit: 'day', count: 90, direction: 'after' } }
    }
  }
})

const sent = (day: string) =>
  on(`${day}T09:00:00Z`, 'SendPassword', { on: day, occasion: 'premiere-connexion' })
const changed = (day: string) =>
  on(`${day}T10:00:00Z`, 'ChangePassword', { on: day }, { kind: 'systeme', id: 'portail' })
const departs = (day: string) =>
  on(
    `${day}T10:00:00Z`,
    'ReportEndOfMission',
    { departedOn: day, reportedOn: day },
    { kind: 'partenaire', id: 'compte-1' }
  )

test('A4 an overdue renewal is an alert under a model that gives a delay; none by default', () => {
  const kind = 'renouvellement-de-mot-de-passe'
  const steps = [...before, sent('2017-03-02'), changed('2017-03-02')]
  expect(ofKind(dossiersOf(journalOf(steps)), kind, '2018-01-01')).toEqual([])
  const models = [...shippedModels.filter(({ id }) => id !== psu.id), renewing]
  const index = dossiersOf(journalOf(steps, models), models)
  expect(ofKind(index, kind, '2017-05-31')).toEqual([['1', '2017-05-31', 'a-venir', false, null, null]])
  expect(ofKind(index, kind, '2017-06-01')).toEqual([['1', '2017-05-31', 'en-retard', true, null, null]])
  expect(lateOn(index, '2017-06-01')).toEqual([[[kind], 1]])
  // A code that serves nobody any more is renewed by nobody.
  const over = journalOf([...steps, departs('2017-05-31')], models)
  expect(ofKind(dossiersOf(over, models), kind, '2017-06-01')).toEqual([])
})
