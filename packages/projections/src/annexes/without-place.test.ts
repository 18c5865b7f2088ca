/** A role that is held on no establishment: what annexes, documents, alerts and pending modifications say of it. */
import { dateCivile, defineModel } from '@avenant/domain'
import { conventionId, indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesMarkdown } from '../documents/markdown'

const change = { instrument: 'formulaire', article: '4' } as const
const consultation = defineModel({
  id: 'consultation',
  version: 1,
  titre: 'Consultation',
  source: 'C',
  zone: 'Europe/Paris',
  parties: {
    article: '1',
    change,
    roles: [
      { id: 'partenaire', label: 'le partenaire', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  etablissements: { natures: [{ id: 'agence', label: 'agence' }], article: '2', change },
  roles: [
    { id: 'profil', label: 'Profil', onEtablissement: false, covered: true, article: '3', change },
    { id: 'guichet', label: 'Guichet', article: '3', change }
  ],
  effect: { from: { from: 'last-signature' }, article: '2' },
  duration: { term: { count: 1, unit: 'year' }, article: '2' },
  annexes: [{ numero: 1, titre: 'Profils', sections: ['attributions'], article: '3' }]
})

const id = conventionId('c-1')
const command = later(id)
const siege = { voie: '3 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
const personne = (personneId: string, nom: string) => ({
  personneId,
  personne: { nom, prenom: 'Camille', fonction: null, mail: null, telephone: null }
})
const partie = (of: string, personneId: string) => ({
  id: of,
  denomination: of.toUpperCase(),
  siege,
  representant: { personneId, qualite: 'Directeur' }
})
const sign = (of: string, signataire: string) =>
  command('2024-01-08T12:00:00Z', 'SignConvention', {
    partie: of,
    signataire,
    qualite: 'Directeur',
    signedOn: '2024-01-08',
    channel: 'papier'
  })
const profil = { kind: 'attribute-role', role: 'profil', rang: 'titulaire' }
const events = recordedBy(
  [
    command('2024-01-02T12:00:00Z', 'DraftConvention', {
      conventionId: id,
      model: { id: 'consultation', version: 1 },
      parties: [partie('partenaire', 'p-1'), partie('caf', 'p-2')],
      personnes: [
        personne('p-1', 'ORME'),
        personne('p-2', 'FRENE'),
        personne('p-3', 'AUBIER'),
        personne('p-4', 'CHARME')
      ]
    }),
    command('2024-01-03T12:00:00Z', 'EditAnnexes', {
      changes: [
        {
          kind: 'list-etablissement',
          etablissementId: 'a-1',
          etablissement: {
            nom: 'AGENCE',
            numeroSias: null,
            adresse: null,
            nature: 'agence',
            financeParLaCaf: false
          }
        },
        { ...profil, personneId: 'p-3' },
        { ...profil, personneId: 'p-4', role: 'guichet', etablissementId: 'a-1' }
      ]
    }),
    sign('partenaire', 'p-1'),
    sign('caf', 'p-2'),
    command('2024-02-01T12:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      signalledOn: '2024-02-01',
      changes: [
        { kind: 'change-rang', personneId: 'p-3', role: 'profil', rang: 'suppleant' },
        { kind: 'withdraw-role', personneId: 'p-4', role: 'guichet', etablissementId: 'a-1' }
      ]
    }),
    command('2024-03-01T12:00:00Z', 'SignalModification', {
      modificationId: 'm-2',
      signalledOn: '2024-03-01',
      changes: [{ kind: 'withdraw-role', personneId: 'p-3', role: 'profil' }]
    }),
    command('2024-03-05T12:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-2', receivedOn: '2024-03-05' })
  ],
  [consultation]
)
const index = indexOf(events, [consultation])
const documentOn = (on: string) => index.describe(id, { on: dateCivile(on) })

test('G11 it is ticked in the table, without an establishment, and said so below', () => {
  const document = documentOn('2024-01-09')
  expect(document.annexes[0]?.sections[0]).toMatchObject({
    roles: [
      { role: 'profil', onEtablissement: false },
      { role: 'guichet', onEtablissement: true }
    ],
    personnes: [
      { personneId: 'p-4', roles: [{ role: 'guichet', etablissementIds: ['a-1'], everywhere: true }] },
      { personneId: 'p-3', roles: [{ role: 'profil', etablissementIds: [], everywhere: true }] }
    ]
  })
  expect(annexesMarkdown(document)).toContain('X, sans établissement : « Profil ».')
  expect(annexesMarkdown(document)).toContain('Rôle obligatoire : « Profil ».')
  expect(annexesHtml(document)).toContain('<span class="said">rôle tenu</span>')
  const row = annexesCsv(document)
    .split('\r\n')
    .find(line => line.includes('AUBIER'))
  expect(row).toContain('"Profil";"";"";""')
})

test('G22 a change of it that is pending names no establishment', () => {
  expect(documentOn('2024-02-02').enAttente[0]?.changes).toEqual([
    'Camille AUBIER suppléant du rôle « Profil »',
    'Retrait du rôle « Guichet » sur AGENCE à Camille CHARME'
  ])
})

test('P11 left without anybody, it is one alert, and one difference', () => {
  expect(documentOn('2024-03-04').alertes).toEqual([])
  expect(documentOn('2024-03-05').alertes).toMatchObject([
    {
      code: 'role-not-covered',
      role: 'profil',
      etablissementId: null,
      computation: '« Profil » : aucune personne le 05/03/2024, au moins une attendue'
    }
  ])
  const { differences } = index.differences(
    id,
    { on: dateCivile('2024-03-04') },
    { on: dateCivile('2024-03-05') }
  )
  expect(differences.map(({ sentence }) => sentence)).toContain("Camille AUBIER n'a plus le rôle « Profil ».")
})
