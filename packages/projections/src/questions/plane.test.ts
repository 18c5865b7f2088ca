import { dateCivile, type Instant, instant } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import { histories } from '../../test/histories'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { recordedBy } from '../../test/played'
import { everyDossier } from '../dossiers'
import { ever } from './asked'
import type { Plane, PlaneArea } from './plane'

const dossier = `convention-${psu2017Id}`
const psu = commandOn(dossier)
const signed = dossiersOf(journalOf(signedScheduled)).plane({ dossier })
const areaAt = (
  { areas }: Pick<Plane, 'areas'>,
  on: string,
  knownAt: Instant | null = null
): PlaneArea | undefined =>
  areas.find(
    ({ from, to, knownFrom, knownTo }) =>
      (from === null || from <= on) &&
      (to === null || on < to) &&
      (knownFrom === null || knownFrom <= (knownAt ?? ever)) &&
      (knownTo === null || (knownAt ?? ever) < knownTo)
  )

test('P20 the plane of the PSU convention: a project, then in force, its derogations until their end', () => {
  expect(signed.zone).toBe('Europe/Paris')
  expect(areaAt(signed, '2018-03-15', instant('2016-12-06T00:00:00Z'))).toMatchObject({
    status: 'attente',
    sentence: expect.stringContaining('en projet')
  })
  expect(areaAt(signed, '2017-08-31')).toMatchObject({
    from: '2017-01-01',
    to: '2017-09-01',
    knownFrom: '2017-02-24T08:31:00.000Z',
    knownTo: null,
    at: { on: '2017-01-01', knownAt: null },
    status: 'vigueur',
    sentence: 'en vigueur ; 2 personnes avec un rôle, 4 établissements',
    learned: [
      {
        revision: 5,
        sentence: expect.stringMatching(/^Signature de la convention : .*la situation de la convention/)
      }
    ]
  })
  expect(areaAt(signed, '2017-09-01')?.begins).toEqual([
    { revision: 3, sentence: "Octroi d'une dérogation : 1 dérogation" }
  ])
  expect(areaAt(signed, '2021-01-01')).toMatchObject({ status: 'fin', from: '2021-01-01', to: null })
})

