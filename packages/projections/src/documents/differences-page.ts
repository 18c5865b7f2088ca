import { civilDateOf, frenchDossier, frenchLongDate, type Label } from '@avenant/domain'
import { frenchCause } from '../annexes/acts'
import type { Difference, Differences, DifferencesPoint } from '../annexes/differences'
import { kindOf } from '../annexes/held-facts'
import { editedSections } from './edited-model'
import { andList, counted, exactlyKnown, frenchInstant, knownAs, whenKnown } from './french'
import { frenchHeading } from './heading'
import type { Item, Page } from './page'

/**
 * What a document of differences shows: `detail` writes what comes or goes with each difference under it;
 * `references` where its cause stands in the journal, as an HTML page always does; absent, as `detail`.
 */
export type DifferencesOptions = { readonly detail?: boolean; readonly references?: boolean }

export const differencesPage = (
  { conventionId, convention, zone, before, after, differences }: Differences,
  { detail = false, references = detail }: DifferencesOptions = {}
): Page => ({
  ...frenchHeading(conventionId, convention),
  title: titleOf(before, after),
  subtitle: subtitleOf(before, after, zone),
  statement: { tone: differences.length === 0 ? 'none' : 'found', text: countSentence(differences) },
  sections: [
    ...editedSections([before.model, after.model]),
    {
      title: 'Avant et après',
      blocks: [
        {
          kind: 'entries',
          entries: [
            ['Avant', situated(before, after, zone)],
            ['Après', situated(after, before, zone)]
          ]
        }
      ]
    },
    ...(differences.length === 0
      ? []
      : [
          {
            title: 'Différences',
            blocks: [{ kind: 'list', items: differences.map(itemOf(zone, detail, references)) } as const]
          }
        ])
  ],
  source: [`Convention ${conventionId}.`, ...sourceOf(before, after, zone)]
})

/** Of one date, two knowledges are compared. */
const titleOf = (before: DifferencesPoint, after: DifferencesPoint): string =>
  before.on === after.on
    ? `Annexes au ${frenchLongDate(after.on)} : ce qui change entre deux états des connaissances`
    : `Annexes : ce qui change entre le ${frenchLongDate(before.on)} et le ${frenchLongDate(after.on)}`

const subtitleOf = (before: DifferencesPoint, after: DifferencesPoint, zone: string): string => {
  if (before.knownAt === after.knownAt) return knownAs({ ...after, zone })
  const [was, is] = [before, after].map(point => whenKnown({ ...point, zone }))
  const first = was === null ? 'avant tout enregistrement' : `au ${was}`
  return is === null
    ? `États des connaissances : ${first}`
    : `États des connaissances : ${first}, et au ${is}`
}

const situated = (point: DifferencesPoint, other: DifferencesPoint, zone: string): ReadonlyArray<string> => [
  point.knownAt === other.knownAt
    ? `Au ${frenchLongDate(point.on)} :`
    : `Au ${frenchLongDate(point.on)}, ${whenOr(point, zone)} :`,
  point.situation
]

const whenOr = (point: DifferencesPoint, zone: string): string => {
  const when = whenKnown({ ...point, zone })
  if (when === null) return 'avant tout enregistrement'
  return point.knownAt === null
    ? `avec tout ce qui est connu (dernier enregistrement : ${when})`
    : `connaissances au ${when}`
}

const sourceOf = (before: DifferencesPoint, after: DifferencesPoint, zone: string): ReadonlyArray<string> => {
  const [was, is] = [before, after].map(point => exactlyKnown({ ...point, zone }))
  return before.knownAt === after.knownAt
    ? (is ?? [])
    : [...(was ?? []).map(line => `Avant : ${line}`), ...(is ?? []).map(line => `Après : ${line}`)]
}

/** « 2 différences : 1 établissement et 1 personne, avec 8 éléments : 8 attributions de rôle. » */
const countSentence = (differences: ReadonlyArray<Difference>): string => {
  if (differences.length === 0) return 'Aucune différence.'
  const details = differences.flatMap(({ detail }) => detail)
  const head = differences.length === 1 ? 'Une différence' : `${differences.length} différences`
  const elements =
    details.length === 0
      ? ''
      : `, avec ${counted(details.length, 'élément', 'éléments')} : ${kindsOf(details)}`
  return `${head} : ${kindsOf(differences)}${elements}.`
}

const kindsOf = (differences: ReadonlyArray<Difference>): string =>
  andList(
    [...new Set(differences.map(({ kind }) => kind))].map(kind => {
      const label = labelOf(kind)
      return typeof label === 'string'
        ? label
        : counted(differences.filter(other => other.kind === kind).length, ...label)
    })
  )

/** An alert is computed, and is no line. */
const labelOf = (kind: string): Label => (kind === 'alerte' ? ['alerte', 'alertes'] : kindOf(kind).label)

const itemOf =
  (zone: string, detail: boolean, references: boolean) =>
  ({ sentence, cause, detail: details }: Difference): Item => ({
    text: sentence,
    details: [
      `Cause : ${frenchCause(cause, civilDateOf(cause.recordedAt, zone))}.`,
      ...(detail ? details.map(({ sentence }) => sentence) : [])
    ],
    reference: !references
      ? null
      : `${cause.type}, ${frenchDossier(cause.dossier)}, révision ${cause.revision}, ${frenchInstant(cause.recordedAt, zone)}`
  })
