/** What conventions come to together, from one day to the next, against the same worked out anew. */
import { ConventionId } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { Meetings } from './alerts'
import type { Claim } from './claims'

const ids = Array.from({ length: 9 }, (_, i) => read(ConventionId, `c-${i}`))
const always = { from: null, to: null }

const claimOf = (conventionId: ConventionId): fc.Arbitrary<Claim> =>
  fc
    .record({
      group: fc.constantFrom('a', 'b', 'c'),
      word: fc.constantFrom('', 'x', 'y'),
      amiss: fc.constantFrom('always' as const, 'words-differ' as const, 'one-wordless' as const)
    })
    .map(({ group, ...rest }) => ({
      ...rest,
      group: `${rest.amiss} ${group}`,
      code: 'role-twice',
      conventionId,
      article: { source: 'PSU', article: '2.1' },
      named: conventionId,
      etablissementId: null,
      role: null,
      personneId: null,
      side: () => ({ period: always, events: [] })
    }))

type Day = ReadonlyArray<readonly [ConventionId, ReadonlyArray<Claim>]>
const aConvention = fc
  .constantFrom(...ids)
  .chain(id => fc.array(claimOf(id), { maxLength: 3 }).map(claims => [id, claims] as const))
/** Of each day some conventions claim other things than the day before, or nothing; the others the very same. */
const days: fc.Arbitrary<ReadonlyArray<Day>> = fc.array(fc.array(aConvention, { maxLength: 4 }), {
  minLength: 2,
  maxLength: 8
})

test('P8 G6 what is told of a day is the same whichever days were asked before', () => {
  let told = 0
  fc.assert(
    fc.property(days, all => {
      const meetings = new Meetings()
      const now = new Map<ConventionId, ReadonlyArray<Claim>>()
      for (const day of all) {
        for (const [id, claims] of day) {
          if (claims.length === 0) now.delete(id)
          else now.set(id, claims)
        }
        const claims = new Map([...now].sort(([a], [b]) => (a < b ? -1 : 1)))
        const [moved, anew] = [meetings.at(claims), new Meetings().at(claims)]
        for (const id of ids) {
          expect(moved.of(id)).toEqual(anew.of(id))
          told += anew.of(id).length
        }
      }
    }),
    { numRuns: 500 }
  )
  expect(told).toBeGreaterThan(1_000)
})
