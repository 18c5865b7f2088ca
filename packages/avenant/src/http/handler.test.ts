import {
  monenfant2023,
  monenfant2023Habilitations,
  monenfant2023Id,
  psu2017,
  psu2017Habilitations,
  psu2017Id
} from '@avenant/domain/fixtures'
import Ajv from 'ajv/dist/2020'
import { acting, agent, annexesOf, type Served, serve } from '../../test/served'
import { type Deadlines, handler, type Register } from '..'

let served: Served
let ask: Served['ask']
let at: Served['at']
let post: Served['post']
beforeAll(async () => {
  served = await serve()
  ;({ ask, at, post } = served)
})
afterAll(() => served.avenant.close())
afterEach(() => expect(served.defects).toEqual([]))

test('each question has its address and its formats, and is not kept on its way', async () => {
  for (const [path, type, part] of [
    [annexesOf(psu2017Id), 'application/json', '"format":"avenant/annexes"'],
    [`${annexesOf(psu2017Id)}&format=html`, 'text/html', 'En vigueur du 01/01/2017 au 31/12/2020.'],
    [`${annexesOf(psu2017Id)}&format=csv`, 'text/csv', 'CHARAIRE'],
    [`${annexesOf(psu2017Id)}&format=md`, 'text/markdown', 'CHARAIRE'],
    [`/conventions/${psu2017Id}/differences?from=2017-08-31&to=2017-09-01`, 'application/json', 'derogation'],
    [
      `/conventions/${psu2017Id}/differences?from=2017-08-31&to=2017-09-01&format=html`,
      'text/html',
      'convention psu-1960-2017, révision 3'
    ],
    [`/conventions/${psu2017Id}/access?on=2017-08-31`, 'application/json', '"cells"'],
    [`/conventions/${psu2017Id}/history`, 'application/json', 'ConventionSigned'],
    ['/habilitations/h-1960-1/history?order=recording', 'application/json', 'HabilitationDelivered'],
    ['/register?on=2017-08-31', 'application/json', monenfant2023Id],
    ['/deadlines?from=2017-01-01&to=2018-12-31', 'application/json', psu2017Id],
    [
      `/conventions/${psu2017Id}/deadlines?from=2017-01-01&to=2018-12-31&format=ics`,
      'text/calendar',
      'BEGIN:VEVENT'
    ],
    ['/health', 'application/json', '"status":"ok"'],
    ['/openapi.json', 'application/json', '"openapi":"3.1.0"']
  ] as const) {
    const answer = await at(path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      200,
      `${type}; charset=utf-8`
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    expect(text).toContain(part)
    for (const [, stream] of streams) expect(text).not.toContain(stream)
  }
})

/** Of what the conventions are made in the journal, by their names there. */
const streams = [...psu2017, ...psu2017Habilitations, ...monenfant2023, ...monenfant2023Habilitations].map(
  ({ commandId, stream }) => [commandId, stream] as const
)

test('an event that explains an answer is of a dossier, which is named by its address', async () => {
  for (const [path, dossier] of [
    [`/conventions/${psu2017Id}/differences?from=2017-08-31&to=2017-09-01`, `conventions/${psu2017Id}`],
    [`/conventions/${psu2017Id}/history`, `conventions/${psu2017Id}`],
    ['/habilitations/h-1960-1/history', 'habilitations/h-1960-1'],
    [`/conventions/${psu2017Id}/deadlines?from=2017-01-01&to=2018-12-31`, `conventions/${psu2017Id}`],
    [
      `/conventions/${psu2017Id}/deadlines?from=2017-01-01&to=2018-12-31&format=csv`,
      `conventions/${psu2017Id}`
    ]
  ] as const)
    expect([path, await (await at(path)).text()]).toEqual([path, expect.stringContaining(dossier)])
  const asked = { ask: 'history', order: 'effect' }
  const history = await post('/questions', { ...asked, dossier: 'habilitations/h-1960-1' })
  expect([history.status, await history.text()]).toEqual([
    200,
    expect.stringContaining('HabilitationDelivered')
  ])
  expect(
    await (await post('/questions', { ...asked, dossier: 'habilitation-h-1960-1' })).json()
  ).toMatchObject({
    status: 400,
    faults: [{ path: 'dossier', message: 'attendu : conventions/<id> ou habilitations/<id>' }]
  })
})

test('G2 a knowledge of a day to come is refused of JSON and of addresses alike, by the name that was written', async () => {
  const knownAt = '2999-01-01T00:00:00Z'
  const point = { on: '2017-08-31' }
  const of = { conventionId: psu2017Id }
  const faultsOf = async (answer: Promise<Response>) => {
    const { status, faults } = (await (await answer).json()) as {
      readonly status: number
      readonly faults: ReadonlyArray<{ readonly path: string; readonly message: string }>
    }
    return [status, ...faults.map(({ path, message }) => `${path} : ${message.slice(0, 29)}`)]
  }
  const toCome = "ce moment est après aujourd'h"
  for (const [question, path] of [
    [{ ask: 'register', ...point, knownAt }, 'knownAt'],
    [{ ask: 'annexes', ...of, ...point, knownAt }, 'knownAt'],
    [{ ask: 'differences', ...of, before: point, after: { ...point, knownAt } }, 'after.knownAt'],
    [{ ask: 'access', ...of, at: knownAt }, 'at']
  ] as const)
    expect(await faultsOf(post('/questions', question))).toEqual([400, `${path} : ${toCome}`])
  for (const [path, name] of [
    [`/register?on=2017-08-31&knownAt=${knownAt}`, 'knownAt'],
    [`/conventions/${psu2017Id}/annexes?on=2017-08-31&knownAt=${knownAt}`, 'knownAt'],
    [`/conventions/${psu2017Id}/differences?from=2017-08-31&to=2017-09-01&knownTo=${knownAt}`, 'knownTo']
  ] as const)
    expect(await faultsOf(at(path))).toEqual([400, `${name} : ${toCome}`])
  // Of today as a whole it may be asked, though it is not over.
  const answer = await post('/questions', { ask: 'register', ...point, knownAt: new Date().toISOString() })
  expect(answer.status).toBe(200)
})

test('a page is given to who accepts pages, JSON to who says nothing', async () => {
  const typeFor = async (accept: string) =>
    (await at(annexesOf(psu2017Id), { headers: { accept } })).headers.get('content-type')
  expect(await typeFor('text/html,application/xhtml+xml,*/*;q=0.8')).toBe('text/html; charset=utf-8')
  expect(await typeFor('*/*')).toBe('application/json; charset=utf-8')
  expect(await typeFor('image/png')).toBe('application/json; charset=utf-8')
})

test('G21 whose command it is says the access: a director gives what is his to give, and no more', async () => {
  const request = {
    type: 'SignalModification',
    conventionId: psu2017Id,
    data: {
      modificationId: 'm-http',
      changes: [
        { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
      ],
      signalledOn: '2018-01-10',
      channel: 'courrier'
    }
  }
  const key = { 'idempotency-key': 'http-1' }
  expect((await post('/commands', request)).status).toBe(400)
  expect((await post('/commands', { ...request, acteur: agent.acteur }, { headers: key })).status).toBe(400)
  const terminate = {
    type: 'TerminateConvention',
    conventionId: psu2017Id,
    data: { on: '2018-07-01', manquement: 'x' }
  }
  const refused = await post('/commands', terminate, { as: 'director', headers: key })
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({
    type: 'urn:avenant:probleme:refus',
    status: 422,
    refusals: [{ code: 'acteur-not-allowed', path: expect.any(String), sentence: expect.any(String) }]
  })
  const elsewhere = { ...terminate, conventionId: monenfant2023Id }
  expect((await post('/commands', elsewhere, { as: 'director', headers: key })).status).toBe(404)
})

test('G23 under one key a command is done once; an ETag tells on what it was decided', async () => {
  const { headers } = await at(`/conventions/${psu2017Id}/history`)
  const etag = headers.get('etag') ?? ''
  expect(etag).toMatch(/^"\d+"$/)
  const command = {
    type: 'SignalModification',
    conventionId: psu2017Id,
    data: {
      modificationId: 'm-etag',
      changes: [
        { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '200200056' }
      ],
      signalledOn: '2018-01-10',
      channel: 'courrier'
    }
  }
  const given = (key: string, match: string) =>
    post('/commands', command, { headers: { 'idempotency-key': key, 'if-match': match } })
  expect((await given('etag-0', '"0"')).status).toBe(412)
  const first = await given('etag-1', etag)
  expect([first.status, await first.json()]).toMatchObject([
    201,
    { repeated: false, events: ['ModificationSignalled'] }
  ])
  const again = await given('etag-1', etag)
  expect([again.status, await again.json()]).toMatchObject([200, { repeated: true }])
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  const other = await post(
    '/commands',
    { ...command, data: { ...command.data, modificationId: 'm-other' } },
    { headers: { 'idempotency-key': 'etag-1' } }
  )
  expect([other.status, await other.json()]).toMatchObject([
    422,
    { type: 'urn:avenant:probleme:cle-reutilisee' }
  ])
})

test('G15 what is wrong is told with every path; what is no request of ours by its status', async () => {
  const wrong = await at('/conventions/a%20b/annexes?on=2017-02-31&on2=x')
  expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
    400,
    'application/problem+json; charset=utf-8'
  ])
  const { faults } = (await wrong.json()) as { readonly faults: ReadonlyArray<{ readonly path: string }> }
  expect(faults.map(({ path }) => path).sort()).toEqual(['conventionId', 'on', 'on2'])
  expect(await (await at('/deadlines?from=2018-12-31&to=2018-01-01')).json()).toMatchObject({
    status: 400,
    faults: [{ path: 'to', message: 'précède le premier jour demandé, 2018-12-31' }]
  })
  for (const [status, answer] of [
    [401, at(annexesOf(psu2017Id), { as: 'nobody' })],
    [404, at('/nulle-part')],
    [404, at('/conventions')],
    [404, at(annexesOf('psu-9999'))],
    [404, ask(new Request('http://avenant.example.fr/autre', { headers: { authorization: 'agent' } }))],
    [404, at('/conventions/%E0%A4%A/annexes')],
    [400, at(`${annexesOf(psu2017Id)}&on=2017-09-01`)],
    [400, at(`${annexesOf(psu2017Id)}&format=pdf`)],
    [405, at(annexesOf(psu2017Id), { method: 'DELETE' })],
    [405, at('/commands')],
    [413, post('/questions', { ask: 'x'.repeat(30_000) })],
    [415, at('/questions', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })],
    [400, at('/questions', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })],
    [400, post('/questions', null)],
    [400, post('/commands', [], { headers: { 'idempotency-key': 'k' } })]
  ] as const)
    expect((await answer).status).toBe(status)
})

