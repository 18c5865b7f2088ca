import {
  agent,
  command,
  draftMef,
  draftPsu,
  etablissement,
  fiche,
  given,
  partie,
  personne,
  psuDrafted,
  sign
} from '../../test/convention-commands'
import { valueOn } from '../../test/convention-lines'
import { decode } from '../codec'
import { monenfant2023, psu2017 } from '../fixtures'
import { monenfant, psu } from '../model'
import { ConventionCommand } from '.'

const faults = (input: unknown) => {
  const decoded = decode(ConventionCommand)(input)
  return decoded._tag === 'Left' ? decoded.left : []
}
const draftData = (more: object) => ({
  type: 'DraftConvention',
  acteur: agent,
  data: { ...draftPsu().data, ...more }
})

test('P1 two parties, each with its seat and its representative', () => {
  const { events, state } = given().when(draftPsu())
  expect(events).toMatchObject([
    { type: 'ConventionDrafted', data: { says: { parties: [{ id: 'gestionnaire' }, { id: 'caf' }] } } }
  ])
  expect(valueOn(state, 'partie', 'gestionnaire', null)).toMatchObject({
    siege: { commune: 'ESSAI' },
    representant: { personneId: 'p-1', qualite: 'Maire' }
  })
  expect(valueOn(state, 'partie', 'caf', null)?.representant.personneId).toBe('p-2')
})

test('P1 a party is missing, another is unknown, a third is given twice: each is told', () => {
  const { refusals } = given().when(
    draftPsu({ parties: [partie('gestionnaire'), partie('mairie'), partie('gestionnaire')] })
  )
  expect(refusals).toMatchObject([
    {
      code: 'partie-missing',
      path: 'data.parties',
      facts: { partie: { id: 'caf' } },
      article: { source: 'PSU', article: 'Entre' }
    },
    { code: 'unknown-partie', path: 'data.parties[1].id', facts: { partie: 'mairie' } },
    { code: 'partie-twice', path: 'data.parties[2].id', facts: { partie: 'gestionnaire' } }
  ])
})

test('P1 a delegated signature: the signatory and the representative are both recorded', () => {
  const { state } = given(...psu2017.map(({ command }) => command))
  expect(valueOn(state, 'signature', 'caf', '2017-02-23')).toMatchObject({
    signataire: 'p-caf-2',
    parDelegationDe: 'p-caf-1',
    qualite: 'Pour le directeur général et par délégation'
  })
  expect(valueOn(state, 'partie', 'caf', '2017-02-23')?.representant.personneId).toBe('p-caf-1')
  const { refusals } = given(...psuDrafted).when(
    sign('caf', '2017-02-23', { signataire: 'p-9', parDelegationDe: 'p-8' })
  )
  expect(refusals).toMatchObject([
    { code: 'unknown-personne', path: 'data.signataire', facts: { personneId: 'p-9' } },
    { code: 'unknown-personne', path: 'data.parDelegationDe', facts: { personneId: 'p-8' } }
  ])
})

test('P28 the accepted documents are recorded, each with its version', () => {
  const { state } = given(...psu2017.map(({ command }) => command))
  expect(valueOn(state, 'documents', '', '2017-02-23')).toEqual([
    { titre: 'Conditions particulières prestation de service unique', version: 'décembre 2016' },
    { titre: 'Conditions générales prestation de service ordinaire', version: 'décembre 2016' },
    { titre: 'Charte de la laïcité', version: 'décembre 2016' }
  ])
})

test('P29 the sheet keeps its numbers as text, leading zeros included', () => {
  expect(valueOn(given(draftPsu()).state, 'fiche', '', null)).toMatchObject({
    codeInsee: '092',
    numeroGestionnaire: '0196',
    siret: '21920071400018'
  })
})

test('P29 a PSU convention without its sheet is refused; a MEF convention has none', () => {
  const { fiche: _, ...without } = { ...draftPsu().data, fiche }
  expect(given().when(command('DraftConvention', without)).refusals).toMatchObject([
    { code: 'fiche-missing', path: 'data.fiche', article: { source: 'PSU', article: 'annexe' } }
  ])
  expect(given().when(draftMef()).codes).toEqual([])
})

test('P29 the legal representative is one of the persons of the convention', () => {
  const { refusals } = given().when(draftPsu({ fiche: { ...fiche, representantLegal: 'p-9' } }))
  expect(refusals).toMatchObject([{ code: 'unknown-personne', path: 'data.fiche.representantLegal' }])
})

test('G15 a command with several faults never throws: each is told, with its path', () => {
  const bad = draftData({
    fiche: { ...fiche, siret: '219 200 714 000 19', codeInsee: 'x' },
    period: { from: '2017-02-29', to: null }
  })
  expect(faults(bad).map(({ path }) => path)).toEqual([
    'data.fiche.codeInsee',
    'data.fiche.siret',
    'data.period.from'
  ])
  for (const input of [
    null,
    12,
    [],
    {},
    { type: 'Inconnue' },
    { type: 'EditAnnexes', acteur: agent, data: { changes: [{ kind: 'x' }, 3] } }
  ])
    expect(faults(input).length).toBeGreaterThan(0)
})

test('P30 a n° Sias is nine digits, as text', () => {
  const listing = (numeroSias: unknown) => ({
    type: 'EditAnnexes',
    acteur: agent,
    data: {
      changes: [
        {
          kind: 'list-etablissement',
          etablissementId: 'e-1',
          etablissement: etablissement('e-1', { numeroSias })
        }
      ]
    }
  })
  expect(faults(listing('020150008'))).toEqual([])
  for (const numeroSias of ['20150008', '2015000860', '20150008A', 201500086])
    expect(faults(listing(numeroSias)).map(({ path }) => path)).toEqual([
      'data.changes[0].etablissement.numeroSias'
    ])
})

test('G14 a name is stored in NFC, whatever the keyboard', () => {
  const decomposed = personne('LEFE\u0300VRE', { mail: null })
  const { state } = given(
    draftMef({
      personnes: [
        { personneId: 'p-1', personne: decomposed },
        { personneId: 'p-2', personne: personne('DUVAL') }
      ]
    })
  )
  expect(valueOn(state, 'personne', 'p-1', null)?.nom).toBe('LEF\u00c8VRE')
})

test('M1 the Cnaf is controller of the processing, by the RGPD; PSU names none', () => {
  expect(monenfant.controller).toMatchObject({ name: 'Cnaf', basis: 'RGPD, article 4.7' })
  expect(psu.controller).toBeNull()
})

test('M7 the request names the provider and its Caf, before the convention is signed', () => {
  const [drafted] = given().when(monenfant2023[0]?.command ?? draftMef()).events
  expect(drafted).toMatchObject({
    data: {
      says: {
        parties: [{ id: 'fournisseur', denomination: 'Ville de VILLENEUVE LA GARENNE' }, { id: 'caf' }]
      }
    }
  })
})
