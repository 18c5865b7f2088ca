import {
  addDays,
  ConventionId,
  type DateCivile,
  dateCivile,
  instant,
  instantOfEpoch,
  PersonneId,
  StableId,
  ÉtablissementId
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { AccessCell } from './access'
import type { LastOpen } from './last-open'

const psuId = read(ConventionId, 'psu-1960-2017')
const mefId = read(ConventionId, 'mef-219200789-2023')

const psuCommand = commandOn(`convention-${psuId}`)
const attributed = (personneId: string, role: string, etablissementId: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId,
  rang: 'titulaire'
})
const signature = (partie: string, signataire: string, signedOn: string) => ({
  modificationId: 'm-delist',
  partie,
  signataire,
  qualite: 'Maire',
  signedOn,
  channel: 'papier'
})

/** Both conventions, with everything that opens and closes an access in between: told late, corrected, withdrawn. */
const eventful = dossiersOf(
  journalOf([
    ...signedScheduled,
    psuCommand('2017-09-04T08:00:00Z', 'SignalModification', {
      modificationId: 'm-import',
      changes: [attributed('p-1960-2', 'import', '201500086')],
      signalledOn: '2017-09-01',
      channel: 'courriel'
    }),
    psuCommand('2017-10-02T08:00:00Z', 'ReceiveFormulaire', {
      modificationId: 'm-import',
      receivedOn: '2017-09-15'
    }),
    psuCommand('2018-06-01T08:00:00Z', 'SignalModification', {
      modificationId: 'm-delist',
      changes: [{ kind: 'delist-etablissement', etablissementId: '201500089' }],
      signalledOn: '2018-05-28',
      channel: 'courrier'
    }),
    psuCommand('2018-07-01T08:00:00Z', 'SignAvenant', signature('gestionnaire', 'p-1960-1', '2018-06-20')),
    psuCommand('2018-07-01T08:01:00Z', 'SignAvenant', signature('caf', 'p-caf-1', '2018-06-25')),
    psuCommand('2019-03-04T09:00:00Z', 'TerminateConvention', {
      on: '2019-03-04',
      manquement: 'codes confiés'
    }),
    psuCommand('2019-03-20T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: 11, instead: null }],
      motif: 'résiliée par erreur'
    }),
    commandOn('habilitation-h-1960-1')('2019-09-20T09:00:00Z', 'ReportEndOfMission', {
      departedOn: '2019-09-01',
      reportedOn: '2019-09-18'
    }),
    commandOn('convention-mef-219200789-2023')('2024-04-24T09:00:00Z', 'GiveNotice', {
      partie: 'fournisseur',
      dispatchedOn: '2024-04-20',
      receivedOn: '2024-04-23'
    }),
    commandOn('habilitation-h-mef-1')('2024-02-01T09:00:00Z', 'CloseAccess', { on: '2024-02-01' })
  ])
)

test('G16 the matrix of the signed convention: two persons, four establishments, four roles, and who may what', () => {
  const answer = eventful.access({ conventionId: psuId, on: dateCivile('2018-01-01') })
  expect(
    answer.personnes.map(({ personneId, nom, habilitationIds }) => [personneId, nom, habilitationIds])
  ).toEqual([
    ['p-1960-2', 'FONTAINE', ['h-1960-1']],
    ['p-1960-3', 'DIALLO', ['h-1960-2']]
  ])
  expect(answer.etablissements).toContainEqual({ etablissementId: '201500086', nom: 'CHARAIRE' })
  expect(answer.roles.map(({ role }) => role)).toEqual(['activite', 'financier', 'approbateur', 'import'])
  expect(answer.cells).toHaveLength(2 * 4 * 4)
  expect(answer.cells.filter(({ answer: is }) => is === 'oui')).toHaveLength(2 * 4 * 3)
  // The form gave her the import there, and her habilitation does not cover it.
  const cell = answer.cells.find(
    ({ personneId, role, etablissementId }) =>
      personneId === 'p-1960-2' && role === 'import' && etablissementId === '201500086'
  )
  expect(cell?.reasons.map(({ condition }) => condition)).toEqual(['role-habilite'])
})

