import { shippedModel } from '../define'
import { gestionnaireNatures } from './gestionnaire'
import { channels, eaje } from './words'

const form = { instrument: 'formulaire', article: '2.3' } as const
const revision = { instrument: 'annexe-revisee', article: '2.3' } as const
// Decided: the establishments are the object of the convention; the source names no lighter way.
const avenant = { instrument: 'avenant', article: '1' } as const
const role = { covered: true, article: '2.1', coverageArticle: 'annexe 2', change: form }
/** « le même profil peut être attribué à 2 personnes maximum excepté pour le rôle d'approbateur » */
const two = { ...role, cap: 2 }

// Decided: the source names no reminder.
const aMonth = [{ count: 1, unit: 'month' }] as const
const aWeek = [{ count: 1, unit: 'week' }] as const

/** Convention d'objectifs et de financement, prestation de service unique, 2017-2020. */
export const psu = shippedModel({
  id: 'psu',
  version: 1,
  titre: "Convention d'objectifs et de financement – Prestation de service unique",
  source: 'PSU',
  zone: 'Europe/Paris',
  parties: {
    article: 'Entre',
    change: avenant,
    roles: [
      { id: 'gestionnaire', label: 'le gestionnaire', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  fiche: { natures: gestionnaireNatures, article: 'annexe' },
  etablissements: {
    natures: [eaje],
    mustBeFinanced: true,
    numeroSias: 'required',
    article: '1',
    change: avenant
  },
  roles: [
    { id: 'activite', label: "Fournisseur de données d'activité", ...two },
    { id: 'financier', label: 'Fournisseur de données financières', ...two },
    { id: 'approbateur', label: 'Approbateur', ...role, min: 1, change: revision },
    { id: 'import', label: 'Fournisseur de données par import', ...two, covered: false }
  ],
  personnes: { change: form },
  signalling: {
    channels: [channels.courrier, channels.courriel, channels.formulaire, channels.enLigne],
    article: '2'
  },
  effect: { from: 'declared', article: '5' },
  duration: { article: '5' },
  termination: { article: '2.4' },
  derogations: { article: 'annexe 3' },
  habilitation: {
    steps: [
      { step: 'requested', article: '2.2' },
      { step: 'delivered', article: '2.2' }
    ],
    article: '2.2',
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
      article: '2.2'
    },
    endOfMission: {
      delay: {
        from: 'departure',
        offset: { unit: 'day', count: 15, direction: 'after' },
        bound: 'inclusive'
      },
      article: '2.3'
    },
    blocking: {
      causes: [
        { id: 'incident', label: 'incident' },
        { id: 'decision', label: 'décision de la Caf' }
      ],
      article: '2.3'
    },
    // « En cas de non utilisation des codes d'accès pendant un délai de 45 jours »
    inactivity: {
      delay: {
        from: 'last-use',
        offset: { unit: 'day', count: 45, direction: 'after' },
        bound: 'inclusive'
      },
      reminders: aWeek,
      article: '2.3'
    },
    closing: { article: '2.3' },
    // « un mot de passe qui doit être modifié lors de la première connexion et renouvelé régulièrement ». Decided: the source
    // says neither how long it is nor how often; the library's own default.
    passwords: { article: '2.2' },
    // « perte ou vol des mots de passe, utilisation frauduleuse d'information,... », told « immédiatement »: no number of days.
    incidents: {
      kinds: [
        { id: 'perte', label: 'perte des mots de passe' },
        { id: 'vol', label: 'vol des mots de passe' },
        { id: 'utilisation-frauduleuse', label: "utilisation frauduleuse d'information" },
        { id: 'autre-incident', label: 'autre incident de sécurité' }
      ],
      article: '2.3'
    },
    anomalies: {
      // Decided: the source says neither what an anomaly is, nor how many failures make one.
      rules: [
        {
          id: 'echecs-repetes',
          label: 'échecs de connexion répétés',
          kind: 'failures',
          count: 5,
          minutes: 15
        },
        { id: 'anomalie-constatee', label: 'anomalie constatée par la Caf', kind: 'noted' }
      ],
      // « sous un délai de 15 jours »
      justification: {
        from: 'request',
        offset: { unit: 'day', count: 15, direction: 'after' },
        bound: 'inclusive'
      },
      article: '2.3'
    }
  },
  security: {
    duties: [
      { id: 'conservation', label: 'conservation et intégrité des informations traitées' },
      { id: 'secret-professionnel', label: 'secret professionnel (article 226-13 du code pénal)' },
      { id: 'securite-des-acces', label: 'sécurité physique et logique des accès' },
      { id: 'personnes-habilitees', label: 'aucune utilisation par une personne non expressément habilitée' },
      { id: 'intrusion', label: "prévention de l'intrusion" },
      { id: 'antivirus', label: 'anti-virus et anti-spams à jour sur les postes' }
    ],
    article: '2.3'
  },
  deadlines: [
    {
      id: 'justificatifs',
      label: 'Justificatifs',
      who: ['gestionnaire'],
      // « au plus tard le 31 mars »
      due: { from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'inclusive' },
      for: 'year',
      reminders: aMonth,
      article: '3'
    },
    {
      id: 'justificatifs-dernier-delai',
      label: 'Dernier délai, avant récupération, des justificatifs',
      who: ['gestionnaire'],
      // « au 30 juin »: until then nothing is recovered for want of them.
      due: { from: 'day', month: 6, day: 30, yearsAfter: 1, bound: 'inclusive' },
      for: 'year',
      reminders: aMonth,
      article: '3'
    },
    {
      id: 'suivi-des-engagements',
      label: 'Suivi des engagements, mené conjointement',
      who: ['gestionnaire', 'caf'],
      due: { from: 'end', bound: 'inclusive' },
      for: 'convention',
      reminders: aMonth,
      article: '4'
    }
  ],
  declarations: { deadline: 'justificatifs-dernier-delai' },
  annexes: [
    { numero: 1, titre: 'Liste des établissements', sections: ['etablissements'], article: '1' },
    {
      numero: 2,
      titre: 'Habilitation au portail Caf partenaires',
      sections: ['attributions'],
      article: '2.2'
    },
    { numero: 3, titre: 'Non-respect des conditions générales', sections: ['non-respect'], article: '1' }
  ]
})
