import type { Attributes } from '@opentelemetry/api'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import type { Pages } from '../pages'
import { askedCategory, shownCategory, streamAttributes } from './attributes'
import { count, endSpan, inSpan, isObserved, outcomeOf, startSpan, stopwatch } from './telemetry'

/** Those that tell already: told twice, what they do would count twice. */
const observed = new WeakSet<EventStore>()

/**
 * A store that tells what it does; `system` (`sqlite`, `postgresql`) goes with it as `db.system.name`. One that does
 * already, such as one that `openEventStore` gave, is given back.
 */
export const observedEventStore = (store: EventStore, system?: string): EventStore => {
  if (observed.has(store)) return store
  const telling = tellingStore(store, system === undefined ? {} : { 'db.system.name': system })
  observed.add(telling)
  return telling
}

const tellingStore = (store: EventStore, of: Attributes): EventStore => ({
  ...store,
  append: (...given) => {
    const append = store.append(...given)
    return () => (isObserved() ? toldAppend(append, of, ...given) : append())
  },
  find: (stream, id) => {
    const find = store.find(stream, id)
    return () => (isObserved() ? toldFind(find, of, stream) : find())
  },
  at: position => {
    const at = store.at(position)
    return () => (isObserved() ? toldLook('at', at, of) : at())
  },
  head: () => {
    const head = store.head()
    return () => (isObserved() ? toldLook('head', head, of) : head())
  },
  streams: options =>
    observedPages(
      store.streams(options),
      { ...of, 'avenant.category': askedCategory(options) },
      () => ({}),
      ofNames
    ),
  read: (stream, options) =>
    observedPages(store.read(stream, options), { ...of, 'avenant.category': shownCategory(stream) }, () =>
      streamAttributes(stream)
    ),
  readAll: options =>
    observedPages(store.readAll(options), { ...of, 'avenant.category': askedCategory(options) }, () => ({}))
})

const toldLook = async <Fault extends { readonly _tag: string }, A>(
  what: 'at' | 'head',
  look: TaskEither<Fault, A>,
  of: Attributes
): Promise<E.Either<Fault, A>> => {
  const elapsed = stopwatch()
  const found = await inSpan(`avenant.${what}`, () => of, look)
  elapsed(`avenant.${what}.duration`, { ...of, 'avenant.outcome': outcomeOf(found) })
  return found
}

const toldFind = async (
  find: ReturnType<EventStore['find']>,
  of: Attributes,
  stream: string
): ReturnType<typeof find> => {
  const elapsed = stopwatch()
  const found = await inSpan('avenant.find', () => ({ ...of, ...streamAttributes(stream) }), find)
  elapsed('avenant.find.duration', {
    ...of,
    'avenant.category': shownCategory(stream),
    'avenant.outcome': outcomeOf(found)
  })
  return found
}

const toldAppend = async (
  append: ReturnType<EventStore['append']>,
  of: Attributes,
  ...[stream, events]: Parameters<EventStore['append']>
): ReturnType<typeof append> => {
  const elapsed = stopwatch()
  const appended = await inSpan(
    'avenant.append',
    () => ({
      ...of,
      ...streamAttributes(stream),
      'avenant.events': events.length,
      ...correlationOf(events[0]?.metadata)
    }),
    append
  )
  const measured = {
    ...of,
    'avenant.category': shownCategory(stream),
    'avenant.outcome': outcomeOf(appended)
  }
  elapsed('avenant.append.duration', measured)
  if (E.isRight(appended)) count('avenant.append.events', '{event}', events.length, measured)
  return appended
}

const correlationOf = (metadata?: {
  readonly correlationId: string
  readonly causationId: string | null
}): Attributes => ({
  ...(metadata?.correlationId === undefined ? {} : { 'avenant.correlation.id': metadata.correlationId }),
  ...(typeof metadata?.causationId === 'string' ? { 'avenant.causation.id': metadata.causationId } : {})
})

const observedPages = <Fault extends { readonly _tag: string }, Item>(
  pages: Pages<Fault, ReadonlyArray<Item>>,
  measured: Attributes,
  attributes: () => Attributes,
  given: Given = ofEvents
): Pages<Fault, ReadonlyArray<Item>> => (isObserved() ? told(pages, measured, attributes, given) : pages)

/** What the items of pages are, and what their reading is called. */
type Given = { readonly reading: string; readonly items: string; readonly unit: string }
const ofEvents: Given = { reading: 'avenant.read', items: 'events', unit: '{event}' }
const ofNames: Given = { reading: 'avenant.streams', items: 'names', unit: '{name}' }

/** One span from the first page that is asked for to the last, or to where the reader leaves. */
async function* told<Fault extends { readonly _tag: string }, Item>(
  pages: Pages<Fault, ReadonlyArray<Item>>,
  measured: Attributes,
  attributes: () => Attributes,
  { reading, items, unit }: Given
): Pages<Fault, ReadonlyArray<Item>> {
  const elapsed = stopwatch()
  const span = startSpan(reading, () => ({ ...measured, ...attributes() }))
  let outcome: E.Either<Fault, unknown> = E.right(null)
  let given = 0
  try {
    for await (const page of pages) {
      if (E.isLeft(page)) outcome = page
      else given += page.right.length
      yield page
    }
  } finally {
    span.setAttribute(`avenant.${items}`, given)
    endSpan(span, outcome)
    elapsed(`${reading}.duration`, { ...measured, 'avenant.outcome': outcomeOf(outcome) })
    count(`${reading}.${items}`, unit, given, measured)
  }
}
