import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { commands, events } from '../test/tables'
import { Count, coherent, decode, NonBlank, nullable, oneOf, personal, struct, tagged, text } from './codec'
import { ConventionCommand } from './convention'
import { HabilitationCommand } from './habilitation'
import { ConventionModel } from './model'
import { personalPaths } from './personal-paths'

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withNullPrototype: true,
    withSparseArray: true,
    withDate: true,
    maxDepth: 4
  }),
  fc.jsonValue()
)

/** A fault has a path that is a text and a message that is not empty; and nothing was thrown to get it. */
const refusedWithFaults = (codec: t.Mixed, input: unknown) => {
  const decoded = decode(codec)(input)
  if (E.isRight(decoded)) return
  expect(decoded.left.length).toBeGreaterThan(0)
  expect(decoded.left.filter(({ path, message }) => typeof path !== 'string' || message === '')).toEqual([])
}

test('G15 no input makes a codec throw: events, commands, models', () => {
  const codecs = [
    ...events.map(([, { data }]) => data),
    ConventionCommand,
    HabilitationCommand,
    ConventionModel
  ]
  fc.assert(
    fc.property(fc.constantFrom(...codecs), anything, (codec, input) => {
      refusedWithFaults(codec, input)
    }),
    { numRuns: 2000 }
  )
})

test('G15 no input under the right keys makes a codec throw', () => {
  const almost = fc.constantFrom(...commands).chain(([type]) =>
    fc.record({
      type: fc.constant(type),
      acteur: fc.oneof(fc.constant({ kind: 'agent-caf', id: 'a-1' }), anything),
      data: fc.dictionary(
        fc.constantFrom(
          'changes',
          'parties',
          'personnes',
          'on',
          'period',
          'roles',
          '__proto__',
          'toString',
          ''
        ),
        anything
      )
    })
  )
  fc.assert(
    fc.property(almost, input => {
      refusedWithFaults(ConventionCommand, input)
      refusedWithFaults(HabilitationCommand, input)
    }),
    { numRuns: 500 }
  )
})

test('G15 a value nested a hundred thousand deep is refused, not thrown', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(decode(ConventionCommand)(deep)).toEqual(
    E.left([{ path: '', message: 'attendu : un objet, reçu : un tableau' }])
  )
  expect(decode(ConventionCommand)({ type: deep })).toMatchObject(E.left([{ path: 'type' }]))
})

test('G15 every fault is reported at once, each with its path', () => {
  const command = {
    type: 'SignalModification',
    acteur: { kind: 'maire', id: 'Jeanne MORVAN', nom: 'MORVAN' },
    data: {
      modificationId: 'm-1',
      changes: [
        { kind: 'delist-etablissement', etablissementId: '201500086' },
        { kind: 'delist-etablissement', etablissementId: 'LES BLAGIS' },
        { kind: 'attribute-role', personneId: 'p-1', role: 3, etablissementId: 'e-1', rang: 'titulaire' },
        { kind: 'identify-personne', personneId: 'p-1', personne: { nom: ' ', mail: 'non' } },
        { kind: 'close-everything' },
        null
      ],
      signalledOn: '2017-02-29',
      canal: 'courrier'
    }
  }
  const decoded = decode(ConventionCommand)(command)
  expect(E.isLeft(decoded) && decoded.left).toEqual([
    {
      path: 'acteur.kind',
      message: 'inconnu : "maire" ; valeurs admises : agent-caf, partenaire, habilite, systeme'
    },
    {
      path: 'acteur.id',
      message: 'attendu : 1 à 64 lettres ASCII, chiffres ou tirets, reçu : "Jeanne MORVAN"'
    },
    { path: 'acteur.nom', message: 'clé inconnue ; clés admises : kind, id' },
    {
      path: 'data.changes[1].etablissementId',
      message: 'attendu : 1 à 64 lettres ASCII, chiffres ou tirets, reçu : "LES BLAGIS"'
    },
    { path: 'data.changes[2].role', message: 'attendu : identifiant, reçu : 3' },
    { path: 'data.changes[3].personne.nom', message: 'texte vide' },
    { path: 'data.changes[3].personne.prenom', message: 'absent' },
    { path: 'data.changes[3].personne.fonction', message: 'absent' },
    { path: 'data.changes[3].personne.mail', message: 'attendu : une adresse mail, reçu : "non"' },
    { path: 'data.changes[3].personne.telephone', message: 'absent' },
    {
      path: 'data.changes[4].kind',
      message:
        'inconnu : "close-everything" ; valeurs admises : identify-personne, list-etablissement, amend-etablissement, delist-etablissement, attribute-role, change-rang, withdraw-role, amend-partie, amend-fiche, prolong, renew, join-partie, leave-partie, adopt-model'
    },
    { path: 'data.changes[5]', message: 'attendu : un objet, reçu : null' },
    { path: 'data.signalledOn', message: "cette date n'existe pas : 2017-02-29" },
    { path: 'data.canal', message: expect.stringMatching(/^clé inconnue ; clés admises : .*channel/) }
  ])
})

