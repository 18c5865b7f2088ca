import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type * as t from 'io-ts'
import type { OpenError } from '../errors'
import { Checkpoint, Trail } from '../runtime/checkpoint'
import {
  type Checkpoints,
  type ModelStoreFault,
  modelStoreFault,
  movedElsewhere
} from '../runtime/checkpoints'
import type { Leases } from '../runtime/leases'
import { type Advanced, afterWork, type ModelKey, type ReadModelStore } from '../runtime/read-models'
import { type Ask, Connections } from './connections'
import { factsOfMark, factsOfModels } from './expected-facts'
import { failureOf } from './faults'
import { prepare } from './opening'
import type { PostgresAddress } from './options'
import { type Kind, marked } from './schema'
import { type SessionUse, settingsOf } from './settings'

/** Asks PostgreSQL within the transaction at hand; each value of a row comes as its text. Rejects as `pg` does. */
export type PostgresAsk = (
  text: string,
  values?: ReadonlyArray<unknown>
) => Promise<ReadonlyArray<ReadonlyArray<string | null>>>

/** How a projection keeps its read model in tables of its own. */
export type PostgresTables<State> = {
  /** Makes the tables of this version when they are missing, and gives what `apply` gathers its changes in. */
  readonly open: (ask: PostgresAsk, key: ModelKey) => Promise<State>
  /** Writes what was gathered, in the transaction of the checkpoint, and gives what gathers from then on. */
  readonly write: (ask: PostgresAsk, state: State, key: ModelKey) => Promise<State>
  /** Removes the tables. */
  readonly drop: (ask: PostgresAsk, key: ModelKey) => Promise<void>
}

/** Read models, checkpoints and leases in a schema of their own, apart from the journal's. */
export type PostgresModels = {
  readonly checkpoints: Checkpoints
  readonly leases: Leases
  readonly readModels: <State>(tables: PostgresTables<State>) => ReadModelStore<State>
  readonly close: Task<void>
}

const kind: Kind = {
  application: 'avenant-models',
  migrations: [
    marked(
      schema => `
        CREATE TABLE ${schema}.projection_checkpoint (
          name text, version bigint, position bigint NOT NULL, checkpoint text NOT NULL, PRIMARY KEY (name, version)
        );
        CREATE TABLE ${schema}.reaction_checkpoint (
          name text PRIMARY KEY, position bigint NOT NULL, trail text NOT NULL
        );
        CREATE TABLE ${schema}.lease (
          name text PRIMARY KEY, holder text NOT NULL, until timestamptz NOT NULL
        );`
    )
  ],
  facts: [...factsOfMark, ...factsOfModels],
  shared: true
}

/** Told in `engine-openings.ts`, which reads this file when it is asked for. */
export const postgresModels = (address: PostgresAddress): TaskEither<OpenError, PostgresModels> =>
  opened(address, { defaultSchema: 'avenant_models' })

/** Told in `engine-openings.ts`, which reads this file when it is asked for. */
export const postgresModelsBeside = (url: string): TaskEither<OpenError, PostgresModels> =>
  opened({ url }, { suffix: '_models' })

const opened =
  (address: PostgresAddress, use: SessionUse): TaskEither<OpenError, PostgresModels> =>
  async () => {
    const settings = settingsOf(address, { ...use, ownNames: true })
    if (E.isLeft(settings)) return settings
    const prepared = await prepare(settings.right, kind)
    return E.isLeft(prepared) ? prepared : E.right(modelsOf(new Connections(settings.right)))
  }

