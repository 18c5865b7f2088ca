/** Bytes that no client would send in good faith, at a real socket: who asks in good faith goes on being answered. */
import { connect, type Socket } from 'node:net'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { type Served, secretsOf, serve, visitors } from '../../test/served'
import { handler } from '../http/handler'
import { type Listening, listening } from './listening'

/** How many are drawn: `HOSTILE=20000` for a long run. */
const numRuns = Math.ceil(Number(process.env.HOSTILE ?? 1_000) / 20)

const defects: Array<unknown> = []
let served: Served
let server: Listening
let port: number
let secrets: ReadonlyArray<string>
const open = new Set<Socket>()
beforeAll(async () => {
  served = await serve()
  secrets = [...(await secretsOf(served, monenfant2023Id, psu2017Id)), monenfant2023Id]
  const asked = handler(served.avenant, {
    access: () => visitors.director ?? null,
    maxBodyBytes: 20_000,
    onDefect: error => defects.push(error)
  })
  const listens = await listening(asked, 0, '127.0.0.1')
  if (E.isLeft(listens)) throw new Error(listens.left)
  server = listens.right
  port = Number(new URL(server.address).port)
})
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await server.close()
  await served.avenant.close()
})

type Talk = { readonly socket: Socket; readonly said: () => string; readonly opened: Promise<void> }

const talk = (bytes: string | Uint8Array): Talk => {
  const socket = connect(port, '127.0.0.1')
  open.add(socket)
  let said = ''
  socket.on('data', data => {
    said += data.toString('utf8')
  })
  socket.on('error', () => undefined)
  socket.on('close', () => open.delete(socket))
  socket.write(bytes)
  const opened = new Promise<void>(resolve => {
    socket.once('connect', resolve)
    socket.once('close', () => resolve())
  })
  return { socket, said: () => said, opened }
}

/** Who asks in good faith is told how many conventions he sees. */
const isAnswered = async (): Promise<void> => {
  const answer = await fetch(`${server.address}register?on=2023-08-31`)
  expect(answer.status).toBe(200)
  const { conventions } = (await answer.json()) as { readonly conventions: ReadonlyArray<unknown> }
  expect(conventions).toHaveLength(1)
}

const inside = /\n\s+at |node:internal|node_modules|\.(?:ts|js):\d+|TypeError|RangeError|sqlite/i

const isFit = (sent: string, told: string): void => {
  expect(told).not.toMatch(inside)
  expect(told).not.toMatch(/HTTP\/1\.1 50[02]/)
  // What he himself has written may come back in a fault.
  for (const secret of secrets) if (!sent.includes(secret)) expect(told).not.toContain(secret)
}

const method = fc.constantFrom(
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'TRACE',
  'CONNECT',
  'OPTIONS',
  'get',
  'G ET',
  '',
  '\0'
)
const target = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...['/', '/a-faire', '/registre', '/events', '/openapi.json', '/health', '*', '', '//', '///registre'],
      ...['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fpackage.json', '/assets/%00'],
      ...[
        '/conventions/%00',
        '/conventions/..',
        `/conventions/${psu2017Id}/../${'a'.repeat(50)}`,
        '/%',
        '/%ff'
      ],
      ...[
        'http://127.0.0.1/registre',
        'http://autre.example.fr/registre',
        'file:///etc/passwd',
        '//autre.example.fr/'
      ],
      ...[
        '/conventions/__proto__',
        '/history?order=effect',
        '/registre?q=%F0%9F',
        '/register?on=2023-08-31#x'
      ],
      ...['/\\..\\..', '/registre?on=2023-08-31&on=2017-01-01', '/events?after=99999999999999999999']
    )
  },
  fc.string({ maxLength: 40 }).map(text => `/${text}`),
  fc.string({ unit: 'binary', maxLength: 20 }).map(text => `/conventions/${text}`),
  fc.constant(`/${'a'.repeat(20_000)}`)
)
const version = fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP', '')
const header = fc.oneof(
  fc.constantFrom(
    ...[
      'Host: 127.0.0.1',
      'Host: autre.example.fr',
      'Host:',
      'Host: 127.0.0.1:x',
      'Host: [::1',
      'Host : 127.0.0.1'
    ],
    ...[
      'Content-Length: 5',
      'Content-Length: 6',
      'Content-Length: -1',
      'Content-Length: 99999999999999999999'
    ],
    ...['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked, chunked', 'Transfer-Encoding: identity'],
    ...[
      'Content-Type: application/json',
      'Content-Type: application/x-www-form-urlencoded',
      'Accept: text/html'
    ],
    ...[
      'Connection: close',
      'Connection: upgrade',
      'Upgrade: websocket',
      'Upgrade: h2c',
      'Expect: 100-continue'
    ],
    ...[
      'Expect: autre',
      'Last-Event-ID: 1',
      'Last-Event-ID: x',
      ' replié',
      'sans deux points',
      ': vide',
      'X: \0'
    ],
    ...[
      'If-None-Match: *',
      'Accept: application/json, text/html;q=x',
      `X: ${'a'.repeat(20_000)}`,
      'TE: trailers'
    ]
  ),
  fc.string({ maxLength: 30 })
)
const content = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '{}',
      '{"ask":"register","on":"2023-08-31"}',
      '5\r\nhello\r\n0\r\n\r\n',
      '0\r\n\r\n',
      'ffffffffffffffff\r\n'
    ],
    ...['5;x=y\r\nhello\r\n', '-1\r\n', 'zz\r\n', '0\r\nX: y\r\n\r\n', '[1,', `"${'a'.repeat(30_000)}"`]
  ),
  fc.string({ unit: 'binary', maxLength: 50 })
)
const request = fc
  .tuple(method, target, version, fc.array(header, { maxLength: 6 }), content, fc.boolean())
  .map(([method, target, version, headers, content, isHost]) =>
    [`${method} ${target} ${version}`, ...(isHost ? ['Host: 127.0.0.1'] : []), ...headers, '', content].join(
      '\r\n'
    )
  )
