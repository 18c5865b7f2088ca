/** Short conventions for tests, as commands: few establishments and persons, all invented. */
import { ConventionCommand, type ConventionState, conventionDecider } from '../src/convention'
import { read } from '../src/fixtures'
import { type ConventionModel, defineModel, findModel, habilitationOf, monenfant, psu } from '../src/model'
import { specification } from '../src/testing'

export const agent = { kind: 'agent-caf', id: 'agent-1' }
export const partenaire = { kind: 'partenaire', id: 'partenaire-1' }
export const habilite = { kind: 'habilite', id: 'habilite-1' }

type Change = { readonly kind: string; readonly [key: string]: unknown }
type More = Readonly<Record<string, unknown>>

export const command = (type: string, data: unknown, acteur: unknown = agent): ConventionCommand =>
  read(ConventionCommand, { type, acteur, data })

export const personne = (nom: string, more: More = {}) => ({
  nom,
  prenom: 'Dominique',
  fonction: 'Agent',
  mail: `${nom.toLowerCase()}@example.fr`,
  telephone: null,
  ...more
})
export const identify = (personneId: string, nom = `NOM-${personneId}`, more: More = {}) => ({
  kind: 'identify-personne',
  personneId,
  personne: personne(nom),
  ...more
})
/** Establishments `e-1` to `e-9` each have their own n° Sias. */
export const etablissement = (etablissementId: string, more: More = {}) => ({
  nom: `CRECHE ${etablissementId}`,
  numeroSias: `20150000${etablissementId.slice(-1)}`,
  adresse: null,
  nature: 'eaje',
  financeParLaCaf: true,
  ...more
})
export const list = (etablissementId: string, of: More = {}, more: More = {}) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: etablissement(etablissementId, of),
  ...more
})
export const delist = (etablissementId: string, more: More = {}) => ({
  kind: 'delist-etablissement',
  etablissementId,
  ...more
})
/** Null: a role that is held on no establishment. */
type PlaceId = string | null
const placed = (etablissementId: PlaceId): More => (etablissementId === null ? {} : { etablissementId })
export const attribute = (
  personneId: string,
  role: string,
  etablissementId: PlaceId = 'e-1',
  more: More = {}
) => ({
  kind: 'attribute-role',
  personneId,
  role,
  ...placed(etablissementId),
  rang: 'titulaire',
  ...more
})
export const withdraw = (
  personneId: string,
  role: string,
  etablissementId: PlaceId = 'e-1',
  more: More = {}
) => ({
  kind: 'withdraw-role',
  personneId,
  role,
  ...placed(etablissementId),
  ...more
})

const siege = { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
export const partie = (id: string, personneId = 'p-1') => ({
  id,
  denomination: `PARTIE ${id}`,
  siege,
  representant: { personneId, qualite: 'Maire' }
})
export const amend = (of: ReturnType<typeof partie>, more: More = {}) => ({
  kind: 'amend-partie',
  partie: of,
  ...more
})
export const fiche = {
  caf: 'HAUTS-DE-SEINE',
  departement: 'Hauts-de-Seine',
  codeInsee: '092',
  numeroGestionnaire: '0196',
  denomination: 'VILLE D’ESSAI',
  siret: '219 200 714 000 18',
  nature: { asWritten: 'COLLECTIVITE TERRITORIALE', normalised: 'collectivite-territoriale' },
  adresse: siege,
  representantLegal: 'p-1'
}
export const amendFiche = (of: More, more: More = {}) => ({
  kind: 'amend-fiche',
  fiche: { ...fiche, ...of },
  ...more
})
export const personnes = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'].map(personneId => ({
  personneId,
  personne: personne(`NOM-${personneId}`)
}))

export const draftPsu = (more: More = {}) =>
  command('DraftConvention', {
    conventionId: 'essai-psu',
    model: { id: 'psu', version: 1 },
    parties: [partie('gestionnaire'), partie('caf', 'p-2')],
    personnes,
    fiche,
    period: { from: '2017-01-01', to: '2021-01-01' },
    ...more
  })
export const draftMef = (more: More = {}) =>
  command('DraftConvention', {
    conventionId: 'essai-mef',
    model: { id: 'monenfant', version: 1 },
    parties: [partie('fournisseur'), partie('caf', 'p-2')],
    personnes,
    ...more
  })

export const edit = (...changes: ReadonlyArray<Change>) => command('EditAnnexes', { changes })
export const sign = (of: string, signedOn: string, more: More = {}, acteur: unknown = agent) =>
  command(
    'SignConvention',
    { partie: of, signataire: 'p-1', qualite: 'Maire', signedOn, channel: 'papier', ...more },
    acteur
  )
