/** What the annexes do not tell of access: who holds a role there, and cannot use it. */
import { frenchNom } from '@avenant/domain'
import type { Access } from '../questions/access'
import type { ConditionName } from '../questions/conditions'
import { addressOf, conventionPath, type Frame } from './frame'
import { type Html, html, nothing, sentence } from './html'

/** More are on the screen of access. */
const NAMED = 10

/** While the convention is not in force nobody may act, which stands above. */
export const accessHtml = (frame: Frame, access: Access): Html => {
  if (access.model === null || !access.convention.holds) return nothing
  const without = withoutAccess(access)
  const address = addressOf(frame, conventionPath(access.conventionId, '/acces'))
  return html`<section aria-labelledby="acces"><h2 id="acces">Accès</h2>
<p>${sentence(access.sentence)} <a href="${address}">Qui peut quoi, et pourquoi</a></p>
${
  without.length === 0
    ? nothing
    : html`<p>Tiennent dans les annexes un rôle dont l'accès n'est pas ouvert :</p>
<ul>${without
        .slice(0, NAMED)
        .map(
          ({ name, roles, why }) =>
            html`<li>${sentence(`${name}, ${roles.join(', ')} : ${why.join(' ; ')}.`)}</li>`
        )}${
        without.length > NAMED ? html`<li>${sentence(`et ${without.length - NAMED} autres`)}</li>` : nothing
      }</ul>`
}</section>`
}

type WithoutAccess = {
  readonly name: string
  readonly roles: ReadonlyArray<string>
  readonly why: ReadonlyArray<string>
}

const withoutAccess = ({ cells, personnes, roles }: Access): ReadonlyArray<WithoutAccess> =>
  personnes.flatMap(({ personneId, nom, prenom }) => {
    const held = cells.filter(
      cell =>
        cell.personneId === personneId &&
        cell.answer === 'non' &&
        !cell.reasons.some(({ condition }) => notHeld.has(condition))
    )
    if (held.length === 0) return []
    const labels = roles.filter(({ role }) => held.some(cell => cell.role === role)).map(({ label }) => label)
    return [
      {
        name: nom === null && prenom === null ? `personne ${personneId}` : frenchNom({ prenom, nom }),
        roles: labels,
        why: [...new Set(held.flatMap(({ reasons }) => reasons.map(({ computation }) => computation)))]
      }
    ]
  })

/** The annexes themselves do not give her the role there. */
const notHeld: ReadonlySet<ConditionName> = new Set(['attribution', 'inscription'])
