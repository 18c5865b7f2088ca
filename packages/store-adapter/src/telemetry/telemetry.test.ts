import { instantOfEpoch } from '@avenant/domain'
import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor
} from '@opentelemetry/sdk-trace-base'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import {
  acteur,
  command,
  type LedgerCommand,
  type LedgerEvent,
  ledgerCodec,
  ledgerExecutor,
  longest,
  turn
} from '../../test/ledger'
import { openEventStore } from '../address'
import { eventsOf, left, right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { memoryCheckpoints } from '../runtime/checkpoints'
import { project } from '../runtime/project'
import { react } from '../runtime/react'
import { memoryReadModels } from '../runtime/read-models'
import { observedEventStore } from './observed-store'
import { inSpan, isObserved } from './telemetry'

const spans = new InMemorySpanExporter()
const exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 1e9 })
const meters = new MeterProvider({ readers: [reader] })

const register = (): void => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  metrics.setGlobalMeterProvider(meters)
}
afterEach(() => {
  trace.disable()
  metrics.disable()
  context.disable()
  spans.reset()
})
afterAll(() => meters.shutdown())

/** A command, the reaction to it and the projection of both. */
const main = async (): Promise<void> => {
  const store = observedEventStore(memoryEventStore(), 'memory')
  const execute = ledgerExecutor(store)
  right(
    await execute('source-a', command(1), {
      commandId: 'c1',
      correlationId: 'demande-1',
      reason: 'Mme Dupont'
    })()
  )
  right(await execute('copie-b', command(1, 'Clore'), { commandId: 'c2' })())
  left(await execute('copie-b', command(1), { commandId: 'c3' })())
  const reactor = right(
    await react<LedgerEvent, LedgerCommand>({
      ...{ name: 'copie', store, codec: ledgerCodec, category: 'source', execute, acteur, sleep: turn },
      reactions: () => TE.right([{ stream: 'copie-a', command: command(2) }]),
      checkpoints: memoryCheckpoints()
    })()
  )
  const [first] = await eventsOf(store.read('source-a'))
  right(await reactor.whenCaughtUp(first?.position ?? ('0' as never), longest)())
  await reactor.stop()
  const projector = right(
    await project<LedgerEvent, number, never>({
      ...{ store, codec: ledgerCodec, models: memoryReadModels<number>(), sleep: turn },
      projection: { name: 'compte', version: 3, initial: () => 0, apply: n => E.right(n + 1) }
    })()
  )
  right(
    await projector.whenCaughtUp(
      (await eventsOf(store.readAll())).at(-1)?.position ?? ('0' as never),
      longest
    )()
  )
  await projector.stop()
}

const named = (name: string): ReadonlyArray<ReadableSpan> =>
  spans.getFinishedSpans().filter(span => span.name === name)

test('spans of append, read, execute, react and project, each under what asked for it', async () => {
  register()
  await main()
  const [first] = named('avenant.execute')
  expect(first?.attributes).toEqual({
    'avenant.stream': 'source-a',
    'avenant.category': 'source',
    'avenant.command.type': 'Inscrire',
    'avenant.command.id': 'c1',
    'avenant.acteur.kind': 'systeme',
    'avenant.correlation.id': 'demande-1'
  })
  const under = (name: string, parent: ReadableSpan | undefined) =>
    named(name).filter(span => span.parentSpanContext?.spanId === parent?.spanContext().spanId)
  expect(under('avenant.read', first)).toMatchObject([{ attributes: { 'error.type': 'StreamNotFound' } }])
  expect(under('avenant.append', first)).toMatchObject([
    { attributes: { 'avenant.events': 1, 'db.system.name': 'memory', 'avenant.correlation.id': 'demande-1' } }
  ])
  const [reaction] = named('avenant.react')
  expect(reaction?.attributes).toMatchObject({
    'avenant.reactor': 'copie',
    'avenant.event.type': 'LigneInscrite',
    'avenant.correlation.id': 'demande-1'
  })
  expect(under('avenant.execute', reaction)).toMatchObject([
    {
      attributes: {
        'avenant.correlation.id': 'demande-1',
        'avenant.causation.id': reaction?.attributes['avenant.event.id']
      }
    }
  ])
  expect(named('avenant.project')[0]?.attributes).toMatchObject({
    'avenant.projection': 'compte',
    'avenant.projection.version': 3
  })
})

test('a refusal is an answer, a failure is an error; and a defect goes on after its span ended', async () => {
  register()
  await main()
  const refused = named('avenant.execute').filter(span => span.attributes['error.type'] === 'Refused')
  expect(refused).toMatchObject([{ status: { code: 0 } }])
  const store = memoryEventStore()
  await store.close()
  left(await ledgerExecutor(store)('source-a', command(1), { commandId: 'c1' })())
  expect(named('avenant.execute').at(-1)).toMatchObject({
    attributes: { 'error.type': 'StoreClosed' },
    status: { code: 2 }
  })
  await expect(
    inSpan(
      'défaut',
      () => ({}),
      () => Promise.reject(new Error('x'))
    )
  ).rejects.toThrow('x')
  expect(named('défaut')).toMatchObject([{ status: { code: 2 }, ended: true }])
})

