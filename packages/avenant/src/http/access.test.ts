/** Who asks is what the access says: for whom he acts, command by command; what it gives wrong is the service's fault. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monenfant2023Id, psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { agent, annexesOf, type Served, serve } from '../../test/served'
import { type Avenant, type HandFor, type Health, handler, openAvenant, partie, type Visitor } from '..'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.avenant.close())

const addressed = (path: string, init: RequestInit = {}) => new Request(`http://a.example.fr${path}`, init)
const posted = (content: unknown, key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify(content)
})

/** She acts for one party of each of two conventions. */
const hand: HandFor = (command, conventions) => {
  const conventionId = 'conventionId' in command ? command.conventionId : conventions[0]
  const id = { [psu2017Id]: 'gestionnaire', [monenfant2023Id]: 'fournisseur' }[`${conventionId}`]
  return id === undefined ? null : partie(`${conventionId}`, id)
}
const ofTwo: Visitor = { acteur: { kind: 'partenaire', id: 'directrice' }, hand, sees: 'all' }

test('G21 who acts for several parties gives each command for the one of its dossier', async () => {
  const handle = handler(served.avenant, { access: () => ofTwo })
  const signal = (conventionId: string, signalledOn: string, change: object) =>
    handle(
      addressed(
        '/commands',
        posted(
          {
            type: 'SignalModification',
            conventionId,
            data: {
              modificationId: `m-${conventionId}`,
              changes: [{ kind: 'withdraw-role', ...change }],
              signalledOn,
              channel: 'courrier'
            }
          },
          `signals-${conventionId}`
        )
      )
    )
  const ofPsu = { personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
  const ofMef = { personneId: 'p-mef-2', role: 'disponibilites', etablissementId: 'e-219200789-1' }
  expect((await signal(psu2017Id, '2018-01-10', ofPsu)).status).toBe(201)
  expect((await signal(monenfant2023Id, '2024-01-10', ofMef)).status).toBe(201)
  const reported = {
    type: 'ReportEndOfMission',
    habilitationId: 'h-1960-2',
    data: { departedOn: '2018-03-01', reportedOn: '2018-03-12' }
  }
  const departure = await handle(addressed('/commands', posted(reported, 'departs-1')))
  expect([departure.status, await departure.json()]).toMatchObject([201, { revision: expect.any(Number) }])
})

test.each<readonly [string, unknown, RegExp]>([
  ['a hand that is none', { ...agent, hand: { kind: 'caf', caf: 'Hauts de Seine' } }, /hand\.caf/],
  ['no hand at all', { acteur: agent.acteur, sees: 'all' }, /hand/],
  ['an acteur of no kind', { ...agent, acteur: { kind: 'agent', id: 'a-1' } }, /acteur\.kind/],
  ['nothing that says what he sees', { ...agent, sees: undefined }, /sees/],
  ['what is no visitor', 'agent-4021', /acteur/],
  ['a hand that is none, for a command', { ...agent, hand: async () => ({ kind: 'caf' }) }, /hand\.caf/],
  ['a promise of what he sees', { ...agent, sees: async () => false }, /sees/],
  ['a hand that says nothing', { ...agent, hand: () => undefined }, /hand/]
])('%s is told to the service, and to who asks that it is not his fault', async (_, visitor, why) => {
  const told: unknown[] = []
  const handle = handler(served.avenant, {
    // As a service without types would give it.
    access: () => visitor as Visitor,
    onDefect: defect => told.push(defect)
  })
  const data = { on: '2018-07-01', manquement: 'x' }
  const command = { type: 'TerminateConvention', conventionId: psu2017Id, data }
  const answer = await handle(addressed('/commands', posted(command, 'wrong-access')))
  const text = await answer.text()
  expect([answer.status, told.map(String)]).toEqual([500, [expect.stringMatching(why)]])
  expect(text).not.toMatch(/hand|acteur|sees/)
})

test('what is told to be reported is told to who runs the service', async () => {
  const told: unknown[] = []
  const broken = {
    ...served.avenant,
    ask: () => async () => E.left({ _tag: 'Defect', retryable: false, message: 'x' })
  }
  const handle = handler(broken as unknown as Avenant, {
    access: () => agent,
    onDefect: defect => told.push(defect)
  })
  expect((await handle(addressed('/register?on=2018-01-01'))).status).toBe(500)
  expect(told).toMatchObject([{ _tag: 'Defect' }])
})

test('a journal that cannot be read is a 503 for a probe', async () => {
  const statusOf = async (status: Health['status']) => {
    const health = async () => ({ ...(await served.avenant.health()), status })
    const answer = await handler({ ...served.avenant, health }, { access: () => agent })(addressed('/health'))
    return [answer.status, ((await answer.json()) as { readonly status: string }).status]
  }
  expect(await statusOf('failed')).toEqual([503, 'failed'])
  expect(await statusOf('late')).toEqual([200, 'late'])
  // What answers is sent questions: who watches is told by the same address that reactions have stopped.
  expect(await statusOf('impaired')).toEqual([200, 'impaired'])
  expect(await statusOf('ok')).toEqual([200, 'ok'])
})

describe('two programs on one journal', () => {
  const directory = mkdtempSync(join(tmpdir(), 'avenant-'))
  const store = `sqlite:${join(directory, 'journal.db')}`
  const opened: Avenant[] = []
  const open = async () => {
    const avenant = await openAvenant({ store, hands: 'told', reactions: false })()
    if (E.isLeft(avenant)) throw new Error(avenant.left.message)
    opened.push(avenant.right)
    return handler(avenant.right, { access: () => agent })
  }
  afterAll(async () => {
    for (const avenant of opened) await avenant.close()
    rmSync(directory, { recursive: true })
  })

  test('what a command did through one is in each answer of the other that is asked from there on', async () => {
    const [one, other] = [await open(), await open()]
    for (const { command, commandId } of [...psu2017, ...psu2017Habilitations]) {
      const { acteur: _, ...asked } = command
      if (command.acteur.kind !== 'agent-caf') continue
      const given = await one(addressed('/commands', posted(asked, commandId)))
      const { position, revision } = (await given.json()) as {
        readonly position: string
        readonly revision: number
      }
      if (given.status !== 201) continue
      for (const path of [
        `/conventions/${psu2017Id}/history?atLeast=${position}`,
        `${annexesOf(psu2017Id)}&atLeast=${position}`
      ])
        expect((await other(addressed(path))).headers.get('etag')).toBe(`"${revision}"`)
      const asks = { ask: 'history', dossier: `conventions/${psu2017Id}`, order: 'effect' }
      for (const [path, body] of [
        ['/questions', { ...asks, atLeast: position }],
        [`/questions?atLeast=${position}`, asks]
      ] as const)
        expect((await other(addressed(path, posted(body, '-')))).headers.get('etag')).toBe(`"${revision}"`)
    }
    expect((await other(addressed(`/register?on=2018-01-01&atLeast=demain`))).status).toBe(400)
    expect((await other(addressed('/commands?atLeast=demain', posted({}, 'k')))).status).toBe(400)
  })
})
