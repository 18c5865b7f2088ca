import * as E from 'fp-ts/Either'
import { isRetryOf, ruleAppend } from '../append-rule'
import type { CheckedAppend } from '../checked-events'
import { type AppendRefusal, conflict, damagedJournal, type StoreBusy, storeBusy } from '../errors'
import type { Appended } from '../event-store'
import type { ExpectedRevision } from '../expected-revision'
import { type ClockReading, farFromKeeper, recordingInstant } from '../recording-instant'
import { categoryOf } from '../stream-name'
import { expectedCodes } from './append-function'
import type { Ask, Row } from './connections'
import { foundInRows, instantOfText, instantOrNull, positionOfText, textOfType } from './rows'
import type { Statements } from './statements'

/** An append, and what the clock says as it is sent. */
export type TimedAppend = {
  readonly append: CheckedAppend
  readonly reading: ClockReading
  /** What it says later on. */
  readonly readClock: () => ClockReading
}

/** One round trip. The streams are all different: `appendFunction` looks at each before it writes any. */
export const appendAll = async (
  ask: Ask,
  sql: Statements,
  appends: ReadonlyArray<TimedAppend>
): Promise<ReadonlyArray<AppendAnswer>> => {
  const values = valuesOf(appends)
  const isOne = values.every(({ length }) => length === 1)
  const rows = await (isOne ? ask(sql.appendOne, values.flat()) : ask(sql.append, values))
  return Promise.all(appends.map((timed, index) => answerOf(ask, sql, timed, rows[index] ?? [])))
}

export type AppendAnswer = E.Either<AppendRefusal | StoreBusy, Appended>

const valuesOf = (appends: ReadonlyArray<TimedAppend>): ReadonlyArray<ReadonlyArray<unknown>> => {
  const events = appends.flatMap(({ append }, index) =>
    append.events.map(event => ({ ...event, owner: index + 1 }))
  )
  let first = 1
  const firsts = appends.map(({ append }) => {
    const own = first
    first += append.events.length
    return own
  })
  return [
    appends.map(({ append }) => append.stream),
    appends.map(({ append }) => categoryOf(append.stream)),
    appends.map(({ append }) => codeOfExpected(append.expected)),
    firsts,
    appends.map(({ append }) => append.events.length),
    appends.map(({ reading }) => reading.now),
    appends.map(({ reading }) => reading.earliest),
    appends.map(({ reading }) => reading.latest),
    appends.map(({ reading }) => reading.latestOfStream),
    // What is no number allows nothing.
    appends.map(({ reading: { difference } }) => (Number.isNaN(difference) ? -1 : difference)),
    events.map(({ owner }) => owner),
    events.map(({ id }) => id),
    events.map(({ type }) => textOfType(type)),
    events.map(({ schema }) => schema),
    events.map(({ data }) => data),
    events.map(({ metadata }) => metadata)
  ]
}

const codeOfExpected = (expected: ExpectedRevision): number =>
  typeof expected === 'object' ? expected.exact : expectedCodes[expected]

/** What was not written is for the one rule of appending to name, and for the one about clocks. */
const answerOf = async (
  ask: Ask,
  sql: Statements,
  { append, reading, readClock }: TimedAppend,
  [
    written,
    actual,
    position,
    instant,
    revisions,
    damaged,
    lastOfJournal = null,
    lastOfStream = null,
    keptAt = null
  ]: Row
): Promise<AppendAnswer> => {
  const last = actual === null ? null : Number(actual)
  if (written === 't')
    return E.right({
      revision: (last ?? -1) + append.events.length,
      position: positionOfText(position),
      recordedAt: instantOfText(instant)
    })
  if (damaged === 't')
    return E.left(
      damagedJournal({
        stream: append.stream,
        revision: last ?? 0,
        position: null,
        what: last === null ? 'missing' : 'recordedAt'
      })
    )
  const known = new Map<string, number>()
  const found = revisions?.split(',') ?? []
  append.events.forEach(({ id }, index) => {
    const revision = found[index]
    if (revision !== undefined && revision !== '') known.set(id, Number(revision))
  })
  const ruling = ruleAppend(append, last, id => known.get(id))
  if (ruling._tag === 'Refuse') return E.left(conflict(append, ruling))
  if (ruling._tag === 'Write') {
    const keeper = instantOrNull(keptAt)
    const far = keeper === null ? null : farFromKeeper(reading, append.stream, keeper)
    // It was near when it was read, and waited for its turn: read again, it is.
    if (far !== null)
      return E.left(
        keeper !== null && farFromKeeper(readClock(), append.stream, keeper) === null
          ? storeBusy('WAITED')
          : far
      )
    const refused = recordingInstant(reading, append.stream, {
      journal: instantOrNull(lastOfJournal),
      stream: instantOrNull(lastOfStream)
    })
    if (E.isLeft(refused)) return refused
    throw new Error(`${append.stream}: the database refused what the rules allow`)
  }
  // What is recorded does not change: it is looked at after the transaction, and only for a retry.
  const rows = await ask(sql.forwards, [append.stream, ruling.firstRevision, append.events.length])
  const { events: recorded, damage } = foundInRows(rows)
  if (damage !== null) return E.left(damage)
  const lastOne = recorded.at(-1)
  // A retention removed it meanwhile: asked again, the append is new.
  if (lastOne?.revision !== ruling.lastRevision) return E.left(storeBusy('RETENTION'))
  return isRetryOf(append, recorded)
    ? E.right({
        revision: ruling.lastRevision,
        position: lastOne.position,
        recordedAt: lastOne.recordedAt
      })
    : E.left(conflict(append, { actual: last, cause: 'content' }))
}
