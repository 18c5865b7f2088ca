/** A matrix establishments × roles: in each cell who holds the role before and after, since when, and how it became known. */
import {
  addDays,
  frenchArticle,
  frenchCount,
  frenchDate,
  frenchNom,
  frenchÉtablissement,
  rangNames
} from '@avenant/domain'
import type { HeldRole, Holder, HolderChange, Holders, Learned, Seat } from '../questions/holders'
import { evidenceHtml } from './evidence'
import { type Html, html, nothing, sentence } from './html'

export const holdersMatrix = ({ zone, roles, etablissements, seats }: Holders): Html => {
  const placed = roles.filter(({ onEtablissement }) => onEtablissement)
  const unplaced = roles.filter(({ onEtablissement }) => !onEtablissement)
  const cell = (label: string, role: string, etablissementId: string | null): Html =>
    seatCell(
      label,
      seats.find(seat => seat.role === role && seat.etablissementId === etablissementId),
      zone
    )
  return html`${
    placed.length === 0 || etablissements.length === 0
      ? nothing
      : html`<table class="matrix"><caption class="said">Rôles par établissement</caption>
<thead><tr><th scope="col">Établissement</th>${placed.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${etablissements.map(
          ({ etablissementId, nom, numeroSias }) =>
            html`<tr><th scope="row" data-label="Établissement">${
              nom === null ? `établissement ${etablissementId}` : frenchÉtablissement({ nom, numeroSias })
            }</th>${placed.map(({ role, label }) => cell(label, role, etablissementId))}</tr>`
        )}</tbody></table>`
  }${
    unplaced.length === 0
      ? nothing
      : html`<table class="matrix"><caption>Rôles tenus pour toute la convention</caption>
<thead><tr><th scope="col">Rôle</th><th scope="col">Tenu par</th></tr></thead>
<tbody>${unplaced.map(
          ({ role, label }) =>
            html`<tr><th scope="row" data-label="Rôle">${label}</th>${cell('Tenu par', role, null)}</tr>`
        )}</tbody></table>`
  }${
    seats.length === 0 ? html`<p>${sentence('Personne ne tient de rôle, ni avant ni après.')}</p>` : nothing
  }`
}

const seatCell = (label: string, seat: Seat | undefined, zone: string): Html =>
  html`<td data-label="${label}">${
    seat === undefined
      ? html`<span aria-hidden="true">–</span><span class="said">personne</span>`
      : seat.holders.map(holder => holderLine(holder, zone))
  }</td>`

const holderLine = ({ personneId, nom, prenom, before, after, change }: Holder, zone: string): Html => {
  const name = nom === null && prenom === null ? `personne ${personneId}` : frenchNom({ prenom, nom })
  if (change === null) return html`<p>${name}, ${heldTold(after ?? before)}</p>`
  return html`<p class="change ${change.kind}"><strong>${sentence(`${kinds[change.kind]} :`)}</strong> ${name}, ${changeTold(change, before, after)}</p>
${change.learned === null ? nothing : html`<details><summary>Par quel acte</summary>${learnedHtml(change.learned, zone)}</details>`}`
}

const kinds: Readonly<Record<HolderChange['kind'], string>> = {
  debut: 'Début du rôle',
  fin: 'Fin du rôle',
  rang: 'Changement de rang',
  dates: 'Autre date'
}

/** « titulaire, depuis le 01/01/2017 ». */
const heldTold = (held: HeldRole | null): string =>
  held === null ? '' : `${rangNames[held.rang]}, ${sinceTold(held.since)}`

const sinceTold = (since: HeldRole['since']): string =>
  since === null ? 'sans date de début' : `depuis le ${frenchDate(since)}`

const changeTold = (
  { kind, learned }: HolderChange,
  before: HeldRole | null,
  after: HeldRole | null
): Html => {
  const late =
    learned?.late == null ? '' : `, ${learnedWords[kind]} ${frenchCount(learned.late, 'jour')} après`
  const from = learned?.from ?? null
  const was = before === null ? '' : rangNames[before.rang]
  switch (kind) {
    case 'fin':
      return sentence(`${was}${from === null ? '' : ` jusqu'au ${frenchDate(addDays(from, -1))}`}${late}`)
    case 'rang':
      return sentence(
        `${was}, puis ${heldTold(after)}${from === null ? '' : `, à ce rang depuis le ${frenchDate(from)}`}${late}`
      )
    case 'dates':
      return sentence(
        `${heldTold(after)}${before === null ? '' : `, et non ${sinceTold(before.since)}`}${late}`
      )
    case 'debut':
      return sentence(`${heldTold(after)}${late}`)
  }
}

/** « apprise » of a date, « appris » of the rest. */
const learnedWords: Readonly<Record<HolderChange['kind'], string>> = {
  debut: 'appris',
  fin: 'appris',
  rang: 'appris',
  dates: 'apprise'
}

const learnedHtml = ({ event, article }: Learned, zone: string): Html =>
  html`${evidenceHtml(event, zone)}${article === null ? nothing : html`<p class="evidence">${sentence(frenchArticle(article))}</p>`}`
