import { delay } from '../dates/delay'
import { psu as article } from './articles'
import { defineModel, type ModelInput } from './define'
import type { Role } from './model'

const portalRole = (
  id: string,
  label: string,
  change: 'formulaire' | 'annexe-revisee'
): ModelInput<Role> => ({
  id,
  label,
  // « le même profil peut être attribué à 2 personnes maximum excepté pour le rôle d'approbateur »
  cap: id === 'approbateur' ? null : 2,
  min: id === 'approbateur' ? 1 : 0,
  covered: id !== 'import',
  natures: null,
  article: article('2.1'),
  coverageArticle: article('annexe 2'),
  change: { instrument: change, article: article('2.3') }
})

/** Convention d'objectifs et de financement, prestation de service unique, 2017-2020. */
export const psu = defineModel({
  id: 'psu',
  version: 1,
  titre: "Convention d'objectifs et de financement – Prestation de service unique",
  source: 'PSU',
  otherSources: [],
  zone: 'Europe/Paris',
  parties: [
    { id: 'gestionnaire', label: 'le gestionnaire', acteur: 'partenaire' },
    { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
  ],
  partiesArticle: article('Entre'),
  fiche: { required: true, article: article('annexe') },
  etablissements: {
    natures: ['eaje'],
    mustBeFinanced: true,
    numeroSias: 'required',
    article: article('1'),
    // Decided: the establishments are the object of the convention; the source names no lighter way.
    change: { instrument: 'avenant', article: article('1') }
  },
  roles: [
    portalRole('activite', "Fournisseur de données d'activité", 'formulaire'),
    portalRole('financier', 'Fournisseur de données financières', 'formulaire'),
    portalRole('approbateur', 'Approbateur', 'annexe-revisee'),
    portalRole('import', 'Fournisseur de données par import', 'formulaire')
  ],
  personnes: { change: { instrument: 'formulaire', article: article('2.3') } },
  partieChange: { instrument: 'avenant', article: article('1') },
  signalling: { channels: ['courrier', 'courriel', 'formulaire', 'en-ligne'], article: article('2') },
  effect: { kind: 'declared-period', article: article('5') },
  duration: { months: null, renewal: 'none', article: article('5') },
  notice: null,
  termination: { article: article('2.4') },
  derogations: { article: article('annexe 3') },
  interpretation: null,
  transmissionArticle: null,
  namedDateArticle: null,
  controller: null,
  habilitation: {
    steps: [
      { step: 'requested', article: article('2.2') },
      { step: 'delivered', article: article('2.2') }
    ],
    article: article('2.2'),
    mailbox: {
      shared: [
        'accueil',
        'administration',
        'contact',
        'creche',
        'creches',
        'direction',
        'info',
        'mairie',
        'petite-enfance',
        'petiteenfance',
        'secretariat',
        'service'
      ],
      article: article('2.2')
    },
    endOfMission: { delay: delay(15, 'day'), article: article('2.3') },
    blocking: { article: article('2.3') },
    closing: { article: article('2.3') }
  },
  // « au 30 juin » of the year after: until then nothing provided is recovered.
  declarations: {
    lastDay: { month: 6, day: 30, yearsAfter: 1, bound: 'inclusive' },
    article: article('3')
  },
  annexes: [
    { numero: 1, titre: 'Liste des établissements', sections: ['etablissements'], article: article('1') },
    {
      numero: 2,
      titre: 'Habilitation au portail Caf partenaires',
      sections: ['attributions'],
      article: article('2.2')
    },
    {
      numero: 3,
      titre: 'Non-respect des conditions générales',
      sections: ['non-respect'],
      article: article('1')
    }
  ]
})
