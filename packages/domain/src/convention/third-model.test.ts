import {
  amendEtablissement,
  attribute,
  edit,
  given,
  list,
  notice,
  psuDrafted,
  receive,
  revise,
  rivage,
  rivageDrafted,
  sign,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { effetOn, holdersOn, statusOn } from '../../test/convention-lines'
import { deliver, given as givenHabilitation, report, requestRivage } from '../../test/habilitation-commands'
import { defineModel, psu } from '../model'
import { specification } from '../testing'
import { conventionDecider } from '.'

const article = (number: string) => ({ source: 'RIVAGE', article: number })
const signatures = [
  sign('commune', '2024-03-12', { signataire: 'p-2' }),
  sign('association', '2024-02-29'),
  sign('caf', '2024-04-02', { signataire: 'p-3' })
]
const signed = [...rivageDrafted(), ...signatures]

test('G11 a third model is added without touching the library: three signatories', () => {
  const half = given(...rivageDrafted(), ...signatures.slice(0, 2))
  expect(statusOn(half.state, '2024-04-02')).toBe('projet')
  expect(statusOn(half.when(sign('caf', '2024-04-02')).state, '2024-04-02')).toBe('en-vigueur')
  expect(given().when(rivageDrafted()[0] ?? sign('caf', '2024-04-02')).codes).toEqual([])
})

test('G11 the first signature gives the effect', () => {
  const { state } = given(...signed)
  expect(effetOn(state, '2024-04-02')).toMatchObject({
    effect: {
      period: { from: '2024-02-29', to: null },
      renewal: { anchor: '2024-02-29', months: 24 },
      computation:
        'à compter du 29/02/2024, date de la première signature, pour deux ans renouvelable par tacite reconduction (RIVAGE, article 5)'
    }
  })
  expect([statusOn(state, '2024-02-28'), statusOn(state, '2024-02-29')]).toEqual(['a-venir', 'en-vigueur'])
})

test('G11 other caps and other minimums', () => {
  const { when } = given(...rivageDrafted())
  expect(when(edit(attribute('p-3', 'saisie'), attribute('p-4', 'saisie'))).refusals).toMatchObject([
    { code: 'role-full', article: article('3'), computation: '2 personnes > 1 au plus', facts: { cap: 1 } }
  ])
  expect(when(edit(attribute('p-3', 'validation'))).codes).toEqual([])
  expect(when(edit(attribute('p-3', 'validation'), attribute('p-4', 'validation'))).refusals).toMatchObject([
    { code: 'role-full', article: article('4'), facts: { cap: 3, holders: ['p-1', 'p-2', 'p-3', 'p-4'] } }
  ])
  expect(
    given(...signed, signal('m-1', '2025-01-01', [withdraw('p-2', 'validation')])).when(
      revise('m-1', '2025-01-01')
    ).refusals
  ).toMatchObject([
    { code: 'role-uncovered', computation: '1 personne < 2 au moins', facts: { min: 2, holders: ['p-1'] } }
  ])
})

test('G11 P7 a role that must be held, for some natures only, is not asked of the others', () => {
  const [, validation] = rivage.roles
  if (validation === undefined) throw new Error('no role')
  const { etablissements } = rivage
  if (etablissements === null) throw new Error('no establishment')
  const mixed = defineModel({
    ...rivage,
    version: 9,
    etablissements: {
      ...etablissements,
      natures: [...(rivage.etablissements?.natures ?? []), ...(psu.etablissements?.natures ?? [])]
    },
    roles: [{ ...validation, min: 1, natures: ['eaje'] }]
  })
  const { given } = specification(conventionDecider([mixed]))
  const [draft] = rivageDrafted(9)
  if (draft === undefined) throw new Error('no draft')
  const listed = edit(list('e-1', { nature: 'accueil-de-loisirs' }), list('e-2'))
  const [first, second, last] = signatures
  if (first === undefined || second === undefined || last === undefined) throw new Error('three sign')
  expect(given(draft, listed, first, second).when(last).refusals).toMatchObject([
    { code: 'role-uncovered', facts: { role: { id: 'validation' }, etablissementId: 'e-2' } }
  ])
  const { state, when } = given(draft, listed, edit(attribute('p-1', 'validation', 'e-2')), ...signatures)
  expect(statusOn(state, '2024-02-29')).toBe('en-vigueur')
  // Once its nature is another, the establishment needs that role held.
  expect(
    given
      .from(when(signal('m-1', '2025-01-01', [amendEtablissement('e-1')])).state)
      .when(receive('m-1', '2025-01-01')).refusals
  ).toMatchObject([{ code: 'role-uncovered', facts: { etablissementId: 'e-1', from: '2025-01-01' } }])
})

test('G11 other instruments for the same changes: an establishment by the form', () => {
  const asked = [
    list('e-2', { nature: 'accueil-de-loisirs', numeroSias: null }),
    attribute('p-1', 'validation', 'e-2'),
    attribute('p-2', 'validation', 'e-2')
  ]
  expect(given(...signed).when(signal('m-1', '2024-05-01', asked.slice(0, 1))).events).toMatchObject([
    { data: { computed: { instrument: 'formulaire', article: article('7') } } }
  ])
  const { when } = given(...signed, signal('m-1', '2024-05-01', asked))
  expect(when(receive('m-1', '2024-05-02')).refusals).toMatchObject([
    { code: 'instrument-needed', article: article('7') }
  ])
  expect(holdersOn(when(revise('m-1', '2024-05-02')).state, 'validation', 'e-2', '2024-05-02')).toEqual([
    'p-1',
    'p-2'
  ])
})

test.each([
  // For 28/02/2026: before 28/12/2025, so Saturday 27, carried to Friday 26.
  ['2025-12-26', '2026-02-20', '2026-02-28'],
  ['2025-12-27', '2025-12-27', '2028-02-29'],
  // For 29/02/2028: before 29/12/2027, so Tuesday 28.
  ['2027-12-28', '2028-01-10', '2028-02-29'],
  ['2027-12-29', '2027-12-29', '2030-02-28']
])(
  'G11 G20 exclusive notice, counted from the dispatch: sent on %s, received on %s, for %s',
  (sent, received, expected) => {
    expect(given(...signed).when(notice(sent, received, 'commune')).events).toMatchObject([
      { type: 'NoticeGiven', data: { computed: { echeance: expected, article: article('6') } } }
    ])
  }
)

test('G11 G20 the shift to a working day is told in the computation', () => {
  expect(given(...signed).when(notice('2025-12-26', '2025-12-31', 'caf')).events).toMatchObject([
    {
      data: {
        computed: {
          computation:
            "préavis donné par la Caf, envoyé le 26/12/2025, reçu le 31/12/2025 (l'envoi compte) ; " +
            'échéance du 28/02/2026, dernier jour du préavis : ' +
            '28/02/2026 − 2 mois = 28/12/2025, exclu : au plus tard le 27/12/2025, reporté au jour ouvré précédent : 26/12/2025'
        }
      }
    }
  ])
})

test('G11 a declared period, renewed tacitly', () => {
  const period = { from: '2024-01-01', to: '2026-01-01' }
  const { state, when } = given(...rivageDrafted(4, { period }), ...signatures)
  expect(effetOn(state, '2024-04-02')).toMatchObject({
    effect: {
      period: { from: '2024-01-01', to: null },
      // The first term is the declared one: its end is the first échéance.
      renewal: { anchor: '2026-01-01', months: 24 },
      cause: null,
      computation: 'du 01/01/2024 au 31/12/2025, renouvelable par tacite reconduction (RIVAGE, article 5)'
    }
  })
  expect([
    statusOn(state, '2023-12-31'),
    statusOn(state, '2026-01-01'),
    statusOn(state, '2040-01-01')
  ]).toEqual(['a-venir', 'en-vigueur', 'en-vigueur'])
  expect(when(notice('2025-10-31', '2025-11-03', 'association')).events).toMatchObject([
    { data: { computed: { echeance: '2026-01-01' } } }
  ])
  expect(when(notice('2025-11-03', '2025-11-03', 'association')).events).toMatchObject([
    { data: { computed: { echeance: '2028-01-01' } } }
  ])
  expect(given().when(rivageDrafted(4)[0] ?? sign('caf', '2024-01-01')).codes).toEqual(['period-missing'])
})

test('G11 declared without an end and renewed tacitly: the first échéance is one term after the start', () => {
  const period = { from: '2024-01-01', to: null }
  const { state, when } = given(...rivageDrafted(4, { period }), ...signatures)
  expect(effetOn(state, '2024-04-02')).toMatchObject({
    effect: { period, renewal: { anchor: '2024-01-01', months: 24 } }
  })
  expect(when(notice('2025-10-31', '2025-11-03', 'association')).events).toMatchObject([
    { data: { computed: { echeance: '2026-01-01' } } }
  ])
})

test('G11 a notice, then a termination before its échéance: the earlier end holds', () => {
  const noticed = given(...signed, notice('2025-06-01', '2025-06-03', 'commune'))
  expect([statusOn(noticed.state, '2026-02-27'), statusOn(noticed.state, '2026-02-28')]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  const { state, when } = given(
    ...signed,
    notice('2025-06-01', '2025-06-03', 'commune'),
    terminate('2025-09-01')
  )
  expect(effetOn(state, '2025-09-01')).toMatchObject({ status: 'terminee', cause: 'resiliation' })
  expect(when(notice('2025-07-01', '2025-07-01', 'caf')).events).toMatchObject([
    { type: 'NoticeGiven', data: { moves: [] } }
  ])
  expect(when(notice('2025-09-01', '2025-09-01', 'caf')).codes).toEqual(['not-in-force'])
})

test('G11 another delay for the end of a mission', () => {
  const { when } = givenHabilitation(requestRivage(), deliver('2023-07-01'))
  const told = (on: string) => when(report('2024-01-31', on)).events
  expect(told('2024-02-29')).toMatchObject([{ data: { computed: { lastDay: '2024-02-29', late: 'non' } } }])
  expect(told('2024-03-01')).toMatchObject([
    {
      data: {
        computed: {
          late: 'oui',
          article: article('8'),
          computation: 'départ 31/01/2024 + 1 mois = 29/02/2024 ; signalé le 01/03/2024'
        }
      }
    }
  ])
})

test('G11 the model and its version are recorded; a model that the service does not know is refused', () => {
  expect(given(...signed).state.model).toEqual({ id: 'rivage', version: 3 })
  const { given: withPsuOnly } = specification(conventionDecider([psu]))
  const [draft] = rivageDrafted()
  if (draft === undefined) throw new Error('no draft')
  expect(withPsuOnly().when(draft).refusals).toMatchObject([
    {
      code: 'unknown-model',
      path: 'data.model',
      facts: { model: { id: 'rivage', version: 3 }, known: [{ id: 'psu', version: 1 }] }
    }
  ])
  const older = specification(conventionDecider([{ ...psu, version: 2 }]))
  expect(older.given().when(psuDrafted[0] ?? draft).codes).toEqual(['unknown-model'])
  expect(rivage.zone).toBe('America/Guadeloupe')
})
