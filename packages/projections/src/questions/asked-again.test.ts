/** What an index keeps between two questions changes no answer: days, knowledges and acts in any order. */
import {
  addDays,
  ConventionModel,
  type DateCivile,
  dateCivile,
  defineModel,
  type Instant,
  instant,
  instantOfEpoch,
  type Models,
  maxDate,
  minDate,
  type Recorded
} from '@avenant/domain'
import { entente, ententeDraft } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { actingHistories, actingModels, recordedBy } from '../../test/acting-histories'
import { commandOn, dossiersOf, journalOf } from '../../test/journal'
import { ahead, signedAvenant, stating, statingJournal, withdrawnOn } from '../../test/stating'
import { justBefore } from './asked'
import type { DossiersIndex } from './dossiers-index'

/** As each model, with deadlines that are counted from most lines, and ended by some. */
const counting = (model: ConventionModel): ConventionModel => {
  const { article } = model.parties
  const role = model.parties.roles[0]?.id ?? ''
  const of = (id: string, due: object, more: object) => ({
    id,
    label: id,
    who: [role],
    due: { bound: 'inclusive', ...due },
    article,
    ...more
  })
  const later = { offset: { unit: 'month', count: 2, direction: 'after' } }
  return defineModel({
    ...(ConventionModel.encode(model) as Parameters<typeof defineModel>[0]),
    deadlines: [
      ...model.deadlines,
      of('apres-signature', { from: 'last-signature', ...later }, { for: 'convention' }),
      of('apres-chaque-signature', { from: 'stated', ...later }, { for: 'act', act: 'signature' }),
      ...(model.habilitation === null
        ? []
        : [
            of(
              'apres-delivrance',
              { from: 'recording', ...later },
              { for: 'act', act: 'delivrance', endedBy: { line: 'fermeture' } }
            ),
            of('apres-blocage', { from: 'recording', ...later }, { for: 'act', act: 'blocage' })
          ])
    ] as unknown as ConventionModel['deadlines']
  })
}

type Fed = { readonly journal: ReadonlyArray<Recorded>; readonly models: Models }

const statedJournals = [stating, ahead].flatMap(model =>
  [signedAvenant, signedAvenant.slice(0, 1), [withdrawnOn('2018-06-15')]].map(
    (more): Fed => ({ journal: statingJournal(model, ...more), models: [model] })
  )
)

/** Of a natural person, whose name was corrected after she had signed. */
const onEntente = commandOn('convention-entente-1')
const renamed: Fed = {
  models: [counting(entente)],
  journal: journalOf(
    [
      onEntente('2024-01-02T12:00:00Z', 'DraftConvention', ententeDraft),
      ...['assistante', 'caf'].map((partie, i) =>
        onEntente(`2024-01-1${i}T12:00:00Z`, 'SignConvention', {
          partie,
          signataire: `p-${i + 1}`,
          qualite: 'Elle-même',
          signedOn: `2024-01-1${i}`,
          channel: 'papier'
        })
      ),
      onEntente('2024-03-01T12:00:00Z', 'CorrectConvention', {
        corrections: [
          {
            corrects: 0,
            instead: {
              type: 'DraftConvention',
              data: {
                ...ententeDraft,
                personnes: ententeDraft.personnes.map(one => ({
                  ...one,
                  personne: { ...one.personne, nom: `CORRIGE ${one.personneId}` }
                }))
              }
            }
          }
        ],
        motif: 'Nom mal recopié'
      })
    ],
    [entente]
  )
}

test('G2 G10 who must act is named as was known then, whatever was asked before', () => {
  const index = dossiersOf(renamed.journal, renamed.models)
  const named = (knownAt: string | null) =>
    index
      .deadlines({
        from: dateCivile('2024-02-01'),
        to: dateCivile('2024-04-30'),
        on: dateCivile('2024-04-01'),
        knownAt: knownAt === null ? null : instant(knownAt)
      })
      .deadlines.flatMap(({ kind, who }) =>
        kind === 'apres-signature' ? who.map(({ denomination }) => denomination) : []
      )
  for (const _ of [1, 2]) {
    expect(named('2024-02-15T00:00:00Z')).toEqual(['Camille NOM-p-1'])
    expect(named(null)).toEqual(['Camille CORRIGE p-1'])
  }
})

