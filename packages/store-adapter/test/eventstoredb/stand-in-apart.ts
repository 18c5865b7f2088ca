import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** @param features what the server says that it has: `batches`, for who measures the client's own */
export const standInApart = async (
  ...features: ReadonlyArray<'batches'>
): Promise<{ readonly connection: string; readonly stop: () => Promise<void> }> => {
  const server = fork(join(__dirname, 'stand-in-process.ts'), features, {
    execArgv: ['-r', join(__dirname, '..', 'swc-register.cjs')]
  })
  const [connection] = await once(server, 'message')
  return {
    connection: String(connection),
    stop: async () => {
      const gone = once(server, 'exit')
      server.disconnect()
      await gone
    }
  }
}
