/** The list of accesses against who may act, and against itself from one day to the next, over random histories. */
import { addDays, dateCivile, instantOfEpoch, type Models } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import type { Asked, Opening } from '../../test/access-asked'
import { actedAccess, playedHistory } from '../../test/access-histories'
import { type DossiersIndex, dossiersIndex } from './dossiers-index'
import type { ListedAccess } from './listed-accesses'

const indexOf = new WeakMap<Asked, DossiersIndex>()

/** The index itself is asked; the connections stay, so that each access is opened once. */
const byIndex = (models: Models): Opening => {
  const asked = (): Asked => {
    const index = dossiersIndex(models)
    const one = { append: index.append, usesBefore: index.usesBefore, answer: () => '' }
    indexOf.set(one, index)
    return one
  }
  const [live, rebuilt] = [asked(), asked()]
  return {
    append: recorded => [live, rebuilt].map(one => one.append(recorded)),
    live: () => live,
    rebuilt: () => rebuilt
  }
}

/** Under a name of its own an index is of one history alone, and tells of one access. */
const alone = (n: number): typeof byIndex => {
  const opening: typeof byIndex = models => byIndex(models)
  return Object.defineProperty(opening, 'name', { value: `byIndex${n}` })
}

const someNumbers = fc.array(fc.nat(9_999), { minLength: 60, maxLength: 60 })
const DAYS = 60

test('G16 A2 P14 an access is listed as open on the days on which its person may act, and each state since its first day', () => {
  const counts = new Map<string, number>()
  let histories = 0
  fc.assert(
    fc.property(someNumbers, someNumbers, fc.nat(99), (acts, connections, skipped) => {
      const { history, live } = playedHistory(actedAccess(acts, alone(histories++)), connections)
      const index = indexOf.get(live)
      const first = history.told[0]?.recordedAt ?? 0
      const knownAt = instantOfEpoch((history.told.at(-1)?.recordedAt ?? 0) - skipped * 86_400_000)
      let day = addDays(dateCivile(new Date(first).toISOString().slice(0, 10)), skipped)
      const before = new Map<string, Pick<ListedAccess, 'etat' | 'depuis'> & { readonly said: string }>()
      for (let i = 0; i < DAYS; i++, day = addDays(day, 1)) {
        const { cells = [], habilitations = [] } =
          index?.access({ conventionId: psu2017Id, on: day, knownAt }) ?? {}
        for (const { habilitationId, personneId, etat, depuis, roles, constat } of habilitations) {
          counts.set(etat, (counts.get(etat) ?? 0) + 1)
          const isOpen = etat === 'ouverte'
          for (const { role, etablissementId, tenu } of roles) {
            const cell = cells.find(
              one =>
                one.personneId === personneId && one.role === role && one.etablissementId === etablissementId
            )
            if (isOpen && tenu) expect([day, cell?.answer]).toEqual([day, 'oui'])
            if (cell?.habilitationId === habilitationId)
              expect([day, etat, tenu]).toEqual([day, 'ouverte', true])
          }
          const { event } = constat
          const said = `${event?.dossier} ${event?.revision}`
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
    { numRuns: 15, endOnFailure: true }
  )
  for (const etat of ['ouverte', 'bloquee', 'inutilisee', 'fermee'])
    expect(counts.get(etat)).toBeGreaterThan(10)
})
