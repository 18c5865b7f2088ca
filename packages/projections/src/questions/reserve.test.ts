import { dateCivile, instant } from '@avenant/domain'
import { monenfant2023Id } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { UNLESS_DENOUNCED } from '../annexes/term'

const mef = commandOn(`convention-${monenfant2023Id}`)
/** Denounced for 26/07/2027, then not, then for 26/07/2030. */
const index = dossiersOf(
  journalOf([
    ...signedScheduled,
    mef('2027-02-01T09:00:00Z', 'GiveNotice', {
      partie: 'caf',
      dispatchedOn: '2027-01-20',
      receivedOn: '2027-01-22'
    }),
    mef('2027-03-01T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: 5, instead: null }],
      motif: 'préavis enregistré par erreur'
    }),
    mef('2029-09-03T09:00:00Z', 'GiveNotice', {
      partie: 'fournisseur',
      dispatchedOn: '2029-09-01',
      receivedOn: '2029-09-02'
    })
  ])
)
const knowledges = [
  '2027-01-31T00:00:00Z',
  '2027-02-15T00:00:00Z',
  '2028-01-01T00:00:00Z',
  '2029-12-31T00:00:00Z'
].map(instant)

test('M18 M19 the annexes and the accesses say by one rule that a notice would end what is told, on any day as known at any moment', () => {
  const reserved = knowledges.map(knownAt => {
    const days = Array.from({ length: 12 }, (_, i) => dateCivile(`${2022 + i}-07-26`))
    return days.filter(on => {
      const asked = { on, knownAt }
      const { sentence } = index.describe(monenfant2023Id, asked).situation
      const { convention } = index.access({ conventionId: monenfant2023Id, ...asked })
      expect([on, knownAt, convention.computation.includes(UNLESS_DENOUNCED)]).toEqual([
        on,
        knownAt,
        sentence.includes(UNLESS_DENOUNCED)
      ])
      return sentence.includes(UNLESS_DENOUNCED)
    })
  })
  // From the second term on; not once a notice is known, and again once it is withdrawn; not once there is another.
  expect(reserved.map(days => [days[0], days.length])).toEqual([
    ['2024-07-26', 10],
    [undefined, 0],
    ['2024-07-26', 10],
    [undefined, 0]
  ])
})
