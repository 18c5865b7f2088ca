/** What the quickstart shows in the terminal. */
import {
  type ConventionId,
  civilDateOf,
  type DateCivile,
  frenchAdresse,
  frenchArticle,
  frenchDate,
  frenchDossier,
  type Instant
} from '@avenant/domain'
import {
  type AnnexesDocument,
  type AnnexesIndex,
  type Differences,
  frenchCause,
  type SectionDescription
} from '@avenant/projections'
import Table from 'cli-table3'
import type { RefusedCommand } from './play'

// No colours: the output is the same on a terminal, in a file and in a log.
const style = { head: [], border: [] }

const table = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  colWidths?: number[]
): string => {
  const drawn = new Table({
    head: [...head],
    style,
    wordWrap: true,
    ...(colWidths === undefined ? {} : { colWidths })
  })
  drawn.push(...rows.map(row => [...row]))
  return drawn.toString()
}

export const title = (text: string): string => `\n${text}\n${'═'.repeat(text.length)}\n`

export type AskedPoint = {
  readonly on: DateCivile
  readonly knownAt: Instant | null
  readonly knownLabel: string
}

/** One line for each date and knowledge: whether annexes are in force, which, and why or why not. */
export const pointsTable = (
  index: AnnexesIndex,
  id: ConventionId,
  points: ReadonlyArray<AskedPoint>
): string =>
  table(
    ['Au', 'Tel que connu', 'Annexes', 'Dérogations', 'Situation'],
    points.map(({ on, knownAt, knownLabel }) => {
      const document = index.describe(id, { on, knownAt })
      return [
        frenchDate(on),
        knownLabel,
        document.annexes.map(({ numero }) => numero).join(', ') || 'aucune',
        derogationsOf(document),
        document.situation.sentence
      ]
    }),
    [12, 16, 9, 13, 68]
  )

const derogationsOf = ({ annexes }: AnnexesDocument): string => {
  const [nonRespect] = annexes.flatMap(({ sections }) =>
    sections.flatMap(section => (section.section === 'non-respect' ? [section] : []))
  )
  return nonRespect === undefined ? '–' : String(nonRespect.derogations.length)
}

/** The annexes themselves, each section a table. */
export const annexesTables = ({ annexes }: AnnexesDocument): string =>
  annexes
    .map(({ numero, titre, sections }) =>
      [`Annexe ${numero} – ${titre}`, ...sections.map(sectionTable)].join('\n')
    )
    .join('\n\n')

const sectionTable = (section: SectionDescription): string => {
  switch (section.section) {
    case 'etablissements': {
      // A column that no line fills says nothing.
      const withSias = section.etablissements.some(({ numeroSias }) => numeroSias !== null)
      const withAdresse = section.etablissements.some(({ adresse }) => adresse !== null)
      return table(
        [...(withSias ? ['n° Sias'] : []), 'Établissement', ...(withAdresse ? ['Adresse'] : [])],
        section.etablissements.map(({ numeroSias, nom, adresse }) => [
          ...(withSias ? [numeroSias ?? '–'] : []),
          nom,
          ...(withAdresse ? [adresse === null ? '–' : frenchAdresse(adresse)] : [])
        ])
      )
    }
    case 'personnes':
      return table(
        ['Nom', 'Prénom', 'Adresse professionnelle', 'Fonction'],
        section.personnes.map(({ nom, prenom, mail, fonction }) => [
          nom ?? '–',
          prenom ?? '–',
          mail ?? '–',
          fonction ?? '–'
        ])
      )
    case 'attributions':
      return table(
        ['Rang', 'Nom', 'Prénom', ...section.roles.map(({ label }) => label)],
        section.personnes.map(({ rang, nom, prenom, roles }) => [
          rang === 'titulaire' ? 'Titulaire' : 'Suppléant',
          nom ?? '–',
          prenom ?? '–',
          ...section.roles.map(({ role }) => {
            const held = roles.find(known => known.role === role)
            return held === undefined ? '' : held.everywhere ? 'X' : held.etablissementIds.join(' ')
          })
        ]),
        [12, 12, 10, 16, 16, 13, 16]
      )
    case 'non-respect':
      return section.concerned
        ? table(
            ['Dérogation', 'Accordée le', "Jusqu'au", 'Établissements'],
            section.derogations.length === 0
              ? [['aucune en cours', '', '', '']]
              : section.derogations.map(({ objet, agreedOn, lastDay, etablissements }) => [
                  objet,
                  frenchDate(agreedOn),
                  lastDay === null ? '–' : frenchDate(lastDay),
                  String(etablissements.length)
                ]),
            [56, 14, 14, 16]
          )
        : 'Non concerné'
  }
}

/** What changed, and why: the act behind each difference, and where it stands in the journal. */
export const differencesTable = ({ differences, zone }: Differences): string =>
  table(
    ['Différence', 'Cause', 'Référence dans le journal'],
    differences.map(({ sentence, cause }) => [
      sentence,
      frenchCause(cause, civilDateOf(cause.recordedAt, zone)),
      `${cause.type}\n${frenchDossier(cause.dossier)}\nrévision ${cause.revision}`
    ]),
    [56, 40, 30]
  )

export const alertesTable = ({ alertes }: AnnexesDocument): string =>
  table(
    ['Alerte', 'Article', 'Calcul'],
    alertes.map(({ titre, article, computation }) => [titre, frenchArticle(article), computation]),
    [44, 22, 60]
  )

export const refusedTable = (refused: ReadonlyArray<RefusedCommand>): string =>
  table(
    ['Commande', 'Refusée parce que', 'Article', 'Calcul'],
    refused.flatMap(({ command, reasons }) =>
      reasons.map(({ sentence, article, computation }) => [command, sentence, article, computation])
    ),
    [20, 54, 20, 32]
  )
