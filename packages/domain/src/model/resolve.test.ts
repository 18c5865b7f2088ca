import * as E from 'fp-ts/Either'
import { ConventionModel, monenfant, psu, resolveModel, resolveModels, shippedModels } from '.'
import { mergedWith } from './merge'

const psu92 = { extends: { id: 'psu', version: 1 }, id: 'psu-92', version: 1 }
const read = (written: unknown): ConventionModel => {
  const resolved = resolveModel(written, shippedModels)
  if (E.isLeft(resolved)) throw new Error(JSON.stringify(resolved.left))
  return resolved.right
}
const faultsOf = (...written: ReadonlyArray<unknown>) => {
  const resolved = resolveModels(written, shippedModels)
  return E.isLeft(resolved) ? resolved.left : []
}

test('G11 a model that extends another and states nothing more is that other, under its own name, and says whom it extends', () => {
  const extended = { id: 'psu', version: 1 }
  expect(read({ $schema: 'convention-model.schema.json', ...psu92 })).toEqual({
    ...psu,
    id: 'psu-92',
    extended
  })
})

test('G11 objects are merged key by key, and null takes a block away', () => {
  const { habilitation, duration, derogations, ...other } = read({
    ...psu92,
    duration: { term: { count: 4, unit: 'year' } },
    habilitation: { endOfMission: { delay: { offset: { count: 30 } } } },
    derogations: null,
    annexes: [{ numero: 1, titre: 'Liste', sections: ['etablissements'], article: '1' }]
  })
  expect(duration).toEqual({ ...psu.duration, term: { count: 4, unit: 'year' } })
  expect(habilitation?.endOfMission).toEqual({
    ...psu.habilitation?.endOfMission,
    delay: { from: 'departure', offset: { unit: 'day', count: 30, direction: 'after' }, bound: 'inclusive' }
  })
  expect(habilitation?.steps).toEqual(psu.habilitation?.steps)
  expect([derogations, other.annexes.length]).toEqual([null, 1])
})

test('G11 lists of ids are merged item by item: changed at its place, taken away, added at the end', () => {
  const { roles, etablissements } = read({
    ...psu92,
    etablissements: { natures: [{ id: 'ludotheque', label: 'ludothèque' }] },
    roles: [
      { id: 'financier', cap: 3 },
      { id: 'import', remove: true },
      {
        id: 'lecture',
        label: 'Lecture',
        article: '2.1',
        change: { instrument: 'formulaire', article: '2.3' }
      }
    ]
  })
  expect(roles.map(({ id, cap, label }) => [id, cap, label])).toEqual([
    ['activite', 2, "Fournisseur de données d'activité"],
    ['financier', 3, 'Fournisseur de données financières'],
    ['approbateur', null, 'Approbateur'],
    ['lecture', null, 'Lecture']
  ])
  expect(etablissements?.natures.map(({ id }) => id)).toEqual(['eaje', 'ludotheque'])
})

test('G11 what is of another kind is what the codec tells apart', () => {
  const merged = (before: object, stated: object) => mergedWith(ConventionModel)(before, stated).value
  const term = { duration: { term: { count: 5, unit: 'year' } } }
  // A length in part is still one; a date is not.
  expect(merged(term, { duration: { term: { unit: 'month' } } })).toEqual({
    duration: { term: { count: 5, unit: 'month' } }
  })
  const date = { from: 'effect', to: { day: 'last', months: [12], side: 'same' } }
  expect(merged(term, { duration: { term: date } })).toEqual({ duration: { term: date } })
  expect(merged({ duration: { term: date } }, term)).toEqual(term)
  // A key that neither has is laid beside the others, and the codec then tells it.
  expect(merged(term, { duration: { term: { conut: 3 } } })).toEqual({
    duration: { term: { count: 5, unit: 'year', conut: 3 } }
  })
  const notice = (delay: object) => ({ notice: { delay } })
  const counted = { from: 'echeance', offset: { unit: 'working-day', count: 3, calendar: 'france' } }
  expect(merged(notice(counted), notice({ offset: { count: 5 } }))).toEqual(
    notice({ from: 'echeance', offset: { unit: 'working-day', count: 5, calendar: 'france' } })
  )
  // Another unit, told apart by its tag though no list in the code names it.
  const days = { unit: 'day', count: 3, direction: 'before' }
  expect(merged(notice(counted), notice({ offset: days }))).toEqual(
    notice({ from: 'echeance', offset: days })
  )
  // `from` and `kind` are no tags where the codec has none.
  expect(merged({ effect: { from: 'declared', article: '5' } }, { effect: { from: date } })).toEqual({
    effect: { from: date, article: '5' }
  })
})