const modelsOf = (connections: Connections): PostgresModels => {
  const { ask, settings } = connections
  const { schema } = settings
  const inTransaction = <A>(work: (ask: Ask) => Promise<E.Either<ModelStoreFault, A>>) =>
    attempt(() => connections.transaction(work))

  return {
    checkpoints: {
      load: name => () =>
        attempt(async () => {
          const sql = `SELECT trail FROM ${schema}.reaction_checkpoint WHERE name = $1`
          const [row] = await ask(sql, [name])
          return decoded(Trail, row)
        }),
      save: (name, trail, from) => () =>
        attempt(async () => {
          const table = `${schema}.reaction_checkpoint`
          const values = [name, trail.last.position, JSON.stringify(trail)]
          const rows =
            from === null
              ? await ask(
                  `INSERT INTO ${table} VALUES ($1, $2::bigint, $3) ON CONFLICT (name) DO NOTHING RETURNING name`,
                  values
                )
              : await ask(
                  `UPDATE ${table} SET position = $2::bigint, trail = $3
                   WHERE name = $1 AND position = $4::bigint RETURNING name`,
                  [...values, from]
                )
          return rows.length === 1 ? E.right(undefined) : E.left(movedElsewhere(name))
        })
    },

    leases: {
      hold: (name, holder, milliseconds) => () =>
        attempt(async () => {
          const until = `clock_timestamp() + make_interval(secs => $3::float8 / 1000)`
          const rows = await ask(
            `INSERT INTO ${schema}.lease AS held VALUES ($1, $2, ${until})
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE held.holder = excluded.holder OR held.until <= clock_timestamp() RETURNING name`,
            [name, holder, milliseconds]
          )
          return E.right(rows.length === 1)
        }),
      release: (name, holder) => () =>
        attempt(async () => {
          await ask(`DELETE FROM ${schema}.lease WHERE name = $1 AND holder = $2`, [name, holder])
          return E.right(undefined)
        })
    },

    readModels: <State>(tables: PostgresTables<State>): ReadModelStore<State> => ({
      open: key => async () => {
        const opened = (): Promise<E.Either<ModelStoreFault, Advanced<State>>> =>
          inTransaction(async within => {
            // Two programs that start together make the tables once.
            await within('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${schema} ${key.name}`])
            const [row] = await within(
              `SELECT checkpoint FROM ${schema}.projection_checkpoint WHERE name = $1 AND version = $2`,
              [key.name, key.version]
            )
            const checkpoint = decoded(Checkpoint, row)
            if (E.isLeft(checkpoint)) return checkpoint
            return E.right({ state: await tables.open(within, key), checkpoint: checkpoint.right })
          })
        const first = await opened()
        if (E.isLeft(first)) return first
        let kept = first.right
        /** What was gathered for a transaction that failed is not to be written twice. */
        let stale = false
        /** Where commits would have moved the checkpoint whose answers were lost: they were done, or may still be. */
        const unanswered = new Set<Position>()
        /** Once more from the tables. Where an unanswered commit has been done, it goes on from there. */
        const again = async (): Promise<E.Either<ModelStoreFault, void>> => {
          const found = await opened()
          if (E.isLeft(found)) return found
          const { checkpoint } = found.right
          if (checkpoint?.position !== kept.checkpoint?.position) {
            if (checkpoint === null || !unanswered.has(checkpoint.position))
              return E.left(movedElsewhere(key.name))
            // The others can no longer be done: each was to move on from where the model is no more.
            unanswered.clear()
          }
          kept = found.right
          stale = false
          return E.right(undefined)
        }
        return E.right({
          current: () => kept,
          update: work => async () => {
            for (;;) {
              const fresh = stale ? await again() : E.right(undefined)
              if (E.isLeft(fresh)) return fresh
              stale = true
              const from = kept.checkpoint
              const next = afterWork(work, kept)
              if (next === kept) {
                stale = false
                return E.right(undefined)
              }
              const written = await inTransaction(async within => {
                if (!(await advance(within, schema, key, from, next.checkpoint)))
                  return E.left(movedElsewhere(key.name))
                return E.right({ ...next, state: await tables.write(within, next.state, key) })
              })
              if (E.isRight(written)) {
                kept = written.right
                stale = false
                unanswered.clear()
                return E.right(undefined)
              }
              const { code, retryable } = written.left
              if (retryable && next.checkpoint !== null) unanswered.add(next.checkpoint.position)
              // The checkpoint may have moved by an unanswered commit that was done just now: then it is looked for.
              if (code !== 'MOVED' || unanswered.size === 0) return written
            }
          }
        })
      },
      remove: key => () =>
        inTransaction(async within => {
          await tables.drop(within, key)
          await within(`DELETE FROM ${schema}.projection_checkpoint WHERE name = $1 AND version = $2`, [
            key.name,
            key.version
          ])
          return E.right(undefined)
        })
    }),

    close: () => connections.close()
  }
}

/**
 * Before the tables are written, so that of two programs that keep the same model at once one waits, and then finds
 * that the other was there: false, and nothing of it is applied twice.
 */
const advance = async (
  ask: Ask,
  schema: string,
  { name, version }: ModelKey,
  from: Checkpoint | null,
  to: Checkpoint | null
): Promise<boolean> => {
  if (to === null || to.position === from?.position) return true
  const values = [name, version, to.position, JSON.stringify(to)]
  const moved =
    from === null
      ? await ask(
          `INSERT INTO ${schema}.projection_checkpoint VALUES ($1, $2, $3::bigint, $4)
           ON CONFLICT (name, version) DO NOTHING RETURNING position`,
          values
        )
      : await ask(
          `UPDATE ${schema}.projection_checkpoint SET position = $3::bigint, checkpoint = $4
           WHERE name = $1 AND version = $2 AND position = $5::bigint RETURNING position`,
          [...values, from.position]
        )
  return moved.length === 1
}

/** What a row holds, or null without one. */
const decoded = <A>(
  codec: t.Type<A, unknown, unknown>,
  row: ReadonlyArray<string | null> | undefined
): E.Either<ModelStoreFault, A | null> => {
  if (row === undefined) return E.right(null)
  const kept = codec.decode(JSON.parse(row[0] ?? 'null'))
  return E.isRight(kept)
    ? kept
    : E.left(
        modelStoreFault('UNREADABLE', false, "ce schéma n'est pas un dépôt de lectures : donnez-en un autre")
      )
}

/** PostgreSQL's failures as values; what a projection throws is its own, and goes on. */
const attempt = async <A>(
  work: () => Promise<E.Either<ModelStoreFault, A>>
): Promise<E.Either<ModelStoreFault, A>> => {
  try {
    return await work()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    return E.left(modelStoreFault(failure.code, failure.kind !== 'lasting', failure.advice))
  }
}
