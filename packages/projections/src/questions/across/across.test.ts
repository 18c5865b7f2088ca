import {
  addDays,
  ConventionModel,
  dateCivile,
  defineModel,
  instant,
  type Models,
  monenfant,
  psu
} from '@avenant/domain'
import { type AnyScheduled, commandOn, dossiersOf, journalOf } from '../../../test/journal'
import { etablissement, type Named, type Short, signedConvention } from '../../../test/portfolio'

const lilas = { etablissementId: 'lilas', numeroSias: '201500001' }
const period = { from: '2017-01-01', to: '2021-01-01' }

/** By the lines of the register, each alert in short: what is amiss with which other, from when to when. */
const told = (
  scheduled: ReadonlyArray<AnyScheduled>,
  on: string,
  { knownAt, models }: { readonly knownAt?: string; readonly models?: Models } = {}
) => {
  const { conventions } = dossiersOf(journalOf(scheduled, models), models).register({
    on: dateCivile(on),
    knownAt: knownAt === undefined ? null : instant(knownAt)
  })
  return Object.fromEntries(
    conventions.flatMap(({ conventionId, recoupements }) =>
      recoupements.length === 0
        ? []
        : [
            [
              conventionId,
              recoupements.map(
                ({ code, other, firstDay, lastDay }) => `${code} ${other.conventionId} ${firstDay} ${lastDay}`
              )
            ]
          ]
    )
  )
}

const portfolio = (...shorts: ReadonlyArray<Short>): ReadonlyArray<AnyScheduled> =>
  shorts.flatMap(signedConvention)

const psuOn = (id: string) => commandOn(`convention-${id}`)

/** An avenant that changes the annexes, signed by both on one day. */
const avenant = (id: string, day: string, changes: ReadonlyArray<object>): ReadonlyArray<AnyScheduled> => [
  psuOn(id)(`${day}T09:00:00Z`, 'SignalModification', {
    modificationId: 'm-1',
    changes,
    signalledOn: day,
    channel: 'courrier'
  }),
  ...[
    ['gestionnaire', `p-maire-${id}`],
    ['caf', 'p-caf']
  ].map(([partie, signataire], i) =>
    psuOn(id)(`${day}T1${i}:00:00Z`, 'SignAvenant', {
      modificationId: 'm-1',
      partie,
      signataire,
      qualite: 'Maire',
      signedOn: day,
      channel: 'papier'
    })
  )
]

test('P30 one n° Sias in force under two conventions of one subject is told on the line of each, whatever its ids', () => {
  const a = { id: 'psu-a', period, etablissements: [lilas] }
  const b = {
    id: 'psu-b',
    period: { from: '2019-01-01', to: '2023-01-01' },
    etablissements: [{ ...lilas, etablissementId: 'les-lilas' }],
    signedOn: '2018-12-03'
  }
  const both = {
    'psu-a': ['etablissement-twice psu-b 2019-01-01 2020-12-31'],
    'psu-b': ['etablissement-twice psu-a 2019-01-01 2020-12-31']
  }
  // Whichever was recorded first.
  expect(told(portfolio(a, b), '2019-06-01')).toEqual(both)
  expect(
    told(portfolio({ ...a, signedOn: '2018-12-10' }, { ...b, signedOn: '2018-12-03' }), '2019-06-01')
  ).toEqual(both)
  expect(told(portfolio(a, b), '2018-12-31')).toEqual({})
  expect(told(portfolio(a, b), '2019-01-01')).toEqual(both)
  expect(told(portfolio(a, b), '2020-12-31')).toEqual(both)
  expect(told(portfolio(a, b), '2021-01-01')).toEqual({})
  // Before both were signed, as was known then.
  expect(told(portfolio(a, b), '2019-06-01', { knownAt: '2018-12-03T11:59:59Z' })).toEqual({})
  expect(told(portfolio(a, b), '2019-06-01', { knownAt: '2018-12-03T12:00:00Z' })).toEqual(both)
})

test('G4 P30 one ends on the day on which the other begins: nothing; one day of both: that day alone', () => {
  const a = { id: 'psu-a', period, etablissements: [lilas] }
  const after = { id: 'psu-b', period: { from: '2021-01-01', to: '2025-01-01' }, etablissements: [lilas] }
  for (const on of ['2020-12-31', '2021-01-01']) expect(told(portfolio(a, after), on)).toEqual({})
  const overlapping = portfolio(a, { ...after, period: { ...after.period, from: '2020-12-31' } })
  expect(told(overlapping, '2020-12-31')).toEqual({
    'psu-a': ['etablissement-twice psu-b 2020-12-31 2020-12-31'],
    'psu-b': ['etablissement-twice psu-a 2020-12-31 2020-12-31']
  })
  for (const on of ['2020-12-30', '2021-01-01']) expect(told(overlapping, on)).toEqual({})
})

