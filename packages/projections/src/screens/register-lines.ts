/** Which conventions a register shows: those that were searched for, of a state and a model. */
import { frenchArticle, frenchDate } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import { csvText } from '../documents/characters'
import { dateOr } from '../documents/french'
import type { Register, RegisterLine, RegisterStatus } from '../questions/register'
import type { Search } from '../questions/search'

export type RegisterFilter = { readonly status: RegisterStatus | null; readonly model: string | null }

export type ShownLine = RegisterLine & {
  /** By which spelling the convention was found; null where nothing was searched for. */
  readonly foundBy: string | null
}

/** In the order of the answer. `counts` are of what was searched for under the model, whatever its state. */
export const shownLines = (
  { conventions, counts }: Register,
  found: Search | null,
  { status, model }: RegisterFilter
): { readonly lines: ReadonlyArray<ShownLine>; readonly counts: Register['counts'] } => {
  const by =
    found === null
      ? null
      : new Map(found.found.map(({ conventionId, by }) => [conventionId, by[0]?.as ?? null]))
  const searched = conventions
    .filter(line => (by === null || by.has(line.conventionId)) && (model === null || line.model.id === model))
    .map(line => ({ ...line, foundBy: by?.get(line.conventionId) ?? null }))
  const counted = { ...counts }
  for (const each of Object.keys(counted) as ReadonlyArray<RegisterStatus>)
    counted[each] = searched.filter(line => line.status === each).length
  return { lines: searched.filter(line => status === null || line.status === status), counts: counted }
}

export const statusNames: Readonly<Record<RegisterStatus, string>> = {
  projet: 'Projet',
  'a-venir': 'À venir',
  'en-vigueur': 'En vigueur',
  terminee: 'Terminée',
  'modele-inconnu': 'Modèle inconnu'
}

export const échéanceNames = {
  'prise-d-effet': "prise d'effet",
  reconduction: 'reconduction',
  fin: 'fin'
} as const

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
export const registerCsv = (lines: ReadonlyArray<ShownLine>): string =>
  stringify([columns, ...lines.map(line => cellsOf(line).map(csvText))], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })

const cellsOf = (line: ShownLine): ReadonlyArray<string> => {
  const { conventionId, model, parties, status, firstDay, lastDay, echeance, alertes, pending, foundBy } =
    line
  return [
    conventionId,
    `${model.titre ?? model.id}, version ${model.version}`,
    parties.map(({ label, denomination }) => denomination ?? label).join(', '),
    statusNames[status],
    dateOr(firstDay, ''),
    dateOr(lastDay, ''),
    echeance === null ? '' : échéanceNames[echeance.kind],
    echeance === null ? '' : frenchDate(echeance.on),
    echeance === null ? '' : frenchArticle(echeance.article),
    echeance?.computation ?? '',
    String(alertes),
    pending
      .map(({ modificationId, signalledOn }) => `${modificationId} (${frenchDate(signalledOn)})`)
      .join(', '),
    foundBy ?? ''
  ]
}
