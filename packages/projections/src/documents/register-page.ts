import { type DateCivile, frenchArticle, frenchDate, frenchLongDate } from '@avenant/domain'
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

const NOT_YET_SIGNED = 'pas encore signée'

/** « À venir » is told of a convention from its first recording on: who asks about an earlier day than its signature is told so. */
const isSignedLater = ({ status, signedOn }: RegisterLine, on: DateCivile): boolean =>
  status === 'a-venir' && signedOn !== null && signedOn > on

const statusOf = (line: RegisterLine, on: DateCivile): string =>
  isSignedLater(line, on)
    ? `${NOT_YET_SIGNED} (signature le ${dateOr(line.signedOn, '')})`
    : statusNames[line.status]

const termOfLine = ({ firstDay, lastDay }: RegisterLine): string =>
  firstDay === null && lastDay === null ? '' : `${dateOr(firstDay, '…')} – ${dateOr(lastDay, 'sans fin')}`

const partiesOfLine = ({ parties }: RegisterLine): string =>
  parties.map(({ label, denomination }) => denomination ?? label).join(' – ')

/** Every convention, one row each. */
export const registerPage = ({ on, knownAt, lastRecordedAt, conventions }: Register): Page => {
  const states = statesOf(conventions, on).map(([state, count]) => `${state} : ${count}`)
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
      ...retardsSections(conventions),
      ...alertesSections(conventions),
      ...(conventions.length === 0 ? [] : [tableOf(conventions, on)])
    ],
    source: lastTaken(lastRecordedAt)
  }
}

/** How many are in each state, in the order of a life. */
const statesOf = (
  conventions: ReadonlyArray<RegisterLine>,
  on: DateCivile
): ReadonlyArray<readonly [state: string, count: number]> => {
  const counts = new Map(
    ['projet', NOT_YET_SIGNED, ...Object.values(statusNames).slice(1)].map(state => [state, 0])
  )
  for (const line of conventions) {
    const state = isSignedLater(line, on) ? NOT_YET_SIGNED : statusNames[line.status]
    counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > 0)
}

const tableOf = (conventions: ReadonlyArray<RegisterLine>, on: DateCivile): PageSection => ({
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
        statusOf(line, on),
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
const retardsSections = (conventions: ReadonlyArray<RegisterLine>): ReadonlyArray<PageSection> => {
  const items = conventions.flatMap(({ conventionId, retards }) =>
    retards.map(({ label, computation, article }) => ({
      text: `${conventionId} : ${label}, en retard`,
      details: [article === null ? computation : `${computation} (${frenchArticle(article)})`],
      reference: null
    }))
  )
  return items.length === 0
    ? []
    : [{ title: 'Accès : ce qui est en retard', blocks: [{ kind: 'list', items }] }]
}

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

/** The last recording on which an answer rests; none where nothing was recorded. */
export const lastTaken = (at: Register['lastRecordedAt'], zone: string = PARIS): ReadonlyArray<string> =>
  at === null ? [] : [`Dernier enregistrement pris en compte : ${frenchInstant(at, zone)}.`]

export const knownIn = (knownAt: Register['knownAt'], zone: string = PARIS): string =>
  knownAt === null ? 'Tout ce qui est connu' : `État des connaissances : ${frenchInstant(knownAt, zone)}`