test('P30 three conventions: each line names the two others, in the order of their ids', () => {
  const [a, b, c] = ['psu-a', 'psu-b', 'psu-c'].map(id => ({ id, etablissements: [lilas] }))
  expect(told(portfolio(c as Short, a as Short, b as Short), '2018-01-01')).toMatchObject({
    'psu-a': [expect.stringContaining('psu-b'), expect.stringContaining('psu-c')],
    'psu-b': [expect.stringContaining('psu-a'), expect.stringContaining('psu-c')],
    'psu-c': [expect.stringContaining('psu-a'), expect.stringContaining('psu-b')]
  })
})

test('P30 it passes from one gestionnaire to another: told until an avenant takes it off the first annexe', () => {
  const conventions = portfolio(
    {
      id: 'psu-a',
      etablissements: [lilas, { etablissementId: 'mimosas', numeroSias: '201500002' }],
      period
    },
    { id: 'psu-b', etablissements: [lilas], period: { from: '2019-01-01', to: '2023-01-01' } }
  )
  const off = avenant('psu-a', '2019-03-01', [{ kind: 'delist-etablissement', etablissementId: 'lilas' }])
  const until = (end: string) => ({
    'psu-a': [`etablissement-twice psu-b 2019-01-01 ${end}`],
    'psu-b': [`etablissement-twice psu-a 2019-01-01 ${end}`]
  })
  expect(told([...conventions, ...off], '2019-02-28')).toEqual(until('2019-02-28'))
  expect(told([...conventions, ...off], '2019-03-01')).toEqual({})
  expect(told([...conventions, ...off], '2019-06-01', { knownAt: '2019-02-28T00:00:00Z' })).toEqual(
    until('2020-12-31')
  )
})

test('G18 P30 a correction of the number removes the doubt, on every day, for every knowledge after it', () => {
  const conventions = portfolio(
    { id: 'psu-a', etablissements: [lilas] },
    { id: 'psu-b', etablissements: [{ ...lilas, etablissementId: 'roses' }] }
  )
  const corrected = psuOn('psu-b')('2018-05-02T09:00:00Z', 'CorrectConvention', {
    corrections: [
      {
        corrects: 1,
        instead: {
          type: 'EditAnnexes',
          data: {
            changes: [
              {
                kind: 'list-etablissement',
                ...etablissement({ etablissementId: 'roses', numeroSias: '201500009' })
              },
              {
                kind: 'attribute-role',
                personneId: 'p-psu-b',
                role: 'approbateur',
                etablissementId: 'roses',
                rang: 'titulaire'
              }
            ]
          }
        }
      }
    ],
    motif: 'n° Sias mal recopié',
    demandeur: 'le gestionnaire'
  })
  const before = { knownAt: '2018-05-02T08:59:59Z' }
  expect(Object.keys(told([...conventions, corrected], '2018-01-01', before))).toEqual(['psu-a', 'psu-b'])
  expect(told([...conventions, corrected], '2018-01-01')).toEqual({})
})

/** The kind of convention that another Caf has: of the same subject, or of its own. */
const variant = (id: string, subject: string): ConventionModel =>
  defineModel({ ...(ConventionModel.encode(psu) as Parameters<typeof defineModel>[0]), id, subject })

test('P30 M25 conventions of two subjects may name one establishment; two models of one subject may not', () => {
  const models = [psu, monenfant, variant('psu-92', 'psu'), variant('ctg', 'ctg')]
  const under = (model: string) =>
    told(
      portfolio({ id: 'psu-a', etablissements: [lilas] }).concat(
        signedConvention({ id: 'psu-b', etablissements: [lilas] }).map(one => {
          const { command } = one
          return command.type === 'DraftConvention'
            ? ({
                ...one,
                command: { ...command, data: { ...command.data, model: { id: model, version: 1 } } }
              } as AnyScheduled)
            : one
        })
      ),
      '2018-01-01',
      { models }
    )
  expect(Object.keys(under('psu-92'))).toEqual(['psu-a', 'psu-b'])
  expect(under('ctg')).toEqual({})
})

