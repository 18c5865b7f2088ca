import { frenchArticle, frenchDate, type Instant } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import type {
  AnnexesDocument,
  PendingDescription,
  PersonneDescription,
  SectionDescription,
  Situation,
  ÉtablissementDescription
} from '../annexes/description'
import { frenchCauses } from '../annexes/end'
import { csvText } from './characters'
import { adresseOr, dateOr, shortInstant } from './french'

/**
 * The columns, in their order. A row is one item of one section of one annexe, so that the sheet filters and
 * sorts: one establishment, one person, one role of one person on one establishment or on none, one dérogation on one
 * establishment, the end once a notice or a termination gave one, one change of a pending modification, one alert; the first, that the model was edited. A cell that does not concern the item is
 * empty; « Connu le » is when all that is known was asked for.
 */
const columns = {
  convention: 'Convention',
  on: 'Au',
  knownAt: 'Connu le',
  lastRecordedAt: 'Dernier enregistrement',
  annexe: 'Annexe',
  section: 'Section',
  rang: 'Rang',
  nom: 'Nom',
  prenom: 'Prénom',
  fonction: 'Fonction',
  mail: 'Mail',
  telephone: 'Téléphone',
  role: 'Rôle',
  numeroSias: 'N° Sias',
  etablissement: 'Établissement',
  adresse: 'Adresse',
  objet: 'Objet',
  agreedOn: 'Accord du',
  firstDay: 'Premier jour',
  lastDay: 'Dernier jour',
  article: 'Article',
  remarque: 'Remarque'
} as const

type Row = Partial<Readonly<Record<keyof typeof columns, string>>>

/**
 * The annexes as CSV for Excel and LibreOffice in French: UTF-8 with its mark, `;`, CRLF, every cell quoted, dates
 * DD/MM/YYYY, last days included, numbers of the administration as they are written, zeros first. A cell that a
 * spreadsheet would run as a formula starts with an apostrophe. When none is in force: one row, which says why, and that of the end.
 */
export const annexesCsv = (document: AnnexesDocument): string => {
  const { conventionId, on, knownAt, lastRecordedAt, zone } = document
  const moment = (at: Instant | null): string => (at === null ? '' : shortInstant(at, zone))
  const asked: Row = {
    convention: conventionId,
    on: frenchDate(on),
    knownAt: moment(knownAt),
    lastRecordedAt: moment(lastRecordedAt)
  }
  const rows = rowsOf(document).map(row => cells({ ...asked, ...row }))
  return stringify([Object.values(columns), ...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })
}

const keys = Object.keys(columns) as ReadonlyArray<keyof typeof columns>

const cells = (row: Row): ReadonlyArray<string> => keys.map(key => csvText(row[key] ?? ''))

const rowsOf = ({
  annexes,
  alertes,
  convention,
  enAttente,
  situation
}: AnnexesDocument): ReadonlyArray<Row> => {
  const edited = editedRows(convention)
  const end = endRows(situation)
  const pending = enAttente.flatMap(pendingRows)
  if (annexes.length === 0)
    return [...edited, { section: 'Aucune annexe', remarque: situation.sentence }, ...end, ...pending]
  return [
    ...edited,
    ...annexes.flatMap(({ numero, article, sections }) =>
      sections
        .flatMap(sectionRows)
        .map(row => ({ annexe: `${numero}`, article: frenchArticle(article), ...row }))
    ),
    ...end,
    ...pending,
    ...alertes.map(({ titre, computation, article }) => ({
      section: 'Alerte',
      objet: titre,
      article: frenchArticle(article),
      remarque: computation
    }))
  ]
}

/** The rows are given under a model that is not the recorded one. */
const editedRows = (convention: AnnexesDocument['convention']): ReadonlyArray<Row> => {
  const { id, version, edited = null } = convention?.model ?? {}
  return edited === null
    ? []
    : [{ section: 'Modèle modifié', objet: `${id}, version ${version}`, remarque: edited.sentence }]
}

/** A notice or a termination; a term is no news. */
const endRows = ({ end, lastDay }: Situation): ReadonlyArray<Row> =>
  end === null || end.cause === 'terme'
    ? []
    : [
        {
          section: 'Fin de la convention',
          objet: frenchCauses[end.cause],
          lastDay: dateOr(lastDay, ''),
          article: frenchArticle(end.article),
          remarque: end.computation
        }
      ]

/** One row for each change that is asked: it does not hold yet. */
const pendingRows = ({
  modificationId,
  changes,
  waitsFor,
  sentence
}: PendingDescription): ReadonlyArray<Row> =>
  changes.map(change => ({
    section: 'Modification en attente',
    objet: `${modificationId} : ${change}`,
    article: waitsFor === null ? '' : frenchArticle(waitsFor.article),
    remarque: sentence
  }))

const sectionRows = (section: SectionDescription): ReadonlyArray<Row> => {
  switch (section.section) {
    case 'etablissements':
      return section.etablissements.map(établissement => ({
        section: 'Établissement',
        ...établissementCells(établissement)
      }))
    case 'personnes':
      return section.personnes.map(personne => ({
        section: 'Personne habilitée',
        ...personneCells(personne)
      }))
    case 'attributions': {
      const roles = new Map(section.roles.map(one => [one.role, one]))
      const cellsOf = (id: string): Row => {
        const établissement = section.etablissements.find(({ etablissementId }) => etablissementId === id)
        return établissement === undefined ? { etablissement: id } : établissementCells(établissement)
      }
      return section.personnes.flatMap(personne =>
        personne.roles.flatMap(({ role, etablissementIds }) => {
          const known = roles.get(role)
          return (known?.onEtablissement === false ? [{}] : etablissementIds.map(cellsOf)).map(cells => ({
            section: 'Attribution',
            rang: personne.rang === 'titulaire' ? 'Titulaire' : 'Suppléant',
            ...personneCells(personne),
            role: known?.label ?? role,
            ...cells
          }))
        })
      )
    }
    case 'non-respect':
      return [
        ...(section.concerned
          ? ofEach(section.etablissements).map(cells => ({
              section: 'Non respect des conditions générales',
              objet: (section.conditions ?? []).map(({ label }) => label).join(', '),
              agreedOn: dateOr(section.agreedOn, ''),
              ...cells
            }))
          : [{ section: 'Non respect des conditions générales', remarque: 'Non concerné' }]),
        ...section.derogations.flatMap(({ objet, agreedOn, firstDay, lastDay, etablissements }) =>
          ofEach(etablissements).map(cells => ({
            section: 'Dérogation',
            objet,
            agreedOn: frenchDate(agreedOn),
            firstDay: dateOr(firstDay, ''),
            lastDay: dateOr(lastDay, ''),
            ...cells
          }))
        )
      ]
  }
}

/** An agreement or a dérogation whose establishments have all left is still one: it keeps its line. */
const ofEach = (établissements: ReadonlyArray<ÉtablissementDescription>): ReadonlyArray<Row> =>
  établissements.length === 0 ? [{}] : établissements.map(établissementCells)

const établissementCells = ({ numeroSias, nom, adresse }: ÉtablissementDescription): Row => ({
  numeroSias: numeroSias ?? '',
  etablissement: nom,
  adresse: adresseOr(adresse, '')
})

const personneCells = ({ personneId, nom, prenom, fonction, mail, telephone }: PersonneDescription): Row => ({
  nom: nom ?? `Personne ${personneId}`,
  prenom: prenom ?? '',
  fonction: fonction ?? '',
  mail: mail ?? '',
  telephone: telephone ?? ''
})
