import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Checkpoint, steppedOn, type Trail } from './checkpoint'

/** What keeps checkpoints or read models cannot be reached, or refuses; `code` is its own. */
export type ModelStoreFault = {
  readonly _tag: 'ModelStoreFault'
  readonly code: string
  readonly retryable: boolean
  readonly message: string
}

export const modelStoreFault = (code: string, retryable: boolean, advice: string): ModelStoreFault => ({
  _tag: 'ModelStoreFault',
  code,
  retryable,
  message: `le dépôt des lectures ne répond pas (${code}) ; ${advice}`
})

/** Two run under one name: each would pass what the other has not handled. Who comes second is told, with `MOVED`. */
export const movedElsewhere = (name: string): ModelStoreFault => ({
  _tag: 'ModelStoreFault',
  code: 'MOVED',
  retryable: false,
  message: `« ${name} » avance aussi ailleurs sous ce nom : arrêtez-en un, puis relancez celui-ci`
})

/** How far each reactor has handled the journal, by name: what `save` was given, JSON with the codec `Trail`. */
export type Checkpoints = {
  /** Null when nothing was ever saved. */
  readonly load: (name: string) => TaskEither<ModelStoreFault, Trail | null>
  /**
   * Puts `trail` in the place of the one whose last position is `from`, which is null at the first time. When another is
   * there, it stays, and the answer is {@link movedElsewhere}: somebody else runs under this name. The look and the change are one step.
   */
  readonly save: (name: string, trail: Trail, from: Position | null) => TaskEither<ModelStoreFault, void>
}

export const memoryCheckpoints = (): Checkpoints => {
  const saved = new Map<string, Trail>()
  return {
    load: name => async () => E.right(saved.get(name) ?? null),
    save: (name, trail, from) => async () => {
      if ((saved.get(name)?.last.position ?? null) !== from) return E.left(movedElsewhere(name))
      saved.set(name, trail)
      return E.right(undefined)
    }
  }
}

/** Moves to a checkpoint; `acts` is where the commands that were given for all up to it end. */
export type MoveCheckpoint = (
  to: Checkpoint,
  acts: Checkpoint | null
) => Promise<E.Either<ModelStoreFault, void>>

/**
 * Moves one reactor's checkpoint on from where this program left it, and from nowhere else. A save whose answer was
 * lost may have been done, or may still be: it is looked for before the next, and when the next finds another there.
 */
export const checkpointOf = (
  { load, save }: Checkpoints,
  name: string,
  loaded: Trail | null
): { readonly kept: () => Trail | null; readonly move: MoveCheckpoint } => {
  let kept = loaded
  const unanswered = new Set<Position>()
  const look = async (): Promise<E.Either<ModelStoreFault, Trail | null>> => {
    const found = await load(name)()
    if (E.isRight(found) && found.right !== null && unanswered.has(found.right.last.position))
      moved(found.right)
    return found
  }
  /** The others can no longer be done: each was to move on from where this one is no more. */
  const moved = (to: Trail): void => {
    kept = to
    unanswered.clear()
  }
  const move: MoveCheckpoint = async (to, acts) => {
    if (unanswered.size > 0) {
      const found = await look()
      if (E.isLeft(found)) return found
    }
    for (let again = false; to.position !== kept?.last.position; again = true) {
      const next = steppedOn(kept, to, acts)
      const saved = await save(name, next, kept?.last.position ?? null)()
      if (E.isRight(saved)) moved(next)
      else if (saved.left.retryable) {
        unanswered.add(to.position)
        return saved
      } else if (again || unanswered.size === 0) return saved
      else {
        const found = await look()
        if (E.isLeft(found)) return found
      }
    }
    return E.right(undefined)
  }
  return { kept: () => kept, move }
}