test('P30 an id is one establishment where one of the two has no number; two numbers are two, and a name is nothing', () => {
  const mef = (id: string, numeroSias: string | null, etablissementId = 'lilas'): Short => ({
    id,
    model: 'monenfant',
    etablissements: [{ etablissementId, numeroSias }]
  })
  const twice = (a: Short, b: Short) => Object.keys(told(portfolio(a, b), '2017-06-01'))
  expect(twice(mef('m-a', null), mef('m-b', null))).toEqual(['m-a', 'm-b'])
  expect(twice(mef('m-a', '201500001'), mef('m-b', null))).toEqual(['m-a', 'm-b'])
  expect(twice(mef('m-a', '201500001'), mef('m-b', '201500002'))).toEqual([])
  expect(twice(mef('m-a', null, 'lilas'), mef('m-b', null, 'roses'))).toEqual([])
})

test('M26 a role that the model wants held once is told, with its article; under PSU, which does not, it is not', () => {
  const mef = (id: string): Short => ({ id, model: 'monenfant', etablissements: [lilas] })
  const index = dossiersOf(journalOf(portfolio(mef('m-a'), mef('m-b'))))
  const [line] = index.register({ on: dateCivile('2017-06-01') }).conventions
  expect(line?.alertes).toBe(line?.recoupements.length)
  expect(line?.recoupements.find(({ code }) => code === 'role-twice')).toMatchObject({
    article: { source: 'MEF', article: '1' },
    conventionId: 'm-a',
    other: { conventionId: 'm-b' },
    role: 'fonctionnement',
    etablissementId: 'lilas',
    firstDay: '2017-01-01',
    lastDay: null,
    computation:
      '« Informations relatives au fonctionnement » sur CRECHE lilas (201500001) : tenu sous cette convention et sous la convention m-b, toutes deux en vigueur, à partir du 01/01/2017'
  })
  const psus = told(
    portfolio({ id: 'a', etablissements: [lilas] }, { id: 'b', etablissements: [lilas] }),
    '2018-01-01'
  )
  expect(psus.a).toHaveLength(1)
})

const claire = { personneId: 'p-1', nom: 'FONTAINE', prenom: 'Claire' }
const roses = { etablissementId: 'roses', numeroSias: '201500003' }

test('P30 P8 one person id under two names is told while both names stand, and spelling is no other name', () => {
  const a: Short = { id: 'psu-a', etablissements: [lilas], holder: claire }
  const b = (holder: Named): Short => ({ id: 'psu-b', etablissements: [roses], holder, period })
  const two = portfolio(a, b({ ...claire, nom: 'DUPRÉ' }))
  expect(told(two, '2018-01-01')).toEqual({
    'psu-a': ['personne-renamed psu-b 2017-01-01 2020-12-31'],
    'psu-b': ['personne-renamed psu-a 2017-01-01 2020-12-31']
  })
  expect(told(portfolio(a, b({ ...claire, nom: 'Fontaine', prenom: 'CLAIRE' })), '2018-01-01')).toEqual({})
  // The other convention takes her new name.
  const renamed = psuOn('psu-a')
  const form = [
    renamed('2018-05-01T09:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      changes: [
        {
          kind: 'identify-personne',
          personneId: 'p-1',
          personne: { nom: 'DUPRE', prenom: 'Claire', fonction: null, mail: null, telephone: null }
        }
      ],
      signalledOn: '2018-05-01',
      channel: 'courrier'
    }),
    renamed('2018-05-10T09:00:00Z', 'ReviseAnnexe', { modificationId: 'm-1', establishedOn: '2018-05-10' })
  ]
  expect(told([...two, ...form], '2018-05-09')).toEqual({
    'psu-a': ['personne-renamed psu-b 2017-01-01 2018-05-09'],
    'psu-b': ['personne-renamed psu-a 2017-01-01 2018-05-09']
  })
  expect(told([...two, ...form], '2018-05-10')).toEqual({})
})

test('P10 one individual mailbox under two ids is told, whatever its capitals; a shared one is not', () => {
  const by = (id: string, personneId: string, mail: string): Short => ({
    id,
    etablissements: [id === 'psu-a' ? lilas : roses],
    holder: { personneId, nom: 'FONTAINE', mail }
  })
  const two = (mail: string, other: string) =>
    told(portfolio(by('psu-a', 'p-1', mail), by('psu-b', 'p-2', other)), '2018-01-01')
  expect(two('claire.fontaine@example.fr', 'Claire.Fontaine@example.fr')).toEqual({
    'psu-a': ['mail-of-two psu-b 2017-01-01 2020-12-31'],
    'psu-b': ['mail-of-two psu-a 2017-01-01 2020-12-31']
  })
  expect(two('mairie@example.fr', 'mairie@example.fr')).toEqual({})
  expect(two('claire@example.fr', 'paul@example.fr')).toEqual({})
})

