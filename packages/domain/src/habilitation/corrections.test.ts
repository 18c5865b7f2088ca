import { personne } from '../../test/convention-commands'
import {
  block,
  check,
  closeAccess,
  correct,
  correctAll,
  deliver,
  given,
  mefDelivered,
  mefReturned,
  psuDelivered,
  refuse,
  report,
  requestPsu,
  role,
  send,
  signedReturn,
  tellEnd,
  unblock
} from '../../test/habilitation-commands'
import { shippedModels } from '../model'
import { dateCivile } from '../time'
import {
  accèsOn,
  type HabilitationCommand,
  type HabilitationState,
  habilitationLine,
  habilitationValueOn,
  reportOf
} from '.'

const accès = (state: HabilitationState, ...dates: ReadonlyArray<string>) =>
  dates.map(on => accèsOn(state, dateCivile(on))?.status)
const step = (state: HabilitationState, date: string) =>
  habilitationValueOn(state, 'demande', '', dateCivile(date))
/** What the line of the departure says of a late report. */
const lateness = (state: HabilitationState, date: string) => {
  const départ = habilitationValueOn(state, 'depart', '', dateCivile(date))
  const model = shippedModels.find(({ id }) => id === state.model?.id)
  if (départ === null || model === undefined) return null
  const { late, computation } = reportOf(model, départ)
  return late === 'oui' ? computation : null
}

test('G1 P27 a delivery recorded on the wrong day: nobody enters before the right one', () => {
  const { events, state } = given(...psuDelivered).when(correct(1, deliver('2017-03-06')))
  expect(events).toMatchObject([
    {
      type: 'HabilitationCorrected',
      data: {
        says: {
          corrections: [
            { corrects: 1, instead: { type: 'HabilitationDelivered', says: { on: '2017-03-06' } } }
          ],
          motif: 'saisie erronée'
        },
        moves: [
          { kind: 'delivrance', period: { from: '2017-03-01', to: '2017-03-06' }, value: null },
          { kind: 'demande', period: { from: '2017-03-01', to: '2017-03-06' }, value: { step: 'requested' } }
        ]
      }
    }
  ])
  expect(accès(state, '2017-03-05', '2017-03-06')).toEqual(['jamais-ouvert', 'ouvert'])
  expect(step(state, '2017-03-06')).toEqual({ status: 'en-cours', step: 'delivered' })
  const earlier = given(...psuDelivered).when(correct(1, deliver('2017-02-24')))
  expect(accès(earlier.state, '2017-02-23', '2017-02-24')).toEqual(['jamais-ouvert', 'ouvert'])
})

test('G1 P27 a delivery withdrawn: the access was never open, and may be delivered', () => {
  const { state } = given(...psuDelivered).when(correct(1, null))
  expect(accès(state, '2017-03-01', '2030-01-01')).toEqual(['jamais-ouvert', 'jamais-ouvert'])
  expect(step(state, '2030-01-01')).toEqual({ status: 'en-cours', step: 'requested' })
  expect(given.from(state).when(deliver('2017-03-06')).events).toHaveLength(1)
})

test('G1 P19 a departure recorded on the wrong day: the access, and whether it was told late, follow', () => {
  const departed = given(...psuDelivered, report('2018-06-01', '2018-06-20'))
  expect(lateness(departed.state, '2018-06-01')).toBe(
    'départ 01/06/2018 + 15 jours = 16/06/2018 ; signalé le 20/06/2018'
  )
  const { state } = departed.when(correct(2, report('2018-06-10', '2018-06-20')))
  expect(accès(state, '2018-06-09', '2018-06-10')).toEqual(['ouvert', 'ferme'])
  expect(lateness(state, '2018-06-10')).toBeNull()
  const stays = departed.when(correct(2, null))
  expect(accès(stays.state, '2018-06-01', '2030-01-01')).toEqual(['ouvert', 'ouvert'])
  // It was no departure, but the Caf's own closing.
  const closed = departed.when(correct(2, closeAccess('2018-06-01')))
  expect(accèsOn(closed.state, dateCivile('2018-06-01'))).toMatchObject({ cause: 'retrait' })
})

test('G1 P15 P17 a blocking and its lifting', () => {
  const { when } = given(...psuDelivered, block('2018-05-14'), unblock('2018-05-20'))
  expect(accès(when(correct(2, block('2018-05-10'))).state, '2018-05-10', '2018-05-20')).toEqual([
    'bloque',
    'ouvert'
  ])
  expect(accès(when(correct(3, unblock('2018-05-25'))).state, '2018-05-24', '2018-05-25')).toEqual([
    'bloque',
    'ouvert'
  ])
  expect(accès(when(correct(3, null)).state, '2030-01-01')).toEqual(['bloque'])
})

