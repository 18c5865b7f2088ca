/** Commands that a signed convention refuses: each with what is told. */
import type { ConventionRefusal } from '../src/convention'
import {
  agreeNonRespect,
  annul,
  attribute,
  correctRecord,
  correctSignature,
  derogation,
  mefSigned,
  notice,
  psuDrafted,
  psuSigned,
  receive,
  signal,
  terminate,
  withdraw
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
    sentence: 'une modification ne se demande pas en ligne, mais : par courrier, par courriel, par formulaire'
  },
  'modification-unknown': {
    given: psuSigned,
    when: receive('m-9', '2018-03-01'),
    path: 'data.modificationId',
    article: null,
    sentence: 'modification inconnue : m-9'
  },
  'modification-differs': {
    given: [...psuSigned, formed],
    when: signal('m-1', '2018-03-01', [attribute('p-4', 'activite')]),
    path: 'data.modificationId',
    article: null,
    sentence: 'la modification m-1 existe déjà, avec un autre contenu'
  },
  'modification-closed': {
    given: [...psuSigned, formed, receive('m-1', '2018-03-05')],
    when: receive('m-1', '2018-03-06'),
    path: 'data.modificationId',
    article: null,
    sentence: 'la modification m-1 a déjà pris effet le 05/03/2018'
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
    sentence: "ce modèle de convention ne connaît pas l'annulation d'une clause"
  },
  'already-granted': {
    given: [...psuDrafted, derogation('2017-09-01')],
    when: derogation('2017-10-01'),
    path: 'data.derogationId',
    article: 'annexe 3',
    sentence: 'la dérogation d-1 existe déjà, avec un autre contenu'
  },
  'already-recorded': {
    given: [...psuSigned, terminate('2018-05-02')],
    when: terminate('2018-06-01', 'Un autre manquement'),
    path: 'data.on',
    article: '2.4',
    sentence:
      "la convention est déjà résiliée le 02/05/2018, selon l'événement 13, avec un autre contenu : si c'est une erreur, cet événement se corrige"
  },
  'nothing-to-correct': {
    given: mefSigned,
    when: correctSignature('caf', '2023-07-05', 99),
    path: 'data.corrects',
    article: null,
    sentence: "il n'y a pas d'événement 99 à corriger ; le dernier est 12"
  },
  'cannot-withdraw': {
    given: psuSigned,
    when: correctRecord(0, null),
    path: 'data.instead',
    article: null,
    sentence: "l'événement 0 commence le dossier : il se corrige, il ne se retire pas"
  },
  'already-so': {
    given: [...psuSigned, agreeNonRespect('2018-01-10'), agreeNonRespect('2019-01-10')],
    when: correctRecord(14, agreeNonRespect('2018-01-10')),
    path: 'data.instead',
    article: null,
    sentence: "un autre événement dit déjà cela : l'événement 14 se retire, il ne se corrige pas"
  },
  'change-between': {
    given: [
      ...psuSigned,
      formed,
      receive('m-1', '2018-03-05'),
      signal('m-2', '2018-03-01', [withdraw('p-3', 'activite')]),
      receive('m-2', '2018-04-01')
    ],
    when: correctRecord(14, receive('m-1', '2018-04-05')),
    path: 'data.instead.data.receivedOn',
    article: '2.3',
    sentence:
      'la même chose change aussi le 01/04/2018 : la date du 05/03/2018 ne se corrige pas seule, mais les annexes, une à une'
  },
  'dates-out-of-order': {
    given: mefSigned,
    when: notice('2024-04-26', '2024-04-20'),
    path: 'data.receivedOn',
    article: null,
    sentence: 'le 20/04/2024 devrait suivre le 26/04/2024'
  }
} satisfies Partial<Record<ConventionRefusal['code'], Refused>>
