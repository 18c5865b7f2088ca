import {
  attribute,
  command,
  correct,
  delist,
  edit,
  list,
  models,
  notice,
  partie,
  personnes,
  receive,
  sign,
  signAvenant,
  signal,
  terminate,
  withdrawModification
} from '../../test/convention-commands'
import { effetOn, statusOn } from '../../test/convention-lines'
import { defineModel, type ModelInput, psu } from '../model'
import { specification } from '../testing'
import { conventionDecider, conventionLine as lineOn } from '.'

const article = (number: string) => ({ source: 'CTG', article: number })

const avenant = { instrument: 'avenant', article: '7' } as const

/** A model of another convention, with what a test states of its course. */
const modelWith = (more: Partial<ModelInput>) =>
  defineModel({
    id: 'ctg',
    version: 1,
    titre: 'Convention territoriale',
    source: 'CTG',
    zone: 'Europe/Paris',
    parties: {
      article: '1',
      change: avenant,
      roles: [
        { id: 'commune', label: 'la commune', acteur: 'partenaire' },
        { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
      ]
    },
    etablissements: { natures: [{ id: 'eaje', label: 'crèche' }], article: '2', change: avenant },
    roles: [{ id: 'saisie', label: 'Saisie', article: '3', change: avenant }],
    effect: { from: { from: 'last-signature' }, article: '5' },
    duration: { term: { count: 4, unit: 'year' }, article: '5' },
    termination: { article: '8' },
    ...more
  })

const under = (more: Partial<ModelInput>) => specification(conventionDecider([...models, modelWith(more)]))

const drafted = (more = {}) => [
  command('DraftConvention', {
    conventionId: 'c-1',
    model: { id: 'ctg', version: 1 },
    parties: [partie('commune'), partie('caf', 'p-2')],
    personnes,
    ...more
  }),
  edit(list('e-1'), list('e-2'))
]
const signedOn = (last: string, first = last, more = {}) => [
  ...drafted(more),
  sign('commune', first),
  sign('caf', last)
]
const avenantSigned = (id: string, last: string, first = last) => [
  signAvenant(id, 'commune', first),
  signAvenant(id, 'caf', last)
]
const announced = (id: string, on: string, changes: ReadonlyArray<{ readonly kind: string }>, more = {}) =>
  signal(id, on, changes, { channel: undefined, ...more })
const to = (day: string) => ({ kind: 'prolong', to: day })
const renew = { kind: 'renew' }

const periodOf = (state: Parameters<typeof effetOn>[0]) => {
  const line = lineOn(state, 'effet', '')
  return {
    from: line.find(({ value }) => value?.status === 'en-vigueur')?.from,
    to: line.find(({ value }) => value?.status === 'terminee')?.from
  }
}

test.each([
  [
    'the first of the month after',
    { from: 'last-signature', to: { day: 1, side: 'after' } },
    '2020-06-15',
    '2020-07-01'
  ],
  [
    'the first of the month after the first',
    { from: 'last-signature', to: { day: 1, side: 'after' } },
    '2020-07-01',
    '2020-08-01'
  ],
  [
    '1 September, at the earliest at the last signature, before it',
    { from: 'latest', of: [{ from: 'day', month: 9, day: 1 }, { from: 'last-signature' }] },
    '2020-06-15',
    '2020-09-01'
  ],
  [
    '1 September, at the earliest at the last signature, after it',
    { from: 'latest', of: [{ from: 'day', month: 9, day: 1 }, { from: 'last-signature' }] },
    '2020-11-15',
    '2020-11-15'
  ],
  ['the signature of one party', { from: 'party-signature', party: 'commune' }, '2020-06-15', '2020-06-01']
] as const)('M17 G11 the effect is %s', (_, from, last, effect) => {
  const { given } = under({ effect: { from, article: '5' } })
  const { state } = given(...signedOn(last, '2020-06-01'))
  expect(periodOf(state).from).toBe(effect)
})

test('M17 an effect by a date is told with its computation, and a draft declares no period beside it', () => {
  const { given } = under({
    effect: { from: { from: 'last-signature', to: { day: 1, side: 'after' } }, article: '5' }
  })
  expect(effetOn(given(...signedOn('2020-06-15')).state, '2020-07-01')).toMatchObject({
    effect: {
      computation:
        'à compter du 01/07/2020 (dernière signature 15/06/2020, 1er du mois suivant ce jour : 01/07/2020), pour quatre ans (CTG, article 5)'
    }
  })
  const [draft] = drafted({ period: { from: '2020-01-01', to: null } })
  if (draft === undefined) throw new Error('no draft')
  expect(given().when(draft).refusals).toMatchObject([
    {
      code: 'period-not-declared',
      sentence:
        "cette convention prend effet le 1er du mois suivant la dernière signature : sa période ne s'écrit pas"
    }
  ])
})

test('M17 a day that the text itself says is told once, and not again as its own computation', () => {
  const { given } = under({
    effect: { from: { from: 'date', date: '2020-09-01' }, article: '5' },
    duration: { term: { from: 'date', date: '2024-08-31' }, article: '5' }
  })
  expect(effetOn(given(...signedOn('2020-06-15')).state, '2020-09-01')).toMatchObject({
    effect: { computation: "à compter du 01/09/2020, jusqu'au 31/08/2024 (CTG, article 5)" }
  })
  const yearly = under({ effect: { from: { from: 'day', month: 9, day: 1 }, article: '5' } })
  expect(effetOn(yearly.given(...signedOn('2020-06-15')).state, '2020-09-01')).toMatchObject({
    effect: { computation: 'à compter du 01/09/2020, pour quatre ans (CTG, article 5)' }
  })
})

test('M21 of an avenant that is signed and takes effect later it is not said that it has', () => {
  const { given } = under({ changes: { avenantEffect: { when: 'stated', article: '9' } } })
  const { when } = given(
    ...signedOn('2020-06-15'),
    announced('m-1', '2020-08-01', [delist('e-2')], { effectiveOn: '2020-09-01' }),
    ...avenantSigned('m-1', '2020-08-10')
  )
  const told = (on: string) => when(withdrawModification('m-1', on)).refusals.map(({ sentence }) => sentence)
  for (const on of ['2020-08-31', '2020-09-01'])
    expect(told(on)).toEqual(['la modification m-1 est déjà complète, avec effet au 01/09/2020'])
})

test('M18 a term to the last day of a year, renewed once for three years', () => {
  const { given } = under({
    duration: {
      term: { from: 'effect', to: { day: 'last', months: [12], side: 'on-or-after' } },
      renewal: { kind: 'tacit', times: 1, term: { count: 3, unit: 'year' } },
      article: '5'
    }
  })
  const { state } = given(...signedOn('2020-06-15'))
  expect(periodOf(state)).toEqual({ from: '2020-06-15', to: '2024-01-01' })
  expect(effetOn(state, '2020-06-15')).toMatchObject({
    effect: { renewal: { anchor: '2021-01-01', months: 36, times: 1 }, cause: 'terme' }
  })
  expect(effetOn(state, '2020-06-15')).toMatchObject({
    effect: {
      computation: expect.stringContaining('renouvelable une fois par tacite reconduction, pour trois ans')
    }
  })
})

const stated = (mayBePast: boolean) => ({
  changes: { avenantEffect: { when: 'stated', mayBePast, article: '9' } } as const
})

test('M21 G22 G24 an avenant signed on 15/06 for 01/09 is pending until that day, and holds from it', () => {
  const { given } = under(stated(false))
  const signed = signedOn('2020-01-15')
  const { state } = given(
    ...signed,
    announced('m-1', '2020-06-01', [delist('e-2')], { effectiveOn: '2020-09-01' }),
    ...avenantSigned('m-1', '2020-06-15', '2020-06-10')
  )
  const on = (day: string) => ({
    pending:
      lineOn(state, 'modification', 'm-1').findLast(({ from }) => from !== null && from <= day)?.value !==
      null,
    listed:
      lineOn(state, 'inscription', 'e-2').findLast(({ from }) => from === null || from <= day)?.value !== null
  })
  expect([on('2020-08-31'), on('2020-09-01')]).toEqual([
    { pending: true, listed: true },
    { pending: false, listed: false }
  ])
})

test('M21 an avenant for a day that is past holds from it, where the model allows it; else it is refused', () => {
  const asked = [
    ...signedOn('2020-01-15'),
    announced('m-1', '2020-08-01', [delist('e-2')], { effectiveOn: '2020-09-01' }),
    signAvenant('m-1', 'commune', '2020-08-20')
  ]
  const last = signAvenant('m-1', 'caf', '2020-11-15')
  expect(
    under(stated(false))
      .given(...asked)
      .when(last).refusals
  ).toMatchObject([{ code: 'effect-in-the-past', path: 'data.signedOn', article: article('9') }])
  const { state } = under(stated(true)).given(...asked, last)
  expect(lineOn(state, 'inscription', 'e-2').at(-1)).toEqual({ from: '2020-09-01', value: null })
  const before = under(stated(true)).given(
    ...signedOn('2020-01-15'),
    announced('m-1', '2020-11-01', [delist('e-2')], { effectiveOn: '2020-09-01' }),
    ...avenantSigned('m-1', '2020-11-15')
  ).state
  expect(lineOn(before, 'modification', 'm-1').at(-1)?.value ?? null).toBeNull()
  const late = announced('m-1', '2020-11-01', [delist('e-2')], { effectiveOn: '2020-09-01' })
  expect(
    under(stated(false))
      .given(...signedOn('2020-01-15'))
      .when(late).refusals
  ).toMatchObject([{ code: 'effect-in-the-past', path: 'data.effectiveOn', article: article('9') }])
  expect(
    under({})
      .given(...signedOn('2020-01-15'))
      .when(late).refusals
  ).toMatchObject([{ code: 'not-in-model', path: 'data.effectiveOn', article: article('5') }])
})

test('M21 a stated day needs an avenant, within the days in force', () => {
  const { given } = under(stated(true))
  const asked = (effectiveOn: string) => announced('m-1', '2020-08-01', [delist('e-2')], { effectiveOn })
  expect(given(...signedOn('2020-01-15')).when(asked('2019-12-31')).refusals).toMatchObject([
    { code: 'not-in-force', path: 'data.effectiveOn' }
  ])
  expect(given(...signedOn('2020-01-15')).when(asked('2024-01-15')).codes).toEqual(['not-in-force'])
  expect(
    given(...signedOn('2020-01-15'), asked('2020-09-01')).when(receive('m-1', '2020-09-01')).codes
  ).toEqual(['instrument-needed'])
})

const prolonged = (afterEnd = false) => ({
  effect: { from: 'declared', article: '5' } as const,
  duration: { article: '5' },
  changes: { kinds: { prolongation: { ...avenant, afterEnd } } }
})
const year2020 = { period: { from: '2017-01-01', to: '2021-01-01' } }

test('P27 a term on the last day that can be written is without end', () => {
  const { given } = under({
    duration: { term: { from: 'date', date: '2999-12-31' }, article: '5' } as ModelInput['duration']
  })
  const { state } = given(...signedOn('2020-06-15'))
  expect(lineOn(state, 'effet', '').map(({ value }) => value?.status)).toEqual(['a-venir', 'en-vigueur'])
})

test('G18 a prolongation moves the end; withdrawn, it moves it back; the computation says by which avenant', () => {
  const { given } = under(prolonged())
  const { state } = given(
    ...signedOn('2017-02-23', '2017-02-23', year2020),
    announced('m-1', '2020-11-01', [to('2022-01-01')]),
    ...avenantSigned('m-1', '2020-11-15')
  )
  expect(periodOf(state)).toEqual({ from: '2017-01-01', to: '2022-01-01' })
  expect(effetOn(state, '2022-01-01')).toMatchObject({
    status: 'terminee',
    cause: 'terme',
    article: article('7'),
    computation:
      "du 01/01/2017 au 31/12/2020 (CTG, article 5), prolongée jusqu'au 31/12/2021 par l'avenant m-1 du 15/11/2020 (CTG, article 7)"
  })
  // What the old end gated no longer is.
  expect(given.from(state).when(announced('m-2', '2021-02-01', [attribute('p-3', 'saisie')])).codes).toEqual(
    []
  )
  expect(periodOf(given.from(state).when(correct(6, null)).state).to).toBe('2021-01-01')
  expect(periodOf(given.from(state).when(terminate('2021-03-01')).state).to).toBe('2021-03-01')
})

test('P27 a prolongation signed after the end is refused, or leaves no gap, as the model says', () => {
  const late = [
    ...signedOn('2017-02-23', '2017-02-23', year2020),
    announced('m-1', '2020-12-01', [to('2022-01-01')]),
    signAvenant('m-1', 'commune', '2020-12-15')
  ]
  const last = signAvenant('m-1', 'caf', '2021-01-15')
  expect(
    under(prolonged())
      .given(...late)
      .when(last).codes
  ).toContain('not-in-force')
  const { state } = under(prolonged(true)).given(...late, last)
  expect([statusOn(state, '2021-01-10'), periodOf(state).to]).toEqual(['en-vigueur', '2022-01-01'])
})

test('G18 a correction that would make a later prolongation come too late is refused, and names it', () => {
  const { given } = under(prolonged())
  const { when } = given(
    ...signedOn('2017-02-23', '2017-02-23', year2020),
    announced('m-1', '2020-11-01', [to('2022-01-01')]),
    ...avenantSigned('m-1', '2020-11-15'),
    announced('m-2', '2021-11-01', [to('2023-01-01')]),
    ...avenantSigned('m-2', '2021-11-15')
  )
  const withdrawn = when(correct(6, null))
  expect(withdrawn.refusals).toContainEqual(
    expect.objectContaining({
      code: 'extended-after-end',
      facts: expect.objectContaining({ modificationId: 'm-2' })
    })
  )
})

test('G18 a prolongation that is left given on the first day after the end comes too late', () => {
  const { when } = under(prolonged()).given(
    ...signedOn('2017-02-23', '2017-02-23', year2020),
    announced('m-1', '2020-11-01', [to('2022-01-01')]),
    ...avenantSigned('m-1', '2020-11-15'),
    announced('m-2', '2020-12-20', [to('2023-01-01')]),
    ...avenantSigned('m-2', '2021-01-01')
  )
  expect(when(correct(6, null)).codes).toContain('extended-after-end')
})

test('M18 renewed terms are counted from the effect, so that the end of a month does not drift', () => {
  const { given } = under({
    duration: { term: { count: 1, unit: 'month' }, renewal: { kind: 'express' }, article: '5' },
    changes: { kinds: { renewal: avenant } }
  })
  const acts = ['2021-02-10', '2021-03-10'].flatMap((on, i) => [
    announced(`m-${i}`, on, [renew]),
    ...avenantSigned(`m-${i}`, on)
  ])
  const ends = [0, 3, 6].map(n => periodOf(given(...signedOn('2021-01-31'), ...acts.slice(0, n)).state).to)
  expect(ends).toEqual(['2021-02-28', '2021-03-31', '2021-04-30'])
})

test('a prolongation that prolongs nothing, and one that the model does not know, are refused at their place', () => {
  const signed = signedOn('2017-02-23', '2017-02-23', year2020)
  const asked = announced('m-1', '2020-11-01', [to('2021-01-01')])
  expect(
    under(prolonged())
      .given(...signed)
      .when(asked).refusals
  ).toMatchObject([{ code: 'not-longer', path: 'data.changes[0]', article: article('7') }])
  expect(
    under({ ...prolonged(), changes: null })
      .given(...signed)
      .when(asked).refusals
  ).toMatchObject([
    { code: 'not-longer' },
    { code: 'not-in-model', path: 'data.changes[0].kind', article: article('5') }
  ])
  const twice = announced('m-1', '2020-11-01', [to('2022-01-01'), to('2023-01-01')])
  expect(
    under(prolonged())
      .given(...signed)
      .when(twice).codes
  ).toEqual(['said-twice'])
})

test('M18 an express renewal adds a term, as often as the model allows', () => {
  const { given } = under({
    duration: {
      term: { count: 1, unit: 'year' },
      renewal: { kind: 'express', times: 2, term: { count: 3, unit: 'year' } },
      article: '5'
    },
    changes: { kinds: { renewal: avenant } }
  })
  const once = (id: string, on: string) => [announced(id, on, [renew]), ...avenantSigned(id, on)]
  const acts = [...signedOn('2020-01-31'), ...once('m-1', '2020-12-01')]
  expect(periodOf(given(...signedOn('2020-01-31')).state).to).toBe('2021-01-31')
  expect(periodOf(given(...acts).state).to).toBe('2024-01-31')
  const { state, when } = given(...acts, ...once('m-2', '2023-12-01'))
  expect(periodOf(state).to).toBe('2027-01-31')
  expect(when(announced('m-3', '2026-12-01', [renew])).refusals).toMatchObject([
    { code: 'renewals-exhausted', path: 'data.changes[0]', article: article('7') }
  ])
})

test('M19 a fixed term with notice ends when the delay is over, by the parties that may give it', () => {
  const { given } = under({
    notice: {
      delay: { from: 'receipt', offset: { unit: 'month', count: 3, direction: 'after' } },
      counts: 'receipt',
      ends: 'delay',
      by: ['caf'],
      article: '6'
    }
  })
  const signed = signedOn('2020-01-15')
  const { state } = given(...signed, notice('2021-03-01', '2021-03-10', 'caf'))
  expect(periodOf(state).to).toBe('2021-06-11')
  expect(effetOn(state, '2021-06-11')).toMatchObject({
    cause: 'preavis',
    computation: expect.stringContaining('dernier jour en vigueur : 10/03/2021 + 3 mois = 10/06/2021')
  })
  expect(given(...signed).when(notice('2021-03-01', '2021-03-10', 'commune')).refusals).toMatchObject([
    { code: 'notice-not-by', path: 'data.partie', article: article('6') }
  ])
  expect(given(...signed).when(notice('2023-12-01', '2023-12-10', 'caf')).codes).toEqual([
    'ends-before-notice'
  ])
})

test('P27 the shipped conventions know neither prolongation nor a stated day', () => {
  expect(psu.changes).toBeNull()
})
