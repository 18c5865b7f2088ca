import {
  always,
  conventionDecider,
  conventionStream,
  dateCivile,
  type Fact,
  fold,
  instant,
  metadataOf,
  positionOf,
  type Recorded,
  type StableId,
  shippedModels,
  valueOn
} from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { isRight, left, right } from 'fp-ts/Either'
import * as t from 'io-ts'
import { expectEqual } from '../../test/agree'
import { histories } from '../../test/histories'
import { psuEvents, recordedBy } from '../../test/played'
import { everyDossier } from '.'
import { linesIndex } from './lines-index'

// 'test' is an identifier: letters.
const testId = 'test' as StableId

const recorded = (
  stream: string,
  revision: number,
  data: unknown,
  { type = 'Named', reason = null }: { readonly type?: string; readonly reason?: string | null } = {}
): Recorded => ({
  position: positionOf(revision),
  stream,
  revision,
  id: `${stream}-${revision}`,
  type,
  schema: 1,
  recordedAt: instant('2017-02-23T10:00:00Z'),
  data,
  metadata: { ...metadataOf({ kind: 'systeme', id: testId }, 'c'), reason }
})

const move = (told: { readonly value: unknown } | { readonly at: ReadonlyArray<number | string> }) => ({
  kind: 'nom',
  id: '',
  period: always,
  ...told
})

const feed = (...events: ReadonlyArray<Recorded>) => {
  const { lines, append } = linesIndex<Fact>({
    category: 'dossier',
    acts: { Named: null },
    kinds: { nom: { value: t.union([t.string, t.strict({ nom: t.string })]) } },
    correction: { event: 'Corrected' },
    restatement: { event: 'Restated' }
  })
  return { lines, results: events.map(append) }
}

const point = { on: dateCivile('2017-03-01'), knownAt: instant('2018-01-01T00:00:00Z') }
const valuesOf = ({ lines }: ReturnType<typeof feed>, dossier = 'a') =>
  lines.at(dossier, point).map(({ value }) => value)

test('G2 a move gives its value, or the one that its event says, or an earlier event of the same stream', () => {
  const said = {
    says: { persons: [{ nom: 'A' }, { nom: 'B' }] },
    moves: [move({ at: [0, 'says', 'persons', 1] })]
  }
  expect(valuesOf(feed(recorded('dossier-a', 0, said)))).toEqual([{ nom: 'B' }])
  const computed = { says: {}, moves: [move({ value: 'C' })] }
  expect(valuesOf(feed(recorded('dossier-a', 0, said), recorded('dossier-a', 1, computed)))).toEqual(['C'])
  const revealed = recorded('dossier-a', 1, { says: {}, moves: [move({ at: [0, 'says', 'persons', 0] })] })
  const other = recorded('dossier-b', 0, { says: { persons: [{ nom: 'X' }] }, moves: [] })
  expect(valuesOf(feed(recorded('dossier-a', 0, said), other, revealed))).toEqual([{ nom: 'A' }])
})

test('G18 a move points into what a correction says instead', () => {
  const says = {
    corrections: [{ corrects: 0, instead: { type: 'Named', says: { nom: 'B' } } }],
    motif: 'faute'
  }
  const at = [1, 'says', 'corrections', 0, 'instead', 'says', 'nom']
  const fed = feed(
    recorded('dossier-a', 0, { says: { nom: 'A' }, moves: [move({ at: [0, 'says', 'nom'] })] }),
    recorded('dossier-a', 1, { says, moves: [move({ at })] }, { type: 'Corrected', reason: 'sur demande' })
  )
  expect(valuesOf(fed)).toEqual(['B'])
  // Why it was corrected is what the correction says.
  expect(fed.lines.at('a', point)[0]?.cause).toEqual({
    revision: 1,
    type: 'Corrected',
    recordedAt: instant('2017-02-23T10:00:00Z'),
    acteur: 'systeme',
    reason: 'faute'
  })
})

test('G12 a cause has the reason with which its command was given, and none when it had none', () => {
  const data = { says: {}, moves: [move({ value: 'A' })] }
  const causeOf = (reason: string | null) =>
    feed(recorded('dossier-a', 0, data, { reason })).lines.at('a', point)[0]?.cause
  expect(causeOf('à sa demande')?.reason).toBe('à sa demande')
  expect(causeOf(null)).not.toHaveProperty('reason')
})

