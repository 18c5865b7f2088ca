/** What is asked of one convention under the model `relais`, as a service receives it: plain JSON. Persons are invented. */

const agent = { kind: 'agent-caf', id: 'agent-971' }
const commune = { kind: 'partenaire', id: 'compte-commune' }
const association = { kind: 'partenaire', id: 'compte-association' }

const siege = { voie: '1 rue du Port', codePostal: '97100', commune: 'BASSE-TERRE' }
const partie = (id: string, denomination: string, personneId: string, qualite: string) => ({
  id,
  denomination,
  siege,
  representant: { personneId, qualite }
})
const personne = (personneId: string, prenom: string, nom: string) => ({
  personneId,
  personne: { nom, prenom, fonction: null, mail: null, telephone: null }
})
const structure = (etablissementId: string, nom: string, nature: string) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: { nom, numeroSias: null, adresse: siege, nature, financeParLaCaf: true }
})
const role = (personneId: string, role: string, etablissementId: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId,
  rang: 'titulaire'
})
const signature = (partie: string, signataire: string, qualite: string, signedOn: string) => ({
  partie,
  signataire,
  qualite,
  signedOn,
  channel: 'papier'
})

export const conventionId = 'relais-basse-terre-2024'

/** Each with when it was received and an id of its own: given again, it adds nothing (G13). */
export const received: ReadonlyArray<unknown> = [
  {
    at: '2024-02-01T13:00:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000001',
    command: {
      acteur: agent,
      type: 'DraftConvention',
      data: {
        conventionId,
        model: { id: 'relais', version: 1 },
        parties: [
          partie('commune', 'Commune de BASSE-TERRE', 'p-1', 'Maire'),
          partie('association', 'Association Les Palétuviers', 'p-2', 'Présidente'),
          partie('caf', "Caisse d'allocations familiales de la Guadeloupe", 'p-3', 'Directeur')
        ],
        personnes: [
          personne('p-1', 'Lise', 'HOARAU'),
          personne('p-2', 'Jeanne', 'PAYET'),
          personne('p-3', 'Marc', 'DELORME'),
          personne('p-4', 'Odile', 'RIVIERE')
        ]
      }
    }
  },
  {
    at: '2024-02-01T13:05:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000002',
    command: {
      acteur: agent,
      type: 'EditAnnexes',
      data: {
        changes: [
          structure('relais-1', 'RELAIS DU PORT', 'accompagnement-des-familles'),
          structure('creche-1', 'CRECHE DU PORT', 'eaje'),
          role('p-4', 'animation', 'relais-1'),
          role('p-4', 'accueil', 'creche-1')
        ]
      }
    }
  },
  // Three parties, in any order; the last signature counts.
  {
    at: '2024-02-12T14:00:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000003',
    command: {
      acteur: association,
      type: 'SignConvention',
      data: signature('association', 'p-2', 'Présidente', '2024-02-12')
    }
  },
  {
    at: '2024-02-15T14:00:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000004',
    command: {
      acteur: agent,
      type: 'SignConvention',
      data: signature('caf', 'p-3', 'Directeur', '2024-02-15')
    }
  },
  {
    at: '2024-03-01T14:00:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000005',
    command: {
      acteur: commune,
      type: 'SignConvention',
      data: signature('commune', 'p-1', 'Maire', '2024-03-01')
    }
  },
  // « avant » two months before the échéance of 01/03/2027, by the date of dispatch: 31/12/2026 is the last day.
  {
    at: '2027-01-04T14:00:00Z',
    commandId: 'a1b2c300-2024-4000-8000-000000000006',
    command: {
      acteur: association,
      type: 'GiveNotice',
      data: { partie: 'association', dispatchedOn: '2026-12-31', receivedOn: '2027-01-04' }
    }
  }
]