export const signal = (
  modificationId: string,
  signalledOn: string,
  changes: ReadonlyArray<Change>,
  more: More = {}
) => command('SignalModification', { modificationId, changes, signalledOn, channel: 'courrier', ...more })
export const receive = (modificationId: string, receivedOn: string) =>
  command('ReceiveFormulaire', { modificationId, receivedOn })
export const revise = (modificationId: string, establishedOn: string) =>
  command('ReviseAnnexe', { modificationId, establishedOn })
export const signAvenant = (modificationId: string, of: string, signedOn: string, more: More = {}) =>
  command('SignAvenant', {
    modificationId,
    partie: of,
    signataire: 'p-1',
    qualite: 'Maire',
    signedOn,
    channel: 'papier',
    ...more
  })
/** Another rang for who has the role: it returns nobody. */
export const changeRang = (
  personneId: string,
  role: string,
  rang: 'titulaire' | 'suppleant',
  etablissementId: PlaceId = 'e-1',
  more: More = {}
) => ({ kind: 'change-rang', personneId, role, ...placed(etablissementId), rang, ...more })
export const amendEtablissement = (etablissementId: string, of: More = {}, more: More = {}) => ({
  kind: 'amend-etablissement',
  etablissementId,
  etablissement: etablissement(etablissementId, of),
  ...more
})
export const withdrawModification = (modificationId: string, on: string) =>
  command('WithdrawModification', { modificationId, on })

/** Names the act first recorded at `corrects`, and the command that should have been given; null withdraws it. */
export const correct = (corrects: number, instead: ConventionCommand | null) =>
  correctAll([corrects, instead])
/** Several mistakes at once. */
export const correctAll = (
  ...corrections: ReadonlyArray<readonly [corrects: number, instead: ConventionCommand | null]>
) =>
  command('CorrectConvention', {
    corrections: corrections.map(([corrects, instead]) => ({
      corrects,
      instead: instead === null ? null : { type: instead.type, data: instead.data }
    })),
    motif: 'saisie erronée'
  })
export const derogation = (to: string, more: More = {}) =>
  command('GrantDérogation', {
    derogationId: 'd-1',
    objet: 'Congés',
    etablissementIds: ['e-1'],
    agreedOn: '2016-12-02',
    to,
    ...more
  })
export const agreeNonRespect = (agreedOn: string, etablissementIds = ['e-1']) =>
  command('AgreeNonRespect', { etablissementIds, agreedOn })
export const annul = (on: string, clause = '2') =>
  command('AnnulClause', { clause, decision: 'Jugement', on })
/** Of the convention, or of an avenant. */
export const transmit = (transmittedOn: string, receivedOn = transmittedOn, modificationId?: string) =>
  command('RecordTransmission', {
    acte: '092-219200789-20230726-DCM232-AI',
    transmittedOn,
    receivedOn,
    ...(modificationId === undefined ? {} : { modificationId })
  })
export const verify = (on: string, more: More = {}, verificationId = 'v-1') =>
  command('RecordVerification', {
    verificationId,
    on,
    par: 'Service des contrôles',
    resultat: 'conforme',
    suites: 'Aucune',
    ...more
  })
export const notice = (dispatchedOn: string, receivedOn: string, of = 'fournisseur') =>
  command('GiveNotice', { partie: of, dispatchedOn, receivedOn })
export const terminate = (on: string, manquement = 'Codes d’accès confiés à un tiers') =>
  command('TerminateConvention', { on, manquement })

/**
 * PSU: `e-1` with an approbateur, `p-1`; `e-2` with another, `p-2`. In the stream: the draft (0), the annexes (1), the
 * signatures (2, 3).
 */
export const psuEdited = edit(
  list('e-1'),
  list('e-2'),
  attribute('p-1', 'approbateur'),
  attribute('p-2', 'approbateur', 'e-2')
)
export const psuDrafted = [draftPsu(), psuEdited]
export const psuSigned = [
  ...psuDrafted,
  sign('gestionnaire', '2017-02-23'),
  sign('caf', '2017-02-23', { signataire: 'p-2' })
]
/** MEF, in the same order: `e-1` is an EAJE, `e-2` an accueil de loisirs; signed last on 26/07/2023. */
export const mefDrafted = [
  draftMef(),
  edit(
    list('e-1', { numeroSias: null }),
    list('e-2', { numeroSias: null, nature: 'accueil-de-loisirs' }),
    attribute('p-1', 'disponibilites'),
    attribute('p-1', 'fonctionnement', 'e-2')
  )
]
export const mefSignedOn = (signedOn: string, first = signedOn) => [
  ...mefDrafted,
  sign('caf', first, { signataire: 'p-2' }),
  sign('fournisseur', signedOn)
]
export const mefSigned = mefSignedOn('2023-07-26', '2023-07-06')

