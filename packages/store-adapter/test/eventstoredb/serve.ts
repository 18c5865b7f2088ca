/** A stand-in in a process of its own, with so many events of others: one node, or a cluster of three. Tells its address. */
import { clusterOfThree } from './cluster'
import { writeForeign } from './foreign'
import { standInServer } from './stand-in-server'

const main = async (kind = 'node', foreign = '0'): Promise<void> => {
  const server = kind === 'cluster' ? await clusterOfThree() : await standInServer()
  const logs = 'nodes' in server ? server.nodes.map(({ log }) => log) : [server.log]
  const [leader, ...followers] = logs
  if (leader !== undefined) writeForeign(leader, Number(foreign))
  for (const log of followers) log.take(leader?.written ?? [])
  for (const log of logs) log.commit(log.written.length)
  process.stdout.write(`${server.connection}\n`)
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
