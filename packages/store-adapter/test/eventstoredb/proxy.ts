/** Stands before a node: it can fall silent with its connections open, as a process that is stopped, or drop them. */
import { connect, createServer, type Socket } from 'node:net'

export type NodeProxy = {
  readonly port: number
  /** Passes nothing on any more, in either direction, and closes nothing. New connections are taken, and silent too. */
  readonly pause: () => void
  readonly resume: () => void
  /** Drops what is open, and refuses what comes, until `accept`. */
  readonly drop: () => void
  readonly accept: () => void
  readonly close: () => Promise<void>
}

export const proxyTo = async (target: () => number): Promise<NodeProxy> => {
  const pairs = new Set<readonly [Socket, Socket]>()
  let paused = false
  let refusing = false

  const hold = (pair: readonly [Socket, Socket]): void => {
    for (const socket of pair) socket.pause()
  }
  const letGo = ([near, far]: readonly [Socket, Socket]): void => {
    near.pipe(far)
    far.pipe(near)
  }
  const server = createServer(near => {
    if (refusing) return near.destroy()
    const far = connect(target(), 'localhost')
    const pair = [near, far] as const
    pairs.add(pair)
    for (const socket of pair) {
      // What comes in small pieces goes on at once, as without a proxy: held back, each answer would take 40 ms more.
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
    if (paused) hold(pair)
    else letGo(pair)
    return undefined
  })
  const port = await new Promise<number>(resolve =>
    server.listen(0, 'localhost', () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 0)
    })
  )
  const drop = (): void => {
    refusing = true
    for (const [near, far] of [...pairs]) {
      near.destroy()
      far.destroy()
    }
  }

  return {
    port,
    pause: () => {
      paused = true
      for (const pair of pairs) {
        pair[0].unpipe(pair[1])
        pair[1].unpipe(pair[0])
        hold(pair)
      }
    },
    resume: () => {
      paused = false
      for (const pair of pairs) letGo(pair)
    },
    drop,
    accept: () => {
      refusing = false
    },
    close: () => {
      drop()
      return new Promise(resolve => {
        server.close(() => resolve())
      })
    }
  }
}
