import { dateCivile, instant } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { conventionId, indexOf, later, mefEvents, psuEvents, recordedBy } from '../../test/played'
import type { AsOf } from './answer'

const index = indexOf([...psuEvents, ...mefEvents])
const at = (on: string, knownAt?: string): AsOf => ({
  on: dateCivile(on),
  knownAt: knownAt === undefined ? null : instant(knownAt)
})
const derogation = "Prise en compte d'un maximum de congés pour le calcul des participations des familles"

test('P3 between 31/08/2017 and 01/09/2017: one difference, the end of the dérogation, caused by DérogationGranted', () => {
  const { differences } = index.differences(psu2017Id, at('2017-08-31'), at('2017-09-01'))
  expect(differences).toHaveLength(1)
  expect(differences[0]).toMatchObject({
    kind: 'derogation',
    before: { objet: derogation },
    after: null,
    cause: {
      dossier: 'convention-psu-1960-2017',
      type: 'DérogationGranted',
      recordedAt: '2016-12-05T10:06:00.000Z'
    },
    sentence: `La dérogation « ${derogation} » a pris fin le 31/08/2017 (accordée le 02/12/2016).`,
    detail: []
  })
  const granted = psuEvents.find(({ type }) => type === 'DérogationGranted')
  expect(differences[0]?.cause.revision).toBe(granted?.revision)
})

test('P3 the other way round, it is admitted, with its last day', () => {
  const { differences } = index.differences(psu2017Id, at('2017-09-01'), at('2017-08-31'))
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    `La dérogation « ${derogation} » est admise jusqu'au 31/08/2017 inclus (accordée le 02/12/2016).`
  ])
})

test('G2 annexes that become known in force are one statement, with their content as its detail', () => {
  const before = at('2017-01-15', '2017-02-01T00:00:00Z')
  const after = at('2017-01-15', '2017-03-01T00:00:00Z')
  const answer = index.differences(psu2017Id, before, after)
  expect(answer.before.status).toBe('projet')
  expect(answer.after.status).toBe('en-vigueur')
  expect(answer.differences).toHaveLength(1)
  const [difference] = answer.differences
  expect(difference).toMatchObject({
    kind: 'effet',
    cause: { type: 'ConventionSigned', recordedAt: '2017-02-24T08:31:00.000Z' },
    sentence:
      'Les annexes 1, 2 et 3 sont désormais connues comme en vigueur ce jour-là, du 01/01/2017 au 31/12/2020.'
  })
  const kinds = difference?.detail.map(({ kind }) => kind) ?? []
  expect(kinds.filter(kind => kind === 'etablissement')).toHaveLength(4)
  expect(kinds.filter(kind => kind === 'attribution')).toHaveLength(24)
  expect(kinds.filter(kind => kind === 'personne')).toHaveLength(2)
  expect(difference?.detail.every(({ before, after }) => before === null && after !== null)).toBe(true)
})

test('P27 the end of the convention is one statement', () => {
  const { differences } = index.differences(psu2017Id, at('2020-12-31'), at('2021-01-01'))
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    'Les annexes 1, 2 et 3 ne sont plus en vigueur : la convention a pris fin le 31/12/2020 (arrivée à son terme).'
  ])
  expect(differences[0]?.detail.every(({ after }) => after === null)).toBe(true)
})

test('M17 M18 one annexe that comes into force; a tacit renewal changes nothing', () => {
  const { differences } = index.differences(monenfant2023Id, at('2023-07-25'), at('2023-07-26'))
  expect(differences.map(({ sentence, cause }) => [cause.type, sentence])).toEqual([
    ['ConventionSigned', "L'annexe 1 est en vigueur, à partir du 26/07/2023."]
  ])
  expect(index.differences(monenfant2023Id, at('2024-07-25'), at('2024-07-26')).differences).toEqual([])
})

test('M24 the transmission, then known, is told', () => {
  const { differences } = index.differences(
    monenfant2023Id,
    at('2023-09-01', '2023-08-01T00:00:00Z'),
    at('2023-09-01')
  )
  expect(differences.map(({ key, sentence }) => [key, sentence])).toEqual([
    ['transmission', 'Acte 092-219200789-20230726-DCM232-AI transmis à la préfecture le 07/08/2023.']
  ])
})

test('M19 an end that becomes known is a difference, though the annexes that day are the same', () => {
  const noticed = indexOf(
    recordedBy([
      ...monenfant2023,
      later(monenfant2023Id)('2025-04-20T09:00:00Z', 'GiveNotice', {
        partie: 'fournisseur',
        dispatchedOn: '2025-04-14',
        receivedOn: '2025-04-17'
      })
    ])
  )
  const known = (knownAt: string) => at('2025-05-01', knownAt)
  const { differences } = noticed.differences(
    monenfant2023Id,
    known('2025-04-01T00:00:00Z'),
    known('2025-05-01T00:00:00Z')
  )
  expect(differences.map(({ kind, sentence, cause }) => [kind, cause.type, sentence])).toEqual([
    [
      'effet',
      'NoticeGiven',
      "L'effet de la convention est du 26/07/2023 au 25/07/2025, par préavis ; il était à partir du 26/07/2023."
    ]
  ])
})

test('P22 an end that becomes known earlier is told by the termination, not by the signature', () => {
  const terminated = indexOf(
    recordedBy([
      ...psu2017,
      later(psu2017Id)('2019-03-04T10:00:00Z', 'TerminateConvention', {
        on: '2019-03-04',
        manquement: 'non-respect des engagements'
      })
    ])
  )
  const { differences } = terminated.differences(
    psu2017Id,
    at('2018-01-01', '2019-03-01T00:00:00Z'),
    at('2018-01-01')
  )
  expect(differences.map(({ sentence, cause }) => [cause.type, sentence])).toEqual([
    [
      'ConventionTerminated',
      "L'effet de la convention est du 01/01/2017 au 03/03/2019, par résiliation ; il était du 01/01/2017 au 31/12/2020."
    ]
  ])
})

