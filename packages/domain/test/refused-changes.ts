/** Commands that a signed convention refuses: each with what is told. */
import {
  annul,
  attribute,
  correct,
  draftPsu,
  mefSigned,
  notice,
  psuSigned,
  receive,
  sign,
  signal,
  terminate,
  withdrawModification
} from './convention-commands'
import type { Refused } from './refused-annexes'

const formed = signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])

export const refusedChanges = {
  'no-change': {
    given: psuSigned,
    when: signal('m-1', '2018-03-01', []),
    path: 'data.changes',
    article: '2',
    sentence: 'aucun changement demandé'
  },
  'channel-not-allowed': {
    given: mefSigned,
    when: signal('m-1', '2023-09-01', [attribute('p-2', 'fonctionnement')], { channel: 'en-ligne' }),
    path: 'data.channel',
    article: '3-2',
    sentence:
      'une modification ne se demande pas par la voie « en-ligne », mais : courrier (par courrier), courriel (par courriel), formulaire (par formulaire)'
  },
  'channel-missing': {
    given: mefSigned,
    when: signal('m-1', '2023-09-01', [attribute('p-2', 'fonctionnement')], { channel: undefined }),
    path: 'data.channel',
    article: '3-2',
    sentence:
      'il manque la voie par laquelle la modification est demandée : courrier (par courrier), courriel (par courriel), formulaire (par formulaire)'
  },
  'modification-unknown': {
    given: psuSigned,
    when: receive('m-9', '2018-03-01'),
    path: 'data.modificationId',
    article: null,
    sentence: 'modification inconnue : m-9'
  },
  'modification-closed': {
    given: [...psuSigned, formed, receive('m-1', '2018-03-05')],
    when: receive('m-1', '2018-03-06'),
    path: 'data.modificationId',
    article: null,
    sentence: 'la modification m-1 est déjà complète, avec effet au 05/03/2018'
  },
  'modification-withdrawn': {
    given: [...psuSigned, formed, withdrawModification('m-1', '2018-03-04')],
    when: receive('m-1', '2018-03-06'),
    path: 'data.modificationId',
    article: null,
    sentence: 'la modification m-1 a été retirée le 04/03/2018'
  },
  'instrument-needed': {
    given: [...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur')])],
    when: receive('m-1', '2018-03-05'),
    path: '',
    article: '2.3',
    sentence: "cette modification demande la révision de l'annexe ; le formulaire ne suffit pas"
  },
  'before-signalled': {
    given: [...psuSigned, formed],
    when: receive('m-1', '2018-02-28'),
    path: 'data.receivedOn',
    article: null,
    sentence: 'le 28/02/2018 précède le signalement du 01/03/2018'
  },
  'no-echeance': {
    given: mefSigned,
    when: notice('2999-12-01', '2999-12-02'),
    path: 'data.receivedOn',
    article: '5',
    sentence: "aucune échéance n'est encore à venir pour ce préavis"
  },
  'not-in-force': {
    given: psuSigned,
    when: terminate('2016-12-31'),
    path: 'data.on',
    article: '2.4',
    computation: 'du 01/01/2017 au 31/12/2020 (PSU, article 5)',
    sentence: "la convention n'est pas en vigueur le 31/12/2016 (à venir)"
  },
  'not-in-model': {
    given: psuSigned,
    when: annul('2018-01-15'),
    path: '',
    article: '5',
    sentence: "cette convention ne prévoit pas d'annulation d'une clause seule"
  },
  'already-recorded': {
    given: [...psuSigned, terminate('2018-05-02')],
    when: terminate('2018-06-01', 'Un autre manquement'),
    path: 'data.on',
    article: '2.4',
    sentence:
      "l'événement 4 le dit déjà, au 02/05/2018, avec une autre date ou un autre contenu : s'il est erroné, il se corrige"
  },
  'nothing-to-correct': {
    given: mefSigned,
    when: correct(99, sign('caf', '2023-07-05')),
    path: 'data.corrections[0].corrects',
    article: null,
    sentence: "il n'y a pas d'événement 99 à corriger ; le dernier est 3"
  },
  'cannot-withdraw': {
    given: psuSigned,
    when: correct(0, null),
    path: 'data.corrections[0].instead',
    article: null,
    sentence: "l'événement 0 commence le dossier : il se corrige, il ne se retire pas"
  },
  'opens-elsewhere': {
    given: psuSigned,
    when: correct(1, draftPsu()),
    path: 'data.corrections[0].instead',
    article: null,
    sentence:
      "l'événement 1 ne commence pas le dossier : il ne se remplace pas par ce qui le commence, ni l'inverse"
  },
  'rests-upon': {
    given: [...psuSigned, formed, receive('m-1', '2018-03-05')],
    when: correct(4, null),
    path: 'data.corrections',
    article: null,
    sentence: "l'événement 5, enregistré depuis, ne tiendrait plus : modification inconnue : m-1"
  },
  'dates-out-of-order': {
    given: mefSigned,
    when: notice('2024-04-26', '2024-04-20'),
    path: 'data.receivedOn',
    article: null,
    sentence: 'le 20/04/2024 devrait suivre le 26/04/2024'
  }
} satisfies Readonly<Record<string, Refused>>
