import { frenchArticle, frenchLongDate } from '@avenant/domain'
import type { Access, AccessCell } from '../questions/access'
import type { MayAct } from '../questions/may-act'
import type { Reason } from '../questions/ways'
import { editedSections } from './edited-model'
import { counted } from './french'
import type { Item, Mark, Page, PageSection, Table } from './page'
import { knownIn } from './register-page'

const may: Mark = { mark: '●', said: 'peut' }
const mayNot: Mark = { mark: '–', said: 'ne peut pas' }

/** Who may use which role where: a table for each role, then why not for those who hold it and may not use it. */
export const accessPage = (access: Access): Page => {
  const { conventionId, on, knownAt, cells, roles } = access
  const open = cells.filter(({ answer }) => answer === 'oui')
  const persons = new Set(open.map(({ personneId }) => personneId)).size
  return {
    identity: `Convention ${conventionId}`,
    kicker: [`Convention ${conventionId}`],
    title: `Accès au ${frenchLongDate(on)}`,
    subtitle: knownIn(knownAt),
    statement: {
      tone: open.length > 0 ? 'found' : 'none',
      text:
        open.length > 0
          ? `${counted(persons, 'personne peut', 'personnes peuvent')} agir.`
          : 'Personne ne peut agir.'
    },
    sections: [
      ...editedSections([access.model, ...access.models]),
      ...roles.flatMap(({ role, label }): ReadonlyArray<PageSection> => {
        const table = tableOf(access, role, label)
        return table === null ? [] : [{ title: label, blocks: [table] }]
      }),
      ...heldInVain(access)
    ],
    source: []
  }
}

/** Where a role is held: an establishment, or the convention as a whole. */
const seatsOf = ({ etablissements, cells }: Access, role: string) => {
  const held = new Set(cells.filter(cell => cell.role === role).map(({ etablissementId }) => etablissementId))
  return [
    ...etablissements.filter(({ etablissementId }) => held.has(etablissementId)),
    ...(held.has(null) ? [{ etablissementId: null, nom: 'La convention entière' }] : [])
  ]
}

const tableOf = (access: Access, role: string, label: string): Table | null => {
  const seats = seatsOf(access, role)
  if (seats.length === 0) return null
  const open = new Set(
    access.cells.flatMap(cell =>
      cell.role === role && cell.answer === 'oui' ? [placeOf(cell.personneId, cell.etablissementId)] : []
    )
  )
  return {
    kind: 'table',
    caption: `${label} : qui peut, et où`,
    columns: ['Personne', ...seats.map(({ nom, etablissementId }) => nom ?? `${etablissementId}`)],
    named: 0,
    rows: access.personnes.map(({ personneId, nom, prenom }) => [
      personneNamed(personneId, nom, prenom),
      ...seats.map(({ etablissementId }) => (open.has(placeOf(personneId, etablissementId)) ? may : mayNot))
    ])
  }
}

const placeOf = (personneId: string, etablissementId: string | null): string =>
  JSON.stringify([personneId, etablissementId])

const personneNamed = (personneId: string, nom: string | null, prenom: string | null): string =>
  nom === null ? personneId : [prenom, nom].filter(part => part !== null).join(' ')

/** Those who hold a role there that day: without it nobody wonders why. */
const isHeld = ({ reasons }: AccessCell): boolean =>
  reasons.length > 0 &&
  reasons.every(({ condition }) => condition !== 'attribution' && condition !== 'inscription')

const heldInVain = ({ cells, personnes, etablissements, roles }: Access): ReadonlyArray<PageSection> => {
  const vain = cells.filter(isHeld)
  if (vain.length === 0) return []
  const personneOf = new Map(
    personnes.map(({ personneId, nom, prenom }) => [personneId, personneNamed(personneId, nom, prenom)])
  )
  const etablissementOf = new Map(etablissements.map(({ etablissementId, nom }) => [etablissementId, nom]))
  const labelOf = new Map(roles.map(({ role, label }) => [role, label]))
  return [
    {
      title: 'Rôles tenus et non ouverts',
      blocks: [
        {
          kind: 'list',
          items: vain.map(({ personneId, etablissementId, role, reasons }) => ({
            text: [
              personneOf.get(personneId) ?? personneId,
              labelOf.get(role) ?? role,
              ...(etablissementId === null ? [] : [etablissementOf.get(etablissementId) ?? etablissementId])
            ].join(', '),
            details: reasons.map(told),
            reference: null
          }))
        }
      ]
    }
  ]
}

const told = ({ computation, article }: Pick<Reason, 'computation' | 'article'>): string => {
  const cited = article === null ? '' : frenchArticle(article)
  return cited === '' || computation.includes(cited) ? computation : `${computation} (${cited})`
}

/** Whether a person may act, and each condition that says so or not. */
export const mayActPage = ({
  personneId,
  on,
  knownAt,
  answer,
  sentence,
  by,
  reasons,
  models,
  premisses
}: MayAct): Page => {
  const conditions: ReadonlyArray<Item> =
    by === null
      ? reasons.map(reason => itemOf(reason, reason.conventionId))
      : by.conditions.map(condition => itemOf(condition, by.conventionId))
  return {
    identity: `Personne ${personneId}`,
    kicker: [`Personne ${personneId}`],
    title: `Droit d'agir au ${frenchLongDate(on)}`,
    subtitle: knownIn(knownAt),
    statement: { tone: answer === 'oui' ? 'found' : 'none', text: sentence },
    sections: [
      ...editedSections(models),
      {
        title: answer === 'oui' ? 'Ce qui le permet' : 'Ce qui y manque',
        blocks: [{ kind: 'list', items: conditions }]
      },
      ...(premisses.length === 0
        ? []
        : [
            {
              title: 'Alertes',
              blocks: [
                {
                  kind: 'list' as const,
                  items: premisses.map(({ titre, computation, aFaire }) => ({
                    text: titre,
                    details: [computation, aFaire],
                    reference: null
                  }))
                }
              ]
            }
          ])
    ],
    source: []
  }
}

const itemOf = (
  { computation, article, event }: Pick<Reason, 'computation' | 'article' | 'event'>,
  conventionId: string | null
): Item => ({
  text: told({ computation, article }),
  details: [
    ...(conventionId === null ? [] : [`Convention ${conventionId}`]),
    ...(event === null ? [] : [`Dit par : ${event.nom}, révision ${event.revision}`])
  ],
  reference: null
})
