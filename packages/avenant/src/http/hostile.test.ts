/** Requests that nobody would send in good faith: what is told to whom, whatever is asked. */
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import { acting, type Served, secretsOf, serve } from '../../test/served'

let ask: Served['ask']
let served: Served
beforeAll(async () => {
  served = await serve()
  ;({ ask } = served)
})
afterAll(() => served.avenant.close())
afterEach(() => expect(served.defects).toEqual([]))

/** How many requests are drawn: `HOSTILE=100000` for a long run. */
const numRuns = Number(process.env.HOSTILE ?? 1_500)

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
  ...['annexes', 'differences', 'access', 'history', 'toString', '__proto__'],
  ...['a-faire', 'registre', 'histoire', 'assets']
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
      '__proto__',
      ...['known', 'q', 'du', 'au', 'qui', 'etat', 'page', 'personne']
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
  course: { conventionId: ids },
  census: {},
  search: {
    text: fc.constantFrom('e', 'ville', 'monenfant', monenfant2023Id),
    among: fc.constantFrom('dossiers', 'personnes')
  },
  history: {
    dossier: ids.map(id => `${id.startsWith('h') ? 'habilitations' : 'conventions'}/${id}`),
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
const dates = fc.constantFrom('2023-08-31', '2017-08-31', '2031-12-31')
/** Addresses of screens that are nearly all good ones. */
const screenPath = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('a-faire', 'registre'),
      ids.map(id => `conventions/${id}`),
      ids.map(id => `conventions/${id}/histoire`)
    ),
    fc.oneof(
      fc.record({ on: dates, known: dates }, { requiredKeys: [] }),
      fc.record(
        { q: text, etat: fc.constantFrom('en-vigueur', 'terminee'), format: fc.constant('csv') },
        { requiredKeys: [] }
      ),
      fc.record(
        {
          du: dates,
          au: dates,
          qui: fc.oneof(fc.constantFrom('tous', 'moi'), text),
          format: fc.constantFrom('csv', 'ics')
        },
        { requiredKeys: [] }
      )
    )
  )
  .map(([path, asked]) => `${path}?${new URLSearchParams(asked)}`)
const requests: fc.Arbitrary<Sent> = fc.oneof(
  anything,
  question.map(asked => ({ method: 'POST', path: 'questions', body: JSON.stringify(asked) })),
  body.map(body => ({ method: 'POST', path: 'commands', body })),
  fc.record({ method: fc.constant('GET'), path: screenPath, headers: fc.constant({ accept: 'text/html' }) }),
  params.map(fields => ({
    method: 'POST',
    path: 'registre',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(fields))
  }))
)

test('to a director none tells anything of another convention, and none is a defect', async () => {
  const secrets = await secretsOf(served, monenfant2023Id, psu2017Id)
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
    { numRuns }
  )
  for (const status of [200, 400, 404, 405]) expect(met.get(status) ?? 0).toBeGreaterThan(0)
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
