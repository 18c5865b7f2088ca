/** Every question about a convention that has adopted another version of its model, on both sides of that day (G11, G2). */
import {
  type ConventionModel,
  dateCivile,
  defineModel,
  fingerprintOf,
  instant,
  type Models,
  monenfant,
  PersonneId,
  psu,
  StableId,
  shippedModels,
  ÉtablissementId
} from '@avenant/domain'
import {
  monenfant2023,
  monenfant2023Id,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  psu2017Id,
  read
} from '@avenant/domain/fixtures'
import { type AnyScheduled, dossiersOf, journalOf } from '../../test/journal'
import { later } from '../../test/played'
import { deadlinesIcs } from '..'

const [first] = psu.deadlines
/** The justificatifs are due on 10 May of the year after, and a role that nobody holds is to be covered. */
const next = defineModel({
  ...psu,
  version: 2,
  titre: 'Convention, version de 2018',
  deadlines: psu.deadlines.map(one =>
    one === first
      ? {
          ...one,
          due: { from: 'day', month: 5, day: 10, yearsAfter: 1, bound: 'inclusive' },
          article: '3 bis'
        }
      : one
  ),
  duration: { ...psu.duration, article: '5 bis' }
} as never)
const edited = { ...next, titre: 'Éditée en place' }
const given: Models = [...shippedModels, next]
const on = (day: string) => dateCivile(day)
const [eve, day] = [on('2018-05-31'), on('2018-06-01')]
const before = instant('2018-06-01T00:00:00Z')

const psuLater = later(psu2017Id)
const signing = (at: string, partie: string, signataire: string) =>
  psuLater(at, 'SignAvenant', {
    modificationId: 'm-adopt',
    partie,
    signataire,
    qualite: 'Représentant',
    signedOn: '2018-06-01',
    channel: 'papier'
  })
/** The second version, adopted on the day. */
const adopting = (before: ReadonlyArray<AnyScheduled>): ReadonlyArray<AnyScheduled> => [
  ...before,
  psuLater('2018-06-01T08:00:00Z', 'SignalModification', {
    modificationId: 'm-adopt',
    changes: [{ kind: 'adopt-model', model: { id: 'psu', version: 2 } }],
    signalledOn: '2018-06-01',
    channel: 'courrier'
  }),
  signing('2018-06-01T09:00:00Z', 'gestionnaire', 'p-1960-1'),
  signing('2018-06-01T10:00:00Z', 'caf', 'p-caf-1')
]
const journal = journalOf(adopting([...psu2017, ...psu2017Habilitations, ...psu2017Connections]), given)
const index = dossiersOf(journal, given)
/** One program was given the second version edited, another without it. */
const underEdited = dossiersOf(journal, [...shippedModels, edited])
const without = dossiersOf(journal, shippedModels)

type Asked = { readonly on: ReturnType<typeof on>; readonly knownAt?: typeof before }
const bothDays = <A>(of: (asked: Asked) => A): ReadonlyArray<A> => [
  of({ on: eve }),
  of({ on: day }),
  of({ on: day, knownAt: before })
]
const versionAnd = (
  model: { readonly version: number; readonly fingerprint: string | null } | null | undefined
) => (model == null ? null : [model.version, model.fingerprint])
const use = {
  personneId: read(PersonneId, 'p-1960-2'),
  etablissementId: read(ÉtablissementId, '201500086'),
  role: read(StableId, 'activite')
}
const year = (of: number) => ({ from: on(`${of}-01-01`), to: on(`${of}-12-31`), conventionId: psu2017Id })

test('G11 G2 each answer is under the version of its day, as it was known, and says whether that one was edited', () => {
  const answers = (dossiers: typeof index) => ({
    annexes: bothDays(at => versionAnd(dossiers.describe(psu2017Id, at).convention?.model)),
    compact: bothDays(at => versionAnd(dossiers.annexesAt(psu2017Id, at).given)),
    register: bothDays(at => versionAnd(dossiers.register(at).conventions[0]?.model)),
    access: bothDays(at => versionAnd(dossiers.access({ conventionId: psu2017Id, ...at }).model)),
    mayAct: bothDays(at =>
      dossiers
        .mayAct({ ...use, ...at })
        .models.filter(({ dossier }) => dossier.startsWith('convention-'))
        .map(versionAnd)
    ).flat(),
    differences: Object.values(dossiers.differences(psu2017Id, { on: eve }, { on: day })).flatMap(side =>
      typeof side === 'object' && side !== null && 'model' in side && 'on' in side
        ? [versionAnd(side.model)]
        : []
    )
  })
  const told = (fingerprint: string) => [
    [1, 'same'],
    [2, fingerprint],
    [1, 'same']
  ]
  const all = (fingerprint: string) => ({
    annexes: told(fingerprint),
    compact: told(fingerprint),
    register: told(fingerprint),
    access: told(fingerprint),
    mayAct: told(fingerprint),
    differences: told(fingerprint).slice(0, 2)
  })
  expect(answers(index)).toEqual(all('same'))
  expect(answers(underEdited)).toEqual(all('other'))
  const { models } = underEdited.history({ dossier: `convention-${psu2017Id}`, order: 'recording' })
  expect(models.map(versionAnd)).toEqual([
    [1, 'same'],
    [2, 'other']
  ])
  expect(models[1]?.edited).toMatchObject({ recorded: fingerprintOf(next), given: fingerprintOf(edited) })
  expect(
    underEdited
      .history({ dossier: `convention-${psu2017Id}`, order: 'recording', knownAt: before })
      .models.map(versionAnd)
  ).toEqual([[1, 'same']])
})

