/** The list of accesses against who may act, and against itself from one day to the next, over random histories. */
import { addDays, civilDateOf, instantOfEpoch } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { linesOf, oneByLines } from '../../test/access-asked'
import { actedAccess, playedHistory } from '../../test/access-histories'
import { type ListedAccess, listedAccesses } from './listed-accesses'
import { isOpen, waysUnder } from './ways'

const someNumbers = fc.array(fc.nat(9_999), { minLength: 60, maxLength: 60 })
const DAYS = 60
const DAY = 86_400_000

test('G16 A2 P14 an access is listed as open on the days on which its person may act, and each state since its first day', () => {
  const counts = new Map<string, number>()
  let histories = 0
  fc.assert(
    fc.property(someNumbers, someNumbers, fc.nat(99), (acts, connections, some) => {
      const { history, live } = playedHistory(actedAccess(acts, oneByLines(histories++)), connections)
      const lines = linesOf(live)
      // Around one of what was told, as known in the end or before it.
      const about = history.told[some % history.told.length]?.recordedAt ?? 0
      const knownAt = instantOfEpoch((history.told.at(-1)?.recordedAt ?? 0) - (some % 3) * some * DAY)
      let day = addDays(civilDateOf(instantOfEpoch(about), 'UTC'), -5)
      const before = new Map<string, Pick<ListedAccess, 'etat' | 'depuis'> & { readonly said: string }>()
      for (let i = 0; i < DAYS; i++, day = addDays(day, 1)) {
        for (const listed of listedAccesses(lines, psu2017Id, { on: day, knownAt })) {
          const { habilitationId, personneId, etat, depuis, roles, constat } = listed
          counts.set(etat, (counts.get(etat) ?? 0) + 1)
          for (const { role, etablissementId, tenu } of roles) {
            const use = { conventionId: psu2017Id, personneId, role, etablissementId }
            const may = waysUnder(lines, use, { on: day, knownAt }, null).some(
              way => isOpen(way) && way.habilitationId === habilitationId
            )
            expect([day, etat, may]).toEqual([day, etat, etat === 'ouverte' && tenu])
          }
          const said = `${constat.event?.dossier} ${constat.event?.revision}`
          const known = before.get(habilitationId)
          if (known !== undefined) {
            // Of one state the day changes with what says it, and with nothing else.
            const isOther = known.etat !== etat || (depuis !== known.depuis && known.said !== said)
            expect([day, etat, depuis]).toEqual([day, etat, isOther ? day : known.depuis])
          }
          before.set(habilitationId, { etat, depuis, said })
        }
      }
    }),
    { numRuns: 150, endOnFailure: true }
  )
  // A state that is never listed is not judged.
  for (const etat of ['ouverte', 'bloquee', 'inutilisee', 'fermee', 'mot-de-passe-a-changer'])
    expect(counts.get(etat) ?? 0).toBeGreaterThan(100)
})
