import {
  amend,
  amendEtablissement,
  attribute,
  delist,
  draftMef,
  draftPsu,
  edit,
  given,
  identify,
  list,
  mefDrafted,
  mefSigned,
  partie,
  psuDrafted,
  psuSigned,
  receive,
  sign,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, linesOf, listedOn, valueOn } from '../../test/convention-lines'
import { monenfant2023 } from '../fixtures'
import type { ConventionState } from '.'

/** A change by avenant, that both sign on the day on which it is signalled. */
const avenant = (id: string, on: string, ...changes: ReadonlyArray<{ readonly kind: string }>) => [
  signal(id, on, changes),
  signAvenant(id, 'gestionnaire', on),
  signAvenant(id, 'caf', on)
]
const listedFrom = (state: ConventionState, ...dates: ReadonlyArray<string>) =>
  dates.map(date => listedOn(state, date))

test('P2 the convention covers the establishments of annexe 1, and only those', () => {
  const { state, when } = given(...psuSigned)
  expect(listedOn(state, '2018-01-01')).toEqual(['e-1', 'e-2'])
  expect(when(signal('m-1', '2018-01-01', [attribute('p-3', 'activite', 'e-3')])).refusals).toMatchObject([
    {
      code: 'unknown-etablissement',
      path: 'data.changes[0].etablissementId',
      article: { source: 'PSU', article: '1' },
      facts: { etablissementId: 'e-3', on: '2018-01-01' }
    }
  ])
})

test('P2 a convention without any establishment is not signed', () => {
  const half = given(draftMef(), sign('caf', '2023-07-06'))
  expect(half.when(sign('fournisseur', '2023-07-26')).refusals).toMatchObject([
    { code: 'no-etablissement', article: { source: 'MEF', article: 'Préambule' } }
  ])
})

test('P2 an establishment that the effect never meets is not enough to sign', () => {
  const before = given(
    draftPsu(),
    edit(list('e-1', {}, { to: '2016-06-01' }), attribute('p-1', 'approbateur')),
    sign('gestionnaire', '2017-02-23')
  )
  expect(before.when(sign('caf', '2017-02-23')).codes).toEqual(['no-etablissement'])
})

test('P2 an establishment that leaves takes its roles with it; one given for later finds no establishment', () => {
  const { state } = given(...psuSigned, ...avenant('m-2', '2018-01-01', delist('e-2')))
  expect(listedFrom(state, '2017-12-31', '2018-01-01')).toEqual([['e-1', 'e-2'], ['e-1']])
  expect(
    ['2017-12-31', '2018-01-01', '2020-01-01'].map(date => holdersOn(state, 'approbateur', 'e-2', date))
  ).toEqual([['p-2'], [], []])
  const later = signal('m-1', '2018-06-01', [attribute('p-3', 'activite', 'e-2')])
  expect(given.from(state).when(later).codes).toEqual(['unknown-etablissement'])
})

test('P2 an establishment delisted for a time comes back with its roles', () => {
  const { state } = given(...psuSigned, ...avenant('m-1', '2018-01-01', delist('e-2', { to: '2018-07-01' })))
  expect(listedFrom(state, '2018-06-30', '2018-07-01')).toEqual([['e-1'], ['e-1', 'e-2']])
  expect(['2018-06-30', '2018-07-01'].map(date => holdersOn(state, 'approbateur', 'e-2', date))).toEqual([
    [],
    ['p-2']
  ])
})

test('P2 listed again, an establishment has none of the roles of before it left', () => {
  const { state } = given(
    ...psuSigned,
    ...avenant('m-1', '2018-01-01', delist('e-2')),
    ...avenant('m-2', '2018-07-01', list('e-2'), attribute('p-3', 'approbateur', 'e-2'))
  )
  expect(['2017-12-31', '2018-07-01'].map(date => holdersOn(state, 'approbateur', 'e-2', date))).toEqual([
    ['p-2'],
    ['p-3']
  ])
})

test('P2 G17 a role given before a delisting that is already known ends with it', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2017-06-01', [attribute('p-4', 'import', 'e-2')]),
    ...avenant('m-2', '2018-01-01', delist('e-2')),
    receive('m-1', '2017-06-01')
  )
  expect(['2017-12-31', '2018-01-01'].map(date => holdersOn(state, 'import', 'e-2', date))).toEqual([
    ['p-4'],
    []
  ])
})

