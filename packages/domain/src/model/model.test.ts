import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { conventionDecider } from '../convention'
import { habilitationDecider } from '../habilitation'
import {
  type ChangeInstrument,
  ConventionModel,
  defineModel,
  findModel,
  heaviest,
  instruments,
  lastDayToProvide,
  type ModelInput,
  monenfant,
  psu,
  shippedModels
} from '.'

/** A copy that a test may write into, as JSON. */
const data = (model: ConventionModel) => JSON.parse(JSON.stringify(ConventionModel.encode(model)))

const faultsOf = (model: unknown) => {
  const decoded = decode(ConventionModel)(model)
  return E.isLeft(decoded) ? decoded.left : []
}

test.each(shippedModels.map(model => [model.id, model] as const))(
  'G11 the model %s is data: the same after JSON',
  (_, model) => {
    expect(decode(ConventionModel)(data(model))).toEqual(E.right(model))
    expect(ConventionModel.is(model)).toBe(true)
  }
)

test('G11 a model that is resolved does not change under those who share it', () => {
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isFrozen))
  expect(shippedModels.map(isFrozen)).toEqual([true, true])
})

test('G11 the two models are found by id and version, and no other', () => {
  expect(shippedModels.map(({ id, version }) => [id, version])).toEqual([
    ['psu', 1],
    ['monenfant', 1]
  ])
  const find = findModel(shippedModels)
  expect(find({ id: 'psu', version: 1 })).toBe(psu)
  expect(find({ id: 'monenfant', version: 1 })).toBe(monenfant)
  expect([find({ id: 'psu', version: 2 }), find({ id: 'autre', version: 1 })]).toEqual([null, null])
})

test('M25 what is one model’s is not the other’s', () => {
  expect([psu.notice, psu.duration.renewal.kind, psu.termination === null]).toEqual([null, 'none', false])
  expect([monenfant.notice === null, monenfant.duration.renewal.kind, monenfant.termination]).toEqual([
    false,
    'tacit',
    null
  ])
  expect(monenfant.habilitation?.endOfMission.delay).toBeNull()
  expect(psu.habilitation?.endOfMission.delay).toEqual({
    from: 'departure',
    offset: { unit: 'day', count: 15, direction: 'after' },
    bound: 'inclusive'
  })
})

test('M25 M21 blocking is PSU’s; under MEF an access is closed, by the article of the avenants', () => {
  expect([psu.habilitation?.blocking, monenfant.habilitation?.blocking]).toEqual([
    {
      causes: [
        { id: 'incident', label: 'incident' },
        { id: 'decision', label: 'décision de la Caf' }
      ],
      article: { source: 'PSU', article: '2.3' }
    },
    null
  ])
  expect(monenfant.habilitation?.closing).toEqual({ article: { source: 'MEF', article: '6' } })
})

test('P7 the approbateur is not capped, and there is at least one; the three other roles are held by two at most', () => {
  expect(psu.roles.map(({ id, cap, min }) => [id, cap, min])).toEqual([
    ['activite', 2, 0],
    ['financier', 2, 0],
    ['approbateur', null, 1],
    ['import', 2, 0]
  ])
})

test('G11 G15 a bad model lists every fault with its path', () => {
  const bad = data(psu)
  bad.zone = '+02:00'
  bad.roles[1].cap = -1
  bad.parties.roles[0].id = 'le gestionnaire'
  bad.effect = { from: 'some-day', article: '5' }
  bad.prix = 3
  delete bad.titre
  expect(faultsOf(bad).map(({ path }) => path)).toEqual([
    'titre',
    'zone',
    'parties.roles[0].id',
    'roles[1].cap',
    'effect.from',
    'prix'
  ])
  expect(() => defineModel(bad)).toThrow(TypeError)
  expect(() => defineModel(bad)).toThrow(
    /^modèle invalide : titre : absent ; zone : fuseau horaire inconnu : \+02:00 ; parties\.roles\[0\]\.id : .* ; prix : clé inconnue ; clés admises : id, version, .*$/
  )
})

const broken: ReadonlyArray<
  readonly [string, ConventionModel, (model: ReturnType<typeof data>) => void, string]
