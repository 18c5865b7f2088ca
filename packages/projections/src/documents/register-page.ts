import { frenchArticle, frenchDate, frenchLongDate } from '@avenant/domain'
import type { Register, RegisterLine, RegisterStatus } from '../questions/register'
import { editedSections } from './edited-model'
import { counted, dateOr, frenchInstant } from './french'
import type { Page, PageSection } from './page'

const statusNames: Readonly<Record<RegisterStatus, string>> = {
  projet: 'projet',
  'a-venir': 'signée, pas encore en vigueur',
  'en-vigueur': 'en vigueur',
  terminee: 'terminée',
  'modele-inconnu': 'modèle inconnu'
}

const termOfLine = ({ firstDay, lastDay }: RegisterLine): string =>
  firstDay === null && lastDay === null ? '' : `${dateOr(firstDay, '…')} – ${dateOr(lastDay, 'sans fin')}`

const partiesOfLine = ({ parties }: RegisterLine): string =>
  parties.map(({ label, denomination }) => denomination ?? label).join(' – ')

/** Every convention, one row each. */
export const registerPage = ({ on, knownAt, counts, conventions }: Register): Page => {
  const states = Object.entries(counts).flatMap(([status, count]) =>
    // The keys are those of the counts.
    count === 0 ? [] : [`${statusNames[status as RegisterStatus]} : ${count}`]
  )
  return {
    identity: 'Registre des conventions',
    kicker: ['Registre des conventions'],
    title: `Conventions au ${frenchLongDate(on)}`,
    subtitle: knownIn(knownAt),
    statement: {
      tone: conventions.length > 0 ? 'found' : 'none',
      text:
        conventions.length === 0
          ? 'Aucune convention.'
          : `${counted(conventions.length, 'convention', 'conventions')} (${states.join(', ')}).`
    },
    sections: [
      ...editedSections(conventions.map(({ model }) => model)),
      ...alertesSections(conventions),
      ...(conventions.length === 0 ? [] : [tableOf(conventions)])
    ],
    source: []
  }
}

const tableOf = (conventions: ReadonlyArray<RegisterLine>): PageSection => ({
  title: 'Conventions',
  blocks: [
    {
      kind: 'table',
      caption: 'Chaque convention, sa situation et ce qui vient',
      columns: [
        'Convention',
        'Parties',
        'Situation',
        'Du – au',
        'Prochaine échéance',
        'En attente',
        'Alertes'
      ],
      named: 0,
      rows: conventions.map(line => [
        line.conventionId,
        partiesOfLine(line),
        statusNames[line.status],
        termOfLine(line),
        line.echeance === null
          ? ''
          : `${line.echeance.label}, ${frenchDate(line.echeance.due)}${line.echeance.article === null ? '' : ` (${frenchArticle(line.echeance.article)})`}`,
        String(line.pending.length),
        String(line.alertes)
      ])
    }
  ]
})

/** Those of the annexes stand on their own page; here, what other dossiers say otherwise. */
const alertesSections = (conventions: ReadonlyArray<RegisterLine>): ReadonlyArray<PageSection> => {
  const items = conventions.flatMap(({ conventionId, premisses, recoupements }) =>
    [...premisses, ...recoupements].map(({ titre, computation, aFaire }) => ({
      text: `${conventionId} : ${titre}`,
      details: [computation, aFaire],
      reference: null
    }))
  )
  return items.length === 0 ? [] : [{ title: 'Alertes entre dossiers', blocks: [{ kind: 'list', items }] }]
}

/** Conventions of several zones stand side by side: their instants are told in that of Paris. */
export const PARIS = 'Europe/Paris'

export const knownIn = (knownAt: Register['knownAt']): string =>
  knownAt === null ? 'Tout ce qui est connu' : `État des connaissances : ${frenchInstant(knownAt, PARIS)}`