test('P2 G17 a delisting told late takes away an establishment that has another name since: a name lists nothing', () => {
  const renamed = avenant('m-1', '2018-06-01', amendEtablissement('e-2', { nom: 'AUTRE NOM' }))
  const { state } = given(...psuSigned, ...renamed, ...avenant('m-2', '2018-01-01', delist('e-2')))
  expect(listedFrom(state, '2017-12-31', '2018-01-01', '2018-06-01')).toEqual([
    ['e-1', 'e-2'],
    ['e-1'],
    ['e-1']
  ])
  expect(holdersOn(state, 'approbateur', 'e-2', '2018-06-01')).toEqual([])
  // Listed again with that name, it returns, and needs who holds its roles.
  const back = avenant(
    'm-1',
    '2018-06-01',
    list('e-2', { nom: 'AUTRE NOM' }),
    attribute('p-2', 'approbateur', 'e-2')
  )
  const returned = given(...psuSigned, ...back, ...avenant('m-2', '2018-01-01', delist('e-2'))).state
  expect(listedFrom(returned, '2018-05-31', '2018-06-01')).toEqual([['e-1'], ['e-1', 'e-2']])
  expect(holdersOn(returned, 'approbateur', 'e-2', '2018-06-01')).toEqual(['p-2'])
})

test('P2 a list does not give a role on an establishment that it takes out', () => {
  expect(
    given(...psuDrafted).when(edit(attribute('p-3', 'import', 'e-2'), delist('e-2'))).refusals
  ).toMatchObject([
    {
      code: 'unknown-etablissement',
      path: 'data.changes[0].etablissementId',
      facts: { etablissementId: 'e-2' }
    }
  ])
})

test('P2 a list is made together: its order does not say who must come before what', () => {
  const changes = [
    attribute('p-9', 'activite', 'e-9'),
    amend(partie('gestionnaire', 'p-9')),
    list('e-9'),
    identify('p-9')
  ]
  const inOrder = given(...psuDrafted).when(edit(...[...changes].reverse()))
  const asWritten = given(...psuDrafted).when(edit(...changes))
  expect(asWritten.codes).toEqual([])
  expect(linesOf(asWritten.state)).toEqual(linesOf(inOrder.state))
  // The paths are those of the list as it was written.
  expect(given(...psuDrafted).when(edit(attribute('p-9', 'activite', 'e-9'), list('e-9'))).refusals).toEqual(
    given(...psuDrafted)
      .when(edit(list('e-9'), attribute('p-9', 'activite', 'e-9')))
      .refusals.map(refusal => ({ ...refusal, path: refusal.path.replace('[1]', '[0]') }))
  )
})

test('G13 a role on an establishment that the same list covers for longer is attributed for as long', () => {
  const { when } = given(...psuDrafted, edit(list('e-3', {}, { to: '2018-01-01' })))
  const longer = edit(attribute('p-3', 'import', 'e-3'), list('e-3'))
  const { state } = when(longer)
  expect(holdersOn(state, 'import', 'e-3', '2019-01-01')).toEqual(['p-3'])
  expect(given.from(state).when(longer).events).toEqual([])
})

test('P2 an establishment never listed cannot leave', () => {
  expect(given(...psuDrafted).when(edit(delist('e-9'))).refusals).toMatchObject([
    { code: 'unknown-etablissement', path: 'data.changes[0].etablissementId', facts: { on: null } }
  ])
})

test('P30 two establishments may share a name and an address: never merged', () => {
  const { state } = given(...monenfant2023.map(({ command }) => command))
  expect(listedOn(state, '2023-07-26')).toHaveLength(5)
  const same = {
    nom: 'LES MOUSSAILLONS',
    adresse: { voie: '41, boulevard Charles de Gaulle', codePostal: '92390', commune: 'ESSAI' }
  }
  expect(listedOn(given(draftPsu(), edit(list('e-1', same), list('e-2', same))).state, '2017-01-01')).toEqual(
    ['e-1', 'e-2']
  )
})

test('P30 one n° Sias is never given to two establishments, in one list or later', () => {
  const numeroSias = '201500086'
  const refusal = {
    code: 'sias-already-listed',
    article: { source: 'PSU', article: '1' },
    facts: { numeroSias, listedAs: 'e-1' }
  }
  expect(
    given(draftPsu()).when(edit(list('e-1', { numeroSias }), list('e-2', { numeroSias }))).refusals
  ).toMatchObject([{ ...refusal, path: 'data.changes[1].etablissement.numeroSias' }])
  expect(
    given(draftPsu(), edit(list('e-1', { numeroSias }))).when(edit(list('e-2', { numeroSias }))).refusals
  ).toMatchObject([{ ...refusal, path: 'data.changes[0].etablissement.numeroSias' }])
})