test('G11 an object of another kind takes the place of what was there', () => {
  const { effect } = read({
    extends: { id: 'monenfant', version: 1 },
    id: 'mef-declaree',
    version: 1,
    effect: { from: 'declared', article: '5' }
  })
  expect(effect).toEqual({ from: 'declared', article: { source: 'MEF', article: '5' } })
})

test('G11 a parent may be another of the list, in any order, and extend one itself', () => {
  const chain = [
    { extends: { id: 'b', version: 2 }, id: 'c', version: 1, titre: 'C' },
    { extends: { id: 'monenfant', version: 1 }, id: 'b', version: 2, duration: { term: { count: 3 } } }
  ]
  const resolved = resolveModels(chain, shippedModels)
  expect(resolved).toEqual(
    E.right([
      {
        ...monenfant,
        id: 'c',
        extended: { id: 'b', version: 2 },
        titre: 'C',
        duration: { ...monenfant.duration, term: { count: 3, unit: 'year' } }
      },
      {
        ...monenfant,
        id: 'b',
        version: 2,
        extended: { id: 'monenfant', version: 1 },
        duration: { ...monenfant.duration, term: { count: 3, unit: 'year' } }
      }
    ])
  )
})

test('G11 G15 cycles, unknown parents and models given twice are told, each at its place', () => {
  expect(
    faultsOf(
      { extends: { id: 'b', version: 1 }, id: 'a', version: 1 },
      { extends: { id: 'a', version: 1 }, id: 'b', version: 1 },
      { extends: { id: 'psu', version: 9 }, id: 'd', version: 1 },
      { extends: 'psu', id: 'e', version: 1 },
      psu92,
      psu92,
      null
    )
  ).toEqual([
    { path: '[0].extends', message: 'b version 1 est lui-même invalide' },
    { path: '[1].extends', message: 'cycle : a version 1 → b version 1 → a version 1' },
    {
      path: '[2].extends',
      message:
        'modèle inconnu : psu version 9 ; modèles connus : a version 1, b version 1, d version 1, e version 1, psu-92 version 1, psu-92 version 1, psu version 1, monenfant version 1'
    },
    { path: '[3].extends', message: 'attendu : un objet, reçu : "psu"' },
    { path: '[5]', message: 'psu-92 version 1 est déjà donné en [4]' },
    { path: '[6]', message: 'attendu : un objet, reçu : null' }
  ])
  expect(faultsOf({ extends: { id: 'a', version: 1 }, id: 'a', version: 1 })).toEqual([
    { path: '[0].extends', message: 'cycle : a version 1 → a version 1' }
  ])
})

test('G11 G15 every fault is told at the place of the file that states it', () => {
  const resolved = resolveModel(
    {
      ...psu92,
      roles: [
        { id: 'approbateur', min: -1 },
        { id: 'activite', cap: 0 },
        { id: 'activite', cap: 2 },
        { id: 'lecture', remove: true },
        { id: 'import', remove: false },
        { id: 'neuf' }
      ]
    },
    shippedModels
  )
  expect(E.isLeft(resolved) && resolved.left.map(({ path }) => path)).toEqual([
    'roles[2].id',
    'roles[3].id',
    'roles[4].remove',
    'roles[0].min',
    'roles[5].label',
    'roles[5].article',
    'roles[5].change'
  ])
  expect(
    resolveModel({ ...psu92, etablissements: { natures: [{ id: 'eaje', remove: true }] } }, shippedModels)
  ).toEqual(E.left([{ path: 'etablissements.natures', message: "liste vide : rien n'y satisferait" }]))
})

test('G15 the names that objects have by themselves are keys like others, and are not lost', () => {
  for (const key of ['__proto__', 'constructor', 'toString']) {
    const written: unknown = JSON.parse(`{ "duration": { "${key}": {} } }`)
    expect(faultsOf({ ...psu92, ...Object(written) })).toEqual([
      { path: `[0].duration.${key}`, message: expect.stringMatching(/^clé inconnue ; clés admises : term, /) }
    ])
  }
})

test('G11 what a change breaks of what is inherited says from which model', () => {
  const extended = { extends: { id: 'monenfant', version: 1 }, id: 'm', version: 1 }
  const resolved = resolveModel(
    { ...extended, etablissements: { natures: [{ id: 'eaje', remove: true }] } },
    shippedModels
  )
  expect(resolved).toEqual(
    E.left([
      {
        path: 'roles[0].natures[0]',
        message:
          'la convention ne couvre pas la nature "eaje" ; elle couvre : accueil-de-loisirs, accompagnement-des-familles (hérité de monenfant version 1)'
      }
    ])
  )
})
