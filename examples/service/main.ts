/** Avenant in a service: mounted under a path of its own, behind the service's own login. */
import { type Admit, type Avenant, handler } from 'avenant'
import fastify from 'fastify'

export const service = (avenant: Avenant, access: Admit) => {
  const app = fastify({ requestTimeout: 30_000, forceCloseConnections: true })
  const handle = handler(avenant, { base: '/avenant', access, onDefect: error => app.log.error(error) })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, body, done) => done(null, body))
  app.all('/avenant', (_, reply) => reply.redirect('/avenant/a-faire', 303))
  app.all('/avenant/*', async ({ raw, method, url, host }, reply) => {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const headers = Object.entries(raw.headers).map(([name, value]): [string, string] => [name, `${value}`])
    const sent = method === 'GET' || method === 'HEAD' ? {} : { body: bodyOf(raw), duplex: 'half' as const }
    const request = new Request(`http://${host}${url}`, { method, headers, signal: gone.signal, ...sent })
    return reply.send(await handle(request))
  })
  return app
}

const bodyOf = (raw: AsyncIterable<Uint8Array>) => {
  const parts = raw[Symbol.asyncIterator]()
  const pull = async (body: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await parts.next()
    return done === true ? body.close() : body.enqueue(value)
  }
  return new ReadableStream({ pull })
}