test('P30 two establishments may exchange their numbers in one list, and not by halves', () => {
  const { when } = given(...psuDrafted)
  const [first, second] = [list('e-1', { numeroSias: '201500002' }), list('e-2', { numeroSias: '201500001' })]
  expect(when(edit(first, second)).codes).toEqual([])
  expect(when(edit(first)).refusals).toMatchObject([
    {
      code: 'sias-already-listed',
      path: 'data.changes[0].etablissement.numeroSias',
      facts: { listedAs: 'e-2' }
    }
  ])
})

test('P30 P2 delisted, an establishment comes back under another id with its number, but not on the same days', () => {
  const left = [...psuSigned, ...avenant('m-1', '2018-01-01', delist('e-2'))]
  const again = [list('e-3', { numeroSias: '201500002' }), attribute('p-2', 'approbateur', 'e-3')]
  expect(listedOn(given(...left, ...avenant('m-2', '2019-01-01', ...again)).state, '2019-01-01')).toEqual([
    'e-1',
    'e-3'
  ])
  expect(given(...left).when(signal('m-2', '2017-12-31', again)).codes).toEqual(['sias-already-listed'])
})

test('P30 PSU asks for the n° Sias, MEF does not', () => {
  const without = edit(list('e-1', { numeroSias: null }))
  expect(given(draftPsu()).when(without).codes).toEqual(['sias-missing'])
  expect(given(draftMef()).when(without).codes).toEqual([])
})

test('M1 establishments are financed by the Caf, and home care is out of scope: both are told', () => {
  const { refusals } = given(draftMef()).when(
    edit(list('e-1', { nature: 'garde-a-domicile', financeParLaCaf: false }))
  )
  expect(refusals).toMatchObject([
    {
      code: 'etablissement-out-of-scope',
      path: 'data.changes[0].etablissement.nature',
      article: { source: 'MEF', article: 'Préambule' },
      facts: { nature: 'garde-a-domicile' }
    },
    { code: 'etablissement-not-financed', path: 'data.changes[0].etablissement.financeParLaCaf' }
  ])
  expect(given(draftPsu()).when(edit(list('e-1', { nature: 'accueil-de-loisirs' }))).codes).toEqual([
    'etablissement-out-of-scope'
  ])
})

test('M2 disponibilités are for EAJE only, fonctionnement for all', () => {
  const { when } = given(...mefDrafted)
  expect(when(edit(attribute('p-2', 'fonctionnement', 'e-2'))).codes).toEqual([])
  expect(when(edit(attribute('p-2', 'disponibilites', 'e-2'))).refusals).toMatchObject([
    {
      code: 'role-not-for-nature',
      path: 'data.changes[0]',
      article: { source: 'MEF', article: '1' },
      facts: {
        role: { id: 'disponibilites' },
        nature: { id: 'accueil-de-loisirs' },
        accepted: [{ id: 'eaje' }]
      }
    }
  ])
})

test('M2 an EAJE that becomes an accueil de loisirs keeps no disponibilités', () => {
  const other = amendEtablissement('e-1', { numeroSias: null, nature: 'accueil-de-loisirs' })
  const { when } = given(...mefDrafted)
  expect(when(edit(other)).refusals).toMatchObject([{ code: 'role-not-for-nature', path: 'data.changes[0]' }])
  expect(when(edit(other, withdraw('p-1', 'disponibilites'))).codes).toEqual([])
})

test('M12 the annexe lists persons by name, function and address, and establishments by name and address', () => {
  const { state } = given(...monenfant2023.map(({ command }) => command))
  expect(valueOn(state, 'personne', 'p-mef-2', '2023-07-26')).toMatchObject({
    nom: 'MORVAN',
    prenom: 'Jeanne',
    fonction: 'Directrice Petite Enfance',
    mail: 'jmorvan@example.fr'
  })
  expect(valueOn(state, 'etablissement', 'e-219200789-4', '2023-07-26')).toMatchObject({
    nom: 'LE CHAT BOTTE',
    adresse: { voie: '191, boulevard Galliéni', codePostal: '92390' }
  })
})

test('M21 an establishment enters the signed convention by an avenant, and is covered from its last signature', () => {
  const { state } = given(
    ...mefSigned,
    signal('m-1', '2023-09-01', [
      list('e-3', { numeroSias: null }),
      attribute('p-2', 'fonctionnement', 'e-3')
    ]),
    signAvenant('m-1', 'fournisseur', '2023-09-10'),
    signAvenant('m-1', 'caf', '2023-09-20')
  )
  expect(listedOn(state, '2023-09-19')).toEqual(['e-1', 'e-2'])
  expect(listedOn(state, '2023-09-20')).toEqual(['e-1', 'e-2', 'e-3'])
})
