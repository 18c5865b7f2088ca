import {
  type AnyEvent,
  type ConventionEvent,
  type ConventionFact,
  type ConventionId,
  conventionEvents,
  conventionFacts,
  type Recorded
} from '@avenant/domain'

const PREFIX = 'convention-'

/** The convention whose stream this is, or null: a journal holds other streams too. */
export const conventionIdOf = (stream: string): ConventionId | null =>
  // A stream is named after the id of its convention, checked when it was drafted.
  stream.startsWith(PREFIX) ? (stream.slice(PREFIX.length) as ConventionId) : null

/** The facts of a recorded event, or null when it is none of a convention's. */
export const factsOf = (recorded: Recorded<AnyEvent>): ReadonlyArray<ConventionFact> | null =>
  isConventionEvent(recorded) ? conventionFacts(recorded) : null

// The journal's codec gave `data` the shape that goes with `type`.
const isConventionEvent = (event: AnyEvent): event is ConventionEvent =>
  Object.hasOwn(conventionEvents, event.type)