/** All is well but for one header at most: the address and the content are read. */
const nearly = fc
  .tuple(fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'), target, fc.array(header, { maxLength: 1 }), content)
  .map(([method, target, headers, content]) =>
    [
      `${method} ${encodeURI(target)} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/json',
      ...headers,
      ...(method === 'GET' || method === 'HEAD'
        ? ['', '']
        : [`Content-Length: ${content.length}`, '', content])
    ].join('\r\n')
  )
const posted = content.map(text =>
  [
    'POST /questions HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text
  ].join('\r\n')
)
/** One request, several at once on a connection, or no request at all. */
const bytes = fc.oneof(
  request,
  { arbitrary: nearly, weight: 4 },
  posted,
  fc.array(fc.oneof(nearly, posted), { minLength: 2, maxLength: 5 }).map(all => all.join('')),
  fc.array(request, { minLength: 2, maxLength: 5 }).map(all => all.join('')),
  fc.string({ unit: 'binary', maxLength: 200 })
)

/** All that is said to bytes, until the server ends the connection. */
const toldTo = async (sent: string): Promise<string> => {
  const { socket, said } = talk(sent)
  await new Promise(resolve => socket.once('close', resolve))
  return said()
}

test('whatever bytes come, no answer tells of the inside nor of another convention, and who asks well is answered', async () => {
  const asking = (target: string) => `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`
  for (const [sent, status] of [
    [asking('/register?on=2023-08-31'), 200],
    [asking('/register?on=2023-02-31'), 400],
    [asking('/rien'), 404],
    ['GET / HTTP\r\n\r\n', 400],
    [asking('/health').replace('Host', `X: ${'a'.repeat(20_000)}\r\nHost`), 431]
  ] as const)
    expect(await toldTo(sent)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 20, maxLength: 20 }), async all => {
      const talks = all.map(sent => ({ sent, ...talk(sent) }))
      await Promise.all(talks.map(({ opened }) => opened))
      await isAnswered()
      await isAnswered()
      for (const { sent, said, socket } of talks) {
        isFit(sent, said())
        socket.destroy()
      }
    }),
    { numRuns }
  )
  expect(defects).toEqual([])
})

test('who sends slowly, never ends, asks nothing, or never reads keeps nobody from being answered', async () => {
  const head = 'POST /questions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n'
  const stay = [
    ...Array.from({ length: 500 }, () => ''),
    ...Array.from({ length: 60 }, () => 'GET /reg'),
    ...Array.from({ length: 60 }, () => `${head}Content-Length: 1000\r\n\r\n{`),
    ...Array.from({ length: 60 }, () => `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`),
    ...Array.from({ length: 60 }, () => 'GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  ].map(talk)
  for (const { socket } of stay) socket.pause()
  await Promise.all(stay.map(({ opened }) => opened))
  for (let i = 0; i < 5; i++) {
    for (const { socket } of stay.slice(500, 560)) socket.write('i')
    await isAnswered()
  }
  for (const { socket } of stay) socket.destroy()
  await isAnswered()
  expect(defects).toEqual([])
})
