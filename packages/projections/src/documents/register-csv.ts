import { frenchArticle, frenchDate } from '@avenant/domain'
import { stringify } from 'csv-stringify/sync'
import type { Register } from '../questions/register'
import { csvText } from './characters'
import { dateOr } from './french'
import { partiesOfLine, statusNames } from './register-page'

const columns = [
  'Convention',
  'Modèle',
  'Version',
  'Parties',
  'Situation',
  'Premier jour',
  'Dernier jour',
  'Prochaine échéance',
  'Article',
  'Calcul',
  'En attente',
  'Alertes',
  'Remarque'
]

/** One row for each convention, written as {@link deadlinesCsv} writes its own. */
export const registerCsv = ({ conventions }: Register): string =>
  stringify(
    [
      columns,
      ...conventions.map(line =>
        [
          line.conventionId,
          line.model.id,
          String(line.model.version),
          partiesOfLine(line),
          statusNames[line.status],
          dateOr(line.firstDay, ''),
          dateOr(line.lastDay, ''),
          line.echeance === null ? '' : frenchDate(line.echeance.on),
          line.echeance === null ? '' : frenchArticle(line.echeance.article),
          line.echeance?.computation ?? '',
          String(line.pending.length),
          String(line.alertes),
          line.model.edited?.sentence ?? ''
        ].map(csvText)
      )
    ],
    { bom: true, delimiter: ';', record_delimiter: 'windows', quoted: true, quoted_empty: true }
  )
