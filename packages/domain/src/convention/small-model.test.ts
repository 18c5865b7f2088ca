/** A convention without habilitations, establishments, sheet or annexe, with a natural person (G11, G10). */
import { command, personne, sign, signAvenant, signal, terminate } from '../../test/convention-commands'
import { statusOn, valueOn } from '../../test/convention-lines'
import { decode } from '../codec'
import { entente, ententeDraft, ententeParties, read } from '../fixtures'
import { HabilitationCommand, habilitationDecider } from '../habilitation'
import { Fiche, Partie } from '../identity/partie'
import { defineModel } from '../model'
import { specification } from '../testing'
import { conventionDecider } from '.'

const { given } = specification(conventionDecider([entente]))
const givenSmall = given

const { assistante, caf } = ententeParties
const { domicile } = assistante
const draft = (...parties: ReadonlyArray<unknown>) => command('DraftConvention', { ...ententeDraft, parties })
const signed = [
  draft(assistante, caf),
  sign('assistante', '2024-01-10'),
  sign('caf', '2024-01-15', { signataire: 'p-2' })
]

test('G11 nothing is invented to draft it, sign it, change it and end it', () => {
  const moved = { ...assistante, domicile: { ...domicile, voie: '4 rue des Essais' } }
  const { state } = given(
    ...signed,
    signal('m-1', '2024-02-01', [{ kind: 'amend-partie', partie: moved }], { channel: undefined }),
    signAvenant('m-1', 'assistante', '2024-02-10'),
    signAvenant('m-1', 'caf', '2024-02-12', { signataire: 'p-2' }),
    terminate('2025-01-01')
  )
  expect(['2024-01-14', '2024-01-15', '2025-01-01'].map(on => statusOn(state, on))).toEqual([
    'a-venir',
    'en-vigueur',
    'terminee'
  ])
  expect(
    ['2024-02-11', '2024-02-12'].map(on => valueOn(state, 'partie', 'assistante', on)?.domicile?.voie)
  ).toEqual(['3 rue des Essais', '4 rue des Essais'])
  expect(statusOn(given(...signed).state, '2026-01-15')).toBe('terminee')
})

test('G11 M25 what the model does not have is refused, with its article and its place', () => {
  const { when } = given(...signed)
  const etablissement = { nom: 'A', numeroSias: null, adresse: null, nature: 'eaje', financeParLaCaf: true }
  const list = { kind: 'list-etablissement', etablissementId: 'e-1', etablissement }
  expect(when(signal('m-1', '2024-02-01', [list], { channel: undefined })).refusals).toMatchObject([
    {
      code: 'not-in-model',
      path: 'data.changes[0].etablissement',
      article: { source: 'ENT', article: '1' },
      sentence: "cette convention ne prévoit pas d'établissement"
    }
  ])
  expect(
    when(signal('m-1', '2024-02-01', [{ kind: 'amend-partie', partie: assistante }])).refusals
  ).toMatchObject([{ code: 'not-in-model', path: 'data.channel' }])
})

test('G11 G10 a natural person is party under her own name and home, a legal one under its name and seat', () => {
  const legal = { ...caf, id: 'assistante' }
  const natural = { ...assistante, id: 'caf', representant: caf.representant }
  expect(given().when(draft(legal, natural)).refusals).toMatchObject([
    {
      code: 'partie-nature',
      path: 'data.parties[0]',
      article: { source: 'ENT', article: '1' },
      sentence:
        "l'assistante maternelle est une personne physique : il faut son domicile, et son nom est celui de la personne"
    },
    { code: 'partie-nature', path: 'data.parties[1]' }
  ])
  expect(decode(Partie)({ ...assistante, denomination: 'Mme A' })).toMatchObject({
    left: [{ path: 'denomination' }]
  })
  expect(decode(Partie)({ id: 'caf', representant: caf.representant })).toMatchObject({
    left: [{ path: 'denomination' }, { path: 'siege' }]
  })
})

test('G10 P29 the sheet of a natural person has no SIRET', () => {
  const sheet = {
    caf: 'HAUTS-DE-SEINE',
    departement: 'Hauts-de-Seine',
    codeInsee: '092',
    numeroGestionnaire: '0196',
    nature: { asWritten: 'assistante maternelle', normalised: 'particulier' },
    representantLegal: 'p-1'
  }
  expect(decode(Fiche)({ ...sheet, domicile })).toMatchObject({ _tag: 'Right' })
  expect(decode(Fiche)(sheet)).toMatchObject({
    left: [{ path: 'denomination' }, { path: 'siret' }, { path: 'adresse' }]
  })
})

test('G11 no habilitation is asked for where the model has none', () => {
  const { given: asked } = specification(habilitationDecider([entente]))
  const request = {
    type: 'RequestHabilitation',
    acteur: { kind: 'agent-caf', id: 'agent-1' },
    data: {
      habilitationId: 'h-1',
      conventionId: 'entente-1',
      model: { id: 'entente', version: 1 },
      demandeur: { nom: 'ESSAI', domicile },
      caf: 'HAUTS-DE-SEINE',
      personneId: 'p-1',
      personne: personne('A'),
      roles: [],
      requestedOn: '2024-02-01'
    }
  }
  expect(asked().when(read(HabilitationCommand, request)).refusals).toMatchObject([
    { code: 'not-in-model', article: { source: 'ENT', article: '1' } }
  ])
  expect(
    decode(HabilitationCommand)({ ...request, data: { ...request.data, demandeur: { nom: 'ESSAI' } } })
  ).toMatchObject({ left: [{ path: 'data.demandeur' }] })
})

test('G11 P22 where the source names causes of termination, one is given, and told with its own article', () => {
  const causes = [
    { id: 'deces', label: "décès de l'assistante maternelle", article: '4-2' },
    { id: 'faute', label: 'faute' }
  ]
  const named = defineModel({ ...entente, termination: { causes, article: '4' } })
  const { given } = specification(conventionDecider([named]))
  const ended = (cause?: string) =>
    command('TerminateConvention', { on: '2024-06-01', manquement: 'constaté', ...(cause && { cause }) })
  const { when } = given(...signed)
  expect(valueOn(when(ended('deces')).state, 'effet', '', '2024-06-01')).toMatchObject({
    status: 'terminee',
    article: { source: 'ENT', article: '4-2' },
    computation: "résiliée le 01/06/2024, décès de l'assistante maternelle (ENT, article 4-2)"
  })
  expect(when(ended('oubli')).refusals).toMatchObject([
    { code: 'unknown-cause', path: 'data.cause', article: { source: 'ENT', article: '4' } }
  ])
  expect(when(ended()).refusals).toMatchObject([
    {
      code: 'unknown-cause',
      sentence: "il manque la cause ; valeurs admises : deces (décès de l'assistante maternelle), faute"
    }
  ])
  expect(givenSmall(...signed).when(ended('deces')).codes).toEqual(['not-in-model'])
})