test('G15 a list that is no list, and a command of no known type', () => {
  const acteur = { kind: 'agent-caf', id: 'a-1' }
  expect(decode(ConventionCommand)({ type: 'EditAnnexes', acteur, data: { changes: { 0: {} } } })).toEqual(
    E.left([expect.objectContaining({ path: 'data.changes' })])
  )
  expect(decode(HabilitationCommand)({ type: 'toString', acteur, data: {} })).toEqual(
    E.left([
      expect.objectContaining({ path: 'type', message: expect.stringContaining('RequestHabilitation') })
    ])
  )
})

test('G15 unknown keys are refused at every level of every event', () => {
  for (const [type, { data }] of events) {
    const decoded = decode(data)({ motDePasse: 'secret' })
    const faults = E.isLeft(decoded) ? decoded.left : []
    expect([type, faults.filter(({ path }) => path === 'motDePasse')]).toEqual([
      type,
      [{ path: 'motDePasse', message: expect.stringMatching(/^clé inconnue ; clés admises : /) }]
    ])
  }
})

const Essai = struct('Essai', { nom: NonBlank, places: nullable(Count) }, { note: NonBlank })

test('G15 an optional key may be absent, a nullable one may not', () => {
  expect(decode(Essai)({ nom: 'a', places: null })).toEqual(E.right({ nom: 'a', places: null }))
  expect(decode(Essai)({ nom: 'a', places: 0, note: 'b' })).toEqual(
    E.right({ nom: 'a', places: 0, note: 'b' })
  )
  expect(decode(Essai)({ nom: 'a' })).toEqual(E.left([{ path: 'places', message: 'absent' }]))
  expect(decode(Essai)({ nom: 'a', places: null, note: null })).toEqual(
    E.left([{ path: 'note', message: 'attendu : texte, reçu : null' }])
  )
})

test('G9 an optional key that is absent stays absent, and keys are in the declared order', () => {
  const decoded = E.map(Essai.encode)(decode(Essai)({ places: 3, nom: 'a' }))
  expect(JSON.stringify(decoded)).toBe(JSON.stringify(E.right({ nom: 'a', places: 3 })))
})

test('G15 a count is an integer of at least 0 that a number can hold', () => {
  for (const good of [0, 1, 2 ** 53 - 1]) expect(decode(Count)(good)).toEqual(E.right(good))
  for (const bad of [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '3', null, true, 3n])
    expect(E.isLeft(decode(Count)(bad))).toBe(true)
  expect(decode(Count)(-0)).toStrictEqual(E.right(0))
})

test('G15 a long value is cut in the fault that shows it', () => {
  const decoded = decode(oneOf('essai', ['a']))('x'.repeat(1000))
  expect(E.isLeft(decoded) && decoded.left[0]?.message).toHaveLength(
    'inconnu :  ; valeurs admises : a'.length + 80
  )
})

