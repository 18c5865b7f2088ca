/** « À faire » as a sheet: the same items, in the same order. */
import { type DateCivile, frenchArticle } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import { csvText } from '../documents/characters'
import { dateOr } from '../documents/french'
import type { Deadlines } from '../questions/deadlines/answer'
import type { Register } from '../questions/register'
import { type TodoFilter, type TodoItem, todoItems, type Urgency } from './todo-items'

const columns = [
  'Urgence',
  'Échéance',
  'Convention',
  'Objet',
  'Qui',
  'Fait le',
  'Article',
  'Calcul',
  'Remarque'
]

export const todoCsv = (
  { deadlines, register }: { readonly deadlines: Deadlines; readonly register: Register },
  asked: TodoFilter & { readonly on: DateCivile }
): string =>
  stringify([columns, ...todoItems(deadlines, register, asked).map(item => cellsOf(item).map(csvText))], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })

const names: Readonly<Record<Urgency, string>> = {
  retard: 'en retard',
  alerte: "point d'attention",
  mois: 'ce mois-ci',
  suivant: 'le mois prochain',
  'plus-tard': 'plus tard',
  'sans-date': 'sans date',
  fait: 'fait',
  passe: 'passé'
}

const cellsOf = ({
  urgency,
  due,
  conventionId,
  label,
  who,
  doneOn,
  isLate,
  article,
  computation,
  more
}: TodoItem) => [
  urgency === 'fait' && isLate ? 'fait en retard' : names[urgency],
  dateOr(due, ''),
  conventionId,
  label,
  who.join(', '),
  dateOr(doneOn, ''),
  article === null ? '' : frenchArticle(article),
  computation,
  more ?? ''
]
