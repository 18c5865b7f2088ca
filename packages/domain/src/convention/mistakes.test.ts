import {
  agreeNonRespect,
  annul,
  correct,
  correctRecord,
  correctSignature,
  derogation,
  draftMef,
  draftPsu,
  fiche,
  given,
  mefSigned,
  notice,
  psuDrafted,
  psuSigned,
  rivageDrafted,
  sign,
  terminate,
  transmit,
  withdraw
} from '../../test/convention-commands'
import { typesOf } from '../../test/decider-specification'
import { dateCivile } from '../time'
import { timelineOf, valueOn } from '../timeline'
import { conventionRefusalSentence } from './refusals'
import { type ConventionState, effetOn } from './state'

const statusOn = (state: ConventionState, date: string) => effetOn(state, dateCivile(date)).status
const noticed = [...mefSigned, notice('2024-04-20', '2024-04-26')]
const terminated = [...psuSigned, terminate('2018-05-02')]

test('G1 M19 a notice recorded with the wrong date of receipt: the échéance is that of the right one', () => {
  const { events, state } = given(...noticed).when(correctRecord(13, notice('2024-04-20', '2024-04-29')))
  expect(events).toMatchObject([
    {
      type: 'ConventionCorrected',
      data: {
        corrects: 13,
        instead: { type: 'NoticeGiven', data: { receivedOn: '2024-04-29', echeance: '2025-07-26' } }
      }
    }
  ])
  expect([statusOn(state, '2024-07-26'), statusOn(state, '2025-07-25')]).toEqual(['en-vigueur', 'en-vigueur'])
  expect(effetOn(state, dateCivile('2025-07-26'))).toMatchObject({
    status: 'terminee',
    cause: 'preavis',
    computation: expect.stringContaining(
      'reçu le 29/04/2024 (la réception compte) ; échéance du 26/07/2025, dernier jour du préavis : 26/07/2025 − 3 mois = 26/04/2025'
    )
  })
})

test('G1 M18 a notice recorded on the wrong convention is withdrawn: it is renewed tacitly again', () => {
  const { events, state } = given(...noticed).when(correctRecord(13, null))
  expect(events).toMatchObject([{ data: { corrects: 13, instead: null } }])
  expect(timelineOf(state.timelines, 'effet', '')).toEqual(
    timelineOf(given(...mefSigned).state.timelines, 'effet', '')
  )
  // A notice may be given again.
  expect(given.from(state).when(notice('2024-04-20', '2024-04-26')).events).toMatchObject([
    { type: 'NoticeGiven', data: { echeance: '2024-07-26' } }
  ])
})