test('G1 M8 a step recorded on the wrong day keeps its place among the others', () => {
  const { when } = given(...mefDelivered)
  const { state } = when(correct(2, check('2023-06-25')))
  expect([step(state, '2023-06-24'), step(state, '2023-06-25')]).toEqual([
    { status: 'en-cours', step: 'acknowledged' },
    { status: 'en-cours', step: 'checked' }
  ])
  expect(when(correct(2, check('2023-06-11'))).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.corrections[0].instead.data.on', article: { article: '3-1' } }
  ])
  expect(when(correct(2, check('2023-07-10'))).refusals).toMatchObject([
    {
      code: 'rests-upon',
      path: 'data.corrections',
      article: { article: '3-1' },
      facts: { revision: 3, because: { code: 'dates-out-of-order' } }
    }
  ])
  const { refusals } = when(correct(4, null))
  expect(refusals.map(({ sentence }) => sentence)).toEqual([
    "l'événement 5, enregistré depuis, ne tiendrait plus : l'étape « délivrance » vient après : retour signé ; la demande en est à « envoi de la convention »"
  ])
})

test('G1 M8 a refusal recorded by mistake is withdrawn: the request goes on', () => {
  const { state } = given(requestPsu(), refuse('2017-02-28')).when(correct(1, null))
  expect(step(state, '2017-02-28')).toEqual({ status: 'en-cours', step: 'requested' })
  expect(habilitationValueOn(state, 'motif-de-refus', '', dateCivile('2017-02-28'))).toBeNull()
  expect(given.from(state).when(deliver('2017-03-01')).events).toHaveLength(1)
})

test('G1 G18 P8 a request is corrected: its person, its convention, its roles, its date', () => {
  const { when, state } = given(...psuDelivered)
  const right = requestPsu({
    conventionId: 'essai-autre',
    personneId: 'p-2',
    requestedOn: '2017-02-20',
    roles: [role('financier')],
    personne: personne('LE GALL', { mail: 'jeanne.legall@example.fr' })
  })
  const corrected = when(correct(0, right)).state
  expect(habilitationLine(corrected, 'sujet', '')).toEqual([
    { from: null, value: { conventionId: 'essai-autre', personneId: 'p-2' } }
  ])
  expect(habilitationValueOn(corrected, 'personne', 'p-2', null)).toMatchObject({ nom: 'LE GALL' })
  // She was named by mistake: no line of the dossier names her any more.
  expect(habilitationValueOn(corrected, 'personne', 'p-1', null)).toBeNull()
  expect(habilitationValueOn(corrected, 'roles', '', null)).toMatchObject([{ role: 'financier' }])
  expect(step(corrected, '2017-02-20')).toEqual({ status: 'en-cours', step: 'requested' })
  expect(step(corrected, '2017-02-19')).toBeNull()
  expect(accès(corrected, '2017-02-28', '2017-03-01')).toEqual(accès(state, '2017-02-28', '2017-03-01'))
  expect(when(correct(0, requestPsu({ requestedOn: '2017-04-01' }))).refusals).toMatchObject([
    { code: 'rests-upon', facts: { revision: 1, because: { code: 'dates-out-of-order' } } }
  ])
  expect(when(correct(0, requestPsu({ roles: [] }))).refusals).toMatchObject([
    { code: 'no-role', path: 'data.corrections[0].instead.data.roles' }
  ])
})

test('G1 what was recorded since must still hold: a blocking before the delivery does not', () => {
  const { when } = given(...psuDelivered, block('2018-05-14'))
  expect(when(correct(1, deliver('2018-06-01'))).codes).toEqual(['rests-upon'])
  expect(when(correct(1, null)).codes).toEqual(['rests-upon'])
})

test('G1 M8 a step or a refusal that a later date would overtake names the act in its way', () => {
  const refused = given(...mefReturned.slice(0, 3), refuse('2023-06-25'))
  expect(refused.when(correct(2, check('2023-06-24'))).events).toHaveLength(1)
  expect(refused.when(correct(2, check('2023-06-26'))).refusals).toMatchObject([
    { code: 'rests-upon', facts: { revision: 3, because: { code: 'dates-out-of-order' } } }
  ])
  // Nothing was refused on the step that no longer is.
  expect(refused.when(correct(2, null)).events).toHaveLength(1)
  expect(refused.when(correct(1, null)).refusals).toMatchObject([
    { code: 'rests-upon', facts: { revision: 2, because: { code: 'step-out-of-order' } } }
  ])
})

