import {
  Acteur,
  accessStream,
  addDays,
  civilDateOf,
  dateCivile,
  HabilitationId,
  type Instant,
  instantOfEpoch,
  metadataOf,
  positionOf,
  type Recorded,
  usesStream
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { Uses } from './uses'

const id = read(HabilitationId, 'h-1')
const BEGINNING = Date.parse('2017-10-20T00:00:00Z')
const HOUR = 3_600_000

const recorded = (stream: string, revision: number, recordedAt: Instant, event: object): Recorded => ({
  position: positionOf(revision + 1),
  stream,
  revision,
  id: '00000000-0000-4000-8000-000000000000',
  schema: 1,
  recordedAt,
  metadata: metadataOf(read(Acteur, { kind: 'systeme', id: 'portail' }), 'connexion'),
  ...(event as Pick<Recorded, 'type' | 'data'>)
})

type Told = { readonly at: number; readonly recordedAt: number; readonly isSuccessful: boolean }

/** In the order of recording, each told up to some days late, over the change of hour of October. */
const connections: fc.Arbitrary<ReadonlyArray<Told>> = fc
  .array(fc.tuple(fc.nat(24 * 14), fc.nat(24 * 5), fc.nat(5)), { maxLength: 40 })
  .map(all =>
    all
      .map(([at, late, outcome]) => ({
        at: BEGINNING + at * HOUR,
        recordedAt: BEGINNING + (at + late) * HOUR,
        isSuccessful: outcome > 0
      }))
      .sort((a, b) => a.recordedAt - b.recordedAt)
  )
const zones = ['Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion', 'Pacific/Kiritimati', 'UTC'] as const

test('A1 A2 G2 G3 the use of each day is the first that was recorded, asked of all days or of one, before and after a retention', () => {
  const hours = fc.nat(24 * 20)
  let days = 0
  fc.assert(
    fc.property(connections, fc.constantFrom(...zones), hours, hours, (told, zone, known, before) => {
      const knownAt = instantOfEpoch(BEGINNING + known * HOUR)
      const removedBefore = instantOfEpoch(BEGINNING + before * HOUR)
      const uses = new Uses()
      for (const [revision, { at, recordedAt, isSuccessful }] of told.entries())
        uses.take(
          recorded(accessStream(id), revision, instantOfEpoch(recordedAt), {
            type: 'ConnectionRecorded',
            data: { at: instantOfEpoch(at), outcome: isSuccessful ? 'reussie' : 'echouee' }
          })
        )
      const day = dateCivile('2017-10-18')
      const expected = Array.from({ length: 20 }, (_, i) => addDays(day, i)).flatMap(on => {
        const revision = told.findIndex(
          ({ at, recordedAt, isSuccessful }) =>
            isSuccessful &&
            instantOfEpoch(recordedAt) <= knownAt &&
            civilDateOf(instantOfEpoch(at), zone) === on
        )
        return revision < 0 ? [] : [{ on, revision }]
      })
      const isAsExpected = () => {
        expect(uses.of(id, zone, knownAt)).toMatchObject(expected)
        for (let i = 0; i < 20; i++) {
          const on = addDays(day, i)
          const use = expected.find(use => use.on === on) ?? null
          if (use === null) expect(uses.on(id, on, zone, knownAt)).toBeNull()
          else expect(uses.on(id, on, zone, knownAt)).toMatchObject(use)
        }
      }
      isAsExpected()
      uses.take(
        recorded(usesStream(id), 0, removedBefore, {
          type: 'UsesKept',
          data: { uses: uses.toKeep(id, zone, removedBefore) }
        })
      )
      uses.forget(removedBefore)
      isAsExpected()
      days += expected.length
    }),
    { numRuns: 400 }
  )
  expect(days).toBeGreaterThan(500)
})
