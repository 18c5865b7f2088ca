/** Differences as a list: each with its cause, its article, and what comes or goes with it. */
import { civilDateOf, frenchArticle, frenchCount } from '@avenant/domain'
import { frenchCause } from '../annexes/acts'
import type { Difference, Differences } from '../annexes/differences'
import { type Html, html, nothing, sentence } from './html'

/** @param isTold whether the act behind each is told: of what is only tried it is the one that is tried */
export const differencesList = (
  { differences, zone }: Pick<Differences, 'differences' | 'zone'>,
  isTold = true
): Html =>
  differences.length === 0
    ? html`<p>Aucune différence.</p>`
    : html`<ul class="differences">${differences.map(difference => item(difference, zone, isTold))}</ul>`

const item = ({ sentence: told, cause, detail }: Difference, zone: string, isTold: boolean): Html => {
  const article = cause.article === null ? [] : [frenchArticle(cause.article)]
  const act = isTold ? [frenchCause(cause, civilDateOf(cause.recordedAt, zone))] : []
  return html`<li>${sentence(told)}
<p class="evidence">${sentence([...act, ...article].join(' ; '))}</p>
${
  detail.length === 0
    ? nothing
    : html`<details><summary>Avec ce changement, ${frenchCount(detail.length, 'autre')}</summary><ul>${detail.map(
        each => html`<li>${sentence(each.sentence)}</li>`
      )}</ul></details>`
}</li>`
}
