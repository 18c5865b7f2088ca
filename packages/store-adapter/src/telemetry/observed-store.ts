import type { Attributes } from '@opentelemetry/api'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import type { Pages } from '../pages'
import { categoryOf } from '../stream-name'
import { streamAttributes } from './attributes'
import { count, endSpan, inSpan, isObserved, outcomeOf, startSpan, stopwatch } from './telemetry'

/** A store that tells what it does; `system` (`sqlite`, `postgresql`) goes with it as `db.system.name`. */
export const observedEventStore = (store: EventStore, system?: string): EventStore => {
  const of: Attributes = system === undefined ? {} : { 'db.system.name': system }
  return {
    ...store,
    append: (stream, events, expected) => async () => {
      const elapsed = stopwatch()
      const appended = await inSpan(
        'avenant.append',
        () => ({
          ...of,
          ...streamAttributes(stream),
          'avenant.events': events.length,
          ...correlationOf(events[0]?.metadata)
        }),
        store.append(stream, events, expected)
      )
      const measured = {
        ...of,
        'avenant.category': categoryOf(stream),
        'avenant.outcome': outcomeOf(appended)
      }
      elapsed('avenant.append.duration', measured)
      if (E.isRight(appended)) count('avenant.append.events', '{event}', events.length, measured)
      return appended
    },
    read: (stream, options) =>
      observedPages(store.read(stream, options), { ...of, 'avenant.category': categoryOf(stream) }, () =>
        streamAttributes(stream)
      ),
    readAll: options =>
      observedPages(
        store.readAll(options),
        { ...of, 'avenant.category': options?.category ?? '*' },
        () => ({})
      )
  }
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
  attributes: () => Attributes
): Pages<Fault, ReadonlyArray<Item>> => (isObserved() ? told(pages, measured, attributes) : pages)

/** One span from the first page that is asked for to the last, or to where the reader leaves. */
async function* told<Fault extends { readonly _tag: string }, Item>(
  pages: Pages<Fault, ReadonlyArray<Item>>,
  measured: Attributes,
  attributes: () => Attributes
): Pages<Fault, ReadonlyArray<Item>> {
  const elapsed = stopwatch()
  const span = startSpan('avenant.read', () => ({ ...measured, ...attributes() }))
  let outcome: E.Either<Fault, unknown> = E.right(null)
  let events = 0
  try {
    for await (const page of pages) {
      if (E.isLeft(page)) outcome = page
      else events += page.right.length
      yield page
    }
  } finally {
    span.setAttribute('avenant.events', events)
    endSpan(span, outcome)
    elapsed('avenant.read.duration', { ...measured, 'avenant.outcome': outcomeOf(outcome) })
    count('avenant.read.events', '{event}', events, measured)
  }
}
