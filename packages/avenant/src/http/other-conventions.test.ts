/** Who sees one convention meets nothing of another, though both speak of the same establishments, roles and persons. */
import { epochOf, instant, instantOfEpoch } from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { collect } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Avenant, handler, openAvenant, partie, type Register, type Visitor } from '..'

const other = 'psu-bagneux-2018'
const third = 'psu-chatenay-2018'
/** An habilitation that was asked for under the other convention by mistake, and placed under his own. */
const placed = 'h-placee'

type Written = { readonly commandId: string; readonly command: unknown }

/** The same convention under other names: the numbers, the mail addresses and the agent of the Caf are those of the first. */
const named = (id: string, prefix: string, commune: string): ReadonlyArray<Written> =>
  [...psu2017, ...psu2017Habilitations].map(({ command, commandId }) => ({
    commandId: `${prefix}${commandId}`,
    command: JSON.parse(
      JSON.stringify(command)
        .replaceAll(psu2017Id, id)
        .replaceAll(/\bp-1960-/g, `p-${prefix}`)
        .replaceAll(/\bh-1960-/g, `h-${prefix}`)
        .replaceAll('SCEAUX', commune)
        .replaceAll('MARCHAIS', `MARCHAIS ${commune}`)
        .replaceAll('CHARAIRE', `CHARAIRE ${commune}`)
    )
  }))

const asked = named(other, 'bagneux-', 'BAGNEUX').find(({ command }) =>
  JSON.stringify(command).includes('RequestHabilitation')
)?.command as { readonly data: object }
const placing: ReadonlyArray<Written> = [
  {
    commandId: 'placing-1',
    command: { ...asked, habilitationId: placed, data: { ...asked.data, habilitationId: placed } }
  },
  {
    commandId: 'placing-2',
    command: {
      type: 'CorrectHabilitation',
      habilitationId: placed,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: {
        corrections: [
          {
            corrects: 0,
            instead: {
              type: 'RequestHabilitation',
              data: { ...asked.data, habilitationId: placed, conventionId: psu2017Id, personneId: 'p-1960-2' }
            }
          }
        ],
        motif: 'convention mal désignée'
      }
    }
  }
]

const director: Visitor = {
  acteur: { kind: 'partenaire', id: 'directrice' },
  hand: partie(psu2017Id, 'gestionnaire'),
  sees: id => id === psu2017Id
}
const ofTwo: Visitor = { ...director, sees: id => id === psu2017Id || id === third }
const agent: Visitor = {
  ...director,
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  hand: null,
  sees: 'all'
}
const visitors: Readonly<Record<string, Visitor>> = { director, ofTwo, agent }

let avenant: Avenant
/** Its id, its names, and the id and the instant of each event. */
let secrets: ReadonlyArray<string>
beforeAll(async () => {
  // Each event has an instant of its own.
  let ticks = epochOf(instant('2018-01-01T00:00:00Z'))
  const opened = await openAvenant({
    store: 'memory:',
    hands: 'told',
    reactions: false,
    clock: () => {
      ticks += 61_001
      return instantOfEpoch(ticks)
    }
  })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  for (const { command, commandId } of [
    ...psu2017,
    ...psu2017Habilitations,
    ...named(other, 'bagneux-', 'BAGNEUX'),
    ...placing,
    ...named(third, 'chatenay-', 'CHATENAY')
  ]) {
    const done = await avenant.execute(command, { commandId })()
    if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
  }
  const events = await collect(avenant.store.read(`convention-${other}`))()
  if (E.isLeft(events)) throw new Error(events.left._tag)
  secrets = [
    'bagneux',
    ...events.right.flatMap(({ id, recordedAt }) => [id, recordedAt, recordedAt.replace('.000', '')])
  ].map(secret => secret.toLowerCase())
})
afterAll(() => avenant.close())

const answerFor = async (as: string, path: string, init: RequestInit = {}): Promise<Response> => {
  const visitor = visitors[as]
  return handler(avenant, {
    access: () => visitor ?? null,
    onDefect: error => {
      throw error
    }
  })(new Request(`http://a.example.fr${path}`, init))
}

