/** Which conventions a register shows: those that were searched for, of a state and a model. */
import { frenchArticle, frenchDate } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import { csvText } from '../documents/characters'
import { dateOr } from '../documents/french'
import type { Register, RegisterLine, RegisterStatus } from '../questions/register'
import type { Search } from '../questions/search'

export type RegisterFilter = {
  readonly status: RegisterStatus | null
  readonly model: string | null
  /** The year of the last day; null: any, or none. */
  readonly ends: number | null
}

export type ShownLines = {
  readonly lines: ReadonlyArray<RegisterLine>
  /** Of what was searched for under the model, whatever its state. */
  readonly counts: Register['counts']
  /** By which spelling a convention was found; null where nothing was searched for. */
  readonly foundBy: (conventionId: string) => string | null
}

/** In the order of the answer; those that end in a year, by their last days. */
export const shownLines = (
  { conventions, counts }: Register,
  found: Search | null,
  { status, model, ends }: RegisterFilter
): ShownLines => {
  const by =
    found === null
      ? null
      : new Map<string, string | null>(
          found.found.map(({ conventionId, by }) => [conventionId, by[0]?.as ?? null])
        )
  const isAll = by === null && model === null && ends === null
  const searched = isAll
    ? conventions
    : conventions.filter(
        line =>
          (by === null || by.has(line.conventionId)) &&
          (model === null || line.model.id === model) &&
          (ends === null || endYear(line) === ends)
      )
  const lines = status === null ? searched : searched.filter(line => line.status === status)
  return {
    lines: ends === null ? lines : lines.toSorted(byLastDay),
    counts: isAll ? counts : countsOf(searched),
    foundBy: conventionId => by?.get(conventionId) ?? null
  }
}

/** The year in which a convention ends, where it is said to. */
export const endYear = ({ lastDay }: RegisterLine): number | null =>
  lastDay === null ? null : Number(lastDay.slice(0, 4))

const byLastDay = (a: RegisterLine, b: RegisterLine): number =>
  (a.lastDay ?? '').localeCompare(b.lastDay ?? '', 'en')

const countsOf = (lines: ReadonlyArray<RegisterLine>): Register['counts'] => {
  const counts = { projet: 0, 'a-venir': 0, 'en-vigueur': 0, terminee: 0, 'modele-inconnu': 0 }
  for (const { status } of lines) counts[status] += 1
  return counts
}

export const statusNames: Readonly<Record<RegisterStatus, string>> = {
  projet: 'Projet',
  'a-venir': 'À venir',
  'en-vigueur': 'En vigueur',
  terminee: 'Terminée',
  'modele-inconnu': 'Modèle inconnu'
}

/** A convention is called by its first party, its gestionnaire: each convention that names one, with it. */
export const firstParties = ({ conventions }: Register): ReadonlyMap<string, string> =>
  new Map(
    conventions.flatMap(({ conventionId, parties }) => {
      const name = parties.find(({ denomination }) => denomination !== null)?.denomination
      return name == null ? [] : [[conventionId, name] as const]
    })
  )

const columns = [
  'Convention',
  'Modèle',
  'Parties',
  'État',
  'Premier jour',
  'Dernier jour',
  'Prochaine échéance',
  'Le',
  'Article',
  'Calcul',
  "Points d'attention",
  'Modifications en attente',
  'Trouvée par'
]

/** The lines as a sheet, as the other documents write theirs. */
export const registerCsv = ({ lines, foundBy }: ShownLines): string =>
  stringify([columns, ...lines.map(line => cellsOf(line, foundBy(line.conventionId)).map(csvText))], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })

const cellsOf = (line: RegisterLine, foundBy: string | null): ReadonlyArray<string> => {
  const { conventionId, model, parties, status, firstDay, lastDay, echeance, alertes, pending } = line
  return [
    conventionId,
    `${model.titre ?? model.id}, version ${model.version}`,
    parties.map(({ label, denomination }) => denomination ?? label).join(', '),
    statusNames[status],
    dateOr(firstDay, ''),
    dateOr(lastDay, ''),
    echeance?.label ?? '',
    dateOr(echeance?.due ?? null, ''),
    echeance?.article == null ? '' : frenchArticle(echeance.article),
    echeance?.computation ?? '',
    String(alertes),
    pending
      .map(({ modificationId, signalledOn }) => `${modificationId} (${frenchDate(signalledOn)})`)
      .join(', '),
    foundBy ?? ''
  ]
}
