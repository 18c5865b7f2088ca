/** Deadlines as a sheet. */
import { frenchArticle, frenchDate } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import type { Deadline, Deadlines } from '../questions/deadlines/answer'
import { csvText } from './characters'
import { dateOr } from './french'

const columns = [
  'Échéance',
  'Convention',
  'Dossier',
  'Nature',
  'Sujet',
  'Occurrence',
  'Objet',
  'Qui',
  'État',
  'Fait le',
  'Rappels',
  'Article',
  'Calcul',
  'Remarque'
]

/**
 * One row for each deadline, in the order of the answer, as {@link annexesCsv} writes its own: UTF-8 with its mark, `;`,
 * CRLF, every cell quoted, dates DD/MM/YYYY. A cell that a spreadsheet would run as a formula starts with an apostrophe.
 */
export const deadlinesCsv = ({ deadlines }: Deadlines): string =>
  stringify([columns, ...deadlines.map(deadline => cellsOf(deadline).map(csvText))], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true
  })

const cellsOf = (deadline: Deadline): ReadonlyArray<string> => [
  dateOr(deadline.due, ''),
  deadline.conventionId,
  deadline.dossier,
  deadline.kind,
  deadline.subject,
  deadline.occurrence,
  deadline.label,
  deadline.who.map(({ label, denomination }) => denomination ?? label).join(', '),
  stateOf(deadline),
  dateOr(deadline.done?.on ?? null, ''),
  deadline.reminders.map(frenchDate).join(', '),
  deadline.article === null ? '' : frenchArticle(deadline.article),
  deadline.computation,
  [deadline.remarque, deadline.model.edited?.sentence].filter(part => part != null).join(' ; ')
]

export const stateOf = ({ nature, state, late }: Deadline): string => {
  switch (state) {
    case 'faite':
      return late ? 'fait en retard' : 'fait'
    case 'en-retard':
      return 'en retard'
    case 'passee':
      return 'passé'
    case 'a-venir':
      return { 'a-faire': 'à faire', possible: 'possible', 'de-soi': 'de soi' }[nature]
  }
}