test('G16 one cell that is asked for tells each of its conditions, whether she may or not', () => {
  const why = (role: string, personneId = 'p-1960-2') =>
    eventful.access({
      conventionId: psuId,
      on: dateCivile('2018-01-01'),
      cell: {
        personneId: read(PersonneId, personneId),
        etablissementId: read(ÉtablissementId, '201500086'),
        role: read(StableId, role)
      }
    }).cell
  const told = (role: string) =>
    why(role)?.ways.map(({ habilitationId, conditions }) => [
      habilitationId,
      conditions.map(({ condition, holds }) => `${condition} ${holds}`)
    ])
  const isTrue = (name: string) => `${name} true`
  const common = ['convention', 'inscription', 'attribution', 'habilitation'].map(isTrue)
  const hers = ['blocage', 'inactivite', 'mot-de-passe', 'fermeture'].map(isTrue)
  expect(why('activite')?.answer).toBe('oui')
  expect(told('activite')).toEqual([['h-1960-1', [...common, 'role-habilite true', ...hers]]])
  expect(why('import')?.answer).toBe('non')
  expect(told('import')).toEqual([['h-1960-1', [...common, 'role-habilite false', ...hers]]])
  expect(why('import')?.ways[0]?.conditions[0]).toMatchObject({
    article: { source: 'PSU' },
    event: { nom: 'Signature de la convention' }
  })
  // There is no such cell, nor any where none is asked for.
  expect(why('activite', 'p-caf-1')).toBeNull()
  expect(eventful.access({ conventionId: psuId, on: dateCivile('2018-01-01') }).cell).toBeNull()
})

/** The runs of open days, told one day after the other. */
const nextDay = (before: LastOpen | null, on: DateCivile, may: boolean): LastOpen | null => {
  const isOpen = before !== null && before.to === null
  if (may) return isOpen ? before : { from: on, orBefore: false, to: null }
  return isOpen ? { ...before, to: addDays(on, -1) } : before
}

test('G16 one cell says since when she may, or until when she might: as each of those days says of itself', () => {
  const days = { first: dateCivile('2016-12-25'), last: dateCivile('2021-01-10') }
  const whyOn = (on: DateCivile, personneId: string, role: string) =>
    eventful.access({
      conventionId: psuId,
      on,
      cell: {
        personneId: read(PersonneId, personneId),
        etablissementId: read(ÉtablissementId, '201500086'),
        role: read(StableId, role)
      }
    }).cell
  const seen = new Set<string>()
  for (const [personneId, role] of [
    ['p-1960-2', 'activite'],
    ['p-1960-3', 'activite'],
    ['p-1960-2', 'import']
  ] as const) {
    let expected: LastOpen | null = null
    for (let on = days.first; on <= days.last; on = addDays(on, 1)) {
      const before: LastOpen | null = expected
      const { answer } = eventful.mayAct({
        personneId: read(PersonneId, personneId),
        etablissementId: read(ÉtablissementId, '201500086'),
        role: read(StableId, role),
        on
      })
      expected = nextDay(before, on, answer === 'oui')
      // On the days on which it changes, and now and then.
      const cell = expected !== before || on.endsWith('-17') ? whyOn(on, personneId, role) : null
      if (cell === null) continue
      seen.add(cell.lastOpen === null ? 'never' : cell.lastOpen.to === null ? 'still' : 'no longer')
      expect([on, role, cell.lastOpen]).toEqual([on, role, expected])
    }
  }
  expect([...seen].sort()).toEqual(['never', 'no longer', 'still'])
  // Ten years after its end nothing is looked at any more.
  expect(whyOn(dateCivile('2031-06-01'), 'p-1960-2', 'activite')?.lastOpen ?? null).toBeNull()
})

test('G16 after the term the matrix has its lines, and nobody may: each cell by PSU 5', () => {
  const answer = eventful.access({ conventionId: psuId, on: dateCivile('2021-01-01') })
  expect(answer.cells.map(({ answer: is }) => is)).toEqual(Array.from({ length: 2 * 3 * 4 }, () => 'non'))
  for (const { reasons } of answer.cells)
    expect(reasons[0]).toMatchObject({ condition: 'convention', article: { source: 'PSU', article: '5' } })
})

test('G2 G16 before anything was known there is no matrix, and of a convention that nobody knows neither', () => {
  const nothing = { model: null, personnes: [], etablissements: [], roles: [], cells: [] }
  expect(
    eventful.access({
      conventionId: psuId,
      on: dateCivile('2018-01-01'),
      knownAt: instant('2016-01-01T00:00:00Z')
    })
  ).toMatchObject(nothing)
  expect(
    eventful.access({ conventionId: read(ConventionId, 'none'), on: dateCivile('2018-01-01') })
  ).toMatchObject(nothing)
})