const points = ['on=2018-03-01', 'on=2018-03-01&known=2018-01-02', 'on=2017-02-23', 'on=2021-06-01']
const addresses: ReadonlyArray<string> = [
  ...points.flatMap(point => [
    `/a-faire?du=2016-01-01&au=2025-01-01&${point}`,
    `/a-faire?du=2016-01-01&au=2025-01-01&format=csv&${point}`,
    `/a-faire?du=2016-01-01&au=2025-01-01&qui=tous&format=ics&${point}`,
    `/registre?${point}`,
    `/registre?format=csv&${point}`,
    `/registre?q=charaire&${point}`,
    `/registre?q=201500086&${point}`,
    ...['', '/histoire', '/plan', '/acces', '/comparer', '/et-si'].map(
      tab => `/conventions/${psu2017Id}${tab}?${point}`
    ),
    `/conventions/${psu2017Id}/comparer?vs=2020-01-01&${point}`,
    `/conventions/${psu2017Id}/acces?cellule=201500086/activite/p-1960-2&${point}`
  ]),
  ...['on=2018-03-01', 'on=2018-03-01&knownAt=2018-01-02T00:00:00Z'].flatMap(point => [
    ...['json', 'html', 'csv', 'md'].map(
      format => `/conventions/${psu2017Id}/annexes?${point}&format=${format}`
    ),
    `/conventions/${psu2017Id}/access?${point}`,
    `/register?${point}`,
    `/register?${point}&format=html`,
    `/register?${point}&conventionId=${psu2017Id}`,
    ...['json', 'html', 'csv', 'ics'].map(
      format => `/deadlines?from=2016-01-01&to=2025-01-01&${point}&format=${format}`
    ),
    `/conventions/${psu2017Id}/deadlines?from=2016-01-01&to=2025-01-01&${point}`
  ]),
  `/conventions/${psu2017Id}/differences?from=2016-12-31&to=2018-03-01`,
  `/conventions/${psu2017Id}/history`,
  '/habilitations/h-1960-1/history',
  `/habilitations/${placed}/history`,
  `/habilitations/${placed}/histoire`,
  `/conventions/${psu2017Id}/hors-ligne`,
  '/habilitations/h-bagneux-1/history',
  '/habilitations/h-bagneux-1/histoire',
  '/health'
]

const personne = { personneId: 'p-1960-2', etablissementId: '201500086', role: 'activite', on: '2018-03-01' }
const dossier = { dossier: `conventions/${psu2017Id}` }
const [before, after] = [{ on: '2016-12-31' }, { on: '2018-03-01' }]
const questions: ReadonlyArray<object> = [
  { ask: 'register', on: '2018-03-01' },
  { ask: 'register', on: '2018-03-01', conventionId: psu2017Id },
  { ask: 'census' },
  ...['charaire', '201500086', 'caisse', 'psu', 'fontaine', 'marchais'].flatMap(text =>
    ['dossiers', 'personnes'].map(among => ({ ask: 'search', text, among }))
  ),
  { ask: 'may-act', ...personne },
  { ask: 'may-act', ...personne, role: 'financier', on: '2019-03-01' },
  { ask: 'may-act', ...personne, personneId: 'p-bagneux-2' },
  { ask: 'access', conventionId: psu2017Id, on: '2018-03-01', cell: personne },
  { ask: 'plane', ...dossier },
  { ask: 'course', conventionId: psu2017Id },
  { ask: 'history', ...dossier, order: 'recording' },
  { ask: 'history', ...dossier, order: 'effect', withHabilitations: true },
  { ask: 'history', order: 'recording' },
  { ask: 'history', order: 'effect', from: '2016-01-01', to: '2025-01-01' },
  { ask: 'holders', conventionId: psu2017Id, before, after },
  { ask: 'differences', conventionId: psu2017Id, before, after },
  { ask: 'deadlines', from: '2016-01-01', to: '2025-01-01' }
]
const places = (conventionId: string) => ({
  type: 'CorrectHabilitation',
  habilitationId: 'h-1960-1',
  data: {
    corrections: [
      {
        corrects: 0,
        instead: {
          type: 'RequestHabilitation',
          data: { ...asked.data, habilitationId: 'h-1960-1', conventionId }
        }
      }
    ],
    motif: 'essai'
  }
})