> = [
  ['a role twice', psu, m => m.roles.push(m.roles[0]), 'roles[4].id'],
  ['a party twice', psu, m => m.parties.roles.push(m.parties.roles[1]), 'parties.roles[2].id'],
  ['no party', psu, m => m.parties.roles.splice(0), 'parties.roles'],
  ['an annexe number twice', psu, m => Object.assign(m.annexes[2], { numero: 1 }), 'annexes[2].numero'],
  [
    'a step twice',
    monenfant,
    m => Object.assign(m.habilitation.steps[2], { step: 'acknowledged' }),
    'habilitation.steps[2].step'
  ],
  [
    'steps that do not start with the request',
    monenfant,
    m => m.habilitation.steps.shift(),
    'habilitation.steps'
  ],
  [
    'steps that do not end with the delivery',
    monenfant,
    m => m.habilitation.steps.pop(),
    'habilitation.steps'
  ],
  [
    'a tacit renewal without months',
    monenfant,
    m => Object.assign(m.duration, { term: null }),
    'duration.renewal.term'
  ],
  ['a term of no month', monenfant, m => Object.assign(m.duration.term, { count: 0 }), 'duration.term.count'],
  [
    'a term of more than a century',
    monenfant,
    m => Object.assign(m.duration.term, { count: 101 }),
    'duration.term.count'
  ],
  [
    'a notice without renewal',
    monenfant,
    m => Object.assign(m.duration, { renewal: { kind: 'none' } }),
    'notice'
  ],
  [
    'a notice of more than a century',
    monenfant,
    m => Object.assign(m.notice.delay.offset, { count: 2 ** 40 }),
    'notice.delay.offset.count'
  ],
  [
    'a delay of more than a century',
    psu,
    m => Object.assign(m.habilitation.endOfMission.delay.offset, { count: 36_526 }),
    'habilitation.endOfMission.delay.offset.count'
  ],
  [
    'a role asked of more persons than may hold it',
    psu,
    m => Object.assign(m.roles[0], { min: 3 }),
    'roles[0].min'
  ],
  [
    'an article of another source',
    psu,
    m => Object.assign(m.roles[0].article, { source: 'RAM' }),
    'roles[0].article.source'
  ],
  [
    'a signatory that never signs',
    psu,
    m => Object.assign(m.parties.roles[0], { acteur: 'habilite' }),
    'parties.roles[0].acteur'
  ],
  [
    'a signatory that is a machine',
    psu,
    m => Object.assign(m.parties.roles[1], { acteur: 'systeme' }),
    'parties.roles[1].acteur'
  ]
]

test.each(broken)('G11 a model with %s is refused', (_, model, breakIt, path) => {
  const bad = data(model)
  expect(faultsOf(bad)).toEqual([])
  breakIt(bad)
  expect(faultsOf(bad)).toEqual([{ path, message: expect.stringMatching(/./) }])
  expect(ConventionModel.is(bad)).toBe(false)
  expect(() => defineModel(bad)).toThrow(`modèle invalide : ${path} : `)
})

test('G11 G12 a model written from another keeps none of its articles, unless it says that it cites them', () => {
  const renamed = { ...data(monenfant), source: 'RAM' }
  const faults = faultsOf(renamed)
  expect(faults).toContainEqual({
    path: 'effect.article.source',
    message: "\"MEF\" n'est ni la source du modèle, ni l'une des autres qu'il cite"
  })
  expect(faults.length).toBe(JSON.stringify(renamed).split('"source":"MEF"').length - 1)
  expect(faultsOf({ ...renamed, otherSources: ['MEF'] })).toEqual([])
})

test('G11 two models of the same id and version are a mistake, told when the deciders are made', () => {
  const twice = [...shippedModels, defineModel({ ...psu, titre: 'Autre' })]
  for (const make of [findModel, conventionDecider, habilitationDecider])
    expect(() => make(twice)).toThrow(new TypeError('modèle répété : psu version 1'))
  expect(findModel([psu, { ...psu, version: 2 }])({ id: psu.id, version: 2 })?.version).toBe(2)
})

test('G11 contradictions are told together', () => {
  const bad = data(monenfant)
  bad.roles.push(bad.roles[0])
  bad.duration.renewal = { kind: 'none' }
  bad.habilitation.steps.reverse()
  expect(faultsOf(bad).map(({ path }) => path)).toEqual([
    'roles[2].id',
    'notice',
    'habilitation.steps',
    'habilitation.steps',
    ...[1, 2, 3, 4, 5].map(i => `habilitation.steps[${i}].step`)
  ])
})

