import { frenchArticle, frenchDate, frenchLongDate } from '@avenant/domain'
import type { Deadlines } from '../questions/deadlines/answer'
import { stateOf } from './deadlines-csv'
import { editedSections } from './edited-model'
import { counted, dateOr } from './french'
import type { Page, PageSection } from './page'
import { knownIn, lastTaken } from './register-page'

/** Every deadline of the range, one row each, in the order of the answer. */
export const deadlinesPage = ({ from, to, knownAt, lastRecordedAt, deadlines }: Deadlines): Page => {
  const late = deadlines.filter(({ late, done }) => late && done === null).length
  return {
    identity: 'Échéances',
    kicker: ['Échéances'],
    title: `Échéances du ${frenchLongDate(from)} au ${frenchLongDate(to)}`,
    subtitle: knownIn(knownAt),
    statement: {
      tone: deadlines.length > 0 ? 'found' : 'none',
      text:
        deadlines.length === 0
          ? 'Aucune échéance.'
          : `${counted(deadlines.length, 'échéance', 'échéances')}${late === 0 ? '' : `, dont ${late} en retard`}.`
    },
    sections: [
      ...editedSections(deadlines.map(({ model }) => model)),
      ...(deadlines.length === 0 ? [] : [tableOf(deadlines)])
    ],
    source: lastTaken(lastRecordedAt)
  }
}

const tableOf = (deadlines: Deadlines['deadlines']): PageSection => ({
  title: 'Échéances',
  blocks: [
    {
      kind: 'table',
      caption: 'Ce qui est dû, par qui, et comment le jour est trouvé',
      columns: ['Jour', 'Convention', 'Objet', 'Qui', 'État', 'Article', 'Calcul'],
      named: 2,
      rows: deadlines.map(deadline => [
        dateOr(deadline.due, ''),
        deadline.conventionId,
        deadline.label,
        deadline.who.map(({ label, denomination }) => denomination ?? label),
        deadline.done === null
          ? stateOf(deadline)
          : `${stateOf(deadline)} le ${frenchDate(deadline.done.on)}`,
        deadline.article === null ? '' : frenchArticle(deadline.article),
        [deadline.computation, deadline.remarque ?? ''].filter(text => text !== '')
      ])
    }
  ]
})
