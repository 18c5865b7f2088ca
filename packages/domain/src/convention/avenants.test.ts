import {
  amend,
  amendFiche,
  attribute,
  correct,
  draftPsu,
  fiche,
  given,
  identify,
  list,
  mefSigned,
  notice,
  partie,
  psuDrafted,
  psuSigned,
  receive,
  revise,
  sign,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, valueOn } from '../../test/convention-lines'
import { typesOf } from '../testing'
import type { ConventionState } from '.'

const asked = signal('m-1', '2023-09-01', [
  attribute('p-2', 'disponibilites'),
  withdraw('p-1', 'disponibilites')
])
const signalled = given(...mefSigned, asked)

test('M21 every change of a MEF convention or of its annexes needs an avenant', () => {
  for (const change of [identify('p-1', 'MARTIN'), attribute('p-2', 'fonctionnement'), list('e-3')]) {
    const { when } = given(...mefSigned, signal('m-1', '2023-09-01', [change]))
    for (const lighter of [receive('m-1', '2023-09-02'), revise('m-1', '2023-09-02')])
      expect(when(lighter).refusals).toMatchObject([
        { code: 'instrument-needed', article: { source: 'MEF', article: '6' }, facts: { needed: 'avenant' } }
      ])
  }
})

test('M21 it takes effect at the last signature, in whatever order they come', () => {
  const orders = [
    [signAvenant('m-1', 'fournisseur', '2023-09-05'), signAvenant('m-1', 'caf', '2023-09-12')],
    [signAvenant('m-1', 'caf', '2023-09-12'), signAvenant('m-1', 'fournisseur', '2023-09-05')]
  ] as const
  for (const [first, last] of orders) {
    const half = signalled.when(first)
    expect(half.events).toMatchObject([{ type: 'AvenantSigned', data: { moves: [{ kind: 'signature' }] } }])
    expect(holdersOn(half.state, 'disponibilites', 'e-1', '2024-01-01')).toEqual(['p-1'])
    const { events, state } = given(...mefSigned, asked, first).when(last)
    expect(typesOf(events)).toEqual(['AvenantSigned'])
    expect(holdersOn(state, 'disponibilites', 'e-1', '2023-09-11')).toEqual(['p-1'])
    expect(holdersOn(state, 'disponibilites', 'e-1', '2023-09-12')).toEqual(['p-2'])
  }
})

test('M21 signatures of the convention are not those of its avenant', () => {
  const { events, state } = signalled.when(
    signAvenant('m-1', 'caf', '2023-09-12', { channel: 'signature-electronique' })
  )
  expect(['caf', 'caf/m-1'].map(id => valueOn(state, 'signature', id, null)?.signedOn)).toEqual([
    '2023-07-06',
    '2023-09-12'
  ])
  expect(events).toMatchObject([
    {
      type: 'AvenantSigned',
      data: { says: { modificationId: 'm-1', partie: 'caf', channel: 'signature-electronique' } }
    }
  ])
})

test('M21 an avenant signed before the change is signalled, twice by one party, or by a stranger, is refused', () => {
  expect(signalled.when(signAvenant('m-1', 'caf', '2023-08-31')).refusals).toMatchObject([
    {
      code: 'before-signalled',
      path: 'data.signedOn',
      facts: { signalledOn: '2023-09-01', on: '2023-08-31' }
    }
  ])
  const half = given(...mefSigned, asked, signAvenant('m-1', 'caf', '2023-09-12'))
  expect(half.when(signAvenant('m-1', 'caf', '2023-09-13')).refusals).toMatchObject([
    { code: 'already-recorded', path: 'data.partie', facts: { corrects: 5, on: '2023-09-12' } }
  ])
  expect(half.when(signAvenant('m-1', 'gestionnaire', '2023-09-13')).refusals).toMatchObject([
    { code: 'unknown-partie', path: 'data.partie', facts: { known: [{ id: 'fournisseur' }, { id: 'caf' }] } }
  ])
  expect(signalled.when(signAvenant('m-2', 'caf', '2023-09-12')).codes).toEqual(['modification-unknown'])
})

test('M21 P1 a person who enters by the avenant may sign it, first or last; another unknown one may not', () => {
  const newMayor = given(
    ...mefSigned,
    signal('m-1', '2024-01-02', [identify('p-9'), amend(partie('fournisseur', 'p-9'))])
  )
  const byTheNewMayor = signAvenant('m-1', 'fournisseur', '2024-01-10', { signataire: 'p-9' })
  const byTheCaf = (more: object) => signAvenant('m-1', 'caf', '2024-01-12', { signataire: 'p-2', ...more })
  expect(newMayor.when(byTheNewMayor).codes).toEqual([])
  const half = given.from(newMayor.when(byTheNewMayor).state)
  const signed = half.when(byTheCaf({})).state
  expect(valueOn(signed, 'partie', 'fournisseur', '2024-01-12')?.representant.personneId).toBe('p-9')
  expect(newMayor.when(byTheCaf({ parDelegationDe: 'p-9' })).codes).toEqual([])
  expect(newMayor.when(byTheCaf({ signataire: 'p-8', parDelegationDe: 'p-7' })).refusals).toMatchObject([
    { code: 'unknown-personne', path: 'data.signataire' },
    { code: 'unknown-personne', path: 'data.parDelegationDe' }
  ])
})

