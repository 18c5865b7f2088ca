import { dateCivile, type Instant, instant } from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'

// Connections are of no dossier: they come every day, and tell nothing of what was recorded of one.
const journal = journalOf(signedScheduled).filter(({ stream }) => !stream.startsWith('access-'))
const index = dossiersOf(journal)
const on = dateCivile('2018-03-15')
const range = { from: dateCivile('2018-01-01'), to: dateCivile('2018-12-31'), on }

/** The last instant of the events of some streams, by then. */
const lastOf = (isMeant: (stream: string) => boolean, knownAt = '9999'): Instant | undefined =>
  journal
    .filter(({ stream, recordedAt }) => isMeant(stream) && recordedAt <= knownAt)
    .map(({ recordedAt }) => recordedAt)
    .toSorted()
    .at(-1)

const isPsu = (stream: string): boolean => stream.includes('1960')
const seesPsu = (id: string): boolean => id === psu2017Id

test('G2 the register, the deadlines and the accesses tell the last recording on which they rest', () => {
  const all = lastOf(() => true)
  expect(all).toBeDefined()
  expect(index.register({ on }).lastRecordedAt).toBe(all)
  expect(index.deadlines(range).lastRecordedAt).toBe(all)
  const psu = lastOf(isPsu)
  expect(psu).not.toBe(all)
  expect(index.register({ on, conventionId: psu2017Id }).lastRecordedAt).toBe(psu)
  expect(index.deadlines({ ...range, conventionId: psu2017Id }).lastRecordedAt).toBe(psu)
  expect(index.access({ on, conventionId: psu2017Id }).lastRecordedAt).toBe(psu)
  // Who sees one convention is told of no recording of another.
  expect(index.register({ on }, seesPsu).lastRecordedAt).toBe(psu)
  expect(index.deadlines(range, seesPsu).lastRecordedAt).toBe(psu)
})

test('G2 as known at a moment it is the last by then; before anything was recorded there is none', () => {
  const knownAt = instant('2017-02-24T08:30:00Z')
  const then = lastOf(() => true, knownAt)
  expect(then).toBe('2017-02-24T08:30:00.000Z')
  expect(index.register({ on, knownAt }).lastRecordedAt).toBe(then)
  expect(index.deadlines({ ...range, knownAt }).lastRecordedAt).toBe(then)
  const before = { knownAt: instant('2001-01-01T00:00:00Z') }
  expect([
    index.register({ on, ...before }).lastRecordedAt,
    index.deadlines({ ...range, ...before }).lastRecordedAt,
    index.access({ on, conventionId: psu2017Id, ...before }).lastRecordedAt,
    index.access({ on, conventionId: monenfant2023Id, knownAt }).lastRecordedAt
  ]).toEqual([null, null, null, null])
})

test('G2 two programs with two clocks: what was recorded last is told, whatever its place in the journal', () => {
  const [mef, psu] = [
    journal.filter(({ stream }) => !isPsu(stream)),
    journal.filter(({ stream }) => isPsu(stream))
  ]
  const other = dossiersOf(mef)
  expect(other.register({ on }).lastRecordedAt).toBe(lastOf(stream => !isPsu(stream)))
  for (const recorded of psu) other.append(recorded)
  expect(other.register({ on }).lastRecordedAt).toBe(lastOf(() => true))
  expect(other.register({ on, knownAt: instant('2020-01-01T00:00:00Z') }).lastRecordedAt).toBe(
    lastOf(() => true, '2020-01-01')
  )
})