type Met = { readonly asked: string; readonly status: number; readonly told: string }

/** What somebody is answered wherever he asks. */
async function* metBy(as: string): AsyncGenerator<Met> {
  const json = { 'content-type': 'application/json', 'idempotency-key': `met-${as}` }
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const sent: ReadonlyArray<readonly [path: string, init: RequestInit]> = [
    ...addresses.map(path => [path, { headers: { accept: '*/*' } }] as const),
    ...questions.map(
      body => ['/questions', { method: 'POST', headers: json, body: JSON.stringify(body) }] as const
    ),
    ['/registre', { method: 'POST', headers: form, body: 'personne=fontaine&on=2018-03-01' }],
    ['/registre', { method: 'POST', headers: form, body: 'personne=marchais&on=2018-03-01' }],
    ...[places(other), { type: 'BlockAccess', habilitationId: placed, data: {} }].flatMap(command => [
      ['/commands', { method: 'POST', headers: json, body: JSON.stringify(command) }] as const,
      [
        `/conventions/${psu2017Id}/et-si`,
        {
          method: 'POST',
          headers: form,
          body: String(new URLSearchParams({ commande: JSON.stringify(command) }))
        }
      ] as const
    ])
  ]
  for (const [path, init] of sent) {
    const answer = await answerFor(as, path, init)
    yield {
      asked: `${path} ${init.body ?? ''}`,
      status: answer.status,
      told: (await answer.text()).toLowerCase()
    }
  }
}

test('by no route does he meet the id, a name, an event or an instant of another convention', async () => {
  const tells: string[] = []
  let good = 0
  for await (const { asked, status, told } of metBy('director')) {
    expect([asked, status]).toEqual([asked, expect.any(Number)])
    expect(status).toBeLessThan(500)
    if (status === 200) good += 1
    // A page gives back the command that was written on it.
    const own = asked.toLowerCase()
    const met = secrets.filter(secret => told.includes(secret) && !own.includes(secret))
    if (met.length > 0) tells.push(`${asked} : ${met.join(', ')}`)
  }
  expect(tells).toEqual([])
  expect(good).toBeGreaterThan(100)
})

test('the very same routes tell of it to who sees everything', async () => {
  let met = 0
  for await (const { told } of metBy('agent')) if (told.includes('bagneux')) met += 1
  expect(met).toBeGreaterThan(30)
})

test('P30 who sees two conventions is told what those two say otherwise, as if there were no third', async () => {
  const seenBy = async (as: string) => {
    const { conventions } = (await (await answerFor(as, '/register?on=2018-03-01')).json()) as Register
    return conventions.map(({ conventionId, alertes, constats, premisses, recoupements }) => {
      expect(alertes).toBe(constats.length + premisses.length + recoupements.length)
      return [conventionId, [...new Set(recoupements.map(({ other }) => other.conventionId))]]
    })
  }
  expect(await seenBy('director')).toEqual([[psu2017Id, []]])
  expect(await seenBy('ofTwo')).toEqual([
    [psu2017Id, [third]],
    [third, [psu2017Id]]
  ])
  expect(await seenBy('agent')).toEqual(
    [
      [psu2017Id, [other, third]],
      [other, [psu2017Id, third]],
      [third, [psu2017Id, other]]
    ].toSorted()
  )
})

test('an habilitation is placed under a convention only by who sees that one', async () => {
  const given = async (as: string) =>
    (
      await answerFor(as, '/commands', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `places-${as}` },
        body: JSON.stringify(places(other))
      })
    ).status
  expect(await given('director')).toBe(404)
})