test('M21 an avenant signed after the end of the convention changes nothing: it is refused', () => {
  const ended = given(
    ...mefSigned,
    asked,
    notice('2024-04-20', '2024-04-26'),
    signAvenant('m-1', 'caf', '2024-07-20')
  )
  expect(ended.when(signAvenant('m-1', 'fournisseur', '2024-07-26')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.signedOn',
      facts: { on: '2024-07-26', status: 'terminee' }
    }
  ])
  expect(ended.when(signAvenant('m-1', 'fournisseur', '2024-07-25')).codes).toEqual([])
})

test('M21 P21 a change made before a convention that is signed and to come is in its annexes from the first day', () => {
  const toCome = [...psuDrafted, sign('gestionnaire', '2016-12-10'), sign('caf', '2016-12-10')]
  const formed = given(
    ...toCome,
    signal('m-1', '2016-12-15', [attribute('p-3', 'import')]),
    receive('m-1', '2016-12-20')
  )
  const signed = given(
    ...toCome,
    signal('m-1', '2016-12-15', [attribute('p-3', 'import')]),
    signAvenant('m-1', 'gestionnaire', '2016-12-18'),
    signAvenant('m-1', 'caf', '2016-12-20')
  )
  for (const { state } of [formed, signed])
    expect(
      // Its effet says that nobody may act under it before.
      ['2016-12-31', '2017-01-01'].map(date => [
        valueOn(state, 'effet', '', date)?.status,
        holdersOn(state, 'import', 'e-1', date)
      ])
    ).toEqual([
      ['a-venir', ['p-3']],
      ['en-vigueur', ['p-3']]
    ])
})

test('M21 the caps are those of the day when the avenant takes effect', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-4', 'activite')]),
    signAvenant('m-1', 'caf', '2018-03-10', { signataire: 'p-2' }),
    signal('m-2', '2018-03-01', [attribute('p-2', 'activite'), attribute('p-3', 'activite')]),
    receive('m-2', '2018-03-11')
  )
  expect(when(signAvenant('m-1', 'gestionnaire', '2018-03-12')).refusals).toMatchObject([
    {
      code: 'role-full',
      path: 'data.signedOn',
      facts: { holders: ['p-2', 'p-3', 'p-4'], from: '2018-03-12' }
    }
  ])
})

test('M21 a change that had its form is closed to signatures', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-4', 'activite')]),
    receive('m-1', '2018-03-02')
  )
  expect(when(signAvenant('m-1', 'caf', '2018-03-10')).codes).toEqual(['modification-closed'])
})

test('P29 M21 the administrative sheet follows an avenant, from its day, with the representative who enters by it', () => {
  const asked = [
    identify('p-6'),
    amend(partie('gestionnaire', 'p-6')),
    amendFiche({ representantLegal: 'p-6', denomination: 'AUTRE VILLE' })
  ]
  expect(given(...psuSigned).when(signal('m-1', '2018-03-01', asked)).events).toMatchObject([
    { data: { computed: { instrument: 'avenant', article: { source: 'PSU', article: '1' } } } }
  ])
  const signed = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', asked),
    signAvenant('m-1', 'gestionnaire', '2018-03-05'),
    signAvenant('m-1', 'caf', '2018-03-06')
  )
  const named = (state: ConventionState) =>
    ['2018-03-05', '2018-03-06'].map(date => {
      const held = valueOn(state, 'fiche', '', date)
      return [held?.representantLegal, held?.siret]
    })
  const siret = '21920071400018'
  expect(named(signed.state)).toEqual([
    ['p-1', siret],
    ['p-6', siret]
  ])
  // The sheet of the draft, corrected afterwards, is corrected for the days before; the amended one stands.
  const right = draftPsu({ fiche: { ...fiche, siret: '732 829 320 00074' } })
  expect(named(signed.when(correct(0, right)).state)).toEqual([
    ['p-1', '73282932000074'],
    ['p-6', siret]
  ])
  // The avenant withdrawn: what held before holds on.
  expect(named(signed.when(correct(6, null)).state)).toEqual([
    ['p-1', siret],
    ['p-1', siret]
  ])
})

test('P29 no sheet is amended that the convention has not, nor with a representative whom it does not know', () => {
  expect(given(...mefSigned).when(signal('m-1', '2024-01-10', [amendFiche({})])).refusals).toMatchObject([
    { code: 'fiche-missing', path: 'data.changes[0].fiche' }
  ])
  expect(
    given(...psuSigned).when(signal('m-1', '2018-03-01', [amendFiche({ representantLegal: 'p-9' })])).refusals
  ).toMatchObject([{ code: 'unknown-personne', path: 'data.changes[0].fiche.representantLegal' }])
})
