import * as E from 'fp-ts/Either'
import { Pool, type PoolClient } from 'pg'
import { codeOf } from '../error-code'
import type { Settings } from './settings'

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

  constructor(readonly settings: Settings) {
    this.pool = new Pool(settings.pool)
    // A connection that is lost while nobody uses it is replaced when one is wanted.
    this.pool.on('error', () => {})
    // And one that is lost while it is used tells so to whoever asks it.
    this.pool.on('connect', client => client.on('error', () => {}))
  }

  readonly ask: Ask = (statement, values) => this.with(client => asking(client)(statement, values))

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
  transaction<Fault, A>(
    work: (client: PoolClient) => Promise<E.Either<Fault, A>>
  ): Promise<E.Either<Fault, A>> {
    return this.with(async client => {
      await client.query('BEGIN')
      let done: E.Either<Fault, A>
      try {
        done = await work(client)
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
      const { command } = await client.query(E.isRight(done) ? 'COMMIT' : 'ROLLBACK')
      // PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement failed.
      if (E.isRight(done) && command !== 'COMMIT')
        throw new Error('a statement of the transaction failed, and its failure was passed over')
      return done
    })
  }

  close(): Promise<void> {
    return atMost(this.settings.connectTimeout, this.pool.end())
  }
}

export const asking =
  (client: Pick<PoolClient, 'query'>): Ask =>
  async (statement, values = []) => {
    const named = typeof statement === 'string' ? { text: statement } : statement
    const { rows } = await client.query<(string | null)[]>({
      ...named,
      values: [...values],
      rowMode: 'array'
    })
    return rows
  }

/** A statement failed and the connection is as good as before; but another server may be able to write. */
const isOfStatement = (error: unknown): boolean => {
  const code = codeOf(error)
  return code !== null && /^(?!08|57P|25|XX)[0-9A-Z]{5}$/.test(code)
}

/** Saying goodbye to a server that does not answer any more takes no longer than this. */
export const atMost = async (milliseconds: number, ending: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds)
  })
  try {
    await Promise.race([ending, late])
  } finally {
    clearTimeout(timer)
  }
}
