/** How a journal is opened. */
import type { Models } from '@avenant/domain'
import type { AnyFault, Hands, OpenEventStoreOptions } from '@avenant/store-adapter'
import type { DeadlinesOptions } from './deadlines-engine/engine'
import type { PasswordsOptions } from './passwords/passwords'

export type AvenantOptions = OpenEventStoreOptions & {
  /** The address of the journal: `sqlite:avenant.db`, `postgres://…`, `esdb://…` or `memory:`. */
  readonly store: string
  /**
   * The address of the connections, where they are kept apart from what is evidence: a million in a year, and a retention of
   * their own. The journal itself by default. They are in the same answers wherever they are. A journal that was once opened so
   * is opened so by every program: without them it is refused (`ConnectionsApart`); one that holds connections keeps them.
   */
  readonly connections?: string
  /** The models of conventions that this program knows; the shipped ones by default. */
  readonly models?: Models
  /**
   * Says for whom an acteur may act (G21). Without it every command but the system's is refused; `'told'` where the one who
   * gives commands is the hand, as for a file of them.
   */
  readonly hands?: Hands | 'told'
  /**
   * Whether this program may run the shipped reactions, true by default: of the programs on one journal one runs them, and
   * another when it is gone. A journal that is opened read-only has none.
   */
  readonly reactions?: boolean
  /**
   * Whether this program may record what is due (`AccessBlocked` for want of use, once), and remind of what is to come: one of
   * the programs on a journal does, by default where reactions may run. No answer waits for it (G6).
   */
  readonly deadlines?: boolean | DeadlinesOptions
  /** How this service sends a password that is drawn here; without it none is. */
  readonly passwords?: PasswordsOptions
  /** Milliseconds that a question waits for what it is to be answered on. 10,000 by default. */
  readonly patience?: number
  /**
   * Told of what fails where nobody waits for an answer: the reading of the journal or a reaction, which are tried again, and a
   * forgotten password that was not replaced, which is not. What it throws is passed over.
   */
  readonly onInterrupted?: (fault: AnyFault) => void
}