test('G10 what is told on a line gives of the other dossier its id and events alone', () => {
  const index = dossiersOf(
    journalOf(
      portfolio(
        { id: 'psu-a', etablissements: [lilas], holder: { ...claire, mail: 'claire@example.fr' } },
        {
          id: 'psu-b',
          etablissements: [{ ...lilas, etablissementId: 'secret' }],
          holder: { personneId: 'p-9', nom: 'CACHÉ', mail: 'claire@example.fr' },
          maire: { ...claire, nom: 'TUE' }
        }
      )
    )
  )
  const [line] = index.register({ on: dateCivile('2018-01-01') }).conventions
  expect(line?.recoupements.map(({ code }) => code)).toEqual([
    'etablissement-twice',
    'personne-renamed',
    'mail-of-two'
  ])
  expect(JSON.stringify(line)).not.toMatch(/CACH|TUE|secret|p-9|example\.fr|agent-1/)
  expect(line?.recoupements[0]?.events.map(({ dossier, type }) => [dossier, type])).toEqual([
    ['convention-psu-a', 'AnnexesEdited'],
    ['convention-psu-a', 'ConventionSigned']
  ])
  expect(line?.recoupements[0]?.other).toMatchObject({
    conventionId: 'psu-b',
    events: [{ dossier: 'convention-psu-b', revision: 1 }, { revision: 3 }]
  })
})

test('P10 who holds no role that day, and represents nobody, is no doubt', () => {
  const left = portfolio(
    { id: 'psu-a', etablissements: [lilas], holder: claire },
    { id: 'psu-b', etablissements: [roses], holder: { ...claire, nom: 'DUPRÉ' } }
  )
  const off = avenant('psu-a', '2019-03-01', [{ kind: 'delist-etablissement', etablissementId: 'lilas' }])
  expect(told([...left, ...off], '2019-02-28')['psu-a']).toEqual([
    'personne-renamed psu-b 2017-01-01 2019-02-28'
  ])
  expect(told([...left, ...off], '2019-03-01')).toEqual({})
})

test('G2 a convention that comes later is in the next answer of an index that was asked before', () => {
  const [first, second] = [
    journalOf(portfolio({ id: 'psu-a', etablissements: [lilas] })),
    journalOf(portfolio({ id: 'psu-b', etablissements: [lilas] }))
  ]
  const index = dossiersOf(first ?? [])
  const asked = () =>
    index
      .register({ on: dateCivile('2018-01-01') })
      .conventions.map(({ recoupements }) => recoupements.length)
  expect(asked()).toEqual([0])
  for (const event of second ?? []) index.append(event)
  expect(asked()).toEqual([1, 1])
  expect(asked()).toEqual([1, 1])
})

test('one number in many conventions: a line tells of ten, and how many there are besides', () => {
  const many = portfolio(
    ...Array.from({ length: 14 }, (_, n): Short => ({ id: `psu-${10 + n}`, etablissements: [lilas] }))
  )
  const { conventions } = dossiersOf(journalOf(many)).register({ on: addDays(dateCivile('2018-01-01'), 1) })
  for (const { recoupements, conventionId } of conventions) {
    expect(recoupements).toHaveLength(10)
    expect(
      recoupements.every(({ other, besides }) => other.conventionId !== conventionId && besides === 3)
    ).toBe(true)
  }
})

test('the line of one convention is the same, asked alone or among all', () => {
  const portfolioOf = [
    { id: 'psu-a', period, etablissements: [lilas] },
    { id: 'psu-b', period, etablissements: [{ ...lilas, etablissementId: 'les-lilas' }] },
    { id: 'psu-c', period, etablissements: [{ etablissementId: 'roses', numeroSias: '201500002' }] }
  ]
  const journal = journalOf(portfolio(...portfolioOf))
  for (const on of ['2016-06-01', '2018-01-01', '2021-06-01'].map(dateCivile)) {
    const { conventions } = dossiersOf(journal).register({ on })
    const alone = dossiersOf(journal)
    for (const line of conventions) {
      const { conventionId } = line
      expect(alone.register({ on, conventionId })).toMatchObject({
        conventions: [line],
        counts: { [line.status]: 1 }
      })
    }
    expect(alone.register({ on }).conventions).toEqual(conventions)
  }
})