test('G2 what was recorded after its effect is told with the days between, in the zone of the model', () => {
  const late = dossiersOf(
    journalOf([
      ...signedScheduled,
      psu('2018-03-15T23:30:00Z', 'SignalModification', {
        modificationId: 'm-1',
        changes: [
          {
            kind: 'attribute-role',
            personneId: 'p-1960-2',
            role: 'import',
            etablissementId: '201500086',
            rang: 'titulaire'
          }
        ],
        signalledOn: '2018-01-01',
        channel: 'courriel'
      }),
      psu('2018-03-15T23:31:00Z', 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2018-01-01' })
    ])
  ).plane({ dossier })
  const [received] = late.recordings.at(-1)?.acts ?? []
  // It is 16/03/2018 in Paris.
  expect(received).toMatchObject({ from: '2018-01-01', late: 74, on: '2018-01-01', lateOn: 74 })
  // Signed on 23/02, in force since 01/01, and recorded on 24/02.
  const signature = late.recordings
    .flatMap(({ acts }) => acts)
    .findLast(({ nom }) => nom === 'Signature de la convention')
  expect(signature).toMatchObject({ on: '2017-02-23', lateOn: 1 })
  const area = areaAt(late, '2018-02-01')
  expect(area).toMatchObject({ from: '2018-01-01', knownFrom: '2018-03-15T23:31:00.000Z' })
  expect(area?.learned.at(-1)?.sentence).toContain('1 attribution de rôle')
  // What describes a role that is not there yet is no news of the days before it.
  expect(areaAt(late, '2017-10-01')?.learned).toEqual([])
  // As known before, that day was as the days around it.
  expect(areaAt(late, '2018-02-01', instant('2018-03-01T00:00:00Z'))).toMatchObject({ from: '2017-09-01' })
})

test('an habilitation has its plane, by its own lines', () => {
  const plane = dossiersOf(journalOf(signedScheduled)).plane({ dossier: 'habilitation-h-1960-1' })
  expect(plane.areas.at(-1)).toMatchObject({
    status: 'vigueur',
    sentence: expect.stringMatching(/^accès délivré ; \d+ rôles$/)
  })
  expect(plane.recordings.length).toBeGreaterThan(1)
})

test('a dossier of which nothing is recorded, and a stream of none, have no areas', () => {
  const index = dossiersOf([])
  for (const dossier of ['convention-x', 'habilitation-x', 'note-1', ''])
    expect(index.plane({ dossier })).toMatchObject({ dossier, areas: [], recordings: [] })
})

test('G2 at any two points of one area every line of a convention says the same, whatever was corrected', () => {
  const day = fc
    .integer({ min: 0, max: 4000 })
    .map(days => dateCivile(new Date(Date.UTC(2016, 0, 1 + days)).toISOString().slice(0, 10)))
  fc.assert(
    fc.property(histories, fc.array(day, { minLength: 12, maxLength: 12 }), ({ id, scheduled }, days) => {
      const journal = recordedBy(scheduled, undefined, 'skip')
      const { areas, from } = dossiersOf(journal).plane({ dossier: `convention-${id}` })
      const { convention, append } = everyDossier()
      for (const recorded of journal) append(recorded)
      const said = new Map<number, string>()
      for (const on of days)
        for (const knownAt of [...new Set(journal.map(({ recordedAt }) => recordedAt)), ever].filter(
          at => from !== null && at >= from
        )) {
          const held = convention
            .at(id, { on, knownAt })
            .map(({ kind, id, value }) => JSON.stringify([kind, id, value]))
          const answer = areaAt({ areas }, on, knownAt)?.answer ?? -1
          expect(answer).toBeGreaterThanOrEqual(0)
          const here = held.sort().join('\n')
          expect(here).toBe(said.get(answer) ?? here)
          said.set(answer, here)
        }
    }),
    { numRuns: 25 }
  )
})

test('an answer shows as many recordings as people can look at, and leads to those before', () => {
  const index = dossiersOf(
    journalOf([
      ...signedScheduled,
      ...Array.from({ length: 60 }, (_, n) => [
        psu(`2018-${month(n)}-${day2(n)}T08:00:00Z`, 'SignalModification', {
          modificationId: `m-${n}`,
          changes: [{ kind: 'identify-personne', personneId: 'p-1960-2', personne: named(n) }],
          signalledOn: '2018-01-01',
          channel: 'courriel'
        }),
        psu(`2018-${month(n)}-${day2(n)}T09:00:00Z`, 'ReviseAnnexe', {
          modificationId: `m-${n}`,
          establishedOn: `2018-01-${day2(n)}`
        })
      ]).flat()
    ])
  )
  const seen: Array<string> = []
  let until: Instant | null = null
  for (let pages = 0; pages < 60; pages++) {
    const shown: Plane = index.plane({ dossier, until })
    seen.unshift(...shown.recordings.map(({ recordedAt }) => recordedAt))
    for (const on of ['2017-06-01', '2018-01-05', '2018-01-20', '2021-06-01'])
      for (const { recordedAt } of shown.recordings) expect(areaAt(shown, on, recordedAt)).toBeDefined()
    until = shown.from
    if (!shown.hasEarlier) break
    expect(shown.areas.length).toBeLessThanOrEqual(50)
  }
  expect(seen).toEqual([...new Set(seen)].sort())
  expect(seen.length).toBeGreaterThan(100)
  expect(index.plane({ dossier, until: instant('2016-01-01T00:00:00Z') })).toMatchObject({
    areas: [],
    from: null
  })
})

const month = (n: number): string => String(1 + Math.floor(n / 20)).padStart(2, '0')
const day2 = (n: number): string => String(2 + (n % 20)).padStart(2, '0')
const named = (n: number) => ({
  nom: `FONTAINE ${n}`,
  prenom: 'Claire',
  fonction: null,
  mail: null,
  telephone: null
})
