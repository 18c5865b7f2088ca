import { MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { emptyLog, type Log } from '../../test/eventstoredb/log'
import { type Node, nodeOf } from '../../test/eventstoredb/node'
import { wellBehaved } from '../../test/eventstoredb/switches'
import { placeOf } from './place'
import { connectTo } from './server'

const { LEADER, FOLLOWER } = MemberInfo.VNodeState

const logOf = (ids: ReadonlyArray<string>): Log => {
  const log = emptyLog(1000n)
  for (const id of ids) {
    const content = { contentType: 'application/json', data: Buffer.from('{}'), metadata: Buffer.from('{}') }
    log.append('contrat-1', [{ id, type: 'ÉvénementEssayé', ...content }], 'any')
  }
  return log
}

const [first, second] = ['b1a2c7f0-0000-4000-8000-000000000000', 'b1a2c7f0-0000-4000-8000-000000000001']

test('the end of the log is asked of the very node that is looked through, whoever is named meanwhile', async () => {
  // Each takes itself for the leader, and one is behind the other; whom they name the test says.
  let named = 0
  const nodes: ReadonlyArray<Node> = [logOf([first, second]), logOf([first])].map(log =>
    nodeOf({
      ...{ log, switches: wellBehaved(), leader: () => 'itself', replicate: () => {} },
      members: () =>
        nodes.map((node, index) => ({
          ...{ host: 'localhost', port: node.port(), alive: true },
          state: index === named ? LEADER : FOLLOWER
        }))
    })
  )
  for (const node of nodes) await node.start()
  const hosts = nodes.map(node => `localhost:${node.port()}`).join()
  const server = await connectTo(`esdb://${hosts}?tls=false`, 5000)
  try {
    await server.confirmLeader()
    const beginning = server.lookToEnd(placeOf(null).filter(null), null)
    named = 1
    await server.confirmLeader()
    const begun = await beginning
    const seen = await begun?.looking.next(10)
    begun?.looking.end()
    expect(seen?.events.map(({ id }) => id)).toEqual([first, second])
    expect(begun?.head).toBe(seen?.events.at(-1)?.position)
  } finally {
    await server.close()
    for (const node of nodes) node.stop()
  }
})