const article = (number: string) => ({ source: 'RIVAGE', article: number })
const need = (instrument: 'formulaire' | 'annexe-revisee' | 'avenant') => ({
  instrument,
  article: article('7')
})
/** A model of another Caf, that a user adds: three signatories, other caps, the first signature, dispatch counts. */
export const rivage = defineModel({
  ...psu,
  id: 'rivage',
  version: 3,
  titre: 'Convention Rivage',
  source: 'RIVAGE',
  // What it does not say otherwise is the PSU convention's.
  otherSources: ['PSU'],
  zone: 'America/Guadeloupe',
  parties: {
    ...psu.parties,
    article: article('1'),
    roles: [
      { id: 'association', label: "l'association", acteur: 'partenaire' },
      { id: 'commune', label: 'la commune', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  deadlines: [
    {
      id: 'bilan',
      label: 'Bilan',
      who: ['association', 'commune'],
      due: { from: 'day', month: 5, day: 31, yearsAfter: 1, bound: 'exclusive' },
      for: 'year',
      act: null,
      endedBy: null,
      reminders: [],
      article: article('8')
    }
  ],
  declarations: { deadline: 'bilan' },
  fiche: { required: false, natures: psu.fiche?.natures ?? [], article: article('1') },
  etablissements: {
    natures: [{ id: 'accueil-de-loisirs', label: 'accueil de loisirs' }],
    mustBeFinanced: false,
    numeroSias: 'optional',
    article: article('2'),
    change: need('formulaire')
  },
  roles: [
    {
      id: 'saisie',
      label: 'Saisie',
      cap: 1,
      min: 0,
      covered: true,
      natures: null,
      article: article('3'),
      coverageArticle: article('3'),
      change: need('formulaire')
    },
    {
      id: 'validation',
      label: 'Validation',
      cap: 3,
      min: 2,
      covered: true,
      natures: null,
      article: article('4'),
      coverageArticle: article('4'),
      change: need('annexe-revisee')
    }
  ],
  effect: { from: { from: 'first-signature' }, article: article('5') },
  duration: { term: { count: 2, unit: 'year' }, renewal: { kind: 'tacit' }, article: article('5') },
  notice: {
    delay: {
      from: 'echeance',
      offset: { unit: 'month', count: 2, direction: 'before' },
      bound: 'exclusive',
      shift: { to: 'previous', calendar: 'guadeloupe' }
    },
    counts: 'dispatch',
    ends: 'echeance',
    article: article('6')
  },
  habilitation: {
    ...habilitationOf(psu),
    endOfMission: {
      delay: { from: 'departure', offset: { unit: 'month', count: 1, direction: 'after' } },
      article: article('8')
    }
  }
})
/** The same, with a period written in the convention, renewed tacitly. */
const rivageDeclared = defineModel({
  ...rivage,
  version: 4,
  effect: { from: 'declared', article: article('5') }
})
/** The same, of which the end moves by acts, an avenant may state its day, and a role is held on no establishment. */
const rivageMoved = defineModel({
  ...rivage,
  version: 5,
  roles: [
    ...rivage.roles,
    {
      id: 'coordination',
      label: 'Coordination',
      onEtablissement: false,
      cap: 2,
      capByRang: { titulaire: 1 },
      covered: true,
      article: article('9'),
      change: need('formulaire')
    }
  ],
  effect: { from: 'declared', article: article('5') },
  duration: {
    term: null,
    renewal: { kind: 'express', times: 2, term: { count: 6, unit: 'month' } },
    article: article('5')
  },
  notice: {
    delay: { from: 'receipt', offset: { unit: 'month', count: 2, direction: 'after' } },
    counts: 'receipt',
    ends: 'delay',
    article: article('6')
  },
  changes: {
    avenantEffect: { when: 'stated', mayBePast: true, article: article('7') },
    kinds: {
      prolongation: need('formulaire'),
      renewal: { ...need('formulaire'), afterEnd: true }
    }
  }
})
export const rivageDrafted = (version = 3, more: More = {}) => [
  command('DraftConvention', {
    conventionId: 'essai-rivage',
    model: { id: 'rivage', version },
    parties: [partie('association'), partie('commune', 'p-2'), partie('caf', 'p-3')],
    personnes,
    ...more
  }),
  edit(
    list('e-1', { nature: 'accueil-de-loisirs', numeroSias: null, financeParLaCaf: false }),
    attribute('p-1', 'validation'),
    attribute('p-2', 'validation')
  )
]

export const models = [psu, monenfant, rivage, rivageDeclared, rivageMoved]
export const { given } = specification(conventionDecider(models))
export const modelOf = ({ model: ref }: ConventionState): ConventionModel => {
  const model = ref === null ? null : findModel(models)(ref)
  if (model === null) throw new Error('no model')
  return model
}
