import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import * as E from 'fp-ts/Either'
import { quickstart } from '../quickstart/main'
import { avenant, ended, installed, root } from './child'

const folder = mkdtempSync(join(tmpdir(), 'avenant-serve-'))
const store = join(folder, 'avenant.db')
const running: ChildProcess[] = []
beforeAll(async () => {
  const shown = await quickstart({ store: `sqlite:${store}`, folder })
  if (E.isLeft(shown)) throw new Error(shown.left)
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

type Served = { readonly child: ChildProcess; readonly address: string }

const serve = async (...argv: ReadonlyArray<string>): Promise<Served> => {
  const [command = '', ...others] = installed('serve', '--port', '0', ...argv)
  const child = spawn(command, others, { cwd: folder })
  running.push(child)
  const [line] = await once(child.stdout, 'data')
  return { child, address: String(line).split('\n')[0] ?? '' }
}

type Answer = { readonly status: number | undefined; readonly body: string }

/** With headers that fetch would not send. */
const ask = async (
  address: string,
  path: string,
  options: Parameters<typeof request>[1] = {}
): Promise<Answer> => {
  const asked = request(`${address.slice(0, -1)}${path}`, options).end()
  const [answer] = await once(asked, 'response')
  return { status: answer.statusCode, body: (await buffer(answer)).toString() }
}

const psu = ['--convention', 'psu-1960-2017']
const annexes = '/conventions/psu-1960-2017/annexes?on=2017-08-31&format=html'

test.each([
  ['store', store],
  ['journal', join(folder, 'journal.ndjson')]
])('from a %s: the same answers as the command line, and nothing is written', async (source, place) => {
  const before = readdirSync(folder)
  const { address } = await serve(`--${source}`, place)
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  const { status, body } = await ask(address, annexes)
  const said = await avenant(
    ...[
      'annexes',
      `--${source}`,
      place,
      '--convention',
      'psu-1960-2017',
      '--on',
      '2017-08-31',
      '--format',
      'html'
    ]
  )
  expect([status, body]).toEqual([200, said.text])
  for (const [asked, ...argv] of [
    ['/register?on=2018-03-15&format=md', 'register', '--on', '2018-03-15'],
    ['/register?on=2018-03-15&format=csv', 'register', '--on', '2018-03-15', '--format', 'csv'],
    ['/conventions/psu-1960-2017/access?on=2018-03-15&format=md', 'access', ...psu, '--on', '2018-03-15'],
    ['/conventions/psu-1960-2017/history?format=html', 'history', ...psu, '--format', 'html'],
    ['/habilitations/h-1960-1/history?format=md', 'history', '--habilitation', 'h-1960-1'],
    [
      '/deadlines?from=2018-01-01&to=2018-12-31&format=md',
      'deadlines',
      '--from',
      '2018-01-01',
      '--to',
      '2018-12-31'
    ]
  ] as ReadonlyArray<readonly [string, string, ...string[]]>) {
    const [name = '', ...others] = argv
    const answer = await ask(address, asked)
    expect([asked, answer]).toEqual([
      asked,
      { status: 200, body: (await avenant(name, `--${source}`, place, ...others)).text }
    ])
    expect(answer.body).not.toContain('convention-psu')
  }
  const given = await fetch(`${address}commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1' },
    body: JSON.stringify({
      type: 'TerminateConvention',
      conventionId: 'psu-1960-2017',
      data: { on: '2018-07-01', manquement: 'Codes prêtés' }
    })
  })
  expect(given.status).toBe(403)
  expect(readdirSync(folder)).toEqual(before)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it cleanly, also while a page follows the journal',
  async signal => {
    const { child, address } = await serve('--store', store)
    const followed = await fetch(`${address}events`)
    const gone = followed.text().catch(() => 'cut')
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    await gone
  }
)

test('a page of another site whose name leads here is not answered', async () => {
  const { address } = await serve('--store', store)
  for (const host of [
    'evil.example.fr',
    'evil.example.fr:8080',
    '127.0.0.1.evil.example.fr',
    'localhost@evil',
    '[::1'
  ])
    expect([host, (await ask(address, annexes, { headers: { host } })).status]).toEqual([host, 421])
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080'])
    expect([host, (await ask(address, annexes, { headers: { host } })).status]).toEqual([host, 200])
})

test('what is no request of Fetch is refused, and the next one is answered', async () => {
  const { address } = await serve('--store', store)
  const raw = async (lines: string): Promise<string> => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    socket.end(lines)
    return text(socket)
  }
  for (const first of [
    'TRACE / HTTP/1.1',
    'GET http://evil.example.fr/ HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET //a/b HTTP/1.1'
  ])
    expect(await raw(`${first}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 4\d\d /
    )
  expect(await raw('nothing of the kind\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect((await ask(address, annexes)).status).toBe(200)
  expect(await ask(address, annexes, { method: 'HEAD' })).toEqual({ status: 200, body: '' })
  expect(await ask(address, '/events', { method: 'HEAD' })).toEqual({ status: 200, body: '' })
})

test('a body that is too large is refused, whether it says so or not', async () => {
  const { address } = await serve('--store', store)
  const large = 'x'.repeat(5 * 1024 * 1024)
  const headers = { 'content-type': 'application/json' }
  const said = await fetch(`${address}questions`, { method: 'POST', headers, body: large })
  expect(said.status).toBe(413)
  const asked = request(`${address}questions`, { method: 'POST', headers })
  asked.on('error', () => undefined)
  asked.end(large)
  const [answer] = await once(asked, 'response')
  expect(answer.statusCode).toBe(413)
})

test('what it cannot do it says in one line: a port that is taken, an address that is not of this machine', async () => {
  const { address } = await serve('--store', store)
  const { port } = new URL(address)
  expect(await avenant('serve', '--store', store, '--port', port)).toMatchObject({
    code: 2,
    faults: [`le port ${port} est déjà pris ; donnez-en un autre par --port`]
  })
  expect(await avenant('serve', '--store', store, '--port', '0', '--host', '192.0.2.1')).toMatchObject({
    code: 2,
    faults: [expect.stringContaining('--host')]
  })
  expect(await avenant('serve', '--store', store, '--port', '80x')).toMatchObject({ code: 2 })
  expect(await avenant('serve', '--store', join(folder, 'absent.db'))).toMatchObject({ code: 3 })
})

test('npm run serve shows what npm start left, and says what to do where nothing is', async () => {
  const script = join(root, 'scripts', 'serve.mjs')
  const empty = mkdtempSync(join(tmpdir(), 'avenant-empty-'))
  expect(ended([process.execPath, script], { cwd: empty })).toEqual({
    status: 3,
    stdout: '',
    stderr: "il n'y a pas encore de journal ici : npm start joue les deux conventions dans avenant.db\n"
  })
  rmSync(empty, { recursive: true })
  const child = spawn(process.execPath, [script, '--port', '0'], { cwd: folder })
  running.push(child)
  const [line] = await once(child.stdout, 'data')
  expect((await fetch(String(line).trim())).status).toBe(200)
})