const anyFed: fc.Arbitrary<Fed> = fc.oneof(
  {
    weight: 3,
    arbitrary: actingHistories.map(scheduled => ({
      journal: recordedBy(scheduled).journal,
      models: actingModels.map(counting)
    }))
  },
  { weight: 1, arbitrary: fc.constantFrom(...statedJournals, renamed) }
)

const aDay = fc
  .integer({ min: 0, max: 4_000 })
  .map((days): DateCivile => addDays(dateCivile('2015-06-01'), days))

type Asking = (index: DossiersIndex, knownAt: Instant | null) => unknown

const anAsking: fc.Arbitrary<Asking> = fc.oneof(
  aDay.map(
    (on): Asking =>
      (index, knownAt) =>
        index.register({ on, knownAt })
  ),
  fc.tuple(aDay, aDay, fc.option(aDay)).map(
    ([a, b, on]): Asking =>
      (index, knownAt) =>
        index.deadlines({ from: minDate(a, b), to: maxDate(a, b), on, knownAt })
  ),
  // Months of a year follow each other.
  fc.tuple(aDay, fc.option(aDay)).map(
    ([from, on]): Asking =>
      (index, knownAt) =>
        index.deadlines({ from, to: addDays(from, 30), on, knownAt })
  )
)

const aQuestion = fc.record({
  asking: anAsking,
  /** Of which event, what was known at its recording, or just before; or all, or what a moment of any year knew. */
  known: fc.oneof(
    fc.tuple(fc.nat(200), fc.boolean()),
    fc.constant(null),
    fc.integer({ min: Date.UTC(2016, 10, 1), max: Date.UTC(2025, 0, 1) }).map(instantOfEpoch)
  ),
  /** How many more events are taken before. */
  more: fc.constantFrom(0, 0, 0, 1, 4)
})

test('G2 an index that was asked before, of any days and knowledges, and that takes events in between, says what a fresh one says', () => {
  let told = 0
  fc.assert(
    fc.property(
      anyFed,
      fc.nat(60),
      fc.array(aQuestion, { minLength: 6, maxLength: 14 }),
      ({ journal, models }, start, questions) => {
        let taken = Math.min(start, journal.length)
        const index = dossiersOf(journal.slice(0, taken), models)
        for (const { asking, known, more } of questions) {
          for (const event of journal.slice(taken, taken + more)) index.append(event)
          taken = Math.min(taken + more, journal.length)
          const knownAt = Array.isArray(known) ? at(journal, known) : known
          const expected = asking(dossiersOf(journal.slice(0, taken), models), knownAt)
          expect(asking(index, knownAt)).toEqual(expected)
          told += JSON.stringify(expected).length
        }
      }
    ),
    { numRuns: 30 }
  )
  expect(told).toBeGreaterThan(50_000)
})

test('G2 at each recording and just before it, in any order, an index says what a fresh one says', () => {
  let compared = 0
  fc.assert(
    fc.property(anyFed, fc.integer({ min: 1, max: 96 }), ({ journal, models }, step) => {
      const moments = [
        ...new Set(journal.flatMap(({ recordedAt }) => [justBefore(recordedAt), recordedAt]))
      ].sort()
      // 97 is prime: whatever the step, each of fewer moments comes once.
      const order = Array.from({ length: 97 }, (_, i) => moments[(i * step) % 97] ?? []).flat()
      const index = dossiersOf(journal, models)
      for (const knownAt of order) {
        for (const asking of sweeping)
          expect({ knownAt, told: asking(index, knownAt) }).toEqual({
            knownAt,
            told: asking(dossiersOf(journal, models), knownAt)
          })
        compared += 1
      }
    }),
    { numRuns: 12 }
  )
  expect(compared).toBeGreaterThan(100)
})

const [first, last, middle] = ['2015-01-01', '2026-12-31', '2018-03-01'].map(dateCivile) as [
  DateCivile,
  DateCivile,
  DateCivile
]
const sweeping: ReadonlyArray<Asking> = [
  (index, knownAt) => index.deadlines({ from: first, to: last, on: middle, knownAt }),
  (index, knownAt) => index.register({ on: middle, knownAt })
]

const at = (journal: ReadonlyArray<Recorded>, [n, isBefore]: readonly [number, boolean]): Instant | null => {
  const recordedAt = journal[n % Math.max(1, journal.length)]?.recordedAt
  return recordedAt === undefined ? null : isBefore ? justBefore(recordedAt) : recordedAt
}
