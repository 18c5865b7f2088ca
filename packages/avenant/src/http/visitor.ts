/** Who is asking, as the service that authenticates him says. */
import type { Hand } from '@avenant/domain'

export type Visitor = {
  /** In whose name his commands are recorded: it never comes from what he sends. */
  readonly acteur: {
    readonly kind: 'agent-caf' | 'partenaire' | 'habilite' | 'systeme'
    readonly id: string
  }
  /** For whom he may act (G21); null: for nobody, he only looks. */
  readonly hand: Hand | null
  /** What he may see: everything, or conventions by their ids, and the habilitations under them. */
  readonly sees: 'all' | ((conventionId: string) => boolean)
}

/**
 * Says who asks, from his cookie or his token; null: nobody that is known, answered 401. It is asked before anything is read.
 *
 * @example
 * const access: Admit = request => sessionOf(request.headers.get('cookie'))
 */
export type Admit = (request: Request) => Visitor | null | PromiseLike<Visitor | null>

export const mayView = ({ sees }: Visitor, conventions: ReadonlyArray<string>): boolean =>
  sees === 'all' || (conventions.length > 0 && conventions.every(id => sees(id)))
