/** The list of accesses against who may act, and against itself from one day to the next, over random histories. */
import { addDays, civilDateOf, findModel, instantOfEpoch, type Models } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import type { Asked, Opening } from '../../test/access-asked'
import { actedAccess, playedHistory } from '../../test/access-histories'
import { everyDossier } from '../dossiers'
import { Uses } from '../dossiers/uses'
import { Directory } from './directory'
import { Inactivities } from './inactivity'
import type { Lines } from './lines'
import { type ListedAccess, listedAccesses } from './listed-accesses'
import { isOpen, waysUnder } from './ways'

const linesOf = new WeakMap<Asked, Lines>()

/** The rooms below the index are asked, where so many days are; the connections of a history are its own. */
const byList = (models: Models): Opening => {
  const [dossiers, directory] = [everyDossier(), new Directory()]
  const opened = (): Asked => {
    const uses = new Uses()
    const inactivities = new Inactivities(dossiers, uses)
    const asked = { append: uses.take.bind(uses), usesBefore: () => [], answer: () => '' }
    linesOf.set(asked, { dossiers, directory, inactivities, modelOf: findModel(models) })
    return asked
  }
  return {
    append: recorded => {
      dossiers.append(recorded)
      directory.take(recorded)
    },
    live: opened,
    rebuilt: opened
  }
}

/** Under a name of its own an opening is of one history alone, and tells of one access. */
const alone = (n: number): typeof byList => {
  const opening: typeof byList = models => byList(models)
  return Object.defineProperty(opening, 'name', { value: `byList${n}` })
}

const someNumbers = fc.array(fc.nat(9_999), { minLength: 60, maxLength: 60 })
const DAYS = 60
const DAY = 86_400_000

test('G16 A2 P14 an access is listed as open on the days on which its person may act, and each state since its first day', () => {
  const counts = new Map<string, number>()
  let histories = 0
  fc.assert(
    fc.property(someNumbers, someNumbers, fc.nat(99), (acts, connections, some) => {
      const { history, live } = playedHistory(actedAccess(acts, alone(histories++)), connections)
      const lines = linesOf.get(live)
      if (lines === undefined) throw new Error('the lines of the history that was played')
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
