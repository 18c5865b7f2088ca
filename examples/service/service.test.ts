import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { type Avenant, caf, openAvenant, type Visitor } from 'avenant'
import * as E from 'fp-ts/Either'
import { service } from './main'

const agent: Visitor = {
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  hand: caf('hauts-de-seine'),
  sees: 'all'
}

const as = { authorization: 'Bearer jeton' }

let avenant: Avenant
let app: ReturnType<typeof service>
let address = ''
beforeAll(async () => {
  const opened = await openAvenant({ store: 'memory:' })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  app = service(avenant, ({ headers }) => (headers.get('authorization') === as.authorization ? agent : null))
  address = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await avenant.close()
})

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${address}/avenant${path}`, {
    method: 'POST',
    headers: { ...as, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  })

test('it is mounted in twenty-five lines', () => {
  expect(readFileSync(join(__dirname, 'main.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(
    30
  )
})

test('the path itself is mounted too', async () => {
  const answer = await fetch(`${address}/avenant`, { headers: as, redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/avenant/a-faire'])
})

test('commands and questions over the network, each by whom it is asked', async () => {
  for (const { command, commandId } of psu2017) {
    const { acteur: _, ...asked } = command
    const given = await post('/commands', asked, { 'idempotency-key': commandId })
    expect([given.status, given.headers.get('content-type')]).toEqual([
      201,
      'application/json; charset=utf-8'
    ])
  }
  const page = await fetch(`${address}/avenant/conventions/${psu2017Id}/annexes?on=2017-08-31&format=html`, {
    headers: as
  })
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await page.text()).toContain('En vigueur du 01/01/2017 au 31/12/2020.')
  expect((await fetch(`${address}/avenant/register?on=2017-08-31`)).status).toBe(401)
  expect((await post('/questions', { ask: 'register', on: '2017-08-31' })).status).toBe(200)
})

test('what is recorded comes live, and a client that goes leaves nothing behind', async () => {
  const gone = new AbortController()
  const answer = await fetch(`${address}/avenant/events`, { headers: as, signal: gone.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe(': avenant\n\n')
  const next = reader?.read()
  const signalled = {
    type: 'SignalModification',
    conventionId: psu2017Id,
    data: {
      modificationId: 'm-1',
      changes: [
        { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
      ],
      signalledOn: '2018-01-10',
      channel: 'courrier'
    }
  }
  expect((await post('/commands', signalled, { 'idempotency-key': 'm-1' })).status).toBe(201)
  expect((await next)?.value).toContain(`"dossier":"conventions/${psu2017Id}"`)
  gone.abort()
  await expect(reader?.read()).rejects.toThrow()
})

test('what is no HTTP is told so, and the next request is answered', async () => {
  const said = await new Promise<string>(resolve => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.end('bonjour\r\n\r\n'))
    let text = ''
    socket.on('data', part => {
      text += part
    })
    socket.on('close', () => resolve(text))
  })
  expect(said).toMatch(/^HTTP\/1\.1 400 /)
  expect((await fetch(`${address}/avenant/health`, { headers: as })).status).toBe(200)
})