test('G6 G11 a deadline of a year is that of the version of its last day, and takes its fingerprint', () => {
  const justificatifs = (dossiers: typeof index, of: number, knownAt: typeof before | null = null) =>
    dossiers
      .deadlines({ ...year(of + 1), knownAt })
      .deadlines.filter(({ kind, occurrence }) => kind === 'justificatifs' && occurrence === String(of))
      .map(({ due, article, model }) => [due, article?.article, ...(versionAnd(model) ?? [])])
  expect(justificatifs(index, 2017)).toEqual([['2018-03-31', '3', 1, 'same']])
  expect(justificatifs(index, 2018)).toEqual([['2019-05-10', '3 bis', 2, 'same']])
  expect(justificatifs(index, 2018, before)).toEqual([['2019-03-31', '3', 1, 'same']])
  expect(justificatifs(underEdited, 2017)).toEqual([['2018-03-31', '3', 1, 'same']])
  expect(justificatifs(underEdited, 2018)).toEqual([['2019-05-10', '3 bis', 2, 'other']])
  // The calendar says it of the deadlines of the edited version alone.
  const ics = (of: number) => deadlinesIcs(underEdited.deadlines(year(of))).includes('empreinte')
  expect([ics(2017), ics(2019)]).toEqual([false, true])
})

test('G11 what differs between the two days is the version, under its own article, with the avenant as cause', () => {
  const { differences } = index.differences(psu2017Id, { on: eve }, { on: day })
  expect(differences.map(({ key, sentence, cause }) => [key, sentence, cause.type])).toEqual([
    [
      'model',
      "Le modèle de la convention est désormais « psu », version 2 ; c'était « psu », version 1.",
      'AvenantSigned'
    ]
  ])
  // Asked the other way round, it goes back.
  expect(
    index.differences(psu2017Id, { on: day }, { on: eve }).differences.map(({ sentence }) => sentence)
  ).toEqual(["Le modèle de la convention est désormais « psu », version 1 ; c'était « psu », version 2."])
  // What was known before the avenant was recorded, and what is known since.
  expect(
    index.differences(psu2017Id, { on: day, knownAt: before }, { on: day }).differences.map(({ key }) => key)
  ).toEqual(['model'])
  expect(index.differences(psu2017Id, { on: eve, knownAt: before }, { on: eve }).differences).toEqual([])
})

test('G11 where the service does not know the version, the days before are answered as ever, and those since are not', () => {
  expect(bothDays(at => without.annexesAt(psu2017Id, at).status)).toEqual([
    'en-vigueur',
    'modele-inconnu',
    'en-vigueur'
  ])
  expect(bothDays(at => without.register(at).conventions[0]?.status)).toEqual([
    'en-vigueur',
    'modele-inconnu',
    'en-vigueur'
  ])
  expect(bothDays(at => without.mayAct({ ...use, ...at }).answer)).toEqual(['oui', 'non', 'oui'])
  expect(without.mayAct({ ...use, on: day }).reasons.map(({ condition }) => condition)).toEqual(['modele'])
  expect(bothDays(at => without.access({ conventionId: psu2017Id, ...at }).cells.length > 0)).toEqual([
    true,
    false,
    true
  ])
  const kinds = (of: number) =>
    without.deadlines(year(of)).deadlines.map(({ kind, occurrence }) => `${kind} ${occurrence}`)
  expect(kinds(2018)).toEqual(['justificatifs 2017', 'justificatifs-dernier-delai 2017'])
  expect(kinds(2019)).toEqual([])
  // What its acts say of themselves needs no version: the day on which it ends.
  expect(
    without.deadlines(year(2020)).deadlines.map(({ kind, model }) => [kind, ...(versionAnd(model) ?? [])])
  ).toEqual([['fin', 2, null]])
})

const declarations = (dossiers: typeof index, asked: string, declarationsOf: number) =>
  dossiers.mayAct({ ...use, on: on(asked), declarationsOf })

