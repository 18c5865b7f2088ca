import { DateCivile, instant, PersonneId, StableId, shippedModels, ÉtablissementId } from '@avenant/domain'
import { psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { commandOn, journalOf, signedScheduled } from '../../test/journal'
import { memoryJournal } from './journal'
import { shippedReactions } from './reactions'

const habilitation = 'habilitation-h-1960-1'
const request = psu2017Habilitations.find(({ stream }) => stream === habilitation)
if (request === undefined) throw new Error('no request')

test('G18 P22 a request that is corrected to another convention is told no more of the end of the first', () => {
  const corrected = commandOn(habilitation)('2018-01-02T08:00:00Z', 'CorrectHabilitation', {
    corrections: [
      {
        corrects: 0,
        instead: {
          type: 'RequestHabilitation',
          data: { ...request.command.data, conventionId: 'psu-autre' }
        }
      }
    ],
    motif: 'autre convention'
  })
  const terminated = commandOn('convention-psu-1960-2017')('2018-06-01T08:00:00Z', 'TerminateConvention', {
    on: '2018-06-01',
    manquement: 'codes confiés'
  })
  const told = (...more: Parameters<typeof journalOf>[0]) => {
    const journal = journalOf([...signedScheduled, ...more, terminated])
    const reactions = shippedReactions()
    for (const event of journal) reactions.take(event)
    const last = journal.findLast(({ type }) => type === 'ConventionTerminated')
    return last === undefined ? [] : reactions.to(last, shippedModels).map(({ stream }) => stream)
  }
  expect(told()).toEqual([habilitation, 'habilitation-h-1960-2'])
  expect(told(corrected)).toEqual(['habilitation-h-1960-2'])
})

const MayActUse = t.type({
  personneId: PersonneId,
  etablissementId: ÉtablissementId,
  role: StableId,
  on: DateCivile
})
const convention = 'convention-psu-1960-2017'
const onConvention = commandOn(convention)
const withdrawal = (at: string, modificationId: string, role: string, kind = 'withdraw-role') => [
  onConvention(`${at}T08:00:00Z`, 'SignalModification', {
    modificationId,
    changes: [
      {
        kind,
        personneId: 'p-1960-2',
        role,
        etablissementId: '201500086',
        ...(kind === 'attribute-role' ? { rang: 'titulaire' } : {})
      }
    ],
    signalledOn: '2018-01-15',
    channel: 'courrier'
  }),
  onConvention(`${at}T09:00:00Z`, 'ReceiveFormulaire', { modificationId, receivedOn: at })
]
const receivedAt = psu2017.length + 1
const history = [
  ...signedScheduled,
  ...withdrawal('2018-03-01', 'm-1', 'activite'),
  onConvention('2018-04-03T08:00:00Z', 'CorrectConvention', {
    corrections: [
      {
        corrects: receivedAt,
        instead: { type: 'ReceiveFormulaire', data: { modificationId: 'm-1', receivedOn: '2018-02-01' } }
      }
    ],
    motif: 'date mal lue'
  }),
  ...withdrawal('2018-06-01', 'm-2', 'activite', 'attribute-role'),
  ...withdrawal('2018-07-02', 'm-3', 'activite'),
  onConvention('2018-09-03T08:00:00Z', 'TerminateConvention', {
    on: '2018-10-01',
    manquement: 'Codes prêtés'
  })
].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** The journal of the history, with the reactions run as often as is said after each of its commands, and at its end. */
const journalWith = (after: number, atEnd: number) => {
  const journal = memoryJournal(shippedModels)
  for (const { stream, command, at } of history) {
    const given = journal.give(stream, command, at)
    if (E.isLeft(given)) throw new Error(JSON.stringify(given.left))
    for (let i = 0; i < after; i++) journal.react(at)
  }
  for (let i = 0; i < atEnd; i++) journal.react(instant('2024-01-02T08:00:00Z'))
  return journal.index()
}
const days = [
  '2017-03-06',
  '2018-01-31',
  '2018-02-01',
  '2018-03-15',
  '2018-06-01',
  '2018-07-02',
  '2018-10-01'
]
const uses = ['p-1960-2', 'p-1960-3'].flatMap(personneId =>
  ['activite', 'financier', 'approbateur'].flatMap(role => days.map(on => ({ personneId, role, on })))
)
const answersOf = (index: ReturnType<typeof journalWith>) =>
  uses.map(use => {
    // When something was last recorded is no part of the answer.
    const { lastRecordedAt, ...answer } = index.mayAct(
      read(MayActUse, { ...use, etablissementId: '201500086' })
    )
    return answer
  })
const toldIn = (index: ReturnType<typeof journalWith>) =>
  index.history({ dossier: habilitation, order: 'recording' }).acts.filter(({ type }) => type === 'RôleTold')

test('G16 P21 the answers are the same whether the reactions never run, run at once, late, or twice', () => {
  const never = journalWith(0, 0)
  expect(toldIn(never)).toEqual([])
  expect(new Set(answersOf(never).map(({ answer }) => answer))).toEqual(new Set(['oui', 'non']))
  for (const index of [journalWith(1, 0), journalWith(0, 1), journalWith(2, 2)]) {
    expect(toldIn(index).length).toBeGreaterThan(0)
    expect(answersOf(index)).toEqual(answersOf(never))
  }
})

test('P21 G13 an habilitation knows each time what its annexe says, and which act made it so; late, the last alone', () => {
  const ends = toldIn(journalWith(1, 0)).map(({ says, effectiveFrom, cause, contenu }) => ({
    says,
    effectiveFrom,
    cause: cause?.type,
    contenu
  }))
  const from = (on: string | null, to: string | null) => ({ from: on, to })
  expect(ends).toMatchObject([
    { says: { held: [from(null, '2018-03-01')] }, effectiveFrom: '2018-03-01', cause: 'FormulaireReceived' },
    { says: { held: [from(null, '2018-02-01')] }, effectiveFrom: '2018-02-01', cause: 'ConventionCorrected' },
    { says: { held: [from(null, '2018-02-01'), from('2018-06-01', null)] }, cause: 'FormulaireReceived' },
    { says: { held: [from(null, '2018-02-01'), from('2018-06-01', '2018-07-02')] } }
  ])
  expect(ends.at(-1)?.contenu).toContain(
    "Jours à l'annexe : jusqu'au 31/01/2018 ; du 01/06/2018 au 01/07/2018"
  )
  const late = toldIn(journalWith(0, 1))
  expect(late).toHaveLength(1)
  expect(late[0]?.says).toEqual(ends.at(-1)?.says)
})
