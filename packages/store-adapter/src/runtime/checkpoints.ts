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

/** How far each reactor has handled the journal, by name. */
export type Checkpoints = {
  /** Null when nothing was ever saved. */
  readonly load: (name: string) => TaskEither<ModelStoreFault, Position | null>
  readonly save: (name: string, position: Position) => TaskEither<ModelStoreFault, void>
}

export const memoryCheckpoints = (): Checkpoints => {
  const saved = new Map<string, Position>()
  return {
    load: name => async () => E.right(saved.get(name) ?? null),
    save: (name, position) => async () => {
      saved.set(name, position)
      return E.right(undefined)
    }
  }
}
