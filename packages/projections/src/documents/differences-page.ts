import { frenchDate } from '@avenant/domain'
import type { Difference, Differences, DifferencesPoint } from '../annexes/differences'
import { frenchInstant, knownAs, whenKnown } from './french'
import type { Item, Page } from './page'

/** What a document of differences shows: `detail` writes what comes or goes with each difference under it. */
export type DifferencesOptions = { readonly detail?: boolean }

export const differencesPage = (
  { conventionId, zone, before, after, differences }: Differences,
  { detail = false }: DifferencesOptions = {}
): Page => {
  const count = differences.length
  return {
    identity: `Convention ${conventionId}`,
    kicker: [],
    title: titleOf(before, after, zone),
    statement:
      count === 0
        ? { tone: 'none', text: 'Aucune différence.' }
        : { tone: 'found', text: count === 1 ? 'Une différence.' : `${count} différences.` },
    sections: [
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
      ...(count === 0
        ? []
        : [
            {
              title: 'Différences',
              blocks: [{ kind: 'list', items: differences.map(itemOf(zone, detail)) } as const]
            }
          ])
    ],
    source: []
  }
}

/** The date that is common, or the knowledge, is said once. */
const titleOf = (before: DifferencesPoint, after: DifferencesPoint, zone: string): string => {
  const dates = [before, after].map(({ on }) => frenchDate(on))
  if (before.knownAt === after.knownAt)
    return `Annexes : ce qui change entre le ${dates.join(' et le ')}, ${knownAs({ ...after, zone })}`
  if (before.on === after.on)
    return `Annexes au ${dates[0]} : ce qui change entre ce qui était connu ${[before, after]
      .map(point => whenKnown({ ...point, zone }))
      .join(' et ')}`
  const known = [before, after].map(point => knownAs({ ...point, zone }))
  return `Annexes : ce qui change entre le ${dates[0]}, ${known[0]}, et le ${dates[1]}, ${known[1]}`
}

const situated = (point: DifferencesPoint, other: DifferencesPoint, zone: string): ReadonlyArray<string> => [
  `Au ${frenchDate(point.on)}${point.knownAt === other.knownAt ? '' : `, ${knownAs({ ...point, zone })}`} :`,
  point.situation
]

const itemOf =
  (zone: string, detail: boolean) =>
  ({ sentence, cause, detail: details }: Difference): Item => ({
    text: sentence,
    details: [
      `Cause : ${cause.type}, enregistré le ${frenchInstant(cause.recordedAt, zone)}, ${cause.stream}, révision ${cause.revision}.`,
      ...(detail ? details.map(({ sentence }) => sentence) : [])
    ]
  })
