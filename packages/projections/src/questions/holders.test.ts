import { type ConventionId, dateCivile, type Instant, instant } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Holders } from './holders'

const psu = commandOn(`convention-${psu2017Id}`)
const [one, other] = ['201500086', '201500089']
const attributed = (personneId: string, role: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId: one,
  rang: 'titulaire'
})
/** A role told 74 days late, a change of rang, and an establishment that leaves. */
const index = dossiersOf(
  journalOf([
    ...signedScheduled,
    psu('2018-03-16T08:00:00Z', 'SignalModification', {
      modificationId: 'm-import',
      changes: [attributed('p-1960-2', 'import')],
      signalledOn: '2018-01-01',
      channel: 'courriel'
    }),
    psu('2018-03-16T08:01:00Z', 'ReceiveFormulaire', {
      modificationId: 'm-import',
      receivedOn: '2018-01-01'
    }),
    psu('2018-06-01T08:00:00Z', 'SignalModification', {
      modificationId: 'm-rang',
      changes: [
        {
          kind: 'change-rang',
          personneId: 'p-1960-3',
          role: 'activite',
          etablissementId: one,
          rang: 'titulaire'
        }
      ],
      signalledOn: '2018-06-01',
      channel: 'courriel'
    }),
    psu('2018-06-02T08:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-rang', receivedOn: '2018-06-01' })
  ])
)
const between = (
  before: { on: string; knownAt?: Instant },
  after: { on: string; knownAt?: Instant },
  conventionId: ConventionId = psu2017Id
): Holders =>
  index.holders({
    conventionId,
    before: { ...before, on: dateCivile(before.on) },
    after: { ...after, on: dateCivile(after.on) }
  })
const seatOf = ({ seats }: Holders, role: string, etablissementId = one) =>
  seats.find(seat => seat.role === role && seat.etablissementId === etablissementId)

test('G2 a role that became known late says since when, and how many days after', () => {
  const holders = between(
    { on: '2018-02-01', knownAt: instant('2018-03-01T00:00:00Z') },
    { on: '2018-02-01' }
  )
  expect(seatOf(holders, 'import')).toEqual({
    role: 'import',
    etablissementId: one,
    holders: [
      {
        personneId: 'p-1960-2',
        nom: 'FONTAINE',
        prenom: 'Claire',
        before: null,
        after: {
          rang: 'titulaire',
          since: '2018-01-01',
          learned: expect.objectContaining({ from: '2018-01-01', late: 74 })
        },
        change: {
          kind: 'debut',
          learned: {
            from: '2018-01-01',
            late: 74,
            event: expect.objectContaining({
              revision: 7,
              recordedAt: '2018-03-16T08:01:00.000Z',
              acteur: 'agent-caf'
            }),
            article: expect.objectContaining({ source: 'PSU' })
          }
        }
      }
    ]
  })
  expect(seatOf(holders, 'activite')?.holders.map(({ change }) => change)).toEqual([null, null])
})

test('P5 a change of rang is told as one, with what was before', () => {
  const holders = between({ on: '2018-05-31' }, { on: '2018-06-15' })
  const changed = seatOf(holders, 'activite')?.holders.find(({ change }) => change !== null)
  expect(changed).toMatchObject({
    personneId: 'p-1960-3',
    before: { rang: 'suppleant', since: '2017-01-01' },
    after: { rang: 'titulaire', since: '2017-01-01' },
    change: { kind: 'rang', learned: { from: '2018-06-01', late: 1 } }
  })
})

test('where no annexes are in force nobody holds a role: the end of the convention is why', () => {
  const ended = between({ on: '2020-12-31' }, { on: '2021-01-01' })
  expect([ended.before.status, ended.after.status]).toEqual(['en-vigueur', 'terminee'])
  const all = ended.seats.flatMap(({ holders }) => holders)
  expect(all.length).toBeGreaterThan(10)
  for (const { after, change } of all)
    expect([after, change]).toMatchObject([
      null,
      { kind: 'fin', learned: { from: '2021-01-01', late: null } }
    ])
  // The other way round nothing speaks of an end, and they are there all the same.
  const began = between({ on: '2016-06-01' }, { on: '2017-01-01' })
  for (const { change } of began.seats.flatMap(({ holders }) => holders))
    expect(change).toMatchObject({
      kind: 'debut',
      // The convention was signed in February, with effect from January.
      learned: { from: '2017-01-01', late: 54, event: { nom: 'Signature de la convention' } }
    })
})

test('the rows and the columns are those of either point; of an unknown convention there are none', () => {
  const holders = between({ on: '2017-08-31' }, { on: '2017-08-31' })
  expect(holders.etablissements.map(({ etablissementId }) => etablissementId)).toContain(other)
  expect(holders.roles.map(({ role }) => role)).toContain('import')
  expect(holders.seats.flatMap(({ holders }) => holders).every(({ change }) => change === null)).toBe(true)
  expect(between({ on: '2017-08-31' }, { on: '2017-08-31' }, 'inconnue' as ConventionId)).toMatchObject({
    roles: [],
    etablissements: [],
    seats: [],
    after: { status: 'inconnue' }
  })
})