test('G18 a departure corrected to before a blocking or a delivery closes over it: neither is undone', () => {
  const blocked = given(...psuDelivered, report('2018-08-01', '2018-08-01'), block('2018-05-14'))
  const { state } = blocked.when(correct(2, report('2018-05-01', '2018-05-02')))
  expect(accès(state, '2018-04-30', '2018-05-01', '2018-05-14')).toEqual(['ouvert', 'ferme', 'ferme'])
  // The blocking can still be corrected, and the delivery.
  const { when } = given.from(state)
  expect(when(correct(3, block('2018-05-14', 'decision'))).events).toHaveLength(1)
  expect(accès(when(correct(1, deliver('2017-03-02'))).state, '2017-03-01', '2017-03-02')).toEqual([
    'jamais-ouvert',
    'ouvert'
  ])
})

test('G1 P19 of two departures the earliest closes, whichever is corrected or withdrawn', () => {
  const twice = given(...psuDelivered, report('2018-06-01', '2018-06-02'), report('2018-05-01', '2018-05-02'))
  const closes = (n: number, instead: HabilitationCommand | null, ...dates: ReadonlyArray<string>) =>
    accès(twice.when(correct(n, instead)).state, ...dates)
  expect(closes(2, report('2018-06-10', '2018-06-11'), '2018-04-30', '2018-05-01')).toEqual([
    'ouvert',
    'ferme'
  ])
  expect(closes(2, report('2018-04-10', '2018-04-11'), '2018-04-09', '2018-04-10')).toEqual([
    'ouvert',
    'ferme'
  ])
  expect(closes(3, null, '2018-05-31', '2018-06-01')).toEqual(['ouvert', 'ferme'])
  expect(closes(2, null, '2018-04-30', '2018-05-01')).toEqual(['ouvert', 'ferme'])
})

test('G1 it names an act', () => {
  const { when } = given(...psuDelivered, correct(1, deliver('2017-03-06')))
  expect(when(correct(7, null)).codes).toEqual(['nothing-to-correct'])
  expect(when(correct(0, null)).codes).toEqual(['cannot-withdraw'])
  expect(when(correct(0, deliver('2017-03-01'))).codes).toEqual(['opens-elsewhere'])
  expect(when(correct(1, requestPsu())).codes).toEqual(['opens-elsewhere'])
  expect(when(correct(2, null)).refusals).toMatchObject([
    { code: 'nothing-to-correct', facts: { corrects: 2, place: 1 } }
  ])
  expect(given().when(correct(0, null)).codes).toEqual(['not-requested'])
})

test('G1 an act recorded as another is replaced by the one that it was', () => {
  const { state } = given(...psuDelivered, block('2018-05-14')).when(correct(2, closeAccess('2018-05-14')))
  expect(accès(state, '2018-05-13', '2018-05-14')).toEqual(['ouvert', 'ferme'])
  expect(given(...psuDelivered).when(correct(1, block('2018-05-14'))).codes).toEqual(['not-delivered'])
})

test('G13 G1 the same again is nothing; the place stays the same whatever corrected it, and what was withdrawn can stand again', () => {
  const right = correct(1, deliver('2017-03-06'))
  const { when } = given(...psuDelivered, right)
  expect(when(right).events).toEqual([])
  expect(accès(when(correct(1, deliver('2017-03-07'))).state, '2017-03-06', '2017-03-07')).toEqual([
    'jamais-ouvert',
    'ouvert'
  ])
  expect(given(...psuDelivered).when(correct(1, deliver('2017-03-01'))).events).toEqual([])
  expect(given(...mefDelivered).when(correct(4, signedReturn('2023-07-26'))).events).toEqual([])
  const withdrawn = given(...psuDelivered, correct(1, null))
  expect(withdrawn.when(correct(1, null)).events).toEqual([])
  expect(accès(withdrawn.when(correct(1, deliver('2017-03-01'))).state, '2017-03-01')).toEqual(['ouvert'])
})

test('G18 several mistakes at once: what neither correction would leave alone is accepted together', () => {
  const { when } = given(...mefDelivered)
  expect(when(correct(3, send('2023-07-27'))).codes).toEqual(['rests-upon'])
  const { state } = when(correctAll([3, send('2023-07-27')], [4, signedReturn('2023-07-28')]))
  expect([step(state, '2023-07-27'), step(state, '2023-07-28')]).toEqual([
    { status: 'en-cours', step: 'convention-sent' },
    { status: 'en-cours', step: 'delivered' }
  ])
})

test('G1 P22 the end of the convention outlives a correction of the departure', () => {
  const ended = given(...psuDelivered, tellEnd('2018-05-02'), report('2018-04-01', '2018-04-02'))
  const { state } = ended.when(correct(3, null))
  expect(accès(state, '2018-04-01', '2018-05-02')).toEqual(['ouvert', 'ferme'])
})
