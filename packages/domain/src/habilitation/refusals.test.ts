import { personne } from '../../test/convention-commands'
import {
  ask,
  block,
  changePassword,
  check,
  close,
  closeAccess,
  command,
  correct,
  correctAll,
  deliver,
  given,
  incident,
  justify,
  mefReturned,
  notify,
  psuDelivered,
  refuse,
  requestMef,
  requestPsu,
  requestRivage,
  role,
  send,
  signedReturn
} from '../../test/habilitation-commands'
import { sourcesOf } from '../../test/sources'
import { read } from '../fixtures'
import { Acteur, acteurKinds } from '../identity/acteur'
import { monenfant, psu, RequestStep } from '../model'
import type { HabilitationCommand } from '.'

type Case = {
  readonly given: ReadonlyArray<HabilitationCommand>
  readonly when: HabilitationCommand
  readonly path: string
  readonly article: string | null
  readonly sentence: string
  readonly computation?: string
}

const cases: Readonly<Record<string, Case>> = {
  'acteur-not-allowed': {
    given: psuDelivered,
    when: { ...block('2018-05-14'), acteur: read(Acteur, { kind: 'partenaire', id: 'partenaire-1' }) },
    path: 'acteur',
    article: null,
    sentence: 'opération réservée aux agents de la Caf'
  },
  'unknown-model': {
    given: [],
    when: requestPsu({ model: { id: 'psu', version: 7 } }),
    path: 'data.model',
    article: null,
    sentence:
      'modèle inconnu : psu version 7 ; valeurs admises : psu version 1, monenfant version 1, rivage version 3, rivage version 4, rivage version 5'
  },
  'role-needs-etablissement': {
    given: [],
    when: requestPsu({ roles: [{ role: 'activite' }] }),
    path: 'data.roles[0].role',
    article: '2.1',
    sentence:
      "le rôle « Fournisseur de données d'activité » se tient sur un établissement : il manque l'établissement"
  },
  'role-without-etablissement': {
    given: [],
    when: requestRivage({
      model: { id: 'rivage', version: 5 },
      roles: [role('coordination', 'accueil-de-loisirs')]
    }),
    path: 'data.roles[0].etablissementId',
    article: '9',
    sentence: "le rôle « Coordination » ne se tient sur aucun établissement : n'en nommez pas"
  },
  'not-requested': {
    given: [],
    when: deliver('2017-03-01'),
    path: '',
    article: null,
    sentence: "cette habilitation n'a pas été demandée"
  },
  'already-requested': {
    given: [requestPsu()],
    when: requestPsu({ requestedOn: '2017-02-24' }),
    path: '',
    article: null,
    sentence: 'cette habilitation est déjà demandée, avec un autre contenu'
  },
  'mail-missing': {
    given: [],
    when: requestPsu({ personne: personne('MORVAN', { mail: null }) }),
    path: 'data.personne.mail',
    article: '2.2',
    sentence: "il manque l'adresse mail individuelle de la personne"
  },
  'no-role': {
    given: [],
    when: requestMef({ roles: [] }),
    path: 'data.roles',
    article: '3-1',
    sentence: 'la demande ne porte sur aucun rôle'
  },
  'unknown-role': {
    given: [],
    when: requestMef({ roles: [role('disponibilites'), role('import')] }),
    path: 'data.roles[1].role',
    article: '3-1',
    sentence:
      'rôle inconnu : « import » ; valeurs admises : disponibilites (Disponibilités des places), fonctionnement (Informations relatives au fonctionnement)'
  },
  'role-not-for-nature': {
    given: [],
    when: requestMef({ roles: [role('disponibilites', 'accueil-de-loisirs')] }),
    path: 'data.roles[0].role',
    article: '1',
    sentence:
      "le rôle « Disponibilités des places » n'existe pas pour la nature « accueil de loisirs », mais pour : eaje (établissement d'accueil du jeune enfant)"
  },
  'request-refused': {
    given: [requestPsu(), refuse('2017-02-28')],
    when: deliver('2017-03-01'),
    path: '',
    article: '2.2',
    sentence: 'la demande a été refusée le 28/02/2017 : Agent inconnu de la commune'
  },
  'step-not-in-model': {
    given: [requestPsu()],
    when: signedReturn('2017-03-01'),
    path: '',
    article: '2.2',
    sentence: "l'étape « retour signé » n'existe pas dans ce modèle ; étapes : demande, délivrance"
  },
  'step-out-of-order': {
    given: [requestMef()],
    when: send('2023-07-06'),
    path: '',
    article: '3-1',
    computation:
      'demande → accusé de réception → vérification → envoi de la convention → retour signé → délivrance',
    sentence:
      "l'étape « envoi de la convention » vient après : accusé de réception, vérification ; la demande en est à « demande »"
  },
  'dates-out-of-order': {
    given: mefReturned.slice(0, 2),
    when: check('2023-06-11'),
    path: 'data.on',
    article: '3-1',
    sentence: 'le 11/06/2023 devrait suivre le 12/06/2023'
  },
  'already-delivered': {
    given: psuDelivered,
    when: refuse('2017-04-01'),
    path: '',
    article: '2.2',
    sentence: "l'habilitation est déjà délivrée depuis le 01/03/2017"
  },
  'not-delivered': {
    given: psuDelivered,
    when: block('2017-02-28'),
    path: '',
    article: '2.2',
    sentence: "l'habilitation n'est pas délivrée au 28/02/2017"
  },
  'access-closed': {
    given: [...psuDelivered, closeAccess('2018-06-01')],
    when: block('2018-06-01'),
    path: '',
    article: '2.3',
    sentence: "l'accès est fermé au 01/06/2018 : la Caf l'a fermé"
  },
  'already-recorded': {
    given: psuDelivered,
    when: deliver('2017-03-06'),
    path: '',
    article: '2.2',
    sentence:
      "l'événement 1 le dit déjà, au 01/03/2017, avec une autre date ou un autre contenu : s'il est erroné, il se corrige"
  },
  'not-in-model': {
    given: mefReturned,
    when: block('2023-09-01'),
    path: '',
    article: '3-1',
    sentence: "cette convention ne prévoit pas de blocage d'un accès"
  },
  'unknown-cause': {
    given: psuDelivered,
    when: block('2018-05-02', 'oubli'),
    path: 'data.cause',
    article: '2.3',
    sentence: 'cause inconnue : « oubli » ; valeurs admises : incident, decision (décision de la Caf)'
  },
  'nothing-to-correct': {
    given: psuDelivered,
    when: correct(2, null),
    path: 'data.corrections[0].corrects',
    article: null,
    sentence: "il n'y a pas d'événement 2 à corriger ; le dernier est 1"
  },
  'cannot-withdraw': {
    given: psuDelivered,
    when: correct(0, null),
    path: 'data.corrections[0].instead',
    article: null,
    sentence: "l'événement 0 commence le dossier : il se corrige, il ne se retire pas"
  },
  'password-not-sent': {
    given: psuDelivered,
    when: changePassword('2017-03-02'),
    path: '',
    article: '2.2',
    sentence: "aucun mot de passe n'a été envoyé au 02/03/2017"
  },
  'not-listed': {
    given: psuDelivered,
    when: incident('2018-05-14', { kind: 'oubli' }),
    path: 'data.kind',
    article: '2.3',
    sentence:
      "inconnu : « oubli » ; valeurs admises : perte (perte des mots de passe), vol (vol des mots de passe), utilisation-frauduleuse (utilisation frauduleuse d'information), autre-incident (autre incident de sécurité)"
  },
  'unknown-incident': {
    given: psuDelivered,
    when: command('BlockAccess', {
      from: '2018-05-14',
      cause: 'incident',
      motif: 'codes perdus',
      incidentId: 'i-1'
    }),
    path: 'data.incidentId',
    article: null,
    sentence: "aucun incident i-1 n'est signalé"
  },
  'unknown-anomaly': {
    given: [...psuDelivered, notify('2017-04-01')],
    when: ask('2017-03-31'),
    path: 'data.anomalyId',
    article: '2.3',
    sentence: "aucune anomalie a-1 n'est notifiée au 31/03/2017"
  },
  'justification-not-asked': {
    given: [...psuDelivered, notify('2017-04-01'), ask('2017-04-03')],
    when: justify('2017-04-02'),
    path: 'data.on',
    article: '2.3',
    sentence: "aucune justification n'est demandée au 02/04/2017 pour l'anomalie a-1"
  },
  'anomaly-closed': {
    given: [...psuDelivered, notify('2017-04-01'), close('2017-04-03')],
    when: ask('2017-04-04'),
    path: 'data.anomalyId',
    article: '2.3',
    sentence: "l'anomalie a-1 est close depuis le 03/04/2017"
  },
  'opens-elsewhere': {
    given: psuDelivered,
    when: correct(1, requestPsu()),
    path: 'data.corrections[0].instead',
    article: null,
    sentence:
      "l'événement 1 ne commence pas le dossier : il ne se remplace pas par ce qui le commence, ni l'inverse"
  },
  'corrected-twice': {
    given: psuDelivered,
    when: correctAll([1, deliver('2017-03-02')], [1, null]),
    path: 'data.corrections[1].corrects',
    article: null,
    sentence: "l'événement 1 est corrigé deux fois : une seule correction par événement"
  },
  'rests-upon': {
    given: [...psuDelivered, block('2018-05-14')],
    when: correct(1, deliver('2018-06-01')),
    path: 'data.corrections',
    article: '2.2',
    sentence:
      "l'événement 2, enregistré depuis, ne tiendrait plus : l'habilitation n'est pas délivrée au 14/05/2018"
  }
}