test('G5 G11 a model of a département overseas carries its delays by the calendar of there', () => {
  const overseas = (zone: string, shift: string) => {
    const model = data(monenfant)
    model.zone = zone
    if (shift !== 'none') model.notice.delay.shift = { to: 'previous', calendar: shift }
    return faultsOf(model)
  }
  expect(overseas('America/Guadeloupe', 'guadeloupe')).toEqual([])
  expect(overseas('America/Guadeloupe', 'saint-martin')).toEqual([])
  expect(overseas('Indian/Reunion', 'none')).toEqual([])
  expect(overseas('Europe/Paris', 'alsace-moselle')).toEqual([])
  expect(overseas('indian/mayotte', 'france')).toEqual([
    {
      path: 'notice.delay.shift.calendar',
      message: `le calendrier "france" n'est pas celui du fuseau du modèle : mayotte`
    }
  ])
})

test('G11 a third model is written without touching the library: three parties, another day, « avant »', () => {
  const change = { instrument: 'avenant', article: '9' } as const
  const input: ModelInput = {
    id: 'local-2024',
    version: 3,
    titre: 'Convention locale',
    source: 'LOCAL',
    zone: 'America/Guadeloupe',
    parties: {
      article: '1',
      change,
      roles: [
        { id: 'association', label: "l'association", acteur: 'partenaire' },
        { id: 'commune', label: 'la commune', acteur: 'partenaire' },
        { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
      ]
    },
    etablissements: { natures: [{ id: 'ludotheque', label: 'ludothèque' }], article: '2', change },
    roles: [{ id: 'saisie', label: 'Saisie', cap: 5, min: 1, covered: true, article: '3', change }],
    effect: { from: { from: 'first-signature' }, article: '5' },
    duration: { term: { count: 2, unit: 'year' }, renewal: { kind: 'tacit' }, article: '5' },
    notice: {
      delay: {
        from: 'echeance',
        offset: { unit: 'day', count: 60, direction: 'before' },
        bound: 'exclusive',
        shift: { to: 'previous', calendar: 'guadeloupe' }
      },
      counts: 'dispatch',
      article: { source: 'LOCAL', article: '6' }
    },
    annexes: [{ numero: 1, titre: 'Liste', sections: ['etablissements', 'personnes'], article: '8' }]
  }
  const model = defineModel(input)
  const article = (number: string) => ({ source: 'LOCAL', article: number })
  expect(model).toMatchObject({
    subject: 'local-2024',
    otherSources: [],
    fiche: null,
    personnes: { change: { instrument: 'avenant', article: article('9') } },
    etablissements: { mustBeFinanced: false, numeroSias: 'optional' },
    roles: [{ natures: null, article: article('3'), coverageArticle: article('3') }],
    signalling: null,
    notice: { article: article('6') },
    habilitation: null
  })
  expect(findModel([...shippedModels, model])({ id: 'local-2024', version: 3 })).toBe(model)
  expect(decode(ConventionModel)(data(model))).toEqual(E.right(model))
})

test('P20 P21 M21 of several changes, the heaviest instrument is needed: form, annexe, avenant', () => {
  const needs = (...list: ReadonlyArray<ChangeInstrument>) => list.map(instrument => ({ instrument }))
  expect(heaviest([])).toBeNull()
  expect(heaviest(needs('formulaire', 'avenant', 'annexe-revisee'))).toEqual({ instrument: 'avenant' })
  expect(heaviest(needs('formulaire', 'annexe-revisee'))).toEqual({ instrument: 'annexe-revisee' })
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...instruments), { minLength: 1 }), list => {
      const found = heaviest(needs(...list))
      expect(found?.instrument).toBe(instruments.findLast(instrument => list.includes(instrument)))
    })
  )
})

test('P25 G16 the declarations of a year are given until 30/06 of the next, included; MEF knows none', () => {
  expect(lastDayToProvide(psu, 2020)).toEqual({
    date: '2021-06-30',
    article: { source: 'PSU', article: '3' },
    computation: "déclarations de 2020 : jusqu'au 30/06/2021 inclus (PSU, article 3)"
  })
  expect(lastDayToProvide(monenfant, 2020)).toBeNull()
  expect([1899.5, -1, 12345, 2999, Number.NaN].map(year => lastDayToProvide(psu, year))).toEqual(
    Array.from({ length: 5 }, () => null)
  )
})

test('P25 G11 another day is data: « avant le 1er juillet » ends on the day before', () => {
  const before = data(psu)
  before.deadlines[1].due = { from: 'day', month: 7, day: 1, yearsAfter: 1, bound: 'exclusive' }
  expect(lastDayToProvide(defineModel(before), 2020)).toMatchObject({
    date: '2021-06-30',
    computation:
      "déclarations de 2020 : jusqu'au 30/06/2021 inclus, 01/07/2021, exclu : au plus tard le 30/06/2021 (PSU, article 3)"
  })
})
