import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'

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

/** How far each reactor has handled the journal, by name. */
export type Checkpoints = {
  /** Null when nothing was ever saved. */
  readonly load: (name: string) => TaskEither<ModelStoreFault, Position | null>
  /**
   * Puts `position` in the place of `from`, which is null at the first time. When another is there, it stays, and the
   * answer is {@link movedElsewhere}: somebody else runs under this name. The look and the change are one step.
   */
  readonly save: (
    name: string,
    position: Position,
    from: Position | null
  ) => TaskEither<ModelStoreFault, void>
}

export const memoryCheckpoints = (): Checkpoints => {
  const saved = new Map<string, Position>()
  return {
    load: name => async () => E.right(saved.get(name) ?? null),
    save: (name, position, from) => async () => {
      if ((saved.get(name) ?? null) !== from) return E.left(movedElsewhere(name))
      saved.set(name, position)
      return E.right(undefined)
    }
  }
}

/**
 * Moves one reactor's checkpoint on from where this program left it, and from nowhere else. A save whose answer was
 * lost may have been done, or may still be: it is looked for before the next, and when the next finds another there.
 */
export const checkpointOf = (
  { load, save }: Checkpoints,
  name: string,
  loaded: Position | null
): ((position: Position) => Promise<E.Either<ModelStoreFault, void>>) => {
  let kept = loaded
  const unanswered = new Set<Position>()
  const look = async (): Promise<E.Either<ModelStoreFault, Position | null>> => {
    const found = await load(name)()
    if (E.isRight(found) && found.right !== null && unanswered.has(found.right)) moved(found.right)
    return found
  }
  /** The others can no longer be done: each was to move on from where this one is no more. */
  const moved = (to: Position): void => {
    kept = to
    unanswered.clear()
  }
  return async position => {
    if (unanswered.size > 0) {
      const found = await look()
      if (E.isLeft(found)) return found
    }
    for (let again = false; position !== kept; again = true) {
      const saved = await save(name, position, kept)()
      if (E.isRight(saved)) moved(position)
      else if (saved.left.retryable) {
        unanswered.add(position)
        return saved
      } else if (again || unanswered.size === 0) return saved
      else {
        const found = await look()
        if (E.isLeft(found)) return found
      }
    }
    return E.right(undefined)
  }
}
