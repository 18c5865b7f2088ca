/** Among the deadlines, an avenant that states its day: to be signed until then, then its effect (M21). */
import { type ConventionId, type ConventionModel, dateCivile } from '@avenant/domain'
import { type AnyScheduled, dossiersOf } from '../../test/journal'
import { ahead, onStating, signedAvenant, stating, statingJournal, withdrawnOn } from '../../test/stating'
import type { DossiersIndex } from './dossiers-index'

const psuId = 'psu-1960-2017' as ConventionId

/** Of the convention whose avenants state their days: what is due of an avenant that states 01/06/2018. */
const statedDue = (...more: ReadonlyArray<AnyScheduled>) => statedDueOn('2018-06-01', stating, ...more)
const statedDueOn = (on: string, stating: ConventionModel, ...more: ReadonlyArray<AnyScheduled>) =>
  statingIndex(stating, ...more)
    .deadlines({
      from: dateCivile('2018-06-01'),
      to: dateCivile('2018-06-01'),
      conventionId: psuId,
      on: dateCivile(on)
    })
    .deadlines.filter(({ subject }) => subject === 'm-1')
const statingIndex = (stating: ConventionModel, ...more: ReadonlyArray<AnyScheduled>) =>
  dossiersOf(statingJournal(stating, ...more), [stating])

test('M21 G22 an avenant that states its day is told once: to be signed until that day, then as its effect', () => {
  const article = { source: 'PSU', article: '2.5' }
  expect(statedDue(...signedAvenant)).toMatchObject([
    { kind: 'effet-de-modification', due: '2018-06-01', article, nature: 'de-soi', remarque: null }
  ])
  const [toSign, ...others] = statedDueOn('2018-06-02', ahead)
  expect(others).toEqual([])
  expect(toSign).toMatchObject({
    kind: 'modification',
    due: '2018-06-01',
    nature: 'a-faire',
    state: 'en-retard',
    computation: expect.stringContaining('à compter du 01/06/2018')
  })
  expect(toSign?.who.map(({ partie }) => partie)).toEqual(['gestionnaire', 'caf'])
  // Asked on a day before the signatures, it was still to be signed.
  expect(statedDueOn('2018-05-02', ahead, ...signedAvenant).map(({ kind }) => kind)).toEqual(['modification'])
})

test('M21 what the register kept of an avenant to be signed is not its échéance any more once it is signed', () => {
  const kept = statingIndex(ahead, ...signedAvenant)
  const nextOn = (index: DossiersIndex, on: string) =>
    index.register({ on: dateCivile(on) }).conventions.map(({ echeance }) => [echeance?.kind, echeance?.due])
  for (const on of ['2018-05-02', '2018-05-03', '2018-05-02', '2018-05-10', '2018-06-02'])
    expect([on, nextOn(kept, on)]).toEqual([on, nextOn(statingIndex(ahead, ...signedAvenant), on)])
  expect([nextOn(kept, '2018-05-02'), nextOn(kept, '2018-05-10')]).toEqual([
    [['modification', '2018-06-01']],
    [['effet-de-modification', '2018-06-01']]
  ])
})

test('M21 an avenant that may be signed after its day has none for its signatures', () => {
  expect(statedDue()).toMatchObject([{ kind: 'modification', due: null, late: false }])
})

test.each(['2018-05-15', '2018-06-01', '2018-06-15'])(
  'M21 G22 an avenant that was taken back takes effect on no day: %s',
  on => {
    const due = statedDue(withdrawnOn(on))
    expect(due.filter(({ kind }) => kind === 'effet-de-modification')).toEqual([])
  }
)

test('M21 G22 nor does one of a convention that ended before', () => {
  const ended = onStating('2018-05-20T08:00:00Z', 'TerminateConvention', {
    on: '2018-05-20',
    manquement: 'codes confiés'
  })
  expect(statedDue(...signedAvenant, ended)).toEqual([])
})