test('G15 a pointer that leads nowhere says that nothing is there', () => {
  for (const at of [
    [0, 'says', 'nom'],
    [7, 'says'],
    [0, 'says', 'nom', 'x']
  ])
    expect(valuesOf(feed(recorded('dossier-a', 0, { says: {}, moves: [move({ at })] })))).toEqual([])
})

test('G2 an event delivered again changes nothing, and a hole is a fault that leaves no trace', () => {
  const first = recorded('dossier-a', 0, { says: { nom: 'A' }, moves: [] })
  const third = recorded('dossier-a', 2, { says: {}, moves: [move({ at: [0, 'says', 'nom'] })] })
  const again = { ...first, data: { says: { nom: 'Z' }, moves: [move({ value: 'Z' })] } }
  const second = recorded('dossier-a', 1, { says: {}, moves: [] })
  const fed = feed(first, again, third, second, third)
  expect(fed.results).toEqual([
    right('appended'),
    right('already-seen'),
    left({ fault: 'revision-gap', dossier: 'a', expected: 1, revision: 2 }),
    right('appended'),
    right('appended')
  ])
  expect(valuesOf(fed)).toEqual(['A'])
})

test('G15 an event as its store keeps it is a fault that leaves no trace', () => {
  const period = { from: null, to: null, ids: [''], lines: { nom: { value: 'A' } } }
  const raw = [{ says: {}, moves: [period] }, { says: {}, moves: [null] }, { says: {} }, null].map(data =>
    recorded('dossier-a', 0, data)
  )
  const fed = feed(...raw, recorded('dossier-a', 0, { says: {}, moves: [move({ value: 'A' })] }))
  const fault = left({ fault: 'not-decoded', dossier: 'a', revision: 0 })
  expect(fed.results).toEqual([fault, fault, fault, fault, right('appended')])
  expect(valuesOf(fed)).toEqual(['A'])
})

test('G15 an event of a type that is no act asserts nothing, and its revision counts', () => {
  const nom = (value: string) => ({ says: {}, moves: [move({ value })] })
  const fed = feed(
    recorded('dossier-a', 0, nom('A')),
    recorded('dossier-a', 1, null, { type: 'toString' }),
    recorded('dossier-a', 2, nom('X'), { type: 'Noted' }),
    recorded('dossiers-a', 0, nom('X'))
  )
  expect(fed.results).toEqual([right('appended'), right('appended'), right('appended'), right('passed-over')])
  expect(valuesOf(fed)).toEqual(['A'])
  expect(fed.results.every(isRight)).toBe(true)
})

test('G2 G18 what the lines say on any date, as known at any moment, is what the state that decides said then', () => {
  let corrections = 0
  fc.assert(
    fc.property(histories, ({ scheduled, id }) => {
      const events = recordedBy(scheduled, undefined, 'skip')
      corrections += events.filter(({ type }) => type === 'ConventionCorrected').length
      const dossiers = everyDossier()
      // As a journal gives them: nothing is shared with what the state was folded from.
      for (const event of events)
        expect(dossiers.append(JSON.parse(JSON.stringify(event)))).toEqual(right('appended'))
      for (const [i, { recordedAt }] of events.entries()) {
        // Several events of one instant are known together.
        if (events[i + 1]?.recordedAt === recordedAt) continue
        const state = fold(conventionDecider(shippedModels))(events.slice(0, i + 1))
        for (const on of DAYS) {
          const held = dossiers.convention.at(id, { on, knownAt: recordedAt })
          const decided = [...state.lines].flatMap(([key, line]) => {
            const value = valueOn(on)(line)
            return value === null ? [] : [[key, value] as const]
          })
          expectEqual(new Map(held.map(({ kind, id, value }) => [`${kind}/${id}`, value])), new Map(decided))
        }
      }
    }),
    { numRuns: 100 }
  )
  expect(corrections).toBeGreaterThan(10)
})

const DAYS = ['2016-01-01', '2017-03-01', '2018-02-15', '2023-08-01', '2024-06-01', '2030-01-01'].map(
  dateCivile
)

test('G2 one journal feeds every category', () => {
  const dossiers = everyDossier()
  const foreign = recorded(`declaration-${psu2017Id}`, 0, null)
  for (const event of psuEvents) expect(dossiers.append(event)).toEqual(right('appended'))
  expect(dossiers.append(foreign)).toEqual(right('passed-over'))
  expect(dossiers.append({ ...foreign, stream: 'habilitation-h-1' })).toEqual(right('appended'))
  expect(dossiers.habilitation.stats).toMatchObject({ dossiers: 1, facts: 0 })
  expect(conventionStream(psu2017Id)).toBe(psuEvents[0]?.stream)
})
