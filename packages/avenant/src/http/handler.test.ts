import {
  monenfant2023,
  monenfant2023Habilitations,
  monenfant2023Id,
  psu2017,
  psu2017Habilitations,
  psu2017Id
} from '@avenant/domain/fixtures'
import Ajv from 'ajv/dist/2020'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { type Avenant, type Deadlines, handler, openAvenant, type Register, type Visitor } from '..'

const agent: Visitor = {
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  hand: { kind: 'caf', caf: 'hauts-de-seine' } as Visitor['hand'],
  sees: 'all'
}
/** A director: he acts for the gestionnaire of one convention, and sees that one. */
const director: Visitor = {
  acteur: { kind: 'partenaire', id: 'directrice' },
  hand: { kind: 'partie', conventionId: psu2017Id, partie: 'gestionnaire' } as Visitor['hand'],
  sees: id => id === psu2017Id
}
const visitors: Readonly<Record<string, Visitor>> = { agent, director }

let avenant: Avenant
const defects: unknown[] = []
let ask: (request: Request) => Promise<Response>
beforeAll(async () => {
  const opened = await openAvenant({ store: 'memory:', hands: 'told', reactions: false })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  for (const { command, commandId } of [...psu2017, ...psu2017Habilitations, ...monenfant2023]) {
    const done = await avenant.execute(command, { commandId })()
    if (E.isLeft(done)) throw new Error(done.left.message)
  }
  ask = handler(avenant, {
    access: request => visitors[request.headers.get('authorization') ?? ''] ?? null,
    base: '/avenant',
    maxBodyBytes: 20_000,
    onDefect: error => defects.push(error)
  })
})
afterAll(() => avenant.close())
afterEach(() => expect(defects).toEqual([]))

type Asked = {
  readonly as?: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}
const at = (path: string, { as = 'agent', method = 'GET', headers = {}, body }: Asked = {}) =>
  ask(
    new Request(`http://avenant.example.fr/avenant${path}`, {
      method,
      headers: { authorization: as, ...headers },
      ...(body === undefined ? {} : { body })
    })
  )
const post = (path: string, content: unknown, { headers = {}, ...asked }: Asked = {}) =>
  at(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(content),
    ...asked
  })
const annexesOf = (id: string) => `/conventions/${id}/annexes?on=2017-08-31`

