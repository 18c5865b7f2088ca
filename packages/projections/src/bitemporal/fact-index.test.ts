import { always, type DateCivile, dateCivile, type Fact, instant, type Period } from '@avenant/domain'
import * as fc from 'fast-check'
import { left, right } from 'fp-ts/Either'
import type { Cause } from './cause'
import { FactIndex } from './fact-index'

const LATER = instant('2030-01-01T00:00:00Z')

const from = (first: string, end: string | null = null): Period => ({
  from: dateCivile(first),
  to: end === null ? null : dateCivile(end)
})
const fact = (kind: string, id: string, value: unknown, period: Period = always): Fact => ({
  kind,
  id,
  value,
  period
})
const cause = (revision: number, recordedAt = '2017-02-23T10:00:00Z', type = 'Recorded'): Cause => ({
  revision,
  type,
  recordedAt: instant(recordedAt)
})
const on = (date: string, knownAt = LATER) => ({ on: dateCivile(date), knownAt })

test('G1 an event that comes again is ignored, even with other facts', () => {
  const index = new FactIndex<Fact>()
  expect(index.append('d', cause(0), [fact('nom', '', 'A')])).toEqual(right('appended'))
  expect(index.append('d', cause(0), [fact('nom', '', 'B')])).toEqual(right('already-seen'))
  expect(index.at('d', on('2017-01-01')).map(({ value }) => value)).toEqual(['A'])
  expect(index.stats.facts).toBe(1)
})

test('G2 a hole in the revisions and a knowledge that goes back are faults, and leave no trace', () => {
  const index = new FactIndex<Fact>()
  expect(index.append('d', cause(1), [fact('nom', '', 'A')])).toEqual(
    left({ fault: 'revision-gap', dossier: 'd', expected: 0, revision: 1 })
  )
  expect(index.stats.dossiers).toBe(0)
  index.append('d', cause(0), [fact('nom', '', 'A')])
  // An event without facts counts as well: its revision and its instant are the last.
  index.append('d', cause(1, '2017-03-01T00:00:00Z'), [])
  expect(index.append('d', cause(2, '2017-02-28T23:59:59.999Z'), [fact('nom', '', 'B')])).toEqual(
    left({
      fault: 'recorded-earlier',
      dossier: 'd',
      revision: 2,
      recordedAt: instant('2017-02-28T23:59:59.999Z'),
      previous: instant('2017-03-01T00:00:00Z')
    })
  )
  expect(index.append('d', cause(2, '2017-03-01T00:00:00Z'), [fact('nom', '', 'C')])).toEqual(
    right('appended')
  )
  expect(index.knowledges('d')).toEqual([instant('2017-02-23T10:00:00Z'), instant('2017-03-01T00:00:00Z')])
  expect(index.at('d', on('2017-01-01')).map(({ value }) => value)).toEqual(['C'])
})

test('G15 an event whose facts cannot be read leaves no trace: delivered again, it is still to be taken', () => {
  const index = new FactIndex<Fact>()
  index.append('d', cause(0), [fact('nom', '', 'A')])
  // What a codec would have refused.
  const unreadable = [fact('nom', '', 'B', { from: 'yesterday' as DateCivile, to: null })]
  for (const _ of [1, 2])
    expect(() => index.append('d', cause(1, '2017-03-01T00:00:00Z'), unreadable)).toThrow(RangeError)
  expect(index.stats).toMatchObject({ dossiers: 1, facts: 1 })
  expect(index.append('d', cause(1), [fact('nom', '', 'C')])).toEqual(right('appended'))
  expect(index.at('d', on('2017-01-01')).map(({ value }) => value)).toEqual(['C'])
})

