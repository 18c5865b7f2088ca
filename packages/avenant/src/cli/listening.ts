/** A Fetch handler behind a server of Node's own. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import * as E from 'fp-ts/Either'

type Handle = (request: Request) => Promise<Response>

export type Listening = {
  readonly address: string
  /** Takes no more requests, and ends what is still open. */
  readonly close: () => Promise<void>
}

const here = ['127.0.0.1', 'localhost', '[::1]']

/** Answers on a port, once it is taken; a `Left` is why it cannot be, in one line. */
export const listening = (handle: Handle, port: number, host: string): Promise<E.Either<string, Listening>> =>
  new Promise(resolve => {
    const name = host.includes(':') ? `[${host}]` : host
    const isOnlyHere = here.includes(name)
    const server = createServer(
      {
        // Who sends slowly does not hold a place for ever.
        headersTimeout: 10_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 5_000,
        maxHeaderSize: 16 * 1024
      },
      (request, response) => {
        // A page of another site whose name leads here would read all that this machine may.
        if (isOnlyHere && !here.includes(hostname(request.headers.host))) return refuse(response, 421)
        void answer(handle, request, response).catch(() => response.destroy())
      }
    )
    makingPlace(server, 256)
    // Nor does who reads slowly, or not at all: a page that follows the journal asks again.
    server.setTimeout(120_000)
    server.once('error', (error: NodeJS.ErrnoException) => resolve(E.left(notListening(error, host, port))))
    server.listen({ port, host }, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve(
        E.right({
          address: `http://${name}:${taken}/`,
          close: () =>
            new Promise(closed => {
              server.close(() => closed())
              server.closeAllConnections()
            })
        })
      )
    })
  })

/** Above as many connections the one that has asked nothing for the longest time ends, so that who comes is answered. */
const makingPlace = (server: Server, most: number): void => {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const [first] = open
    if (open.size > most) first?.destroy()
  })
  server.on('request', ({ socket }: IncomingMessage) => {
    if (open.delete(socket)) open.add(socket)
  })
}

const hostname = (host = ''): string => /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host.toLowerCase())?.[1] ?? ''

const refuse = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end()
}

const answer = async (handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const request = requestOf(incoming, gone.signal)
  if (request === null) return refuse(outgoing, 400)
  const { status, headers, body } = await handle(request)
  outgoing.writeHead(status, Object.fromEntries(headers))
  if (body === null || request.method === 'HEAD') {
    await body?.cancel()
    outgoing.end()
  } else await pipeline(body, outgoing)
}

/** Null for what Fetch knows no request of: another form of address than a path, a method that it forbids. */
const requestOf = (incoming: IncomingMessage, signal: AbortSignal): Request | null => {
  const { method = 'GET', url = '', headers } = incoming
  if (!url.startsWith('/')) return null
  const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, `${value}`])
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: incoming, duplex: 'half' as const }
  try {
    return new Request(`http://${headers.host}${url}`, { method, headers: fields, signal, ...body })
  } catch {
    return null
  }
}

const notListening = ({ code = 'UNKNOWN' }: NodeJS.ErrnoException, host: string, port: number): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `le port ${port} est déjà pris ; donnez-en un autre par --port`
    case 'EACCES':
      return `le port ${port} demande d'autres droits ; donnez-en un au-dessus de 1023 par --port`
    default:
      return `impossible d'écouter sur ${host} (${code}) ; donnez par --host une adresse de cette machine`
  }
}
