/** What a command that is tried would change of accesses and of deadlines, as tables. */
import { frenchArticle, frenchDate, frenchNom } from '@avenant/domain'
import { dateOr } from '../documents/french'
import type { Deadline } from '../questions/deadlines/answer'
import type { AccessDifference, WhatIf } from '../questions/what-if'
import { type Html, html, nothing, sentence } from './html'

export const accessDifferencesTable = (access: WhatIf['access']): Html =>
  access.length === 0
    ? html`<p>Aucun accès ne changerait.</p>`
    : html`<table class="matrix"><caption class="said">Accès qui changeraient</caption>
<thead><tr><th scope="col">Personne</th><th scope="col">Rôle</th><th scope="col">Établissements</th><th scope="col">Aujourd'hui</th><th scope="col">Ensuite</th></tr></thead>
<tbody>${alike(access).map(accessRow)}</tbody></table>`

/** Those of one person and role that change alike, on several establishments. */
const alike = (access: WhatIf['access']): ReadonlyArray<ReadonlyArray<AccessDifference>> => {
  const rows = new Map<string, Array<AccessDifference>>()
  for (const one of access) {
    const key = JSON.stringify([one.personneId, one.role, one.before, one.after, reasonsTold(one)])
    rows.set(key, [...(rows.get(key) ?? []), one])
  }
  return [...rows.values()]
}

const accessRow = (row: ReadonlyArray<AccessDifference>): Html => {
  const [first] = row
  if (first === undefined) return nothing
  const { personneId, nom, prenom, label, before, after } = first
  const places = row.map(
    ({ etablissementId, etablissement }) => etablissement ?? etablissementId ?? 'toute la convention'
  )
  return html`<tr><th scope="row" data-label="Personne">${
    nom === null && prenom === null ? `personne ${personneId}` : frenchNom({ prenom, nom })
  }</th>
<td data-label="Rôle">${label}</td>
<td data-label="Établissements">${places.join(', ')}</td>
<td data-label="Aujourd'hui">${answers[before ?? 'non']}</td>
<td data-label="Ensuite">${answers[after ?? 'non']}${reasonsTold(first).map(
    told => html`<p class="note">${sentence(told)}</p>`
  )}</td></tr>`
}

/** A computation that names its article says it once. */
const reasonsTold = ({ reasons }: AccessDifference): ReadonlyArray<string> =>
  reasons.map(({ computation, article }) => {
    const named = article === null ? '' : frenchArticle(article)
    return computation.includes(named) ? computation : `${computation} (${named})`
  })

const answers = { oui: 'peut', non: 'ne peut pas' } as const

export const deadlineDifferencesTable = (deadlines: WhatIf['deadlines']): Html =>
  deadlines.length === 0
    ? html`<p>Aucune échéance ne changerait.</p>`
    : html`<table class="matrix"><caption class="said">Échéances qui changeraient</caption>
<thead><tr><th scope="col">Échéance</th><th scope="col">Aujourd'hui</th><th scope="col">Ensuite</th></tr></thead>
<tbody>${deadlines.map(
        ({
          before,
          after
        }) => html`<tr><th scope="row" data-label="Échéance">${(after ?? before)?.label ?? ''}</th>
<td data-label="Aujourd'hui">${deadlineTold(before, 'pas encore')}</td><td data-label="Ensuite">${deadlineTold(after, "n'aurait plus lieu")}</td></tr>`
      )}</tbody></table>`

const deadlineTold = (deadline: Deadline | null, otherwise: string): Html => {
  if (deadline === null) return html`${otherwise}`
  const { due, computation } = deadline
  return html`${dateOr(due, 'sans jour')}${
    due !== null && computation === frenchDate(due)
      ? nothing
      : html`<p class="note">${sentence(computation)}</p>`
  }`
}