test('G15 a fault shows what JSON cannot write', () => {
  const loop: Record<string, unknown> = {}
  loop.itself = loop
  const shown = (u: unknown) => E.swap(decode(Count)(u))
  for (const [u, says] of [
    [loop, 'un objet'],
    [[loop], 'un tableau'],
    [[1n], 'un tableau'],
    [1n, '1n'],
    [Symbol('s'), 'Symbol(s)']
  ] as const)
    expect(shown(u)).toEqual(
      E.right([{ path: '', message: `attendu : un entier positif ou nul, reçu : ${says}` }])
    )
  expect(shown(undefined)).toEqual(
    E.right([{ path: '', message: 'absent ; attendu : un entier positif ou nul' }])
  )
})

test('G15 what is absent is told as absent, with the values that would do', () => {
  const Kind = oneOf('nature', ['a', 'b'])
  const Union = tagged('Union', 'kind', { a: struct('a', { kind: t.literal('a') }), b: struct('b', {}) })
  const absent = (path: string) => E.left([{ path, message: 'absent ; valeurs admises : a, b' }])
  expect(decode(Kind)(undefined)).toEqual(absent(''))
  expect(decode(Union)({})).toEqual(absent('kind'))
  expect(decode(Union)({ kind: 'c' })).toEqual(
    E.left([{ path: 'kind', message: 'inconnu : "c" ; valeurs admises : a, b' }])
  )
  expect(decode(NonBlank)(undefined)).toEqual(E.left([{ path: '', message: 'absent ; attendu : texte' }]))
})

test('G15 a fault shows the invisible characters of what it repeats', () => {
  expect(decode(Count)('1\u202E2\u200B')).toEqual(
    E.left([{ path: '', message: 'attendu : un entier positif ou nul, reçu : "1⟨U+202E⟩2⟨U+200B⟩"' }])
  )
  expect(decode(struct('S', {}))({ 'a\u202Eb': 1 })).toEqual(
    E.left([{ path: 'a⟨U+202E⟩b', message: 'clé inconnue' }])
  )
})

test('G15 a tagged union speaks of the right member only', () => {
  const Union = tagged('Union', 'kind', {
    a: struct('a', { kind: t.literal('a'), n: Count }),
    b: struct('b', { kind: t.literal('b'), s: NonBlank })
  })
  expect(decode(Union)({ kind: 'b', n: 1 })).toEqual(
    E.left([
      { path: 's', message: 'absent' },
      { path: 'n', message: 'clé inconnue ; clés admises : kind, s' }
    ])
  )
  for (const kind of ['c', 'constructor', '__proto__', 3, null, undefined])
    expect(decode(Union)({ kind })).toEqual(E.left([expect.objectContaining({ path: 'kind' })]))
})

test('G15 parts that do not agree are told with their path, once each part is good', () => {
  const Range = coherent(struct('Range', { min: Count, max: Count }), ({ min, max }) =>
    min > max ? [{ path: ['min'], message: `plus que ${max}` }] : []
  )
  const Ranges = struct('Ranges', { all: t.readonlyArray(Range) })
  expect(
    decode(Ranges)({
      all: [
        { min: 1, max: 2 },
        { min: 3, max: 2 }
      ]
    })
  ).toEqual(E.left([{ path: 'all[1].min', message: 'plus que 2' }]))
  expect(decode(Range)({ min: -1, max: -2 })).toMatchObject(E.left([{ path: 'min' }, { path: 'max' }]))
  expect([Range.is({ min: 1, max: 2 }), Range.is({ min: 3, max: 2 })]).toEqual([true, false])
})

test('G10 marks are found through lists, unions, nulls and agreements', () => {
  const Mail = text<string>('mail', E.right)
  const codec = struct('Dossier', {
    mail: nullable(personal(Mail)),
    gens: t.readonlyArray(
      tagged('Gens', 'kind', { p: struct('p', { kind: t.literal('p'), nom: nullable(personal(NonBlank)) }) })
    ),
    chef: coherent(struct('Chef', { nom: personal(NonBlank) }), () => []),
    libelle: NonBlank
  })
  expect(personalPaths(codec)).toEqual(['mail', 'gens[].nom', 'chef.nom'])
  expect(personalPaths(personal(NonBlank))).toEqual([''])
})