test('G16 the declarations of a year are under the version of its last day, and the answer names each version it rests on', () => {
  const leaving = later(psu2017Id)
  const gone = journalOf(
    [
      ...psu2017,
      ...psu2017Habilitations,
      ...psu2017Connections,
      leaving('2018-01-10T08:00:00Z', 'SignalModification', {
        modificationId: 'm-leave',
        changes: [{ kind: 'withdraw-role', ...use }],
        signalledOn: '2018-01-10',
        channel: 'courrier'
      }),
      leaving('2018-01-11T08:00:00Z', 'ReceiveFormulaire', {
        modificationId: 'm-leave',
        receivedOn: '2018-01-10'
      }),
      psuLater('2018-06-01T08:00:00Z', 'SignalModification', {
        modificationId: 'm-adopt',
        changes: [{ kind: 'adopt-model', model: { id: 'psu', version: 2 } }],
        signalledOn: '2018-06-01',
        channel: 'courrier'
      }),
      signing('2018-06-01T09:00:00Z', 'gestionnaire', 'p-1960-1'),
      signing('2018-06-01T10:00:00Z', 'caf', 'p-caf-1')
    ],
    given
  )
  const answer = declarations(dossiersOf(gone, given), '2018-06-15', 2017)
  expect(answer.answer).toBe('oui')
  expect(answer.models.filter(({ dossier }) => dossier.startsWith('convention-')).map(versionAnd)).toEqual([
    [1, 'same'],
    [2, 'same']
  ])
})

test('G22 a modification that waits says what it asks for under the version that it adopts', () => {
  const suivi = {
    ...(psu.roles[0] as ConventionModel['roles'][number]),
    id: 'suivi',
    label: 'Suivi',
    min: 0,
    covered: false
  }
  const more = defineModel({ ...next, roles: [...psu.roles, suivi] } as never)
  const waiting = journalOf(
    [
      ...psu2017,
      psuLater('2018-06-01T08:00:00Z', 'SignalModification', {
        modificationId: 'm-adopt',
        changes: [
          { kind: 'adopt-model', model: { id: 'psu', version: 2 } },
          { kind: 'attribute-role', ...use, role: 'suivi', rang: 'titulaire' }
        ],
        signalledOn: '2018-06-01',
        channel: 'courrier'
      })
    ],
    [...shippedModels, more]
  )
  const [pending] = dossiersOf(waiting, [...shippedModels, more]).describe(psu2017Id, { on: day }).enAttente
  expect(pending).toMatchObject({
    waitsFor: { instrument: 'avenant', article: psu.parties.change.article },
    mustAct: [{ partie: 'gestionnaire' }, { partie: 'caf' }]
  })
  expect(pending?.changes[0]).toBe('Adoption du modèle « psu », version 2')
  expect(pending?.changes[1]).toContain('« Suivi »')
})

test('P11 a role that the version asks to be covered gives its alert from that day, told among what differs', () => {
  const covered = defineModel({
    ...next,
    roles: psu.roles.map(role => (role.id === 'import' ? { ...role, covered: true } : role))
  } as never)
  const models = [...shippedModels, covered]
  const asking = journalOf(adopting(psu2017), models)
  const asked = dossiersOf(asking, models)
  const gaps = (at: Asked) =>
    asked.describe(psu2017Id, at).alertes.filter(({ role }) => role === 'import').length
  const [none, some, before] = bothDays(gaps)
  expect([none, before]).toEqual([0, 0])
  expect(some).toBeGreaterThan(0)
  const keys = asked.differences(psu2017Id, { on: eve }, { on: day }).differences.map(({ key }) => key)
  expect(keys.filter(key => key.startsWith('alerte/role-not-covered/'))).toHaveLength(some ?? 0)
  expect(keys).toContain('model')
})

test('M19 G11 the last day of notice is told under the version that rules on it, and not where that is not known', () => {
  const six = defineModel({
    ...monenfant,
    version: 2,
    notice: {
      ...monenfant.notice,
      delay: {
        from: 'echeance',
        offset: { unit: 'month', count: 6, direction: 'before' },
        bound: 'inclusive'
      },
      article: '6 bis'
    }
  } as never)
  const mef = later(monenfant2023Id)
  const adopted = (on: string) => [
    mef(`${on}T08:00:00Z`, 'SignalModification', {
      modificationId: 'm-adopt',
      changes: [{ kind: 'adopt-model', model: { id: 'monenfant', version: 2 } }],
      signalledOn: on,
      channel: 'courrier'
    }),
    ...['fournisseur', 'caf'].map((partie, i) =>
      mef(`${on}T09:0${i}:00Z`, 'SignAvenant', {
        modificationId: 'm-adopt',
        partie,
        signataire: i === 0 ? 'p-mef-1' : 'p-caf-3',
        qualite: 'Représentant',
        signedOn: on,
        channel: 'papier'
      })
    )
  ]
  const models = [...shippedModels, six]
  const lastDay = (adoptedOn: string, asked: string, under: Models = models) =>
    dossiersOf(journalOf([...monenfant2023, ...adopted(adoptedOn)], models), under).describe(
      monenfant2023Id,
      {
        on: on(asked)
      }
    ).situation.term?.lastDayOfNotice
  // Three months before 26/07/2024 under the first version, six under the second.
  expect(lastDay('2023-10-01', '2023-09-01')).toBe('2024-01-26')
  // Adopted once the six months have begun: whoever has not given it by the eve is too late.
  expect(lastDay('2024-03-01', '2024-01-01')).toBe('2024-02-29')
  expect(lastDay('2024-05-01', '2024-01-01')).toBe('2024-04-26')
  expect(lastDay('2023-10-01', '2023-09-01', shippedModels)).toBeNull()
})
