/** « À faire » as a sheet: the same items, in the same order; of one urgency where one is shown. */
import { type DateCivile, frenchArticle } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import { csvText } from '../documents/characters'
import { dateOr } from '../documents/french'
import type { Deadlines } from '../questions/deadlines/answer'
import type { Register } from '../questions/register'
import { firstParties } from './register-lines'
import { type TodoFilter, type TodoItem, todoItems, type Urgency } from './todo-items'

const columns = [
  'Urgence',
  'Nature',
  'Échéance',
  'Convention',
  'Partie',
  'Objet',
  'Qui doit agir',
  'Qui peut agir',
  'Fait le',
  'Article',
  'Calcul',
  'Remarque'
]

export const todoCsv = (
  { deadlines, register }: { readonly deadlines: Deadlines; readonly register: Register },
  asked: TodoFilter & { readonly on: DateCivile; readonly urgency: Urgency | null }
): string => {
  const parties = firstParties(register)
  const rows = todoItems(deadlines, register, asked)
    .filter(({ urgency }) => asked.urgency === null || urgency === asked.urgency)
    .map(item => cellsOf(item, parties.get(item.conventionId) ?? '').map(csvText))
  return stringify([columns, ...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })
}

const names: Readonly<Record<Urgency, string>> = {
  retard: 'en retard',
  alerte: "point d'attention",
  mois: 'ce mois-ci',
  suivant: 'le mois prochain',
  'plus-tard': 'plus tard',
  'sans-date': 'sans date',
  'sans-suite': 'passé, sans suite enregistrée',
  fait: 'fait',
  passe: 'passé'
}

const natures: Readonly<Record<TodoItem['nature'], string>> = {
  'a-faire': 'à faire',
  possible: 'possible',
  'de-soi': 'de soi',
  alerte: 'à vérifier'
}

const cellsOf = (
  { urgency, nature, due, conventionId, label, who, doneOn, isLate, article, computation, more }: TodoItem,
  partie: string
) => [
  urgency === 'fait' && isLate ? 'fait en retard' : names[urgency],
  natures[nature],
  dateOr(due, ''),
  conventionId,
  partie,
  label,
  nature === 'possible' ? '' : who.join(', '),
  nature === 'possible' ? who.join(', ') : '',
  dateOr(doneOn, ''),
  article === null ? '' : frenchArticle(article),
  computation,
  more ?? ''
]
