/** The security duties that each partner undertook with its signature: derived, for no act tells them apart (A9, P12). */
import type { PersonneId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import type { Word } from '../model/words'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { roleOf } from './ground'
import { type ConventionState, valueOn } from './lines'

export type Undertaking = {
  readonly partie: string
  /** The line of the signature: `gestionnaire`, or `association/m-1` of who joined by an avenant. */
  readonly signature: string
  readonly signataire: PersonneId
  readonly from: DateCivile
  readonly duties: ReadonlyArray<Word>
  readonly article: Article
}

/** Who has undertaken which duties by a day: each partner from its first signature on; none where the model names no duty. */
export const undertakingsOn = (
  convention: ConventionState,
  { security, parties }: ConventionModel,
  on: DateCivile
): ReadonlyArray<Undertaking> => {
  if (security === null) return []
  const { duties, article } = security
  const partners = new Set<string>(
    parties.roles.flatMap(({ id, acteur }) => (acteur === 'partenaire' ? [id] : []))
  )
  const first = new Map<string, Undertaking>()
  for (const key of convention.lines.keys()) {
    const signature = key.startsWith('signature/') ? key.slice('signature/'.length) : null
    const signed = signature === null ? null : valueOn(convention, 'signature', signature, null)
    if (signature === null || signed === null || signed.signedOn > on) continue
    const { partie, signataire, signedOn: from } = signed
    const known = first.get(partie)
    if (!partners.has(roleOf(convention.ground, partie) ?? '') || (known !== undefined && known.from <= from))
      continue
    first.set(partie, { partie, signature, signataire, from, duties, article })
  }
  return [...first.values()]
}
