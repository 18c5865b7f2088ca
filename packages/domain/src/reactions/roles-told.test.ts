import * as fc from 'fast-check'
import {
  agreeNonRespect,
  attribute,
  correct,
  delist,
  derogation,
  edit,
  list,
  mefSigned,
  models,
  psuDrafted,
  psuSigned,
  receive,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { deliver, given, psuDelivered, requestPsu } from '../../test/habilitation-commands'
import { placed, recorded, systeme, tell, toldAt, toldBy } from '../../test/telling'
import { type ConventionCommand, conventionDecider, conventionValueOn } from '../convention'
import { fold } from '../decider'
import { accèsOn, type HabilitationCommand, habilitationLine, habilitationValueOn } from '../habilitation'
import { dateCivile } from '../time'
import { covers, type Period } from '../time/period'
import { tellingOf } from './placed-under'

const under = [placed('h-1', 'p-1'), placed('h-2', 'p-2'), placed('h-3', 'p-3')]
const told = toldBy(...under)
const psu = (article: string) => ({ source: 'PSU', article })
const saying = (role: string, held: ReadonlyArray<unknown>, of = 'p-3', article = psu('2.1')) => ({
  stream: `habilitation-h-${of.slice(2)}`,
  command: {
    type: 'TellRole',
    acteur: systeme,
    data: { conventionId: 'essai-psu', personneId: of, role, etablissementId: 'e-1', held, article }
  }
})
const through = (to: string, from: string | null = null) => ({ from, to })
const since = (from: string | null) => ({ from, to: null })

/** A form of a modification: signalled (one event), received (the next). */
const form = (id: string, on: string, ...changes: Parameters<typeof signal>[2]) => [
  signal(id, on, changes),
  receive(id, on)
]
/** `p-3` has two roles on e-1 since always, `activite` and `financier`. */
const start = [
  psuDrafted[0],
  edit(
    list('e-1'),
    list('e-2'),
    attribute('p-1', 'approbateur'),
    attribute('p-2', 'approbateur', 'e-2'),
    attribute('p-3', 'activite'),
    attribute('p-3', 'financier')
  ),
  ...psuSigned.slice(2)
].flatMap(command => command ?? [])
const withdrawn = form('m-1', '2018-03-01', withdraw('p-3', 'activite'))

test('P21 a role that a form withdraws is told to each habilitation of its holder, with its days and its article', () => {
  expect(told(...start, ...withdrawn)).toEqual([saying('activite', [through('2018-03-01')])])
  expect(told(...start, ...withdrawn.slice(0, 1))).toEqual([])
  const two = toldBy(placed('h-3', 'p-3'), placed('h-9', 'p-3'))
  expect(two(...start, ...withdrawn).map(({ stream }) => stream)).toEqual([
    'habilitation-h-3',
    'habilitation-h-9'
  ])
})

test('P21 G1 a withdrawal that is taken back, moved, or followed by another attribution tells all the days anew', () => {
  const moved = receive('m-1', '2018-04-01')
  expect(told(...start, ...withdrawn, correct(5, moved))).toEqual([
    saying('activite', [through('2018-04-01')])
  ])
  expect(told(...start, ...withdrawn, correct(5, null))).toEqual([saying('activite', [since(null)])])
  const again = form('m-2', '2018-09-03', attribute('p-3', 'activite'))
  expect(told(...start, ...withdrawn, ...again)).toEqual([
    saying('activite', [through('2018-03-01'), since('2018-09-03')])
  ])
  // Received late, of a day before: its place is by its day (G17).
  const earlier = form('m-3', '2018-02-01', withdraw('p-3', 'financier'))
  expect(told(...start, ...withdrawn, ...earlier)).toEqual([saying('financier', [through('2018-02-01')])])
})

test('P21 a role that is given until a day is told with that day', () => {
  const given = form('m-1', '2018-03-01', attribute('p-3', 'import', 'e-1', { to: '2018-07-01' }))
  expect(told(...start, ...given)).toEqual([saying('import', [{ from: '2018-03-01', to: '2018-07-01' }])])
})

test('P21 a role that is attributed, and never left the annexe, is told to nobody', () => {
  const more = form('m-1', '2018-03-01', attribute('p-3', 'import'))
  const events = recorded([...start, ...more])
  expect(events).toHaveLength(start.length + 2)
  const asked = events.flatMap((_, i) => toldAt(events, i, under))
  expect(asked.filter(({ command }) => command.type === 'TellRole')).toEqual([])
})

test('P2 G17 an establishment that leaves the annexe takes its roles with it, and brings them back', () => {
  const leave = [signal('m-1', '2018-03-01', [delist('e-1')])]
  const signedBy = (id: string, on: string) => [
    signAvenant(id, 'gestionnaire', on),
    signAvenant(id, 'caf', on, { signataire: 'p-2' })
  ]
  const left = [...start, ...leave, ...signedBy('m-1', '2018-04-03')]
  const gone = told(...left)
  expect(gone).toEqual([
    saying('approbateur', [through('2018-04-03')], 'p-1', psu('1')),
    saying('activite', [through('2018-04-03')], 'p-3', psu('1')),
    saying('financier', [through('2018-04-03')], 'p-3', psu('1'))
  ])
  expect(told(...left, correct(6, null))).toEqual([
    saying('approbateur', [since(null)], 'p-1'),
    saying('activite', [since(null)]),
    saying('financier', [since(null)])
  ])
})

test('M21 a role without an establishment of another model is told by that model', () => {
  const mef = toldBy(placed('h-1', 'p-1', 'essai-mef'))
  const out = [
    signal('m-1', '2024-01-08', [withdraw('p-1', 'fonctionnement', 'e-2')]),
    signAvenant('m-1', 'caf', '2024-02-01', { signataire: 'p-2' }),
    signAvenant('m-1', 'fournisseur', '2024-02-05')
  ]
  expect(mef(...mefSigned, ...out)).toMatchObject([
    {
      command: {
        data: { role: 'fonctionnement', held: [through('2024-02-05')], article: { source: 'MEF' } }
      }
    }
  ])
})

test('P3 an agreement and a dérogation that end tell no role', () => {
  expect(told(...start.slice(0, 2), agreeNonRespect('2016-12-02'))).toEqual([])
  expect(told(...start.slice(0, 2), agreeNonRespect('2016-12-02'), derogation('2017-09-01'))).toEqual([])
})

/** The commands that an habilitation is given, played after its delivery. */
const after = (commands: ReadonlyArray<HabilitationCommand>) =>
  commands.reduce(
    ({ state, count }, command) => {
      const { events, state: next } = given.from(state).when(command)
      return { state: next, count: count + events.length }
    },
    { state: given(...psuDelivered).state, count: 0 }
  )
const commandsOf = (reactions: ReturnType<typeof told>) => reactions.map(({ command }) => command)
const lineId = 'essai-psu/e-1/activite/p-3'

test('G13 told twice it is recorded once, and what is told changes no access (G16)', () => {
  const withdrawal = commandsOf(told(...start, ...withdrawn))
  const back = commandsOf(told(...start, ...withdrawn, correct(5, null)))
  const once = after(withdrawal)
  expect(once.count).toBe(1)
  expect(after([...withdrawal, ...withdrawal]).count).toBe(1)
  expect(habilitationValueOn(once.state, 'role-annexe', lineId, null)).toEqual({
    held: [through('2018-03-01')],
    article: psu('2.1')
  })
  expect(accèsOn(once.state, dateCivile('2018-06-01'))).toEqual({ status: 'ouvert' })
  const again = after([...withdrawal, ...back, ...withdrawal])
  expect(again.count).toBe(3)
  expect(habilitationLine(again.state, 'role-annexe', lineId)).toEqual(
    habilitationLine(once.state, 'role-annexe', lineId)
  )
})

test('P21 a delivery is told of a role that is to leave the annexe; a request, of nothing; one moved elsewhere, of all', () => {
  const events = recorded([...start, ...form('m-1', '2018-03-01', withdraw('p-3', 'activite'))])
  const [request, delivery] = [requestPsu(), deliver('2017-03-01')].map(
    (command, i, all) => given(...all.slice(0, i)).when(command).events[0]?.data
  )
  if (request === undefined || delivery === undefined) throw new Error('refused')
  const stream = 'habilitation-h-3'
  expect(tellingOf({ stream, revision: 0, data: request })).toBeNull()
  const what = tellingOf({ stream, revision: 1, data: delivery })
  expect(what).toEqual({ end: null, roles: 'all' })
  expect(what === null ? null : tell(events, under.slice(2), what)).toEqual([
    saying('activite', [through('2018-03-01')])
  ])
  expect(tellingOf({ stream, revision: 3, data: request })).toEqual({ end: 'stands', roles: 'all' })
})

const roles = ['activite', 'financier']
const someDay = fc.integer({ min: 1, max: 9 }).map(month => `2018-0${month}-01`)
const anAct = (id: number): fc.Arbitrary<ReadonlyArray<ConventionCommand>> =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...roles), fc.constantFrom(attribute, withdraw), someDay)
      .map(([role, change, on]) => form(`m-${id}`, on, change('p-3', role))),
    fc
      .tuple(fc.nat({ max: 14 }), fc.option(someDay), fc.nat({ max: 5 }))
      .map(([at, on, of]) => [correct(at, on === null ? null : receive(`m-${of}`, on))])
  )
