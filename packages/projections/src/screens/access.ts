/** « Accès »: persons × establishments × roles on a day; one cell says why, by the conditions of G16. */
import {
  addDays,
  attributionId,
  type DateCivile,
  frenchArticle,
  frenchDate,
  frenchNom
} from '@avenant/domain'
import { capitalised, counted } from '../documents/french'
import type { Access, AccessCell } from '../questions/access'
import type { Condition, ConditionName } from '../questions/conditions'
import { frenchExceptions } from '../questions/ways'
import { evidenceHtml } from './evidence'
import {
  addressOf,
  conventionPath,
  documentAddress,
  type Frame,
  habilitationPath,
  hidden,
  pointParams,
  type Screen
} from './frame'
import { type Html, html, nothing, sentence } from './html'
import { pageOf, pager } from './pager'

export type AccessAskedFor = { readonly page: number }

/** Rows of a page: one for each person and establishment. */
const ROWS = 100

export const acces = (frame: Frame, access: Access, { page }: AccessAskedFor): Screen => {
  const rows = rowsOf(access)
  return {
    title: 'Accès',
    main: html`<h1>Accès au ${frenchDate(access.on)}</h1>
<p class="lead">${sentence("Qui peut utiliser quel rôle, dans quel établissement. Une réponse s'ouvre : elle dit chaque condition, avec son article et l'acte qui la porte.")}</p>
<p class="statement${access.cells.some(({ answer }) => answer === 'oui') ? '' : ' none'}">${sentence(access.sentence)}</p>
${documents(frame, access)}
${access.cell === null ? noSuchCell(frame) : why(access, access.cell, frame.zone)}
${
  rows.length === 0
    ? html`${access.model === null ? nothing : html`<p>${sentence("Personne n'a de rôle ni d'habilitation à cette date.")}</p>`}`
    : html`${matrix(frame, access, pageOf(rows, page, ROWS))}${pager(frame, page, rows.length, ROWS)}`
}`
  }
}

/** The list of the habilitations, to be printed or opened as a sheet. */
const documents = (frame: Frame, { conventionId, habilitations }: Access): Html => {
  if (habilitations.length === 0) return nothing
  const at = (format: string): string =>
    documentAddress(frame, conventionPath(conventionId, '/access'), { format })
  return html`<p class="links">${`${counted(habilitations.length, 'habilitation', 'habilitations')}. `}Liste avec leur état : <a href="${at('html')}">page à imprimer</a>, <a href="${at('csv')}" download>tableau (CSV)</a></p>`
}

/** A cell that was asked for and is not there that day is told: nothing would look like an answer. */
const noSuchCell = ({ here }: Frame): Html =>
  here.params.cellule == null
    ? nothing
    : html`<p>${sentence("La réponse demandée n'est pas dans ce tableau à cette date : cette personne n'y tient aucun rôle, ou l'établissement n'est pas dans l'annexe.")}</p>`

type Row = {
  readonly personneId: string
  readonly etablissementId: string | null
  readonly cells: ReadonlyArray<AccessCell>
}

/** One for each person and establishment, and one for her roles of the whole convention. */
const rowsOf = ({ cells }: Access): ReadonlyArray<Row> => {
  const rows = new Map<string, Row & { readonly cells: Array<AccessCell> }>()
  for (const cell of cells) {
    const { personneId, etablissementId } = cell
    const key = JSON.stringify([personneId, etablissementId])
    const row = rows.get(key) ?? { personneId, etablissementId, cells: [] }
    rows.set(key, row)
    row.cells.push(cell)
  }
  return [...rows.values()]
}

const matrix = (frame: Frame, access: Access, rows: ReadonlyArray<Row>): Html => {
  const { base, point, today, here } = frame
  const { personnes, etablissements, roles, cell: asked } = access
  const { cellule: _, ...others } = here.params
  const labels = new Map(roles.map(({ role, label }) => [role, label]))
  const held = roles.filter(({ role }) => access.cells.some(cell => cell.role === role))
  const nameOf = (id: string): string => {
    const { nom = null, prenom = null } = personnes.find(({ personneId }) => personneId === id) ?? {}
    return nom === null && prenom === null ? `personne ${id}` : frenchNom({ prenom, nom })
  }
  const placeOf = (id: string | null): string =>
    id === null
      ? 'toute la convention'
      : (etablissements.find(({ etablissementId }) => etablissementId === id)?.nom ?? `établissement ${id}`)
  return html`<form id="pourquoi" method="get" action="${`${base}${here.path}`}">${hidden({ ...pointParams(point, today), ...others })}</form>
<table class="matrix"><caption class="said">Accès par personne et par établissement</caption>
<thead><tr><th scope="col">Personne</th><th scope="col">Établissement</th>${held.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({
      personneId,
      etablissementId,
      cells
    }) => html`<tr><th scope="row" data-label="Personne">${nameOf(personneId)}${connectionsOf(frame, access, personneId)}</th>
<td data-label="Établissement">${placeOf(etablissementId)}</td>
${held.map(({ role }) =>
  cellHtml(
    labels.get(role) ?? role,
    cells.find(cell => cell.role === role),
    asked
  )
)}</tr>`
  )}</tbody></table>`
}

/** How she uses each access that she has, one click away. */
const connectionsOf = (frame: Frame, { personnes }: Access, id: string): Html => {
  const { habilitationIds = [] } = personnes.find(({ personneId }) => personneId === id) ?? {}
  return html`${habilitationIds.map(
    (habilitationId, i) =>
      html` <a class="note" href="${addressOf(frame, habilitationPath(habilitationId, '/connexions'))}">Connexions<span class="said"> ${`de l'habilitation ${habilitationId}`}</span>${i === 0 ? nothing : ` (${i + 1})`}</a>`
  )}`
}

