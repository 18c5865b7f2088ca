/** Avenant in a service: mounted under a path of its own, behind the service's own login. */
import { type Admit, type Avenant, handler } from 'avenant'
import fastify from 'fastify'

export const service = (avenant: Avenant, access: Admit) => {
  const app = fastify({ requestTimeout: 30_000, forceCloseConnections: true })
  const handle = handler(avenant, { base: '/avenant', access, onDefect: error => app.log.error(error) })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, body, done) => done(null, body))
  app.all('/avenant/*', async ({ raw, method, url, host }, reply) => {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const headers = Object.entries(raw.headers).map(([name, value]): [string, string] => [name, `${value}`])
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: raw, duplex: 'half' as const }
    const request = new Request(`http://${host}${url}`, { method, headers, signal: gone.signal, ...body })
    return reply.send(await handle(request))
  })
  return app
}