test('G2 a dossier that is not there holds nothing', () => {
  const index = new FactIndex<Fact>()
  expect(index.at('d', on('2017-01-01'))).toEqual([])
  expect(index.spansAt('d', on('2017-01-01'))).toEqual([])
  expect(index.timeline('d', { kind: 'nom', id: '' }, LATER)).toEqual([])
  expect(index.changes('d', on('2017-01-01'), on('2018-01-01'))).toEqual([])
  expect(index.changeDates('d', LATER)).toEqual([])
  expect(index.knowledges('d')).toEqual([])
})

test('P3 a derogation ends by itself, and the event that granted it is the cause', () => {
  const index = new FactIndex<Fact>()
  const granted = cause(1, '2017-02-23T10:00:00Z', 'DérogationGranted')
  index.append('d', cause(0), [fact('derogation', 'd1', null)])
  index.append('d', granted, [fact('derogation', 'd1', 'conges', from('2017-01-01', '2017-09-01'))])
  const ended = { kind: 'derogation', id: 'd1', before: 'conges', after: null, cause: granted }
  expect(index.changes('d', on('2017-08-31'), on('2017-09-01'))).toEqual([ended])
  expect(index.changes('d', on('2017-09-01'), on('2017-08-31'))).toEqual([
    { ...ended, before: null, after: 'conges' }
  ])
  expect(index.changeDates('d', LATER)).toEqual(['2017-01-01', '2017-09-01'])
})

test('G2 between two knowledges, what changed is what was recorded in between', () => {
  const index = new FactIndex<Fact>()
  const correction = cause(1, '2017-03-01T10:00:00Z', 'Corrected')
  index.append('d', cause(0), [fact('nom', 'e1', 'CRECHE'), fact('nom', 'e2', 'M.A')])
  index.append('d', correction, [fact('nom', 'e1', 'CERCHE', from('2017-01-15'))])
  const early = on('2017-01-15', instant('2017-03-01T09:59:59.999Z'))
  expect(index.changes('d', early, on('2017-01-15', correction.recordedAt))).toEqual([
    { kind: 'nom', id: 'e1', before: 'CRECHE', after: 'CERCHE', cause: correction }
  ])
  expect(index.changes('d', { ...early, on: dateCivile('2017-01-14') }, on('2017-01-14'))).toEqual([])
})

test('G2 equal values are one frozen object, and what was handed in stays free', () => {
  const index = new FactIndex<Fact>()
  const mine = { rang: 'titulaire', roles: ['a'] }
  index.append('c', cause(0), [fact('attribution', '1', mine)])
  index.append('d', cause(0), [fact('attribution', '2', { roles: ['a'], rang: 'titulaire' })])
  mine.roles.push('b')
  const [one] = index.at('c', on('2017-01-01'))
  const [two] = index.at('d', on('2017-01-01'))
  expect(one?.value).toEqual({ rang: 'titulaire', roles: ['a'] })
  expect(one?.value).toBe(two?.value)
  expect(Object.isFrozen(one?.value)).toBe(true)
})

test('G2 an answer is written whole, and says the same whatever is recorded after', () => {
  const index = new FactIndex<Fact>()
  const period = from('2017-01-01', '2018-01-01')
  index.append('d', cause(0), [fact('nom', 'e1', 'A'), fact('nom', 'e2', 'B', period)])
  const answers = index.at('d', on('2017-01-01'))
  const written = [
    { kind: 'nom', id: 'e2', value: 'B', period, cause: cause(0) },
    { kind: 'nom', id: 'e1', value: 'A', period: always, cause: cause(0) }
  ]
  for (let revision = 1; revision < 200; revision++)
    index.append('d', cause(revision, '2017-02-23T10:00:00.001Z'), [fact('nom', `e${revision}`, 'C')])
  expect(JSON.parse(JSON.stringify(answers))).toEqual(written)
})

test('G2 values whose hashes are equal stay two', () => {
  const index = new FactIndex<Fact>()
  // Two pairs of words with the same 32 bits of FNV-1a.
  const words = ['costarring', 'liquid', 'declinate', 'macallums']
  const values = [
    ...words,
    ...words.map(nom => ({ nom })),
    ...words.map(word => [word]),
    ...words.map(word => ({ [word]: 1 }))
  ]
  index.append(
    'd',
    cause(0),
    values.map((value, n) => fact('nom', String(n), value))
  )
  for (const { id, value } of index.at('d', on('2017-01-01'))) expect(value).toEqual(values[Number(id)])
})

