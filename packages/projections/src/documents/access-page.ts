import { frenchLongDate } from '@avenant/domain'
import type { Access, AccessCell } from '../questions/access'
import { citing } from './citing'
import { editedSections } from './edited-model'
import { capitalised } from './french'
import { listedSections } from './listed-accesses'
import type { Block, Mark, Page, PageSection, Table } from './page'
import { knownIn, lastTaken } from './register-page'

const may: Mark = { mark: '●', said: 'peut' }
const mayNot: Mark = { mark: '–', said: 'ne peut pas' }
const mayDeclare: Mark = { mark: '○', said: 'ne peut que déclarer' }

/** Who may use which role where: a table for each role, then why not for those who hold it and may not use it. */
export const accessPage = (access: Access): Page => {
  const { conventionId, on, knownAt, cells, roles, sentence } = access
  const legend = legendOf(cells)
  const isOpen = cells.some(({ answer }) => answer === 'oui')
  return {
    identity: `Convention ${conventionId}`,
    kicker: [`Convention ${conventionId}`],
    title: `Accès au ${frenchLongDate(on)}`,
    subtitle: knownIn(knownAt, access.zone),
    statement: { tone: isOpen ? 'found' : 'none', text: sentence },
    sections: [
      ...editedSections([access.model, ...access.models]),
      ...listedSections(access),
      ...roles.flatMap(({ role, label }): ReadonlyArray<PageSection> => {
        const table = tableOf(access, role, label)
        return table === null ? [] : [{ title: label, blocks: [table, ...legend] }]
      }),
      ...heldInVain(access)
    ],
    source: lastTaken(access.lastRecordedAt, access.zone)
  }
}

/** What the marks of the tables say, of those that are in them. */
const legendOf = (cells: ReadonlyArray<AccessCell>): ReadonlyArray<Block> => {
  const marks = new Set(cells.map(markOf))
  const said = [may, mayDeclare, mayNot].flatMap(one => (marks.has(one) ? [`${one.mark} : ${one.said}`] : []))
  return said.length === 0 ? [] : [{ kind: 'note', text: `${said.join(' ; ')}.` }]
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
  const marks = new Map(
    access.cells.flatMap(cell =>
      cell.role === role ? [[placeOf(cell.personneId, cell.etablissementId), markOf(cell)] as const] : []
    )
  )
  return {
    kind: 'table',
    caption: `${label} : qui peut, et où`,
    columns: ['Personne', ...seats.map(({ nom, etablissementId }) => nom ?? `${etablissementId}`)],
    named: 0,
    rows: access.personnes.map(({ personneId, nom, prenom }) => [
      personneNamed(personneId, nom, prenom),
      ...seats.map(({ etablissementId }) => marks.get(placeOf(personneId, etablissementId)) ?? mayNot)
    ])
  }
}

const markOf = ({ answer, declarations }: AccessCell): Mark =>
  answer === 'oui' ? may : declarations.length > 0 ? mayDeclare : mayNot

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
  const byReason = grouped(
    vain.flatMap(cell => [...new Set(cell.reasons.map(citing))].map(reason => ({ ...cell, reason }))),
    ({ reason }) => reason
  )
  /** « Claire FONTAINE, Approbateur : CHARAIRE, LES BLAGIS ». */
  const heldBy = (cells: ReadonlyArray<AccessCell>): ReadonlyArray<string> => {
    const seats = grouped(
      cells,
      ({ personneId, role }) => `${personneOf.get(personneId) ?? personneId}, ${labelOf.get(role) ?? role}`
    )
    return [...seats].map(([seat, held]) => {
      const places = held.flatMap(({ etablissementId }) =>
        etablissementId === null ? [] : [etablissementOf.get(etablissementId) ?? etablissementId]
      )
      return places.length === 0 ? seat : `${seat} : ${places.join(', ')}`
    })
  }
  return [
    {
      title: 'Rôles tenus et non ouverts',
      blocks: [
        {
          kind: 'list',
          items: [...byReason].map(([text, cells]) => ({
            text: capitalised(text),
            details: heldBy(cells),
            reference: null
          }))
        }
      ]
    }
  ]
}

/** In the order in which each first comes: what is said of several alike is said once. */
const grouped = <A>(
  all: ReadonlyArray<A>,
  keyOf: (one: A) => string
): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}
