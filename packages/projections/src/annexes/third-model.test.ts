/** A model that this library does not ship: three signatories, other roles, other annexes, another zone (G11). */
import { dateCivile, defineModel, instant, psu, shippedModels } from '@avenant/domain'
import { conventionId, indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesMarkdown } from '../documents/markdown'

const article = (article: string) => ({ source: 'REL', article })
const change = { instrument: 'avenant', article: article('9') } as const
const role = (id: string, label: string, covered: boolean, natures: ReadonlyArray<string> | null = null) => ({
  id,
  label,
  cap: 3,
  min: 0,
  covered,
  natures,
  article: article('4'),
  coverageArticle: article('annexe B'),
  change
})

const relais = defineModel({
  ...psu,
  id: 'relais',
  version: 4,
  titre: 'Convention territoriale « Relais petite enfance »',
  source: 'REL',
  otherSources: ['PSU'],
  zone: 'America/Guadeloupe',
  parties: {
    ...psu.parties,
    roles: [
      { id: 'commune', label: 'la commune', acteur: 'partenaire' },
      { id: 'departement', label: 'le département', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  fiche: null,
  etablissements: {
    natures: [
      { id: 'accompagnement-des-familles', label: "service d'accompagnement des familles" },
      { id: 'eaje', label: "établissement d'accueil du jeune enfant" }
    ],
    mustBeFinanced: true,
    article: article('2'),
    change
  },
  roles: [
    role('animation', 'Animation', true, ['accompagnement-des-familles']),
    role('secretariat', 'Secrétariat', true),
    role('ecoute', 'Écoute', true, ['eaje'])
  ],
  effect: { from: { from: 'last-signature' }, article: article('7') },
  duration: { term: { count: 3, unit: 'year' }, renewal: { kind: 'none' }, article: article('7') },
  derogations: null,
  deadlines: [],
  declarations: null,
  annexes: [
    { numero: 7, titre: 'Équipe', sections: ['attributions'], article: article('4') },
    {
      numero: 9,
      titre: 'Lieux et personnes',
      sections: ['etablissements', 'personnes'],
      article: article('2')
    }
  ]
})

const id = conventionId('relais-1')
const command = later(id)
const siege = { voie: '1 place de la Mairie', codePostal: '97100', commune: 'BASSE-TERRE' }
const partie = (partieId: string, denomination: string) => ({
  id: partieId,
  denomination,
  siege,
  representant: { personneId: `p-${partieId}`, qualite: 'Représentant' }
})
const personne = (personneId: string, nom: string) => ({
  personneId,
  personne: { nom, prenom: 'Maryse', fonction: null, mail: null, telephone: null }
})
const sign = (at: string, partieId: string, signedOn: string) =>
  command(at, 'SignConvention', {
    partie: partieId,
    signataire: `p-${partieId}`,
    qualite: 'Représentant',
    signedOn,
    channel: 'papier'
  })

const events = recordedBy(
  [
    command('2024-01-10T12:00:00Z', 'DraftConvention', {
      conventionId: id,
      model: { id: 'relais', version: 4 },
      parties: [partie('commune', 'COMMUNE'), partie('departement', 'DÉPARTEMENT'), partie('caf', 'CAF')],
      personnes: [
        personne('p-commune', 'ALPHA'),
        personne('p-departement', 'BETA'),
        personne('p-caf', 'GAMMA'),
        personne('p-1', 'DELTA')
      ]
    }),
    command('2024-01-10T12:05:00Z', 'EditAnnexes', {
      changes: [
        {
          kind: 'list-etablissement',
          etablissementId: 'lieu-1',
          etablissement: {
            nom: 'RELAIS DU BOURG',
            numeroSias: null,
            adresse: siege,
            nature: 'accompagnement-des-familles',
            financeParLaCaf: true
          }
        },
        {
          kind: 'list-etablissement',
          etablissementId: 'lieu-2',
          etablissement: {
            nom: 'CRÈCHE DU BOURG',
            numeroSias: null,
            adresse: siege,
            nature: 'eaje',
            financeParLaCaf: true
          }
        },
        {
          kind: 'attribute-role',
          personneId: 'p-1',
          role: 'animation',
          etablissementId: 'lieu-1',
          rang: 'suppleant'
        }
      ]
    }),
    sign('2024-02-01T12:00:00Z', 'departement', '2024-01-31'),
    sign('2024-02-02T12:00:00Z', 'caf', '2024-02-01'),
    sign('2024-03-02T03:30:00Z', 'commune', '2024-03-01')
  ],
  [...shippedModels, relais]
)
const index = indexOf(events, [...shippedModels, relais])
const at = (on: string, knownAt: string | null = null) =>
  index.describe(id, { on: dateCivile(on), knownAt: knownAt === null ? null : instant(knownAt) })

test('G11 the annexes of a third model, in its order, with its sections and its roles', () => {
  const { annexes, situation, convention } = at('2024-03-01')
  expect(annexes.map(({ numero, sections }) => [numero, sections.map(({ section }) => section)])).toEqual([
    [7, ['attributions']],
    [9, ['etablissements', 'personnes']]
  ])
  expect(situation.sentence).toBe('En vigueur du 01/03/2024 au 28/02/2027.')
  expect(convention?.parties.map(({ label, signature }) => [label, signature?.signedOn])).toEqual([
    ['la commune', '2024-03-01'],
    ['le département', '2024-01-31'],
    ['la Caf', '2024-02-01']
  ])
})

test('G11 each of the three signatures is awaited', () => {
  expect(at('2024-02-02', '2024-02-02T12:00:00Z').situation.reason).toBe(
    'les signatures de la convention ne sont pas toutes enregistrées (signature attendue : la commune)'
  )
})

test('P11 a role that must be covered and that nobody holds is an alert, with the article of the model', () => {
  const alert = (label: string, role: string, nom: string, etablissementId: string) => ({
    code: 'role-not-covered',
    titre: 'Rôle sans titulaire ni suppléant',
    article: { source: 'REL', article: 'annexe B' },
    computation: `« ${label} » sur ${nom} : aucune personne le 01/03/2024, au moins une attendue`,
    role,
    etablissementId,
    personneId: null
  })
  // Nobody animates the crèche, nor listens at the relais: those roles are not for establishments of their nature.
  expect(at('2024-03-01').alertes).toEqual([
    alert('Secrétariat', 'secretariat', 'RELAIS DU BOURG', 'lieu-1'),
    alert('Secrétariat', 'secretariat', 'CRÈCHE DU BOURG', 'lieu-2'),
    alert('Écoute', 'ecoute', 'CRÈCHE DU BOURG', 'lieu-2')
  ])
})

test('G11 G3 the same documents show it, instants in the zone of the model', () => {
  const document = at('2024-03-01')
  const html = annexesHtml(document)
  expect(html).toContain('Annexe 7 – Équipe')
  // A role to be covered keeps its column when nobody holds it.
  expect(html).toContain('<th scope="col">Animation</th><th scope="col">Secrétariat</th>')
  expect(html).toMatch(
    />RELAIS DU BOURG<\/td><td[^>]*><span aria-hidden="true">–<\/span><span class="said">rôle non tenu</
  )
  // 03:30Z on 2 March is still 1 March in Guadeloupe.
  expect(html).toContain('01/03/2024 à 23:30:00 (heure de la Guadeloupe)')
  expect(annexesMarkdown(document)).toContain('| Suppléant | DELTA | Maryse |')
  expect(annexesCsv(document)).toContain('"7";"Attribution";"Suppléant";"DELTA";"Maryse"')
})
