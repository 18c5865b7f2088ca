/** Of which accesses one is reminded before they are blocked: figures, and the oracle of the rules over random histories. */
import { instant, instantOfEpoch } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { linesOf, oneByLines } from '../../test/access-asked'
import { actedAccess, playedHistory } from '../../test/access-histories'
import { dayIn, failing, isoOf } from '../../test/access-oracle'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'
import { unusedSoon } from './unused'

const signed: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
/** As an engine asks: of what was recorded by then, in Paris. */
const soonAt = (at: string, ...more: ReadonlyArray<AnyScheduled>) =>
  dossiersOf(journalOf([...signed, ...more].filter(given => given.at <= at)))
    .unusedSoon({ at: instant(at) })
    .filter(({ habilitationId }) => habilitationId === 'h-1960-1')
const daysAt = (at: string, ...more: ReadonlyArray<AnyScheduled>) =>
  soonAt(at, ...more).map(({ occurrence, due, day }) => [occurrence, due, day])
const caf = commandOn('habilitation-h-1960-1')

test('A2 G6 a week before, until its last day; a use moves the day, and a lifting begins another count', () => {
  expect(daysAt('2017-04-07T21:59:59Z')).toEqual([])
  // Midnight in Paris.
  expect(daysAt('2017-04-07T22:00:00Z')).toEqual([['1', '2017-04-15', '2017-04-08']])
  expect(daysAt('2017-04-15T21:59:59Z')).toEqual([['1', '2017-04-15', '2017-04-08']])
  expect(daysAt('2017-04-15T22:00:00Z')).toEqual([])
  const used = connects('h-1960-1', '2017-04-10T08:00:00Z')
  expect(daysAt('2017-04-10T09:00:00Z', used)).toEqual([])
  expect(daysAt('2017-05-20T09:00:00Z', used)).toEqual([['1', '2017-05-25', '2017-05-18']])
  const lifted = caf('2017-06-01T08:00:00Z', 'UnblockAccess', {
    from: '2017-06-01',
    motif: 'retour de congé'
  })
  expect(daysAt('2017-07-10T09:00:00Z', lifted)).toEqual([['2', '2017-07-16', '2017-07-09']])
})

test('A2 G6 it names the access, whose it is to use it, why that day, by which article and event', () => {
  expect(soonAt('2017-04-10T08:00:00Z')).toEqual([
    {
      dossier: 'habilitation-h-1960-1',
      kind: 'non-utilisation',
      subject: '',
      occurrence: '1',
      conventionId: expect.any(String),
      habilitationId: 'h-1960-1',
      label: "Dernier jour pour utiliser l'accès h-1960-1 avant son blocage",
      who: [expect.objectContaining({ partie: 'gestionnaire' })],
      due: '2017-04-15',
      day: '2017-04-08',
      computation: 'délivrance 01/03/2017 + 45 jours = 15/04/2017',
      article: { source: 'PSU', article: '2.3' },
      event: expect.objectContaining({ dossier: 'habilitation-h-1960-1', type: 'HabilitationDelivered' })
    }
  ])
})

// --- Against the oracle ---

const someNumbers = fc.array(fc.nat(9_999), { minLength: 60, maxLength: 60 })
const DAY = 86_400_000

test('A2 A3 G2 G6 at any moment those are told that the rules, on what is known then, block within the week and for nothing else', () => {
  let [histories, told, moments] = [0, 0, 0]
  fc.assert(
    fc.property(someNumbers, someNumbers, (acts, connections) => {
      const { history, live } = playedHistory(actedAccess(acts, oneByLines(histories++)), connections)
      const lines = linesOf(live)
      const { zone } = history
      for (const { recordedAt } of history.told)
        for (const after of [0, 30, 38, 39, 44, 45, 46]) {
          const at = recordedAt + after * DAY
          const today = dayIn(zone, at)
          const judged = failing(history, at, today, today + 10)
          const due = [...judged.keys()].filter(day => {
            const next = judged.get(day + 1)?.filter(condition => condition !== 'mot-de-passe')
            return (
              day <= today + 7 && next?.join(' ') === 'inactivite' && !judged.get(day)?.includes('inactivite')
            )
          })
          const found = unusedSoon(lines)({ at: instantOfEpoch(at) })
          expect([after, found.map(({ due, day }) => [due, day])]).toEqual([
            after,
            due.map(day => [isoOf(day), isoOf(day - 7)])
          ])
          told += found.length
          moments += 1
        }
    }),
    { numRuns: 200, endOnFailure: true }
  )
  expect(told).toBeGreaterThan(moments / 20)
})