const cellHtml = (label: string, cell: AccessCell | undefined, asked: Access['cell']): Html => {
  if (cell === undefined)
    return html`<td data-label="${label}"><span aria-hidden="true">–</span><span class="said">ce rôle n'existe pas ici</span></td>`
  const { answer, reasons, declarations } = cell
  const isAsked = asked !== null && attributionId(asked) === attributionId(cell)
  const because = [
    ...new Set(reasons.map(({ condition }) => shortReasons[condition])),
    ...declarations.map(({ year }) => `sauf déclarations de ${year}`)
  ]
  return html`<td data-label="${label}" class="${answer}"><button form="pourquoi" class="plain" name="cellule" value="${attributionId(cell)}"${
    isAsked ? html` aria-current="true"` : nothing
  }>${answer === 'oui' ? 'Oui' : 'Non'}</button>${because.length === 0 ? nothing : html`\u00a0<span class="note">: ${because.join(', ')}</span>`}</td>`
}

/** Why not, in a word or two; the whole of it is a click away. */
const shortReasons: Readonly<Record<ConditionName, string>> = {
  modele: 'modèle inconnu',
  convention: 'convention non en vigueur',
  inscription: "établissement absent de l'annexe",
  attribution: 'rôle non attribué',
  habilitation: 'habilitation non délivrée',
  'role-habilite': 'rôle hors habilitation',
  blocage: 'accès bloqué',
  inactivite: 'accès inutilisé',
  'mot-de-passe': 'mot de passe à changer',
  fermeture: 'accès fermé',
  declarations: 'délai de déclaration passé'
}

/** Each condition of the cell that was opened, whether it holds or not. */
const why = (
  { personnes, etablissements, roles, on }: Access,
  cell: NonNullable<Access['cell']>,
  zone: string
): Html => {
  const personne = personnes.find(({ personneId }) => personneId === cell.personneId)
  const name =
    personne === undefined || (personne.nom === null && personne.prenom === null)
      ? `la personne ${cell.personneId}`
      : frenchNom(personne)
  const where = etablissements.find(({ etablissementId }) => etablissementId === cell.etablissementId)?.nom
  const label = roles.find(({ role }) => role === cell.role)?.label ?? cell.role
  return html`<section aria-labelledby="pourquoi-titre" class="why"><h2 id="pourquoi-titre">${sentence('Pourquoi ?')}</h2>
<p class="statement${cell.answer === 'oui' ? '' : ' none'}">${sentence(
    `Le ${frenchDate(on)}, ${name} ${cell.answer === 'oui' ? 'peut' : 'ne peut pas'} utiliser le rôle « ${label} »${
      cell.etablissementId === null ? '' : ` dans l'établissement ${where ?? cell.etablissementId}`
    }${frenchExceptions(cell.declarations)}.`
  )}</p>
<p>${sentence(sinceWhen(cell, on))}</p>
${cell.ways.map(({ habilitationId, conditions }) => conditionsTable(habilitationId, conditions, zone))}</section>`
}

/** « Depuis quand » is asked on the telephone: the conditions below say it only to who takes the latest of their days. */
const sinceWhen = ({ lastOpen }: NonNullable<Access['cell']>, on: DateCivile): string => {
  if (lastOpen === null)
    return `Ce droit n'a été ouvert aucun jour de la convention, jusqu'au ${frenchDate(on)} ; dix ans au plus sont examinés.`
  const { from, orBefore, to } = lastOpen
  const first = `${frenchDate(from)}${orBefore ? ' au moins' : ''}`
  return to === null
    ? `Sans interruption depuis le ${first}.`
    : `Ce droit a été ouvert du ${first} au ${frenchDate(to)} ; il ne l'est plus depuis le ${frenchDate(addDays(to, 1))}.`
}

const conditionsTable = (
  habilitationId: string | null,
  conditions: ReadonlyArray<Condition>,
  zone: string
): Html =>
  html`<table class="matrix"><caption>${habilitationId === null ? 'Conditions' : `Conditions, sous l'habilitation ${habilitationId}`}</caption>
<thead><tr><th scope="col">Condition</th><th scope="col">Remplie</th><th scope="col">Constat</th><th scope="col">Article</th></tr></thead>
<tbody>${conditions.map(
    ({
      condition,
      holds,
      computation,
      article,
      event
    }) => html`<tr><th scope="row" data-label="Condition">${conditionNames[condition]}</th>
<td data-label="Remplie" class="${holds ? 'oui' : 'non'}">${holds ? 'Oui' : 'Non'}</td>
<td data-label="Constat">${sentence(capitalised(computation))}${event === null ? nothing : evidenceHtml(event, zone)}</td>
<td data-label="Article">${article === null ? '–' : frenchArticle(article)}</td></tr>`
  )}</tbody></table>`

export const conditionNames: Readonly<Record<ConditionName, string>> = {
  modele: 'Le modèle est connu',
  convention: 'La convention est en vigueur',
  inscription: "L'établissement est inscrit par la convention",
  attribution: 'Le rôle est attribué',
  habilitation: "L'habilitation est délivrée",
  'role-habilite': "L'habilitation porte sur ce rôle",
  blocage: "L'accès n'est pas bloqué",
  inactivite: "L'accès est utilisé",
  'mot-de-passe': 'Le mot de passe est changé',
  fermeture: "L'accès n'est pas fermé",
  declarations: 'Le délai de déclaration court encore'
}
