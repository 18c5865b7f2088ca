/** One PostgreSQL server for all the files of a test run, unless `DATABASE_URL` names one. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = join(
  fileURLToPath(new URL('.', import.meta.url)),
  '../packages/store-adapter/test/postgres-server-process.mjs'
)

export const sharedPostgres = async () => {
  if (process.env.DATABASE_URL !== undefined) return { env: {}, remove: async () => {} }
  const server = fork(program, { execArgv: [] })
  const gone = once(server, 'exit')
  const url = await new Promise((resolve, reject) => {
    server.on('message', ({ url: told, failed, because }) => {
      if (failed !== undefined) reject(new Error(because))
      else if (told !== undefined) resolve(told)
    })
    gone.then(([code]) => reject(new Error(`the PostgreSQL server's process ended with code ${code}`)))
  })
  return {
    env: { SHARED_POSTGRES: url },
    remove: async () => {
      server.send('remove')
      await gone
    }
  }
}
