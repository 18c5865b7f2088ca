/** The last recording on which an answer over several dossiers rests. */
import {
  type ConventionId,
  conventionAggregate,
  type HabilitationId,
  habilitationAggregate,
  type Instant
} from '@avenant/domain'
import type { Sees } from './asked'
import type { Lines } from './lines'
import type { ToldByStream } from './told'

type Rests = {
  readonly knownAt: Instant
  /** On one convention alone, and the habilitations under it; null: on each. */
  readonly conventionId: ConventionId | null
  /** On the conventions that who asks sees, and the habilitations under no other; null: on each. */
  readonly sees: Sees | null
}

export type LastRecorded = (rests: Rests) => Instant | null

/** Of what had been recorded by then; null: nothing was. */
export const lastRecorded =
  ({ directory }: Lines, told: ToldByStream): LastRecorded =>
  ({ knownAt, conventionId, sees }) => {
    const isRested = (id: ConventionId): boolean => conventionId === null || id === conventionId
    const isOf = (stream: string): boolean => {
      const above = conventionsOf(stream)
      return above.some(isRested) && (sees === null || above.every(sees))
    }
    const conventionsOf = (stream: string): ReadonlyArray<ConventionId> => {
      const [convention, habilitation] = [conventionAggregate, habilitationAggregate].map(({ category }) =>
        stream.startsWith(`${category}-`) ? stream.slice(category.length + 1) : null
      )
      // The store has read the id of the stream.
      if (convention != null) return [convention as ConventionId]
      return habilitation == null ? [] : directory.conventionsAbove(habilitation as HabilitationId)
    }
    return told.lastBy(knownAt, conventionId === null && sees === null ? null : isOf)
  }
