/** The last recording on which an answer over several dossiers rests. */
import type { ConventionId, Instant } from '@avenant/domain'
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

/** Of what had been recorded by then; null: nothing was. A question about one convention reads that one. */
export const lastRecorded =
  ({ dossiers, directory }: Lines, told: ToldByStream): LastRecorded =>
  ({ knownAt, conventionId, sees }) => {
    if (conventionId === null && sees === null) return told.lastBy(knownAt)
    let last: Instant | null = null
    const take = (at: Instant | null): void => {
      if (at !== null && (last === null || at > last)) last = at
    }
    for (const id of conventionId === null ? directory.conventions : [conventionId]) {
      if (sees?.(id) === false) continue
      take(dossiers.convention.lastRecorded(id, knownAt))
      // One that was asked for under another convention too tells of that one.
      for (const of of directory.habilitationsUnder(id))
        if (sees === null || directory.conventionsAbove(of).every(sees))
          take(dossiers.habilitation.lastRecorded(of, knownAt))
    }
    return last
  }
