import { dateCivile, instant } from '@avenant/domain'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import type Ical from 'ical.js' with { 'resolution-mode': 'import' }
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Deadline, Deadlines } from '../questions/deadlines/answer'
import { deadlinesCsv } from './deadlines-csv'
import { deadlinesIcs } from './ics'

// Its types are those of a module alone; what is run is its other build.
const ICAL: typeof Ical = require('ical.js')

const signed = dossiersOf(journalOf(signedScheduled))
const answer = signed.deadlines({
  from: dateCivile('2017-01-01'),
  to: dateCivile('2024-12-31'),
  on: dateCivile('2017-06-01')
})
const [first] = answer.deadlines
if (first === undefined) throw new Error('no deadline')
const with_ = (more: Partial<Deadline>): Deadlines => ({ ...answer, deadlines: [{ ...first, ...more }] })

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(component => ({
    component,
    event: new ICAL.Event(component)
  }))
const unfolded = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

test('G6 a calendar has an all-day event for each deadline, under its identity', () => {
  const events = eventsIn(deadlinesIcs(answer, 'caf.example.fr'))
  expect(events).toHaveLength(answer.deadlines.length)
  for (const [i, { component, event }] of events.entries()) {
    const { dossier, kind, subject, occurrence, label, due, known } = answer.deadlines[i] ?? first
    expect(event.uid).toBe(`${dossier.replace('-', '/')}/${kind}/${subject}/${occurrence}@caf.example.fr`)
    expect([event.summary, event.startDate.isDate, event.startDate.toString()]).toEqual([label, true, due])
    expect(event.sequence).toBe(known.revision)
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe(`${known.recordedAt.slice(0, 19)}Z`)
  }
  expect(new Set(events.map(({ event }) => event.uid)).size).toBe(events.length)
})

test('P24 a reminder is an alarm so many days before, until it is done', () => {
  const given = answer.deadlines.find(({ kind }) => kind === 'justificatifs') ?? first
  const alarms = (more: Partial<Deadline>) =>
    eventsIn(deadlinesIcs({ ...answer, deadlines: [{ ...given, ...more }] })).flatMap(({ component }) =>
      component.getAllSubcomponents('valarm').map(alarm => String(alarm.getFirstPropertyValue('trigger')))
    )
  expect(given.reminders).toEqual(['2018-02-28'])
  expect(alarms({})).toEqual(['-P31D'])
  expect(alarms({ done: { on: dateCivile('2018-03-01'), event: given.event ?? evidence } })).toEqual([])
})
const evidence = {
  dossier: 'convention-x',
  revision: 0,
  type: 'X',
  nom: 'X',
  acteur: null,
  recordedAt: instant('2018-03-01T00:00:00Z'),
  reason: null
}

test('G6 a date that moves keeps its UID; what has no day is in no calendar', () => {
  const uid = (more: Partial<Deadline>) => eventsIn(deadlinesIcs(with_(more))).map(({ event }) => event.uid)
  expect(uid({ due: dateCivile('2019-05-01') })).toEqual(uid({}))
  expect(uid({ subject: 'a/b' })).not.toEqual(uid({ subject: 'a', occurrence: 'b' }))
  expect(uid({ due: null })).toEqual([])
})

test('any text is read back, no line is longer than 75 octets, and no character is cut', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('a', 'é', '€', '😀', ';', ',', '\\', ':', '"', '\n', ' ', 'N'),
    maxLength: 200
  })
  fc.assert(
    fc.property(hostile, hostile, (label, computation) => {
      const text = deadlinesIcs(with_({ label, computation, article: null, remarque: null }))
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(text).not.toContain('\ufffd')
      const [one] = eventsIn(text)
      expect([one?.event.summary, one?.event.description]).toEqual([
        label,
        expect.stringContaining(computation)
      ])
      expect(unfolded(text).filter(line => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
    })
  )
})

test('G11 an article is named once, by the computation or beside it', () => {
  const named = (computation: string) =>
    eventsIn(deadlinesIcs(with_({ computation, article: { source: 'PSU', article: '5' } })))[0]?.event
      .description
  for (const computation of ['quatre ans (PSU, article 5)', 'quatre ans'])
    expect(named(computation)?.split('PSU, article 5')).toHaveLength(2)
})

test('what parts a text is escaped as RFC 5545 has it, also for a reader that would take it as it is', () => {
  expect(unfolded(deadlinesIcs(with_({ label: 'a, b; c\\d' })))).toContain('SUMMARY:a\\, b\\; c\\\\d')
})

test('a sheet has a row for each deadline, and no cell runs', () => {
  const rows = (deadlines: Deadlines): ReadonlyArray<Record<string, string>> =>
    parse(deadlinesCsv(deadlines), { bom: true, delimiter: ';', columns: true })
  expect(rows(answer)).toHaveLength(answer.deadlines.length)
  expect(rows(answer).find(({ Nature }) => Nature === 'justificatifs')).toMatchObject({
    Échéance: '31/03/2018',
    Objet: 'Justificatifs de 2017',
    État: 'à faire',
    Rappels: '28/02/2018',
    Article: 'PSU, article 3'
  })
  const [row] = rows(
    with_({ label: '=1+1', computation: 'a;"b"\nc', state: 'en-retard', done: null, due: null })
  )
  expect([row?.Objet, row?.Calcul, row?.État, row?.Échéance]).toEqual(["'=1+1", 'a;"b"\nc', 'en retard', ''])
})
