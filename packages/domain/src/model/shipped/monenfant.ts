import { shippedModel } from '../define'
import { gestionnaireNatures } from './gestionnaire'
import { channels, eaje } from './words'

const avenant = { instrument: 'avenant', article: '6' } as const

/** Convention d'habilitation informatique « Structures », monenfant.fr, 2023. */
export const monenfant = shippedModel({
  id: 'monenfant',
  version: 1,
  titre: "Convention d'habilitation informatique « Structures » – monenfant.fr",
  source: 'MEF',
  zone: 'Europe/Paris',
  parties: {
    article: 'Entre',
    change: avenant,
    roles: [
      { id: 'fournisseur', label: 'le fournisseur de données', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  fiche: { required: false, natures: gestionnaireNatures, article: 'Entre' },
  etablissements: {
    // « à l'exception de la garde à domicile qui relève du secteur marchand »
    natures: [
      eaje,
      { id: 'accueil-de-loisirs', label: 'accueil de loisirs' },
      { id: 'accompagnement-des-familles', label: "service d'accompagnement des familles" }
    ],
    mustBeFinanced: true,
    article: 'Préambule',
    change: avenant
  },
  // Providing data is voluntary: no data, and so nobody to give it, is no gap (M3). Who provides it acts only for the
  // establishments « dont il assure la gestion » (M26).
  roles: [
    {
      id: 'disponibilites',
      label: 'Disponibilités des places',
      natures: ['eaje'],
      article: '1',
      onceAcross: { article: '1' },
      change: avenant
    },
    {
      id: 'fonctionnement',
      label: 'Informations relatives au fonctionnement',
      article: '1',
      onceAcross: { article: '1' },
      change: avenant
    }
  ],
  // « Il n'existe aucune interface de modification de demande en ligne. »
  signalling: { channels: [channels.courrier, channels.courriel, channels.formulaire], article: '3-2' },
  // Decided: the last signature.
  effect: { from: { from: 'last-signature' }, article: '5' },
  duration: { term: { count: 1, unit: 'year' }, renewal: { kind: 'tacit' }, article: '5' },
  // Decided: the receipt counts.
  notice: {
    delay: { from: 'echeance', offset: { unit: 'month', count: 3, direction: 'before' } },
    counts: 'receipt',
    article: '5'
  },
  interpretation: { severable: true, prevails: 'clause', article: '6' },
  transmission: { article: 'Cachet' },
  namedDate: { article: 'Annexe' },
  controller: { name: 'Cnaf', basis: 'RGPD, article 4.7', article: 'Préambule' },
  habilitation: {
    steps: [
      { step: 'requested', article: '3-1' },
      { step: 'acknowledged', article: '3-1' },
      { step: 'checked', article: '3-1' },
      { step: 'convention-sent', article: '3-1' },
      { step: 'signed-return', article: '3-1' },
      { step: 'delivered', article: '3-1' }
    ],
    article: '3-1',
    endOfMission: { article: '3-4' },
    closing: { article: '6' },
    // « alphanumérique, sensible à la casse […] au moins huit caractères »
    passwords: { length: 8, madeOf: ['letters', 'digits'], caseSensitive: true, article: '3-2' }
  },
  annexes: [
    {
      numero: 1,
      titre: 'Personnes habilitées et établissements',
      sections: ['personnes', 'etablissements'],
      article: '3-2'
    }
  ]
})
