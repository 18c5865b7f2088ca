/** A password that somebody writes wherever he can: it is then sought in each file, answer, span and line of output (A4). */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    onInterrupted: ({ message }) => written.push(message)
  })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  for (const { command } of [...psu2017, ...psu2017Habilitations]) await avenant.execute(command)()
})
afterAll(async () => {
  jest.restoreAllMocks()
  trace.disable()
  context.disable()
  await avenant.close()
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
  const files = readdirSync(folder).map(name => readFileSync(join(folder, name)))
  expect(files.some(file => file.includes('PasswordSent'))).toBe(true)
  expect(told.length).toBeGreaterThan(100)
  const finished: ReadonlyArray<Span> = spans.getFinishedSpans()
  expect(finished.length).toBeGreaterThan(10)
  const seen = finished.map(({ name, attributes, events, status }) => ({
    name,
    attributes,
    events,
    status
  }))
  const holds = (text: string): boolean => text.includes(secret)
  expect({
    answers: told.filter(holds),
    files: files.filter(file => file.includes(secret)).length,
    spans: seen.filter(span => holds(JSON.stringify(span))).length,
    output: written.filter(holds)
  }).toEqual({ answers: [], files: 0, spans: 0, output: [] })
})
