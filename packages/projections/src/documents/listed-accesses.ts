/** The list of the accesses of a convention: a section of its page, and a sheet. */
import { frenchArticle, frenchDate } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import { frenchPersonne } from '../annexes/names'
import type { Access } from '../questions/access'
import type { ListedAccess } from '../questions/listed-accesses'
import { csvText } from './characters'
import { citing } from './citing'
import { evidenceLine } from './evidence-line'
import { capitalised, counted, dateOr, shortInstant } from './french'
import type { PageSection } from './page'

/** A line for each habilitation: whose, for what, its state, and what says so. */
export const listedSections = ({ habilitations, on, zone }: Access): ReadonlyArray<PageSection> =>
  habilitations.length === 0
    ? []
    : [
        {
          title: 'Habilitations et leur état',
          blocks: [
            {
              kind: 'table',
              caption: `${counted(habilitations.length, 'habilitation', 'habilitations')} au ${frenchDate(on)}`,
              columns: ['Personne', 'Habilitation', 'Rôles et établissements', 'État', 'Ce qui le dit'],
              named: 0,
              rows: habilitations.map(one => [
                [frenchPersonne(one), ...(one.fonction === null ? [] : [one.fonction])],
                one.habilitationId,
                rolesOf(one),
                [capitalised(one.sentence), ...alertsOf(one)],
                evidenceOf(one, zone)
              ])
            }
          ]
        }
      ]

/** « Approbateur : CHARAIRE, LES BLAGIS », a line for the roles of the same places; what the annexe does not give that day is told. */
const rolesOf = ({ roles }: ListedAccess): ReadonlyArray<string> => {
  const places = new Map<string, Array<string>>()
  for (const { label, etablissementId, nom, tenu } of roles) {
    const known = places.get(label) ?? []
    places.set(label, known)
    const place = etablissementId === null ? 'la convention entière' : (nom ?? etablissementId)
    known.push(tenu ? place : `${place} (non tenu ce jour)`)
  }
  const labels = new Map<string, Array<string>>()
  for (const [label, known] of places) {
    const where = known.join(', ')
    labels.set(where, [...(labels.get(where) ?? []), label])
  }
  return [...labels].map(([where, of]) => `${of.join(', ')} : ${where}`)
}

const evidenceOf = ({ constat, autres, utilisation }: ListedAccess, zone: string): ReadonlyArray<string> =>
  [
    citing(constat),
    constat.event === null
      ? 'aucun acte enregistré ne le dit'
      : // Why it was done is told to whom it concerns, and on no list.
        evidenceLine({ ...constat.event, reason: null }, zone),
    ...(utilisation === null ? [] : [citing(utilisation)]),
    ...autres.map(citing)
  ].map(capitalised)

const alertsOf = ({ alertes }: ListedAccess): ReadonlyArray<string> =>
  alertes.map(({ titre, computation }) => `${titre} : ${computation}`)

const columns = [
  'Convention',
  'Au',
  'Connu le',
  'Dernier enregistrement',
  'Habilitation',
  'N° de personne',
  'Nom',
  'Prénom',
  'Fonction',
  'Rôles et établissements',
  'État',
  'Depuis le',
  'Constat',
  'Article',
  'Acte',
  'Enregistré le',
  'Référence',
  'Dernière utilisation',
  'Autres constats',
  'Alertes',
  'Remarque'
]

/**
 * One row for each habilitation, in the order of the answer, as {@link annexesCsv} writes its own: UTF-8 with its mark, `;`,
 * CRLF, every cell quoted, dates DD/MM/YYYY. A cell that a spreadsheet would run as a formula starts with an apostrophe.
 */
export const accessCsv = (access: Access): string =>
  stringify([columns, ...access.habilitations.map(one => cellsOf(access, one).map(csvText))], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })

const cellsOf = (
  { conventionId, on, knownAt, lastRecordedAt, model, models, zone }: Access,
  one: ListedAccess
): ReadonlyArray<string> => {
  const { constat, autres, utilisation, alertes } = one
  const { event } = constat
  const edited = [model, ...models].flatMap(given => given?.edited?.sentence ?? [])
  return [
    conventionId,
    frenchDate(on),
    knownAt === null ? '' : shortInstant(knownAt, zone),
    lastRecordedAt === null ? '' : shortInstant(lastRecordedAt, zone),
    one.habilitationId,
    one.personneId,
    one.nom ?? '',
    one.prenom ?? '',
    one.fonction ?? '',
    rolesOf(one).join(' ; '),
    one.sentence,
    dateOr(one.depuis, ''),
    constat.computation,
    constat.article === null ? '' : frenchArticle(constat.article),
    event?.nom ?? '',
    event === null ? '' : shortInstant(event.recordedAt, zone),
    event === null ? '' : `${event.dossier}, révision ${event.revision}`,
    utilisation?.computation ?? '',
    autres.map(citing).join(' ; '),
    alertes.map(({ titre, computation }) => `${titre} : ${computation}`).join(' ; '),
    [...new Set(edited)].join(' ; ')
  ]
}
