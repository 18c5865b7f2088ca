/** A convention without habilitations, establishments, sheet or annexe, with a natural person (G11, G10). */
import { dateCivile, defineModel, instant, PersonneId, StableId, ÉtablissementId } from '@avenant/domain'
import { entente, ententeDraft, ententeParties, read } from '@avenant/domain/fixtures'
import { conventionId, indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesMarkdown } from '../documents/markdown'
import { dossiersIndex } from '../questions/dossiers-index'

const id = conventionId('entente-1')
const command = later(id)
const { assistante } = ententeParties
const sign = (
  at: string,
  type: 'SignConvention' | 'SignAvenant',
  partie: string,
  signedOn: string,
  more: object = {}
) =>
  command(at, type, {
    partie,
    signataire: partie === 'caf' ? 'p-2' : 'p-1',
    qualite: 'Elle-même',
    signedOn,
    channel: 'papier',
    ...more
  })
const events = recordedBy(
  [
    command('2024-01-02T12:00:00Z', 'DraftConvention', ententeDraft),
    sign('2024-01-10T12:00:00Z', 'SignConvention', 'assistante', '2024-01-10'),
    sign('2024-01-15T12:00:00Z', 'SignConvention', 'caf', '2024-01-15'),
    command('2024-02-01T12:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      changes: [
        {
          kind: 'amend-partie',
          partie: { ...assistante, domicile: { ...assistante.domicile, voie: '4 rue des Essais' } }
        }
      ],
      signalledOn: '2024-02-01'
    }),
    sign('2024-02-10T12:00:00Z', 'SignAvenant', 'assistante', '2024-02-10', { modificationId: 'm-1' }),
    sign('2024-02-12T12:00:00Z', 'SignAvenant', 'caf', '2024-02-12', { modificationId: 'm-1' })
  ],
  [entente]
)
const index = indexOf(events, [entente])
const documentOn = (on: string) => index.describe(id, { on: dateCivile(on) })

test('G11 its document has no section that it does not have, and names a natural person by her own name', () => {
  const page = annexesMarkdown(documentOn('2024-02-01'))
  expect(page).toContain('Camille NOM-p-1')
  expect(page).toContain('3 rue des Essais')
  expect(page).not.toContain('Ayant pour représentation')
  expect(page).toContain('4 rue des Essais, 92000 ESSAI, pour elle Camille NOM-p-1')
  expect(page).not.toMatch(/undefined|null|Annexe 1|Fiche administrative|[Éé]tablissement/)
  for (const made of [annexesHtml, annexesCsv])
    expect(made(documentOn('2024-02-12'))).not.toMatch(/undefined/)
  expect(documentOn('2024-02-12').convention?.parties[0]).toMatchObject({
    denomination: 'Camille NOM-p-1',
    siege: { voie: '4 rue des Essais' }
  })
  expect(documentOn('2024-02-12').alertes).toEqual([])
})

const on = dateCivile('2024-02-12')
const asked = {
  personneId: read(PersonneId, 'p-1'),
  etablissementId: read(ÉtablissementId, 'e-1'),
  role: read(StableId, 'lecture'),
  on
}

test('G11 G16 the questions answer: the register names its parties, and nobody may act', () => {
  const dossiers = dossiersIndex([entente])
  for (const event of events) dossiers.append(event)
  expect(dossiers.register({ on }).conventions).toMatchObject([
    { status: 'en-vigueur', parties: [{ denomination: 'Camille NOM-p-1' }, { denomination: 'CAF' }] }
  ])
  const waiting = { from: dateCivile('2024-02-01'), to: dateCivile('2024-02-05') }
  expect(
    dossiers.deadlines({ ...waiting, knownAt: instant('2024-02-05T12:00:00Z') }).deadlines
  ).toMatchObject([
    { kind: 'modification', who: [{ denomination: 'Camille NOM-p-1' }, { denomination: 'CAF' }] }
  ])
  expect(dossiers.mayAct(asked)).toMatchObject({ answer: 'inconnu', reasons: [{ condition: 'inscription' }] })
  expect(dossiers.access({ conventionId: id, on })).toMatchObject({ roles: [], cells: [] })
})

test('G11 G16 under a model with roles and no habilitation, the question says that there is none', () => {
  const change = { instrument: 'avenant', article: '2' } as const
  const avecRoles = defineModel({
    ...entente,
    id: 'avec-roles',
    etablissements: { natures: [{ id: 'ludotheque', label: 'ludothèque' }], article: '5', change },
    roles: [{ id: 'lecture', label: 'Lecture', natures: ['ludotheque'], article: '6', change }],
    annexes: [{ numero: 1, titre: 'Rôles', sections: ['attributions'], article: '5' }]
  })
  const [drafted] = events
  if (drafted?.type !== 'ConventionDrafted') throw new Error('no draft')
  const etablissement = {
    nom: 'LUDO',
    numeroSias: null,
    adresse: null,
    nature: 'ludotheque',
    financeParLaCaf: false
  }
  const recorded = recordedBy(
    [
      command('2024-01-02T12:00:00Z', 'DraftConvention', {
        ...drafted.data.says,
        model: { id: 'avec-roles', version: 1 }
      }),
      command('2024-01-03T12:00:00Z', 'EditAnnexes', {
        changes: [
          { kind: 'list-etablissement', etablissementId: 'e-1', etablissement },
          {
            kind: 'attribute-role',
            personneId: 'p-1',
            role: 'lecture',
            etablissementId: 'e-1',
            rang: 'titulaire'
          }
        ]
      }),
      sign('2024-01-10T12:00:00Z', 'SignConvention', 'assistante', '2024-01-10'),
      sign('2024-01-15T12:00:00Z', 'SignConvention', 'caf', '2024-01-15')
    ],
    [avecRoles]
  )
  const dossiers = dossiersIndex([avecRoles])
  for (const event of recorded) dossiers.append(event)
  expect(dossiers.mayAct(asked)).toMatchObject({
    answer: 'non',
    reasons: [
      {
        condition: 'habilitation',
        article: { source: 'ENT', article: '1' },
        computation: "cette convention ne prévoit pas d'habilitation"
      }
    ]
  })
  const page = annexesMarkdown(indexOf(recorded, [avecRoles]).describe(id, { on }))
  expect(page).toContain('| Titulaire | NOM-p-1 | Camille | – |  | X |')
})
