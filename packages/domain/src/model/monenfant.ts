import { delay } from '../dates/delay'
import type { NatureÉtablissement } from '../identity/etablissement'
import { mef as article } from './articles'
import { defineModel, type ModelInput } from './define'
import type { Role } from './model'

const dataRole = (
  id: string,
  label: string,
  natures: ReadonlyArray<NatureÉtablissement> | null
): ModelInput<Role> => ({
  id,
  label,
  cap: null,
  min: 0,
  // Providing data is voluntary: no data, and so nobody to give it, is no gap (M3).
  covered: false,
  natures,
  article: article('1'),
  coverageArticle: article('1'),
  change: { instrument: 'avenant', article: article('6') }
})

/** Convention d'habilitation informatique « Structures », monenfant.fr, 2023. */
export const monenfant = defineModel({
  id: 'monenfant',
  version: 1,
  titre: "Convention d'habilitation informatique « Structures » – monenfant.fr",
  source: 'MEF',
  otherSources: [],
  zone: 'Europe/Paris',
  parties: [
    { id: 'fournisseur', label: 'le fournisseur de données', acteur: 'partenaire' },
    { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
  ],
  partiesArticle: article('Entre'),
  fiche: { required: false, article: article('Entre') },
  etablissements: {
    // « à l'exception de la garde à domicile qui relève du secteur marchand »
    natures: ['eaje', 'accueil-de-loisirs', 'accompagnement-des-familles'],
    mustBeFinanced: true,
    numeroSias: 'optional',
    article: article('Préambule'),
    change: { instrument: 'avenant', article: article('6') }
  },
  roles: [
    dataRole('disponibilites', 'Disponibilités des places', ['eaje']),
    dataRole('fonctionnement', 'Informations relatives au fonctionnement', null)
  ],
  personnes: { change: { instrument: 'avenant', article: article('6') } },
  partieChange: { instrument: 'avenant', article: article('6') },
  // « Il n'existe aucune interface de modification de demande en ligne. »
  signalling: { channels: ['courrier', 'courriel', 'formulaire'], article: article('3-2') },
  // Decided: the last signature.
  effect: { kind: 'at-signature', which: 'last', article: article('5') },
  duration: { months: 12, renewal: 'tacit', article: article('5') },
  // Decided: the receipt counts.
  notice: { delay: delay(3, 'month'), counts: 'receipt', article: article('5') },
  termination: null,
  derogations: null,
  interpretation: { severable: true, prevails: 'clause', article: article('6') },
  transmissionArticle: article('Cachet'),
  namedDateArticle: article('Annexe'),
  controller: { name: 'Cnaf', basis: 'RGPD, article 4.7', article: article('Préambule') },
  habilitation: {
    steps: [
      { step: 'requested', article: article('3-1') },
      { step: 'acknowledged', article: article('3-1') },
      { step: 'checked', article: article('3-1') },
      { step: 'convention-sent', article: article('3-1') },
      { step: 'signed-return', article: article('3-1') },
      { step: 'delivered', article: article('3-1') }
    ],
    article: article('3-1'),
    mailbox: null,
    endOfMission: { delay: null, article: article('3-4') },
    blocking: null,
    closing: { article: article('6') }
  },
  annexes: [
    {
      numero: 1,
      titre: 'Personnes habilitées et établissements',
      sections: ['personnes', 'etablissements'],
      article: article('3-2')
    }
  ]
})