test('each question has its address and its formats, and is not kept on its way', async () => {
  for (const [path, type, part] of [
    [annexesOf(psu2017Id), 'application/json', '"format":"avenant/annexes"'],
    [`${annexesOf(psu2017Id)}&format=html`, 'text/html', 'En vigueur du 01/01/2017 au 31/12/2020.'],
    [`${annexesOf(psu2017Id)}&format=csv`, 'text/csv', 'CHARAIRE'],
    [`${annexesOf(psu2017Id)}&format=md`, 'text/markdown', 'CHARAIRE'],
    [`/conventions/${psu2017Id}/differences?from=2017-08-31&to=2017-09-01`, 'application/json', 'derogation'],
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
    expect(await answer.text()).toContain(part)
  }
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
  const broken = handler(avenant, {
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

/** In the other convention. */
const acting = {
  personneId: 'p-mef-1',
  etablissementId: 'e-219200789-1',
  role: 'disponibilites',
  on: '2023-08-31'
}

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
  const given = await avenant.execute(other?.command, { commandId: 'live-other' })()
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

describe('hostile requests', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      psu2017Id,
      monenfant2023Id,
      'h-1960-1',
      '..',
      '%2e%2e',
      '%00',
      '__proto__',
      'constructor',
      '',
      '*',
      '2023-08-31'
    )
  )
  const words = fc.constantFrom(
    ...[
      'conventions',
      'habilitations',
      'register',
      'deadlines',
      'questions',
      'commands',
      'health',
      'openapi.json'
    ],
    ...['annexes', 'differences', 'access', 'history', 'toString', '__proto__']
  )
  const segment = fc.oneof(words, text.map(encodeURIComponentSafe))
  const params = fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        'on',
        'knownAt',
        'from',
        'to',
        'format',
        'ask',
        'conventionId',
        'order',
        'at',
        '__proto__'
      ),
      text
    ),
    fc.oneof(fc.constantFrom('2023-08-31', '2023-07-26T10:00:00Z', 'json', 'html', 'ics', 'effect'), text),
    { maxKeys: 5 }
  )
  const ids = fc.constantFrom(psu2017Id, monenfant2023Id, 'h-1', 'h-1960-1', `convention-${monenfant2023Id}`)
  const on = fc.constantFrom('2023-08-31', '2017-08-31')
  const point = fc.record({ on }, { requiredKeys: ['on'] })
  const shapes: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
    annexes: { conventionId: ids, on },
    access: { conventionId: ids, on },
    differences: { conventionId: ids, before: point, after: point },
    'may-act': {
      personneId: fc.constantFrom('p-1960-2', acting.personneId),
      etablissementId: fc.constantFrom('201500086', acting.etablissementId),
      role: fc.constantFrom('activite', acting.role),
      on
    },
    register: { on },
    deadlines: { from: fc.constant('2017-01-01'), to: fc.constant('2031-01-01') },
    history: {
      dossier: ids.map(id => `${id.startsWith('h') ? 'habilitation' : 'convention'}-${id}`),
      order: fc.constant('effect')
    }
  }
  const question = fc.oneof(
    ...Object.entries(shapes).map(([ask, shape]) => fc.record({ ask: fc.constant(ask), ...shape }))
  )
  const body = fc.oneof(
    question.map(value => JSON.stringify(value)),
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc
      .record({
        type: fc.constantFrom('SignConvention', 'TerminateConvention', 'DeliverHabilitation', 'x'),
        conventionId: ids,
        data: fc.anything()
      })
      .map(value => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v)) ?? '')
  )
  type Sent = {
    readonly method: string
    readonly path: string
    readonly headers?: Record<string, string>
    readonly body?: string
  }
  const anything: fc.Arbitrary<Sent> = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS'),
    path: fc
      .tuple(fc.array(segment, { maxLength: 5 }), params)
      .map(([path, params]) => `${path.join('/')}?${new URLSearchParams(params)}`),
    headers: fc.dictionary(
      fc.constantFrom(
        'if-match',
        'if-none-match',
        'idempotency-key',
        'accept',
        'content-type',
        'content-length'
      ),
      fc.oneof(
        fc.constantFrom('*', '"1"', 'application/json', 'text/html', '99999999999'),
        fc.string({ maxLength: 20 })
      ),
      { maxKeys: 4 }
    ),
    body
  })
  const requests: fc.Arbitrary<Sent> = fc.oneof(
    anything,
    question.map(asked => ({ method: 'POST', path: 'questions', body: JSON.stringify(asked) })),
    body.map(body => ({ method: 'POST', path: 'commands', body }))
  )

  test('to a director none tells anything of another convention, and none is a defect', async () => {
    const secrets = await namesOf(monenfant2023Id)
    expect(secrets.length).toBeGreaterThan(3)
    const met = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(requests, async sent => {
        const { method, path, headers, body } = sent
        const request = requestOf(`http://a.example.fr/avenant/${path}`, {
          method,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': 'k',
            ...headers,
            authorization: 'director'
          },
          ...(method === 'GET' || method === 'HEAD' || body === undefined ? {} : { body })
        })
        if (request === null) return
        const answer = await ask(request)
        met.set(answer.status, (met.get(answer.status) ?? 0) + 1)
        expect(answer.status).toBeLessThan(500)
        const told = await answer.text()
        // What he himself has written may come back in a fault; what he has not may not.
        for (const secret of secrets) expect(told).not.toContain(secret)
        if (!JSON.stringify(sent).includes(monenfant2023Id)) expect(told).not.toContain(monenfant2023Id)
      }),
      { numRuns: 1_500 }
    )
    for (const status of [200, 400, 404, 405]) expect(met.get(status) ?? 0).toBeGreaterThan(0)
  })

  /** What only the other convention says: its names and numbers. */
  const namesOf = async (id: string): Promise<ReadonlyArray<string>> => {
    const told = await (await at(`/conventions/${id}/annexes?on=2023-08-31`)).text()
    const own = await (await at(annexesOf(psu2017Id))).text()
    return [
      ...new Set(
        [...told.matchAll(/"(?:nom|mail|siret|denomination|numeroSias)":"([^"]{4,})"/g)].map(
          ([, name]) => name ?? ''
        )
      )
    ].filter(name => !own.includes(name))
  }
})

function encodeURIComponentSafe(part: string): string {
  try {
    return encodeURIComponent(part)
  } catch {
    return '%FF'
  }
}

/** Null: no client can send such a request. */
const requestOf = (url: string, init: RequestInit): Request | null => {
  try {
    return new Request(url, init)
  } catch {
    return null
  }
}