test('G10 nothing of a payload, a reason or a message is told', async () => {
  register()
  await main()
  await reader.forceFlush()
  const told = JSON.stringify([
    spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    exported.getMetrics().map(({ scopeMetrics }) => scopeMetrics)
  ])
  expect(told).toContain('demande-1')
  for (const secret of ['Dupont', '"from"', 'essai']) expect(told).not.toContain(secret)
})

test('measures, by category and never by stream', async () => {
  register()
  await main()
  await reader.forceFlush()
  const found =
    exported
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(scope => scope.metrics) ?? []
  expect(new Set(found.map(({ descriptor }) => descriptor.name))).toEqual(
    new Set([
      'avenant.append.duration',
      'avenant.append.events',
      'avenant.at.duration',
      'avenant.read.duration',
      'avenant.read.events',
      'avenant.execute.duration',
      'avenant.head.duration',
      'avenant.execute.cache',
      'avenant.react.duration',
      'avenant.project.duration',
      'avenant.project.events',
      'avenant.project.delay'
    ])
  )
  expect(JSON.stringify(found)).not.toContain('source-a')
})

const lagNow = async () => {
  await reader.forceFlush()
  const found =
    exported
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(scope => scope.metrics) ?? []
  return Object.fromEntries(
    found
      .filter(({ descriptor }) => descriptor.name.startsWith('avenant.project.lag'))
      .map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints])
  )
}

test('how far a projection is behind the journal, in events and seconds, as it is when it is asked', async () => {
  const clock = { now: 0 }
  const own = memoryEventStore({ clock: () => instantOfEpoch(clock.now) })
  let asked = 0
  const store: EventStore = {
    ...own,
    readAll: options => {
      asked++
      return own.readAll(options)
    }
  }
  const execute = ledgerExecutor(store)
  right(await execute('source-a', command(1), { commandId: 'c1' })())
  clock.now = 90_000
  right(await execute('source-a', command(2), { commandId: 'c2' })())
  let illegible = true
  const options = {
    ...{ store, codec: ledgerCodec, models: memoryReadModels<number>(), sleep: turn },
    clock: () => instantOfEpoch(clock.now),
    projection: {
      name: 'retard',
      version: 1,
      initial: () => 0,
      apply: (n: number) => (illegible ? E.left({ _tag: 'Illegible' }) : E.right(n + 1))
    }
  }
  register()
  const stopped = right(await project<LedgerEvent, number, { readonly _tag: string }>(options)())
  left(await stopped.ended())
  const of = { attributes: { 'avenant.projection': 'retard', 'avenant.projection.version': 1 } }
  expect(await lagNow()).toMatchObject({
    'avenant.project.lag': [{ ...of, value: 90 }],
    'avenant.project.lag.events': [{ ...of, value: 2 }]
  })
  expect(asked).toBe(1)
  await stopped.stop()
  await reader.forceFlush()
  expect(asked).toBe(1)

  illegible = false
  metrics.disable()
  const projector = right(await project<LedgerEvent, number, { readonly _tag: string }>(options)())
  metrics.setGlobalMeterProvider(meters)
  right(await execute('source-a', command(3), { commandId: 'c3' })())
  const last = (await eventsOf(own.readAll())).at(-1)?.position ?? ('0' as never)
  right(await projector.whenCaughtUp(last, longest)())
  expect(await lagNow()).toMatchObject({
    'avenant.project.lag': [{ value: 0 }],
    'avenant.project.lag.events': [{ value: 0 }]
  })
  expect(asked).toBe(2)
  await projector.stop()
})

test('a store that is opened by its address tells what it does, and once', async () => {
  register()
  const store = right(await openEventStore('memory:')())
  expect(observedEventStore(store, 'autre')).toBe(store)
  await eventsOf(store.readAll())
  await store.find('source-a', 'pas un uuid')()
  await store.close()
  expect(spans.getFinishedSpans()).toMatchObject([
    { name: 'avenant.read', attributes: { 'db.system.name': 'memory' } },
    {
      name: 'avenant.find',
      attributes: { 'db.system.name': 'memory', 'avenant.stream': 'source-a', 'error.type': 'InvalidRequest' }
    }
  ])
})

test('with no SDK nothing is asked for, and a store gives its own pages', async () => {
  expect(isObserved()).toBe(false)
  const attributes = jest.fn()
  expect(await inSpan('x', attributes, async span => E.right(span.isRecording()))).toEqual(E.right(false))
  expect(attributes).not.toHaveBeenCalled()
  await main()
  expect(spans.getFinishedSpans()).toEqual([])
})
