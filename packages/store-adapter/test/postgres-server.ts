import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client } from 'pg'

/** A real PostgreSQL server for tests. */
export type PostgresServer = {
  /** Of a user that may do anything. */
  readonly url: string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** A name that no schema has. */
  readonly newSchema: () => string
  /** Runs statements; gives the rows of the last one. */
  readonly run: (sql: string) => Promise<ReadonlyArray<Record<string, unknown>>>
  /** Everything that a schema holds, as one text. */
  readonly contents: (schema: string) => Promise<string>
  /** Removes all schemas that `newSchema` named. */
  readonly dropSchemas: () => Promise<void>
  /** Stops the server and removes its data, when it is ours; else removes the schemas that `newSchema` named. */
  readonly remove: () => Promise<void>
}

const named = process.env.DATABASE_URL ?? ''

/** Or the one that `DATABASE_URL` names, which is neither stopped nor removed. */
export const usesOwnServer = named === ''

/** The one that the test run started for all its files. */
const shared = process.env.SHARED_POSTGRES ?? ''

const DEADLOCK = '40P01'

/** `alone`: a server that this test may stop, and shares with nobody. */
export const postgresServer = async ({ alone = false } = {}): Promise<PostgresServer> => {
  const ours = usesOwnServer && (alone || shared === '')
  const { url, tell, gone } = ours ? await ownServer() : theirs(usesOwnServer ? shared : named)
  const schemas: string[] = []

  const run: PostgresServer['run'] = async sql => {
    const client = new Client(url)
    await client.connect()
    try {
      for (;;) {
        try {
          // Several statements give several results, one gives one.
          const results = [await client.query(sql)].flat()
          return results.at(-1)?.rows ?? []
        } catch (error) {
          // A program at work held what this waits for, and the server gave way to it: nothing was done, and is asked again.
          if (!(error instanceof Error && 'code' in error && error.code === DEADLOCK)) throw error
        }
      }
    } finally {
      await client.end()
    }
  }

  const dropSchemas = async (): Promise<void> => {
    if (schemas.length > 0)
      await run(
        schemas
          .splice(0)
          .map(schema => `DROP SCHEMA IF EXISTS ${schema} CASCADE`)
          .join(';')
      )
  }

  return {
    url,
    run,
    stop: () => tell('stop'),
    start: () => tell('start'),
    newSchema: () => {
      const schema = `t_${randomUUID().replaceAll('-', '')}`
      schemas.push(schema)
      return schema
    },
    contents: async schema =>
      JSON.stringify(await run(`SELECT schema_to_xml('${schema}', true, true, '')::text AS contents`)),
    dropSchemas,
    remove: async () => {
      if (!ours) return dropSchemas()
      await tell('remove')
      await gone
    }
  }
}

const theirs = (url: string) => ({
  url,
  tell: (): Promise<void> => Promise.reject(new Error('not our server')),
  gone: Promise.resolve()
})

type Told = {
  readonly done?: string
  readonly failed?: string
  readonly because?: string
  readonly url?: string
}

/** On a free port of this machine, in a process that goes when this one does. */
const ownServer = async () => {
  const child = fork(join(__dirname, 'postgres-server-process.mjs'), { execArgv: [] })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const tell = async (command: string): Promise<void> => {
    const done = told(child, message => message.done === command || null)
    child.send(command)
    await done
  }
  return { url: await told(child, message => message.url ?? null), tell, gone }
}

/** The first message that `wanted` finds something in; a process that fails or ends is a failure, and not a wait. */
const told = <A>(child: ChildProcess, wanted: (message: Told) => A | null): Promise<A> =>
  new Promise((resolve, reject) => {
    const settle = (work: () => void): void => {
      child.off('message', heard)
      child.off('exit', ended)
      work()
    }
    const heard = (message: Told): void => {
      const found = wanted(message)
      if (message.failed !== undefined) settle(() => reject(new Error(message.because)))
      else if (found !== null) settle(() => resolve(found))
    }
    const ended = (code: number | null): void =>
      settle(() => reject(new Error(`the PostgreSQL server's process ended with code ${code}`)))
    child.on('message', heard)
    child.on('exit', ended)
  })
