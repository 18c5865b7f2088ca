import { frenchDate } from '@avenant/domain'
import type { Difference, Differences, DifferencesPoint } from '../annexes/differences'
import { frenchInstant, knownAs } from './french'
import type { Item, Page } from './page'

/** What a document of differences shows: `detail` writes what comes or goes with each difference under it. */
export type DifferencesOptions = { readonly detail?: boolean }

export const differencesPage = (
  { conventionId, zone, before, after, differences }: Differences,
  { detail = false }: DifferencesOptions = {}
): Page => {
  const count = differences.length
  return {
    kicker: `Convention ${conventionId}`,
    title: `Ce qui change entre le ${dated(before, zone)} et le ${dated(after, zone)}`,
    statement:
      count === 0
        ? { tone: 'none', text: 'Aucune différence.' }
        : { tone: 'found', text: count === 1 ? 'Une différence.' : `${count} différences.` },
    sections: [
      {
        title: 'Situation aux deux dates',
        blocks: [
          {
            kind: 'entries',
            entries: [before, after].map(point => [`Au ${dated(point, zone)}`, point.situation] as const)
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
    source: [
      ...new Set([before, after].map(point => `Au ${frenchDate(point.on)}, ${knownAs({ ...point, zone })}.`))
    ]
  }
}

const dated = ({ on, knownAt }: DifferencesPoint, zone: string): string =>
  knownAt === null ? frenchDate(on) : `${frenchDate(on)} (connu le ${frenchInstant(knownAt, zone)})`

const itemOf =
  (zone: string, detail: boolean) =>
  ({ sentence, cause, detail: details }: Difference): Item => ({
    text: sentence,
    details: [
      `Cause : ${cause.type}, enregistré le ${frenchInstant(cause.recordedAt, zone)} (${cause.stream}, révision ${cause.revision}).`,
      ...(detail ? details.map(({ sentence }) => sentence) : [])
    ]
  })