test('G15 what is wrong with an address is told by the names of its parameters', async () => {
  const faultsAt = async (path: string) => {
    const { faults } = (await (await at(path)).json()) as {
      readonly faults: ReadonlyArray<{ readonly path: string; readonly message: string }>
    }
    return faults.map(({ path, message }) => `${path} : ${message}`)
  }
  const differences = `/conventions/${psu2017Id}/differences`
  expect(await faultsAt(`${differences}?from=2017-08-31&to=2017-09-01&fromKnownAt=2017-01-01`)).toEqual([
    'fromKnownAt : paramètre inconnu ; paramètres admis : from, to, knownAt, knownFrom, knownTo, format, atLeast'
  ])
  const paths = async (path: string) => (await faultsAt(path)).map(fault => fault.split(' : ', 1)[0])
  expect(await paths(`${differences}?from=hier&to=demain&knownFrom=x&knownTo=y`)).toEqual([
    'from',
    'knownFrom',
    'to',
    'knownTo'
  ])
  expect(await paths(`${differences}?from=hier&knownAt=x`)).toEqual(['from', 'knownAt'])
  expect(await faultsAt('/register?on=2017-08-31&known=2017-08-31')).toEqual([
    'known : paramètre inconnu ; paramètres admis : on, knownAt, format, atLeast'
  ])
})

