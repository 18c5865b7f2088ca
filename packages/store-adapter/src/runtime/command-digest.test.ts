import { createHash } from 'node:crypto'
import { canonicalJson } from '@avenant/domain'
import { acteur, command, ledgerExecutor } from '../../test/ledger'
import { eventsOf, left, right } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import { commandDigestOf } from './command-digest'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('G23 a command is one text, whatever the order of its keys; another order of an array is another command', () => {
  expect(canonicalJson({ b: [3, { d: null, c: 'é"\n' }], a: true, 10: 1, 9: 0, Z: -1.5e300 })).toBe(
    '{"10":1,"9":0,"Z":-1.5e+300,"a":true,"b":[3,{"c":"é\\"\\n","d":null}]}'
  )
  expect(commandDigestOf({ type: 'A', data: { x: 1, y: [1, 2] } })).toBe(
    commandDigestOf({ data: { y: [1, 2], x: 1 }, type: 'A' })
  )
  expect(commandDigestOf({ type: 'A', data: { y: [1, 2] } })).not.toBe(
    commandDigestOf({ type: 'A', data: { y: [2, 1] } })
  )
  const proto: unknown = JSON.parse('{"type":"A","__proto__":{"x":1}}')
  expect(canonicalJson(proto)).toBe('{"__proto__":{"x":1},"type":"A"}')
})

test('G23 the digest of all that was given, ids beside data too, is recorded beside each event', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  const asked = { livreId: 'a', ...command(1, 'Clore') }
  right(await execute('livre-a', asked, { commandId: 'c1' })())
  const text =
    '{"acteur":{"id":"essai","kind":"systeme"},"data":{"from":"x","n":1},"livreId":"a","type":"Clore"}'
  expect((await eventsOf(store.read('livre-a'))).map(({ metadata }) => metadata.commandDigest)).toEqual([
    sha256(text),
    sha256(text)
  ])
})

test('G15 a command that is none, or that JSON would change, is a value with every path, and nothing is written', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  const given = async (it: unknown) =>
    left(await execute('livre-a', it as ReturnType<typeof command>, { commandId: 'c1' })())
  for (const it of [null, undefined, 7, 'Inscrire', [], () => null])
    expect(await given(it)).toMatchObject({ _tag: 'InvalidCommand', faults: [{ path: '' }] })
  for (const type of [undefined, null, 7, '', ' ', {}])
    expect(await given({ type, acteur, data: {} })).toMatchObject({
      _tag: 'InvalidCommand',
      faults: [{ path: 'type' }]
    })
  const cycle: Record<string, unknown> = {}
  cycle.again = cycle
  expect(
    await given({ ...command(1), data: { n: Number.NaN, on: new Date(0), big: 1n, x: ['\ud800'], cycle } })
  ).toMatchObject({
    _tag: 'InvalidCommand',
    retryable: false,
    faults: ['data.n', 'data.on', 'data.big', 'data.x[0]', 'data.cycle.again'].map(path => ({ path }))
  })
  for (const who of [undefined, null, 7, {}, { kind: 'systeme', id: '\ud800' }])
    expect(await given({ ...command(1), acteur: who })).toMatchObject({ _tag: 'InvalidMetadata' })
  expect(await eventsOf(store.readAll())).toEqual([])
})

test('G15 a meta that is none, a custom that JSON would change, a half character: each with its path', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  const faultsOf = async (meta: unknown) => {
    const refused = left(await execute('livre-a', command(1), meta as { commandId: string })())
    expect(refused._tag).toBe('InvalidMetadata')
    return 'faults' in refused ? refused.faults.map(({ path }) => path) : []
  }
  for (const meta of [null, undefined, 7, 'c1', []]) expect(await faultsOf(meta)).toEqual([''])
  expect(await faultsOf({ commandId: 'c1', correlationId: {}, custom: 7 })).toEqual([
    'correlationId',
    'custom'
  ])
  expect(await faultsOf({ commandId: '\ud800' })).toEqual(['commandId', 'correlationId'])
  expect(
    await faultsOf({
      commandId: 'c1',
      reason: 'a\udc00',
      causationDepth: -1,
      custom: { a: undefined, b: [1n, { 'c\ud800': 1 }] }
    })
  ).toEqual(['causationDepth', 'reason', 'custom.a', 'custom.b[0]', 'custom.b[1].c\ud800'])
  expect(await eventsOf(store.readAll())).toEqual([])
})

test('what the caller adds of its own is given back as it was, and counts in the size of the event', async () => {
  const store = memoryEventStore({ maxEventBytes: 2_000 })
  const execute = ledgerExecutor(store)
  const custom = { z: 1, requete: { id: 'r-7', essais: [1, null, 'é'] }, a: JSON.parse('{"__proto__":1}') }
  right(await execute('livre-a', command(1), { commandId: 'c1', custom })())
  right(await execute('livre-a', command(2), { commandId: 'c2', custom: null })())
  const [first, second] = await eventsOf(store.read('livre-a'))
  expect(JSON.stringify(first?.metadata.custom)).toBe(JSON.stringify(custom))
  expect(second?.metadata.custom).toBeNull()
  expect(
    left(await execute('livre-a', command(3), { commandId: 'c3', custom: { x: 'x'.repeat(2_000) } })())
  ).toMatchObject({ _tag: 'EventTooLarge', limit: 2_000 })
})

test('G23 what is recorded is what was asked, also when the caller changes its command while the stream is read', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  const given = { ...command(1), data: { n: 1, from: 'x' } }
  const custom = { dossier: { numero: 1 } }
  const executing = execute('livre-a', given, { commandId: 'un', custom })()
  given.data.n = 2
  custom.dossier.numero = 2
  expect(right(await executing)).toMatchObject({ events: [{ data: { n: 1 } }], repeated: false })
  expect(await eventsOf(store.read('livre-a'))).toMatchObject([
    { data: { n: 1 }, metadata: { custom: { dossier: { numero: 1 } } } }
  ])
  expect(right(await execute('livre-a', command(1), { commandId: 'un' })())).toMatchObject({ repeated: true })
  expect(left(await execute('livre-a', command(2), { commandId: 'un' })())).toMatchObject({
    _tag: 'CommandIdReused'
  })
})