describe('P20 P21 a change of persons', () => {
  const change = later(psu2017Id)
  const replaced = indexOf(
    recordedBy([
      ...psu2017,
      change('2018-03-01T09:00:00Z', 'SignalModification', {
        modificationId: 'm-1',
        changes: [
          {
            kind: 'identify-personne',
            personneId: 'p-9',
            personne: {
              nom: 'BRÉMOND',
              prenom: 'Paul',
              fonction: null,
              mail: 'paul.bremond@example.fr',
              telephone: null
            }
          },
          {
            kind: 'attribute-role',
            personneId: 'p-9',
            role: 'approbateur',
            etablissementId: '201500086',
            rang: 'titulaire'
          },
          {
            kind: 'withdraw-role',
            personneId: 'p-1960-2',
            role: 'approbateur',
            etablissementId: '201500086'
          }
        ],
        signalledOn: '2018-03-01',
        channel: 'courrier'
      }),
      change('2018-04-10T09:00:00Z', 'ReviseAnnexe', { modificationId: 'm-1', establishedOn: '2018-03-15' })
    ])
  )

  test('each person, each role, with the event that caused it', () => {
    const { differences } = replaced.differences(psu2017Id, at('2018-03-14'), at('2018-03-15'))
    expect(differences.map(({ sentence, cause }) => [cause.type, sentence])).toEqual([
      ['AnnexeRevised', "Claire FONTAINE n'a plus le rôle « Approbateur » sur CHARAIRE (201500086)."],
      ['AnnexeRevised', 'Paul BRÉMOND a le rôle « Approbateur » sur CHARAIRE (201500086), comme titulaire.']
    ])
  })

  test('G2 a change recorded after K changes no answer at K', () => {
    const known = at('2018-03-15', '2018-04-10T08:59:59Z')
    expect(
      replaced.differences(psu2017Id, at('2018-03-14', '2018-04-10T08:59:59Z'), known).differences
    ).toEqual([])
    expect(replaced.describe(psu2017Id, known).annexes).toEqual(
      index.describe(psu2017Id, at('2018-03-15', '2018-03-01T00:00:00Z')).annexes
    )
  })

  test('G22 a person who becomes known without a role is only told with the modification that waits', () => {
    const { differences } = replaced.differences(
      psu2017Id,
      at('2018-03-01', '2018-03-01T00:00:00Z'),
      at('2018-03-01')
    )
    expect(differences).toMatchObject([
      {
        key: 'modification/m-1',
        cause: {
          type: 'ModificationSignalled',
          acte: "Signalement d'une modification",
          acteur: 'agent-caf',
          article: { source: 'PSU', article: '2' }
        },
        sentence:
          "Modification m-1, signalée le 01/03/2018 : Inscription de Paul BRÉMOND ; Rôle « Approbateur » sur CHARAIRE (201500086) pour Paul BRÉMOND, comme titulaire ; Retrait du rôle « Approbateur » sur CHARAIRE (201500086) à Claire FONTAINE. En attente d'une nouvelle version de l'annexe (PSU, article 2.3), à établir par : la Caf."
      }
    ])
  })

  test('P11 a line of annexe 2 names its establishments when they are not all of them', () => {
    const section = replaced
      .describe(psu2017Id, at('2018-03-15'))
      .annexes.flatMap(({ sections }) => sections)
      .find(shown => shown.section === 'attributions')
    const held =
      section?.section === 'attributions'
        ? section.personnes.map(({ nom, roles }) => [
            nom,
            roles.map(({ role, everywhere, etablissementIds }) => [role, everywhere, etablissementIds.length])
          ])
        : []
    expect(held).toEqual([
      [
        'FONTAINE',
        [
          ['activite', true, 4],
          ['financier', true, 4],
          ['approbateur', false, 3]
        ]
      ],
      ['BRÉMOND', [['approbateur', false, 1]]],
      [
        'DIALLO',
        [
          ['activite', true, 4],
          ['financier', true, 4],
          ['approbateur', true, 4]
        ]
      ]
    ])
  })
})

test('P2 an establishment that leaves takes its roles with it: one difference', () => {
  const change = later(psu2017Id)
  const sign = (partie: string, signataire: string, at: string) =>
    change(at, 'SignAvenant', {
      modificationId: 'm-2',
      partie,
      signataire,
      qualite: 'Maire',
      signedOn: '2018-06-01',
      channel: 'papier'
    })
  const delisted = indexOf(
    recordedBy([
      ...psu2017,
      change('2018-05-01T09:00:00Z', 'SignalModification', {
        modificationId: 'm-2',
        changes: [{ kind: 'delist-etablissement', etablissementId: '201500088' }],
        signalledOn: '2018-05-01',
        channel: 'courrier'
      }),
      sign('gestionnaire', 'p-1960-1', '2018-06-02T09:00:00Z'),
      sign('caf', 'p-caf-1', '2018-06-02T09:01:00Z')
    ])
  )
  const { differences } = delisted.differences(psu2017Id, at('2018-05-31'), at('2018-06-01'))
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    "CERCHE DU LYCEE (201500088) n'est plus sur la liste des établissements."
  ])
  expect(differences[0]?.detail).toHaveLength(6)
})

test('no convention, no difference', () => {
  const { differences, before } = index.differences(
    conventionId('nobody'),
    at('2017-01-01'),
    at('2018-01-01')
  )
  expect(differences).toEqual([])
  expect(before.status).toBe('inconnue')
})