/**
 * Shown by tests of their own: where rules have changed, where the day of recording is given, where it is known for whom
 * the acteur acts, and where the convention is known.
 */
const elsewhere = [
  'rules-drifted',
  'not-yet-happened',
  'not-own-hand',
  'caf-not-named',
  'other-caf',
  'convention-not-in-force',
  'not-in-annexe'
]

test('G12 every refusal of an habilitation is in the table', () => {
  const defined = sourcesOf('domain').flatMap(([file, text]) =>
    /^domain\/src\/(?:habilitation\/|(?:dossier|model)\/refusals)/.test(file)
      ? [...text.matchAll(/\brefusal\(\s*'([a-z-]+)'/g)].map(([, code]) => code)
      : []
  )
  expect(defined.length).toBeGreaterThan(15)
  expect([...new Set(defined)].sort()).toEqual([...Object.keys(cases), ...elsewhere].sort())
})

test.each(Object.entries(cases))(
  'G12 %s is told with its article, its place and a sentence',
  (code, expected) => {
    const refusal = given(...expected.given)
      .when(expected.when)
      .refusals.find(candidate => candidate.code === code)
    if (refusal === undefined) throw new Error(`no ${code}`)
    expect(refusal.path).toBe(expected.path)
    expect(refusal.article?.article ?? null).toBe(expected.article)
    expect(refusal.computation).toBe(expected.computation ?? null)
    expect(refusal.sentence).toBe(expected.sentence)
  }
)

const codes = [
  ...acteurKinds,
  ...RequestStep.values,
  ...(monenfant.etablissements?.natures ?? []).map(({ id }) => id),
  'retrait',
  'convention-terminee',
  'fin-de-mission',
  ...(psu.habilitation?.blocking?.causes ?? []).map(({ id }) => id)
].filter(code => code.includes('-') || RequestStep.is(code))

test.each(Object.entries(cases))(
  'G12 %s is told to people without a stored code',
  (_, { sentence, computation }) => {
    const said = `${sentence} ${computation ?? ''}`
    expect(codes.filter(code => said.includes(code))).toEqual([])
  }
)

test('G12 a command with several faults gives all of them', () => {
  const { codes } = given(requestMef(), refuse('2023-06-14'), closeAccess('2023-06-01')).when(
    send('2023-06-11')
  )
  expect(codes).toEqual(['access-closed', 'request-refused', 'step-out-of-order', 'dates-out-of-order'])
})
