import * as E from 'fp-ts/Either'
import type { ClientBase, Pool, PoolClient } from 'pg'
import { codeOf } from '../error-code'
import { driver } from './driver'
import type { Settings } from './settings'
import { type Bounded, Silence, within } from './silence'

/** A row, column by column, each value as the text that PostgreSQL sent. */
export type Row = ReadonlyArray<string | null>

/** Prepared by its name, once on each connection. */
export type Statement = { readonly name: string; readonly text: string }

/** Asks one connection. */
export type Ask = (
  statement: Statement | string,
  values?: ReadonlyArray<unknown>
) => Promise<ReadonlyArray<Row>>

/** The connections of an open store. What goes wrong is thrown as `pg` throws it. */
export class Connections {
  private readonly pool: Pool
  private readonly silence: Silence

  constructor(readonly settings: Settings) {
    this.silence = new Silence(settings.patience)
    this.pool = new (driver().Pool)(settings.pool)
    // A connection that is lost while nobody uses it is replaced when one is wanted.
    this.pool.on('error', () => {})
    // And one that is lost while it is used tells so to whoever asks it.
    this.pool.on('connect', client => client.on('error', () => {}))
  }

  readonly ask: Ask = (statement, values) =>
    this.with(client => asking(client, this.silence.bounded)(statement, values))

  /** One connection, for several statements. */
  async with<A>(work: (client: PoolClient) => Promise<A>): Promise<A> {
    const client = await this.pool.connect()
    let reusable = false
    try {
      const done = await work(client)
      reusable = true
      return done
    } catch (error) {
      reusable = isOfStatement(error)
      throw error
    } finally {
      client.release(!reusable)
    }
  }

  /** All of `work` or nothing: a `Left`, or what is thrown, undoes it. */
  transaction<Fault, A>(work: (ask: Ask) => Promise<E.Either<Fault, A>>): Promise<E.Either<Fault, A>> {
    return this.with(async client => {
      const ask = asking(client, this.silence.bounded)
      await ask('BEGIN')
      try {
        const done = await work(ask)
        const ended = E.isRight(done) ? 'COMMIT' : 'ROLLBACK'
        const { command } = await this.silence.bounded(client.query(ended))
        // PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement failed.
        if (command !== ended) throw Object.assign(new Error('transaction aborted'), { code: '25P02' })
        return done
      } catch (error) {
        // Otherwise the connection is given up, and the server undoes by itself.
        if (isOfStatement(error)) await ask('ROLLBACK')
        throw error
      }
    })
  }

  async close(): Promise<void> {
    await atMost(this.settings.connectTimeout, this.pool.end())
    this.silence.end()
  }
}

// What the program sets globally for its own use is not ours: `bigint` as numbers would lose positions.
const types = { getTypeParser: () => String }

/** @param bounded how long each answer is waited for; without end by default */
export const asking =
  (client: Pick<ClientBase, 'query'>, bounded: Bounded = answer => answer): Ask =>
  async (statement, values = []) => {
    const named = typeof statement === 'string' ? { text: statement } : statement
    const answer = client.query<(string | null)[]>({ ...named, values: [...values], types, rowMode: 'array' })
    return (await bounded(answer)).rows
  }

/** A statement failed and the connection is as good as before; but another server may be able to write. */
const isOfStatement = (error: unknown): boolean => {
  const code = codeOf(error)
  return code !== null && /^(?!08|57P|25|XX)[0-9A-Z]{5}$/.test(code)
}

/** Saying goodbye to a server that does not answer any more takes no longer than this. */
export const atMost = (milliseconds: number, ending: Promise<unknown>): Promise<void> =>
  within(milliseconds, ending).then(
    () => {},
    () => {}
  )