test('G3 every civil date and instant comes back as it went in', () => {
  const date = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2999, 11, 31) })
  const text = (milliseconds: number) => new Date(milliseconds).toISOString()
  fc.assert(
    fc.property(date, date, (first, at) => {
      const period = { from: dateCivile(text(first).slice(0, 10)), to: null }
      const index = new FactIndex<Fact>()
      const asserted = { revision: 0, type: 'Recorded', recordedAt: instant(text(at)) }
      index.append('d', asserted, [fact('nom', '', 'A', period)])
      const steps = index.timeline('d', { kind: 'nom', id: '' }, asserted.recordedAt)
      expect(steps.map(({ value, span, period, cause }) => ({ value, span, period, cause }))).toEqual([
        { value: 'A', span: period, period, cause: asserted }
      ])
    })
  )
})

test('G2 a dossier of many keys and many facts answers as a small one', () => {
  const index = new FactIndex<Fact>()
  // Each id is told under two kinds.
  const keys = Array.from({ length: 700 }, (_, n) => {
    const nth = n >> 1
    return { kind: n % 2 === 0 ? 'a' : 'a/0', id: `${nth % 7}/${nth}` }
  })
  for (let round = 0; round < 40; round++)
    index.append(
      'd',
      cause(round, `2017-01-01T00:00:${String(round).padStart(2, '0')}Z`),
      keys.map(({ kind, id }) => fact(kind, id, `${kind} ${id} in round ${round}`))
    )
  expect(index.stats.facts).toBe(28_000)
  const answers = index.at('d', on('2017-01-01', instant('2017-01-01T00:00:17.999Z')))
  expect(answers).toHaveLength(700)
  for (const { kind, id, value } of answers) expect(value).toBe(`${kind} ${id} in round 17`)
  expect(answers.map(({ kind, id }) => ({ kind, id })).toReversed()).toEqual(keys)
  // The same text, cut elsewhere, is another key.
  expect(index.timeline('d', { kind: 'a', id: '0/0/7' }, LATER)).toEqual([])
  expect(index.timeline('d', { kind: 'a/0', id: '0/7' }, LATER)).toHaveLength(1)
})

test('G2 every fact of a long stream names its own event, whatever came between', () => {
  const index = new FactIndex<Fact>()
  const causes = Array.from({ length: 10_000 }, (_, revision) =>
    cause(
      revision,
      new Date(Date.UTC(2017, 0, 1) + Math.floor(revision / 3) * 1000).toISOString(),
      `T${revision % 11}`
    )
  )
  for (const each of causes) {
    const { revision } = each
    const last = { from: dateCivile('1900-01-01'), to: dateCivile('2999-12-31') }
    // One event in four has no fact.
    const facts = revision % 4 === 0 ? [] : [fact('nom', `e${revision % 50}`, revision, last)]
    index.append('d', each, facts)
  }
  for (const at of ['2017-01-01T00:00:00Z', '2017-01-01T00:20:00Z', '2017-01-01T00:55:33Z'].map(instant)) {
    const known = causes.filter(({ revision, recordedAt }) => recordedAt <= at && revision % 4 !== 0)
    const latest = new Map(known.map(each => [`e${each.revision % 50}`, each]))
    const answers = index.at('d', on('1900-01-01', at))
    expect(answers).toHaveLength(latest.size)
    for (const { id, value, period, cause: event } of answers) {
      expect(event).toEqual(latest.get(id))
      expect(value).toBe(event.revision)
      expect(period).toEqual(from('1900-01-01', '2999-12-31'))
    }
  }
  expect(index.at('d', on('2999-12-31'))).toEqual([])
})