const histories = fc.tuple(
  fc.tuple(anAct(0), anAct(1), anAct(2), anAct(3), anAct(4), anAct(5)).map(acts => acts.flat()),
  fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 8 })
)

test('G6 G17 G18 whatever is recorded, and however late it is told, the last told of a role is what the annexe holds', () => {
  const seen = { told: 0, again: 0 }
  fc.assert(
    fc.property(histories, ([commands, late]) => {
      const events = recorded([...start, ...commands], { someRefused: true })
      const last = new Map<string, ReadonlyArray<Period>>()
      let read = 0
      for (let i = 0; i < events.length; i++) {
        // A late reactor reads more than what stood at the event, and never less than it has read before.
        read = Math.max(read, i + 1 + (late[i % late.length] ?? 0))
        for (const { command } of toldAt(events.slice(0, read), i, under))
          if (command.type === 'TellRole') last.set(command.data.role, command.data.held)
      }
      const state = fold(conventionDecider(models))(events)
      for (const role of roles) {
        const held = last.get(role)
        if (held === undefined) continue
        seen.told += 1
        if (held.length > 1) seen.again += 1
        for (let month = 1; month <= 9; month++) {
          const on = dateCivile(`2018-0${month}-15`)
          const isHeld = conventionValueOn(state, 'attribution', `e-1/${role}/p-3`, on) !== null
          expect([on, held, held.some(period => covers(period)(on))]).toEqual([on, held, isHeld])
        }
      }
    }),
    { numRuns: 200 }
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})
