/** What was recorded by mistake and taken back leaves no trace in what is answered of today's knowledge (G18). */
import { type ConventionId, dateCivile, instant } from '@avenant/domain'
import { monenfant2023, psu2017 } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { DossiersIndex } from './dossiers-index'

const psuId = 'psu-1960-2017' as ConventionId
const mefId = 'mef-219200789-2023' as ConventionId
const days = [
  '2016-12-31',
  '2017-03-01',
  '2017-07-01',
  '2017-09-01',
  '2018-02-15',
  '2024-01-10',
  '2024-09-01'
].map(dateCivile)

const onPsu = commandOn(`convention-${psuId}`)
const onMef = commandOn(`convention-${mefId}`)
const withdrawn = (corrects: number) => ({
  corrections: [{ corrects, instead: null }],
  motif: 'mauvais dossier'
})
const meant = dossiersOf(journalOf(signedScheduled))
const mistaken = dossiersOf(
  journalOf([
    ...signedScheduled,
    onPsu('2017-05-20T08:00:00Z', 'TerminateConvention', { on: '2017-06-01', manquement: 'codes confiés' }),
    onPsu('2017-05-21T08:00:00Z', 'CorrectConvention', withdrawn(psu2017.length)),
    onMef('2024-04-24T08:00:00Z', 'GiveNotice', {
      partie: 'fournisseur',
      dispatchedOn: '2024-04-20',
      receivedOn: '2024-04-23'
    }),
    onMef('2024-04-25T08:00:00Z', 'CorrectConvention', withdrawn(monenfant2023.length))
  ])
)

test.each([psuId, mefId])(
  'G18 the annexes of %s are those of the history without the mistake, day by day',
  id => {
    const shown = (index: DossiersIndex) =>
      days.map(on => ({ ...index.describe(id, { on }), lastRecordedAt: null }))
    expect(shown(mistaken)).toEqual(shown(meant))
  }
)

test('G18 so are the register and the deadlines, but for the events that say so', () => {
  const registered = (index: DossiersIndex) =>
    days.map(on =>
      index.register({ on }).conventions.map(({ status, echeance, firstDay, lastDay }) => ({
        status,
        echeance,
        firstDay,
        lastDay
      }))
    )
  expect(registered(mistaken)).toEqual(registered(meant))
  const due = (index: DossiersIndex) =>
    index
      .deadlines({ from: dateCivile('2016-01-01'), to: dateCivile('2026-12-31') })
      .deadlines.map(({ known: _, event: __, ...deadline }) => deadline)
  expect(due(mistaken)).toEqual(due(meant))
  // A line that is whole again comes from the act that gave it first.
  const eventOf = (subject: string) =>
    mistaken
      .deadlines({ from: dateCivile('2017-08-31'), to: dateCivile('2017-08-31') })
      .deadlines.find(deadline => deadline.subject === subject)?.event?.type
  expect(eventOf('d-1960-1')).toBe('DérogationGranted')
})

test('P3 G2 a dérogation that ends with its convention is told to end then, by the act that ends it, and back', () => {
  const on = dateCivile('2017-03-01')
  const [granted, ended, back] = ['2017-05-01', '2017-05-21', '2017-06-01'].map(day => ({
    on,
    knownAt: instant(`${day}T00:00:00Z`)
  }))
  if (granted === undefined || ended === undefined || back === undefined) throw new Error('no knowledge')
  const between = (before: typeof granted, after: typeof granted) =>
    mistaken.differences(psuId, before, after).differences.find(({ kind }) => kind === 'derogation')
  const [since, again] = [between(granted, ended), between(ended, back)]
  expect(since?.sentence).toContain("a changé ; elle est admise jusqu'au 31/05/2017 inclus")
  expect(since?.cause).toMatchObject({ type: 'ConventionTerminated' })
  expect(again?.sentence).toContain("a changé ; elle est admise jusqu'au 31/08/2017 inclus")
  expect(again?.cause).toMatchObject({ type: 'ConventionCorrected' })
  expect(between(granted, back)).toBeUndefined()
  const [gone] = mistaken.differences(psuId, ended, { ...ended, on: dateCivile('2017-07-01') }).differences
  expect(gone?.detail.find(({ kind }) => kind === 'derogation')?.sentence).toContain(
    'a pris fin le 31/05/2017'
  )
})