test('a body that does not say how large it is is read up to the limit', async () => {
  let pulled = 0
  const body = new ReadableStream({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(10_000))
    }
  })
  const request = new Request('http://avenant.example.fr/avenant/questions', {
    method: 'POST',
    headers: { authorization: 'agent', 'content-type': 'application/json' },
    body,
    duplex: 'half'
  })
  expect((await ask(request)).status).toBe(413)
  expect(pulled).toBeLessThan(10)
})

test('what an access throws, or a program, is a problem that says nothing of it', async () => {
  const told: unknown[] = []
  const secret = new Error('mot de passe de la base')
  const broken = handler(served.avenant, {
    access: () => {
      throw secret
    },
    onDefect: error => {
      told.push(error)
      throw error
    }
  })
  const answer = await broken(new Request('http://a.example.fr/health'))
  expect([answer.status, told]).toEqual([500, [secret]])
  expect(await answer.text()).not.toContain('mot de passe')
})

test('a director sees his own convention, by each address, and of no other that it is there', async () => {
  const mine = (path: string) => at(path, { as: 'director' })
  expect((await mine(annexesOf(psu2017Id))).status).toBe(200)
  const register = (await (await mine('/register?on=2023-08-31')).json()) as Register
  expect(register.conventions.map(({ conventionId }) => conventionId)).toEqual([psu2017Id])
  expect(Object.values(register.counts).reduce((sum, n) => sum + n, 0)).toBe(1)
  const { deadlines } = (await (await mine('/deadlines?from=2017-01-01&to=2031-01-01')).json()) as Deadlines
  expect([...new Set(deadlines.map(({ conventionId }) => conventionId))]).toEqual([psu2017Id])
  expect((await post('/questions', { ...acting, ask: 'may-act' })).status).toBe(200)
  expect((await post('/questions', { ...acting, ask: 'may-act' }, { as: 'director' })).status).toBe(404)
  const planeOf = (id: string) =>
    post('/questions', { ask: 'plane', dossier: `conventions/${id}` }, { as: 'director' })
  const holdersOf = (conventionId: string) =>
    post(
      '/questions',
      { ask: 'holders', conventionId, before: { on: '2024-01-01' }, after: { on: '2024-02-01' } },
      { as: 'director' }
    )
  for (const asked of [planeOf, holdersOf])
    expect([(await asked(psu2017Id)).status, (await asked(monenfant2023Id)).status]).toEqual([200, 404])
  const unknown = await (await mine(annexesOf('psu-9999'))).text()
  for (const path of [
    `/conventions/${monenfant2023Id}/annexes?on=2023-08-31`,
    `/conventions/${monenfant2023Id}/differences?from=2023-08-31`,
    `/conventions/${monenfant2023Id}/access?on=2023-08-31`,
    `/conventions/${monenfant2023Id}/history`,
    `/conventions/${monenfant2023Id}/deadlines?from=2023-01-01&to=2024-01-01`
  ]) {
    const answer = await mine(path)
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, unknown])
  }
})

