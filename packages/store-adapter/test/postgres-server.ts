import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A real PostgreSQL server for tests. */
export type PostgresServer = {
  /** Of a user that may do anything. */
  readonly url: string
  /** Whether it is this test's own, to be stopped and started; one that `DATABASE_URL` names is not. */
  readonly own: boolean
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>
}

type Told = {
  readonly done?: string
  readonly failed?: string
  readonly because?: string
  readonly url?: string
}

/** The one that `DATABASE_URL` names, or a new one on a free port of this machine. */
export const postgresServer = async (): Promise<PostgresServer> => {
  const named = process.env.DATABASE_URL
  if (named !== undefined && named !== '') {
    const notOurs = (): Promise<void> => Promise.reject(new Error('not our server'))
    return { url: named, own: false, stop: notOurs, start: notOurs, remove: async () => {} }
  }

  const child = fork(join(__dirname, 'postgres-server-process.mjs'), { execArgv: [] })
  const told = <A>(wanted: (message: Told) => A | undefined): Promise<A> =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        child.off('message', heard)
        child.off('exit', gone)
        work()
      }
      const heard = (message: Told): void => {
        const found = wanted(message)
        if (message.failed !== undefined) settle(() => reject(new Error(message.because)))
        else if (found !== undefined) settle(() => resolve(found))
      }
      const gone = (code: number | null): void =>
        settle(() => reject(new Error(`the PostgreSQL server's process ended with code ${code}`)))
      child.on('message', heard)
      child.on('exit', gone)
    })
  const tell = async (command: string): Promise<void> => {
    const done = told(message => (message.done === command ? true : undefined))
    child.send(command)
    await done
  }
  const url = await told(message => message.url)
  return {
    url,
    own: true,
    stop: () => tell('stop'),
    start: () => tell('start'),
    remove: async () => {
      await tell('remove')
      if (child.exitCode === null) await new Promise(resolve => child.once('exit', resolve))
    }
  }
}
