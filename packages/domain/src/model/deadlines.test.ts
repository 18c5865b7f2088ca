import * as E from 'fp-ts/Either'
import { decode, StructType } from '../codec'
import { conventionKinds } from '../convention'
import { habilitationKinds } from '../habilitation'
import {
  ConventionModel,
  conventionDeadlineLines,
  daysInLines,
  habilitationDeadlineLines,
  monenfant,
  ownDeadlineKinds,
  psu
} from '.'

const data = (model: ConventionModel) => JSON.parse(JSON.stringify(ConventionModel.encode(model)))

const faultsOf = (change: (model: ReturnType<typeof data>) => void, model: ConventionModel = psu) => {
  const changed = data(model)
  change(changed)
  const decoded = decode(ConventionModel)(changed)
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

const yearly = {
  id: 'bilan',
  label: 'Bilan',
  who: ['gestionnaire'],
  due: { from: 'day', month: 5, day: 31, yearsAfter: 1, bound: 'inclusive' },
  for: 'year',
  article: { source: 'PSU', article: '3' }
}
const withDeadline = (more: object) => faultsOf(model => model.deadlines.push({ ...yearly, ...more }))

test('P24 P25 P26 the deadlines of the PSU convention; MEF states none of its own', () => {
  expect(psu.deadlines.map(({ id, who, for: each }) => [id, who, each])).toEqual([
    ['justificatifs', ['gestionnaire'], 'year'],
    ['justificatifs-dernier-delai', ['gestionnaire'], 'year'],
    ['suivi-des-engagements', ['gestionnaire', 'caf'], 'convention']
  ])
  expect(monenfant.deadlines).toEqual([])
})

test('G11 a deadline is counted from lines that there are', () => {
  expect(Object.keys(conventionKinds)).toEqual(expect.arrayContaining([...conventionDeadlineLines]))
  expect(Object.keys(habilitationKinds)).toEqual(expect.arrayContaining([...habilitationDeadlineLines]))
})

test('G11 the days that a line says stand under its keys', () => {
  const codecOf = (line: string) =>
    Object.entries({ ...conventionKinds, ...habilitationKinds }).find(([kind]) => kind === line)?.[1].value
  for (const [line, days] of Object.entries(daysInLines))
    for (const key of Object.values(days)) {
      const value = codecOf(line)
      expect([line, key, value instanceof StructType && Object.keys(value.required)]).toEqual([
        line,
        key,
        expect.arrayContaining([key])
      ])
    }
})

test.each<[string, object]>([
  ['a day of the year after', {}],
  [
    'a day, not before the effect',
    { due: { from: 'latest', of: [{ from: 'day', month: 1, day: 31 }, { from: 'effect' }] } }
  ],
  [
    'an échéance',
    { for: 'echeance', due: { from: 'echeance', offset: { unit: 'month', count: 2, direction: 'before' } } }
  ],
  [
    'the signatures',
    {
      for: 'convention',
      due: { from: 'last-signature', offset: { unit: 'day', count: 15, direction: 'after' } },
      endedBy: { line: 'derogation', on: 'agreedOn' }
    }
  ],
  [
    'an act',
    {
      for: 'act',
      act: 'depart',
      due: { from: 'departure', offset: { unit: 'day', count: 8, direction: 'after' } },
      endedBy: { line: 'fermeture' }
    }
  ],
  [
    'reminders',
    {
      reminders: [
        { count: 2, unit: 'week' },
        { count: 1, unit: 'day' }
      ]
    }
  ]
])('G11 a deadline may be counted from %s', (_, more) => {
  expect(withDeadline(more)).toEqual([])
})

const departure = { from: 'departure', offset: { unit: 'day', count: 8, direction: 'after' } }

test.each<[string, object, string]>([
  ['an id twice', { id: 'justificatifs' }, 'deadlines[3].id'],
  ...ownDeadlineKinds.map((id): [string, object, string] => [`the name ${id}`, { id }, 'deadlines[3].id']),
  ['nobody', { who: [] }, 'deadlines[3].who'],
  ['a party that is none', { who: ['caf', 'commune'] }, 'deadlines[3].who[1]'],
  ['a party twice', { who: ['caf', 'caf'] }, 'deadlines[3].who[1]'],
  ['a day that no year has', { due: { ...yearly.due, month: 2, day: 30 } }, 'deadlines[3].due.day'],
  ['a day that some years lack', { due: { ...yearly.due, month: 2, day: 29 } }, 'deadlines[3].due.day'],
  ['a day of no year', { for: 'convention' }, 'deadlines[3].due.from'],
  ['a date that is no matter of the year', { due: { from: 'effect' } }, 'deadlines[3].due'],
  [
    'the earliest of a day and the effect',
    { due: { from: 'earliest', of: [{ from: 'day', month: 1, day: 31 }, { from: 'effect' }] } },
    'deadlines[3].due'
  ],
  [
    'a date that is no matter of the échéance',
    { for: 'echeance', due: { from: 'effect' } },
    'deadlines[3].due'
  ],
  [
    'an échéance of a year',
    {
      due: {
        from: 'latest',
        of: [yearly.due, { from: 'echeance' }].map(({ from, ...rest }) =>
          from === 'echeance' ? { from } : { from, ...rest, bound: undefined }
        )
      }
    },
    'deadlines[3].due.of[1].from'
  ],
  ['a departure of no act', { for: 'convention', due: departure }, 'deadlines[3].due.from'],
  ['an act that is not named', { for: 'act', due: departure }, 'deadlines[3].act'],
  ['an act of a year', { act: 'depart' }, 'deadlines[3].act'],
  [
    'a use that nothing records',
    { for: 'act', act: 'depart', due: { from: 'last-use' } },
    'deadlines[3].due.from'
  ],
  [
    'a receipt of a signature',
    { for: 'act', act: 'signature', due: { from: 'receipt' } },
    'deadlines[3].due.from'
  ],
  [
    'a departure among the earliest of a delivery',
    { for: 'act', act: 'delivrance', due: { from: 'earliest', of: [{ from: 'recording' }, departure] } },
    'deadlines[3].due.of[1].from'
  ],
  ['a year that a line ends', { endedBy: { line: 'signature' } }, 'deadlines[3].endedBy'],
  [
    'an end in another dossier',
    { for: 'convention', due: { from: 'effect' }, endedBy: { line: 'depart' } },
    'deadlines[3].endedBy.line'
  ],
  ['a reminder on the day', { reminders: [{ count: 0, unit: 'day' }] }, 'deadlines[3].reminders[0].count'],
  [
    'a reminder of two centuries',
    { reminders: [{ count: 2_400, unit: 'month' }] },
    'deadlines[3].reminders[0].count'
  ],
  [
    'an article of another source',
    { article: { source: 'MEF', article: '3' } },
    'deadlines[3].article.source'
  ]
])('G11 a deadline that contradicts itself is refused: %s', (_, more, path) => {
  expect(withDeadline(JSON.parse(JSON.stringify(more)))).toEqual([path])
})

test.each([
  ['transmission', 'transmission', 'receipt'],
  ['derogation', 'derogations', 'stated'],
  ['delivrance', 'habilitation', 'recording']
])(
  'G11 no deadline is counted from a line that nothing writes: %s without the block %s',
  (act, block, from) => {
    const faults = faultsOf(model => {
      delete model[block]
      for (const annexe of model.annexes) annexe.sections = annexe.sections.slice(0, 1)
      model.deadlines.push({ ...yearly, for: 'act', act, due: { from } })
    })
    expect(faults).toContain('deadlines[3].act')
  }
)

test('P25 G11 declarations name a deadline of the year alone', () => {
  const path = 'declarations.deadline'
  expect(faultsOf(model => (model.declarations.deadline = 'bilan'))).toEqual([path])
  expect(faultsOf(model => (model.declarations.deadline = 'suivi-des-engagements'))).toEqual([path])
  expect(
    faultsOf(model => {
      model.deadlines[1].due = { from: 'latest', of: [{ from: 'day', month: 6, day: 30 }, { from: 'end' }] }
    })
  ).toEqual([path])
})
