/** Passwords that somebody writes wherever he can, and those that are drawn here: sought in each file, answer, span and line of output (A4). */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { agent } from '../../test/served'
import { type Avenant, handler, openAvenant } from '..'

// The telemetry is the store adapter's, and so is what reads it in tests.
const ofStores = createRequire(join(__dirname, '..', '..', '..', 'store-adapter', 'package.json'))
const { trace, context } = ofStores('@opentelemetry/api')
const { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } = ofStores(
  '@opentelemetry/sdk-trace-base'
)
type Span = {
  readonly name: string
  readonly attributes: unknown
  readonly events: unknown
  readonly status: unknown
}

const secret = 'Sesame-Vacances-2017'
const spans = new InMemorySpanExporter()
const written: string[] = []
/** What the service was given, and nobody else. */
const drawn: string[] = []
let send: (password: string) => void = () => undefined
let folder = ''
let avenant: Avenant
beforeAll(async () => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation(line => written.push(String(line)) > 0)
  folder = mkdtempSync(join(tmpdir(), 'avenant-no-password-'))
  const opened = await openAvenant({
    store: `sqlite:${join(folder, 'journal.db')}`,
    connections: `sqlite:${join(folder, 'connections.db')}`,
    hands: 'told',
    clock: () => instant('2018-06-01T12:00:00Z'),
    onInterrupted: fault => written.push(JSON.stringify(fault)),
    passwords: {
      send: password => {
        drawn.push(password)
        send(password)
      },
      habilitationOf: typed => {
        if (typed.endsWith('!')) throw new Error(typed)
        return typed
      }
    }
  })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  for (const { command } of [...psu2017, ...psu2017Habilitations]) await avenant.execute(command)()
})
afterAll(async () => {
  jest.restoreAllMocks()
  trace.disable()
  context.disable()
  rmSync(folder, { recursive: true })
})

const systeme = { kind: 'systeme', id: 'portail' } as const
const on = '2018-06-01'
const commands: ReadonlyArray<{ readonly type: string; readonly data: Readonly<Record<string, unknown>> }> = [
  { type: 'SendPassword', data: { on, occasion: 'oubli' } },
  { type: 'ChangePassword', data: { on } },
  { type: 'RecordConnection', data: { at: '2018-06-01T08:00:00Z', outcome: 'echouee' } },
  { type: 'RecordUnknownCode', data: { at: '2018-06-01T08:00:00Z' } }
]

/** In place of each value, beside them, and under the names that somebody would take. */
const withSecret = commands.flatMap(({ type, data }) => {
  const command = {
    type,
    ...(type === 'RecordUnknownCode' ? {} : { habilitationId: 'h-1960-1' }),
    acteur: systeme,
    data
  }
  const keys = ['password', 'motDePasse', 'code', 'typed']
  return [
    ...keys.map(key => ({ ...command, data: { ...data, [key]: secret } })),
    ...keys.map(key => ({ ...command, [key]: secret })),
    ...Object.keys(data).map(key => ({ ...command, data: { ...data, [key]: secret } })),
    ...Object.keys(data).map(key => ({ ...command, data: { ...data, [key]: { texte: secret } } })),
    { ...command, data: secret },
    { ...command, data: [secret] },
    { ...command, acteur: { ...systeme, motDePasse: secret } }
  ]
})

test('A4 M9 a password that is written where none belongs is in no file, no answer, no span and no line of output', async () => {
  const ask = handler(avenant, {
    access: () => ({ ...agent, acteur: systeme }),
    onDefect: error => written.push(String(error))
  })
  const post = async (body: string): Promise<string> => {
    const response = await ask(
      new Request('http://avenant.example.fr/commands', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body
      })
    )
    return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
  }
  const told: string[] = []
  for (const command of withSecret) {
    told.push(JSON.stringify(await avenant.execute(command)()))
    const { acteur: _, ...given } = command
    const answer = await post(JSON.stringify(given))
    expect([given, answer.slice(0, 3)]).toEqual([given, '400'])
    told.push(answer)
  }
  told.push(await post(`{"type":"SendPassword","data":{"motDePasse":"${secret}"`), await post(`"${secret}"`))
  // What stands where it belongs is recorded: so the files are those that hold what was given.
  for (const { type, data } of commands.slice(0, 1))
    told.push(
      JSON.stringify(await avenant.execute({ type, habilitationId: 'h-1960-1', acteur: systeme, data })())
    )
  expect(told.length).toBeGreaterThan(100)
  expect(traces([secret], told)).toEqual(none)
})

/** In how many answers, files and spans, and in which lines of output, one of them is. */
const traces = (secrets: ReadonlyArray<string>, told: ReadonlyArray<string>) => {
  const files = readdirSync(folder).map(name => readFileSync(join(folder, name)))
  // What stands where it belongs is recorded: so the files are those that hold what was given.
  expect(files.some(file => file.includes('PasswordSent'))).toBe(true)
  const finished: ReadonlyArray<Span> = spans.getFinishedSpans()
  expect(finished.length).toBeGreaterThan(10)
  const seen = finished.map(({ name, attributes, events, status }) =>
    JSON.stringify({ name, attributes, events, status })
  )
  const holds = (text: string | Buffer): boolean => secrets.some(one => text.includes(one))
  return {
    answers: told.filter(holds),
    files: files.filter(holds).length,
    spans: seen.filter(holds).length,
    output: written.filter(holds)
  }
}
const none = { answers: [], files: 0, spans: 0, output: [] }

test('A4 A5 M9 a password that is drawn here is given to the service alone, and what was typed of a forgotten one to no other', async () => {
  const before = drawn.length
  const told: string[] = []
  const occasions = ['premiere-connexion', 'oubli', 'perte-ou-vol', 'renouvellement'] as const
  const failing: ReadonlyArray<(password: string) => void> = [
    () => undefined,
    password => {
      throw new Error(`550 ${password}`)
    },
    // What it is given is told wherever a service could be tempted to.
    password => {
      throw Object.assign(new Error(password, { cause: password }), { password, name: password })
    }
  ]
  for (const habilitationId of ['h-1960-1', 'h-1960-2'])
    for (const occasion of occasions)
      for (const how of failing) {
        send = how
        const asked = { habilitationId, occasion, acteur: systeme }
        const answer = await avenant.passwords.issue(asked, { reason: 'Demande par téléphone' })()
        told.push(JSON.stringify(answer), inspect(answer, { depth: null, showHidden: true }))
      }
  const typed = ['Sesame-Tape-2018', 'Sesame-Tape-2019!', 'sesame.tape@example.fr', 'sesame.tape@example.fr!']
  for (const one of typed) told.push(String(avenant.passwords.forgotten(one)))
  avenant.passwords.forgotten('h-1960-1')
  told.push(inspect(avenant, { depth: null, showHidden: true }))
  told.push(JSON.stringify(await avenant.connections({ habilitationId: 'h-1960-1', on: '2018-06-01' })()))
  await avenant.close()
  expect(drawn.length - before).toBe(2 * occasions.length * failing.length + 1)
  expect(new Set(drawn).size).toBe(drawn.length)
  expect(written.filter(line => line.includes('PasswordFunctionFailed')).length).toBeGreaterThan(1)
  // The very search finds what is there.
  expect(traces(['h-1960-1'], told).files).toBeGreaterThan(0)
  expect(traces([...drawn, ...typed], told)).toEqual(none)
})