test('what is recorded is told live to who may see it, once every question holds it', async () => {
  const stopped = new AbortController()
  const listening = async (as: string) => {
    const request = new Request('http://avenant.example.fr/avenant/events', {
      headers: { authorization: as },
      signal: stopped.signal
    })
    const answer = await ask(request)
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    if (reader === undefined) throw new Error('no body')
    expect((await reader.read()).value).toBe(': avenant\n\n')
    return reader
  }
  const [all, mine] = [await listening('agent'), await listening('director')]
  // Of the other convention: nothing of it is told to who may not see it.
  const [other] = monenfant2023Habilitations
  const given = await served.avenant.execute(other?.command, { commandId: 'live-other' })()
  expect(given).toMatchObject({ right: { events: [expect.anything()] } })
  const signal = (conventionId: string, etablissementId: string, role: string, personneId: string) =>
    post(
      '/commands',
      {
        type: 'SignalModification',
        conventionId,
        data: {
          modificationId: `m-live-${etablissementId}`,
          changes: [{ kind: 'withdraw-role', personneId, role, etablissementId }],
          signalledOn: '2018-01-10',
          channel: 'courrier'
        }
      },
      { headers: { 'idempotency-key': `live-${etablissementId}` } }
    )
  expect((await signal(psu2017Id, '201500089', 'activite', 'p-1960-3')).status).toBe(201)
  expect((await all.read()).value).toContain('"dossier":"habilitations/')
  const event = (await all.read()).value ?? ''
  expect(event).toMatch(
    /^id: \d+\ndata: \{"dossier":"conventions\/psu-1960-2017","revision":\d+,"type":"ModificationSignalled"/
  )
  expect((await mine.read()).value).toBe(event)
  stopped.abort()
  await Promise.all([all.cancel(), mine.cancel()])
})

test('the description is OpenAPI 3.1, and its schemas take what the handler takes', async () => {
  const document = (await (await at('/openapi.json')).json()) as { readonly paths: object }
  const ajv = new Ajv({ strict: false })
  ajv.addSchema(document, 'api')
  const check = ajv.getSchema('api#/components/schemas/Question')
  expect(check?.({ ask: 'annexes', conventionId: psu2017Id, on: '2017-08-31' })).toBe(true)
  expect(check?.({ ask: 'solde' })).toBe(false)
  const command = ajv.getSchema('api#/components/schemas/Command')
  expect(command?.(psu2017[0]?.command)).toBe(true)
  expect(Object.keys(document.paths)).toContain('/conventions/{id}/annexes')
})