test('G1 M19 of two notices, the one that stands ends the convention', () => {
  const two = given(
    ...mefSigned,
    notice('2024-04-20', '2024-04-27'),
    notice('2024-04-20', '2024-04-26', 'caf')
  )
  expect(statusOn(two.state, '2024-07-26')).toBe('terminee')
  const later = two.when(correctRecord(14, null))
  expect([statusOn(later.state, '2024-07-26'), statusOn(later.state, '2025-07-26')]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  const earlier = two.when(correctRecord(13, null))
  expect(statusOn(earlier.state, '2024-07-26')).toBe('terminee')
  // The first one, moved, is not what ends it; withdrawn or not, the second is.
  const moved = two.when(correctRecord(13, notice('2024-04-20', '2024-04-28')))
  expect(effetOn(moved.state, dateCivile('2024-07-26'))).toMatchObject({ cause: 'preavis' })
  expect(given.from(moved.state).when(correctRecord(14, null)).state).toMatchObject({
    signed: { effect: { period: { to: null } } }
  })
})

test('G1 P22 a termination recorded with the wrong day, or that should not have been', () => {
  const { when } = given(...terminated)
  const moved = when(correctRecord(13, terminate('2018-06-02')))
  expect([statusOn(moved.state, '2018-06-01'), statusOn(moved.state, '2018-06-02')]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(effetOn(moved.state, dateCivile('2018-06-02'))).toMatchObject({ cause: 'resiliation' })
  const earlier = when(correctRecord(13, terminate('2018-04-02')))
  expect(statusOn(earlier.state, '2018-04-02')).toBe('terminee')
  const withdrawn = when(correctRecord(13, null))
  expect(effetOn(withdrawn.state, dateCivile('2018-05-02'))).toMatchObject({ status: 'en-vigueur' })
  expect(effetOn(withdrawn.state, dateCivile('2021-01-01'))).toMatchObject({ cause: 'terme' })
})

test('G1 P22 a termination withdrawn leaves the notice that was given before', () => {
  const { state } = given(
    ...rivageDrafted(),
    ...['association', 'commune', 'caf'].map(partie => sign(partie, '2024-01-10')),
    notice('2025-06-01', '2025-06-03', 'commune'),
    terminate('2024-06-01')
  ).when(correctRecord(14, null))
  expect(statusOn(state, '2026-01-09')).toBe('en-vigueur')
  expect(effetOn(state, dateCivile('2026-01-10'))).toMatchObject({ status: 'terminee', cause: 'preavis' })
})

test('G1 M17 a corrected notice follows the signature corrected afterwards, and before', () => {
  const after = given(...noticed, correctRecord(13, notice('2024-04-20', '2024-04-29')))
  expect(after.when(correctSignature('fournisseur', '2023-08-02')).events).toMatchObject([
    { data: { effect: { period: { from: '2023-08-02', to: '2024-08-02' }, cause: 'preavis' } } }
  ])
  const before = given(...noticed, correctSignature('fournisseur', '2023-08-02'))
  const { state } = before.when(correctRecord(13, null))
  expect([statusOn(state, '2023-08-01'), statusOn(state, '2030-08-02')]).toEqual(['a-venir', 'en-vigueur'])
})

test('G1 P7 a convention that runs again needs its roles held again', () => {
  const { when } = given(...terminated, correct(8, '2018-05-02', null, [withdraw('p-1', 'approbateur')]))
  expect(when(correctRecord(13, null)).refusals).toMatchObject([
    {
      code: 'role-uncovered',
      facts: { role: { id: 'approbateur' }, etablissementId: 'e-1', from: '2018-05-02' }
    }
  ])
  expect(when(correctRecord(13, terminate('2018-04-02'))).codes).toEqual([])
})

test('G1 P3 a dérogation recorded with the wrong last day, agreement or objet', () => {
  const granted = given(...psuDrafted, derogation('2017-09-01'))
  const shown = (state: ConventionState) => timelineOf(state.timelines, 'derogation', 'd-1')
  for (const right of [
    derogation('2017-10-01'),
    derogation('2017-05-01'),
    derogation('2017-09-01', { agreedOn: '2017-03-01' }),
    derogation('2017-09-01', { objet: 'Un autre objet', etablissementIds: ['e-1', 'e-2'] })
  ]) {
    const { events, state } = granted.when(correctRecord(10, right))
    expect(typesOf(events)).toEqual(['ConventionCorrected'])
    expect(shown(state)).toEqual(shown(given(...psuDrafted, right).state))
  }
  const { state } = granted.when(correctRecord(10, null))
  expect(shown(state)).toEqual([{ from: null, value: null }])
  expect(granted.when(correctRecord(10, derogation('2016-12-15'))).refusals).toMatchObject([
    { code: 'period-empty', path: 'data.instead.data.to', article: { article: 'annexe 3' } }
  ])
})

test('G1 P3 the id of a dérogation is corrected too, unless it is that of another', () => {
  const other = derogation('2017-10-01', { derogationId: 'd-2' })
  const one = given(...psuDrafted, derogation('2017-09-01'))
  const { state } = one.when(correctRecord(10, derogation('2017-09-01', { derogationId: 'd-2' })))
  const on = dateCivile('2017-08-31')
  expect(['d-1', 'd-2'].map(id => valueOn(on)(timelineOf(state.timelines, 'derogation', id))?.objet)).toEqual(
    [undefined, 'Congés']
  )
  const two = given(...psuDrafted, derogation('2017-09-01'), other)
  expect(
    two.when(correctRecord(10, derogation('2017-09-01', { derogationId: 'd-2' }))).refusals
  ).toMatchObject([{ code: 'already-granted', path: 'data.instead.data.derogationId' }])
})

test('G1 P3 an agreement withdrawn: the one before holds on, whichever was recorded first', () => {
  const agreedOn = (state: ConventionState, date: string) =>
    valueOn(dateCivile(date))(timelineOf(state.timelines, 'non-respect', ''))?.agreedOn ?? null
  for (const agreements of [
    ['2018-01-10', '2019-01-10'],
    ['2019-01-10', '2018-01-10']
  ]) {
    const { when } = given(...psuSigned, ...agreements.map(on => agreeNonRespect(on)))
    const { state } = when(correctRecord(13 + agreements.indexOf('2019-01-10'), null))
    expect([agreedOn(state, '2018-01-09'), agreedOn(state, '2020-01-10')]).toEqual([null, '2018-01-10'])
    const moved = when(correctRecord(13 + agreements.indexOf('2018-01-10'), agreeNonRespect('2018-06-10')))
    expect(['2018-06-09', '2018-06-10', '2019-01-10'].map(on => agreedOn(moved.state, on))).toEqual([
      null,
      '2018-06-10',
      '2019-01-10'
    ])
  }
})

test('G1 M22 a clause annulled by mistake, or on the wrong day', () => {
  const { when } = given(...mefSigned, annul('2024-01-15'))
  const on = (state: ConventionState, date: string) =>
    valueOn(dateCivile(date))(timelineOf(state.timelines, 'clause', '2')) !== null
  expect(on(when(correctRecord(13, null)).state, '2024-01-15')).toBe(false)
  const { state } = when(correctRecord(13, annul('2024-02-15')))
  expect([on(state, '2024-02-14'), on(state, '2024-02-15')]).toEqual([false, true])
})

test('G1 M24 a transmission recorded wrong, and its warning', () => {
  const warning = (state: ConventionState) =>
    timelineOf(state.timelines, 'warning', 'transmitted-after-signature')[0]?.value?.computation ?? null
  const sent = (state: ConventionState) =>
    timelineOf(state.timelines, 'transmission', '')[0]?.value?.transmittedOn ?? null
  const late = given(...mefSigned, transmit('2023-08-07'))
  expect(warning(late.state)).toBe('signée le 26/07/2023, transmise le 07/08/2023')
  const right = late.when(correctRecord(13, transmit('2023-07-26', '2023-08-07')))
  expect([sent(right.state), warning(right.state)]).toEqual(['2023-07-26', null])
  const none = late.when(correctRecord(13, null))
  expect([sent(none.state), warning(none.state)]).toEqual([null, null])
})

test('G1 P29 a fiche with a SIRET mistyped is corrected; persons and parties are not, here', () => {
  const right = { ...fiche, siret: '732 829 320 00074' }
  for (const before of [[draftPsu()], psuDrafted, psuSigned]) {
    const { events, state } = given(...before).when(correctRecord(0, draftPsu({ fiche: right })))
    expect(events).toMatchObject([
      {
        data: {
          corrects: 0,
          facts: [{ kind: 'fiche', value: { siret: '73282932000074' }, period: { from: null, to: null } }]
        }
      }
    ])
    expect(state.drafted?.fiche?.siret).toBe('73282932000074')
    // The draft as corrected is the one that exists (G13).
    expect(given.from(state).when(draftPsu({ fiche: right })).events).toEqual([])
  }
  const { when } = given(...psuSigned)
  for (const other of [
    draftPsu({ fiche: right, conventionId: 'autre' }),
    draftPsu({ fiche: right, parties: [...JSON.parse(JSON.stringify(draftPsu().data)).parties].reverse() }),
    draftPsu({ fiche: right, personnes: [{ personneId: 'p-1', personne: nameless }] })
  ])
    expect(when(correctRecord(0, other)).codes).not.toEqual([])
  expect(
    when(correctRecord(0, draftPsu({ fiche: { ...right, representantLegal: 'p-9' } }))).refusals
  ).toMatchObject([{ code: 'unknown-personne', path: 'data.instead.data.fiche.representantLegal' }])
})
const nameless = { nom: 'AUTRE', prenom: 'Dominique', fonction: 'Agent', mail: null, telephone: null }

test('G1 P27 a declared period mistyped: the effect of what is signed is computed again', () => {
  const period = { from: '2017-01-01', to: '2020-01-01' }
  const { state } = given(...psuSigned).when(correctRecord(0, draftPsu({ period })))
  expect([statusOn(state, '2019-12-31'), statusOn(state, '2020-01-01')]).toEqual(['en-vigueur', 'terminee'])
  // A termination that stands still ends it.
  const ended = given(...terminated).when(correctRecord(0, draftPsu({ period })))
  expect(effetOn(ended.state, dateCivile('2018-05-02'))).toMatchObject({ cause: 'resiliation' })
  expect(
    given(...terminated).when(
      correctRecord(0, draftPsu({ period: { from: '2018-06-01', to: '2021-01-01' } }))
    ).refusals
  ).toMatchObject([{ code: 'period-empty', path: 'data.instead.data.period', article: { article: '5' } }])
  expect(given(...psuDrafted).when(correctRecord(0, draftPsu({ period }))).events).toMatchObject([
    { data: { facts: [] } }
  ])
})

test('G1 M23 another date that names the convention: the warning follows', () => {
  const { when } = given(draftMef({ namedDate: '2023-07-03' }), ...mefSigned.slice(1))
  const { events } = when(correctRecord(0, draftMef({ namedDate: '2023-07-06' })))
  expect(events).toMatchObject([
    {
      data: {
        facts: expect.arrayContaining([expect.objectContaining({ id: 'named-date-differs', value: null })])
      }
    }
  ])
})

test('G1 M17 a text that some have signed and others not is not corrected under their signature', () => {
  const half = given(...psuDrafted, derogation('2017-09-01'), sign('gestionnaire', '2017-02-23'))
  for (const correction of [
    correctRecord(10, derogation('2017-10-01')),
    correctRecord(10, null),
    correctRecord(0, draftPsu({ namedDate: '2017-02-23' }))
  ])
    expect(half.when(correction).refusals).toMatchObject([
      { code: 'draft-closed', facts: { signedBy: [{ id: 'gestionnaire' }] } }
    ])
})

test('G1 it names an event of the right type, that stands', () => {
  const { when, state } = given(...noticed)
  for (const [corrects, instead] of [
    [99, null],
    [state.revision, null],
    [12, null],
    [10, null],
    [3, null],
    [13, terminate('2024-06-01')],
    [12, notice('2024-04-20', '2024-04-26')]
  ] as const) {
    const { refusals } = when(correctRecord(corrects, instead))
    expect(refusals).toMatchObject([
      { code: 'nothing-to-correct', path: 'data.corrects', facts: { corrects, last: 13 } }
    ])
    expect(refusals.map(conventionRefusalSentence)).not.toContain('')
  }
  expect(given().when(correctRecord(0, null)).codes).toEqual(['not-drafted'])
})

test('G1 the right command is refused as it would have been, with its path', () => {
  const { when } = given(...noticed)
  expect(when(correctRecord(13, notice('2024-04-26', '2024-04-20', 'gestionnaire'))).refusals).toMatchObject([
    { code: 'unknown-partie', path: 'data.instead.data.partie' },
    { code: 'dates-out-of-order', path: 'data.instead.data.receivedOn' }
  ])
  expect(given(...terminated).when(correctRecord(13, terminate('2022-01-01'))).refusals).toMatchObject([
    { code: 'not-in-force', path: 'data.instead.data.on', article: { source: 'PSU', article: '2.4' } }
  ])
})

test('G1 a correction may itself be corrected: by the event that replaced the mistaken one, not by that one', () => {
  const once = given(...noticed, correctRecord(13, notice('2024-04-20', '2024-04-29')))
  const third = notice('2024-04-20', '2024-04-25')
  expect(once.when(correctRecord(13, third)).codes).toEqual(['nothing-to-correct'])
  const twice = once.when(correctRecord(14, third))
  expect(statusOn(twice.state, '2024-07-26')).toBe('terminee')
  expect(given.from(twice.state).when(correctRecord(15, null)).state).toMatchObject({
    signed: { effect: { period: { to: null } } }
  })
})

test('G13 the same correction again gives no event, also after others', () => {
  const right = correctRecord(13, notice('2024-04-20', '2024-04-29'))
  const known = given(...noticed, right)
  expect(known.when(right).events).toEqual([])
  expect(given.from(known.when(transmit('2023-08-07')).state).when(right).events).toEqual([])
  const signed = known.when(correctSignature('fournisseur', '2023-08-02')).state
  expect(given.from(signed).when(right).events).toEqual([])
  const withdrawn = given(...noticed, correctRecord(13, null))
  expect(withdrawn.when(correctRecord(13, null)).events).toEqual([])
  // What was recorded is what should have been.
  expect(given(...noticed).when(correctRecord(13, notice('2024-04-20', '2024-04-26'))).events).toEqual([])
  expect(known.when(correctRecord(13, null)).codes).toEqual(['nothing-to-correct'])
})

test('G1 P20 an act is no way around the instruments: annexes are not touched', () => {
  const { state } = given(...terminated, correctRecord(13, null))
  const before = given(...psuSigned).state
  for (const kind of ['attribution', 'etablissement', 'personne', 'partie'] as const)
    expect([...(state.timelines[kind] ?? [])]).toEqual([...(before.timelines[kind] ?? [])])
})