const personnes = ['p-1960-2', 'p-1960-3', 'p-mef-2', 'p-mef-3', 'p-1960-1'].map(id => read(PersonneId, id))
const etablissements = ['201500086', '201500089', 'e-219200789-1', 'e-none'].map(id =>
  read(ÉtablissementId, id)
)
const roles = ['activite', 'approbateur', 'import', 'disponibilites', 'fonctionnement'].map(id =>
  read(StableId, id)
)

const anyDate = fc
  .integer({ min: 0, max: 3_300 })
  .map((days): DateCivile => addDays(dateCivile('2016-10-01'), days))
const anyKnowledge = fc
  .option(fc.integer({ min: Date.UTC(2016, 10, 1), max: Date.UTC(2025, 0, 1) }), { freq: 4 })
  .map(epoch => (epoch === null ? null : instantOfEpoch(epoch)))

test('G16 may-act says what the matrix says, at 10⁴ random points: yes where a cell does', () => {
  fc.assert(
    fc.property(
      anyDate,
      anyKnowledge,
      fc.constantFrom(...personnes),
      fc.constantFrom(...etablissements),
      fc.constantFrom(...roles),
      (on, knownAt, personneId, etablissementId, role) => {
        // No establishment is in both.
        const conventionId = etablissementId.startsWith('e-') ? mefId : psuId
        const cells = eventful
          .access({ conventionId, on, knownAt })
          .cells.filter(
            (cell: AccessCell) =>
              cell.personneId === personneId && cell.etablissementId === etablissementId && cell.role === role
          )
        const asked = eventful.mayAct({ personneId, etablissementId, role, on, knownAt })
        if ((asked.answer === 'oui') !== cells.some(({ answer }) => answer === 'oui'))
          throw new Error(`${asked.answer} : ${JSON.stringify(cells)}`)
        if (cells.length > 0 && asked.answer === 'non')
          expect(asked.reasons).toEqual(cells.flatMap(({ reasons }) => reasons))
        if (asked.answer === 'non' && asked.reasons.length === 0) throw new Error('non, without a reason')
      }
    ),
    { numRuns: 10_000 }
  )
})

test('G12 the matrix is plain JSON: the same after being written', () => {
  const answer = eventful.access({ conventionId: psuId, on: dateCivile('2018-05-15') })
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
})

const signed = dossiersOf(journalOf(signedScheduled))

test('G16 P25 where nobody may act any more, the answer says for the declarations of which year somebody still may', () => {
  const of = (date: string) => signed.access({ conventionId: psuId, on: dateCivile(date) })
  const first = of('2021-01-01')
  expect(first.cells.every(({ answer }) => answer === 'non')).toBe(true)
  expect(first.sentence).toBe(
    "Personne ne peut agir, sauf pour les déclarations de 2020, ouvertes jusqu'au 30/06/2021 (PSU, article 3) : convention terminée, arrivée à son terme : du 01/01/2017 au 31/12/2020 (PSU, article 5)."
  )
  // Who holds the role then: nobody was ever given the import.
  expect([
    ...new Set(first.cells.flatMap(({ role, declarations }) => (declarations.length > 0 ? [role] : [])))
  ]).toEqual(['activite', 'financier', 'approbateur'])
  expect(of('2021-06-30').sentence).toContain('sauf pour les déclarations de 2020')
  expect(of('2021-07-01').sentence).not.toContain('sauf')
  expect(of('2018-03-15').cells.every(({ declarations }) => declarations.length === 0)).toBe(true)
  // Each cell agrees with the question for that year alone.
  for (const { personneId, etablissementId, role, declarations } of first.cells)
    expect(declarations.length > 0).toBe(
      signed.mayAct({ personneId, etablissementId, role, on: first.on, declarationsOf: 2020 }).answer ===
        'oui'
    )
})

test('G2 M18 a convention that was not known then is said to be unknown, and one that renews itself may still be denounced', () => {
  const mef = (date: string, knownAt: string | null) =>
    signed.access({
      conventionId: mefId,
      on: dateCivile(date),
      knownAt: knownAt === null ? null : instant(knownAt)
    }).sentence
  expect(mef('2018-03-15', '2018-03-15T12:00:00Z')).toBe(
    "Il ne peut pas être répondu : aucune convention « mef-219200789-2023 » n'est connue à ce moment."
  )
  expect(mef('2024-01-01', null)).toBe('2 personnes peuvent agir.')
  expect(mef('2040-07-01', null)).toBe(
    "2 personnes peuvent agir, sauf dénonciation (aucune n'est enregistrée)."
  )
  // A notice was given: the end is known, and nothing more is reserved.
  expect(
    eventful.access({ conventionId: mefId, on: dateCivile('2024-07-25') }).convention.computation
  ).not.toContain('sauf')
})
