/**
 * Spans and measures through `@opentelemetry/api` alone: with no SDK registered each call is one look at a flag.
 * What is told holds no personal data: never a payload, a reason or a message, which may quote one.
 */
import {
  type Attributes,
  type Counter,
  context,
  type Histogram,
  type MeterProvider,
  metrics,
  ProxyTracerProvider,
  type Span,
  SpanStatusCode,
  trace
} from '@opentelemetry/api'
import * as E from 'fp-ts/Either'

export const scope = '@avenant/store-adapter'

/** What an outcome tells of itself: the tag of its error. */
type Tagged = { readonly _tag: string }

/** Refusals and conflicts are answers, not failures: their spans are not marked as errors. */
const answers = new Set(['Refused', 'Conflict', 'StreamNotFound'])

/**
 * Runs `work` in a span that is the parent of what it starts. A `Left` gives the span its tag as `error.type`.
 * `attributes` is asked for only when somebody records.
 */
export const inSpan = async <A extends E.Either<Tagged, unknown>>(
  name: string,
  attributes: () => Attributes,
  work: (span: Span) => Promise<A>
): Promise<A> => {
  if (!isTraced()) return work(silent)
  const span = startSpan(name, attributes)
  try {
    const outcome = await context.with(trace.setSpan(context.active(), span), work, undefined, span)
    endSpan(span, outcome)
    return outcome
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    span.setAttribute('error.type', 'Defect')
    span.end()
    throw error
  }
}

export const startSpan = (name: string, attributes: () => Attributes): Span => {
  if (!isTraced()) return silent
  const span = trace.getTracer(scope).startSpan(name)
  try {
    if (span.isRecording()) span.setAttributes(attributes())
  } catch {
    // What a caller gives may throw when it is looked at: the work itself answers that.
  }
  return span
}

export const endSpan = (span: Span, outcome: E.Either<Tagged, unknown>): void => {
  if (span === silent) return
  if (E.isLeft(outcome)) {
    span.setAttribute('error.type', outcome.left._tag)
    if (!answers.has(outcome.left._tag)) span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}

/** What a span is where nobody listens: given to `work` so that it need not ask. */
const silent: Span = trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 })

/** The provider that stands in before an SDK has its own one: to ask it is what makes the absence free. */
const absent = new ProxyTracerProvider().getDelegate()

const isTraced = (): boolean => {
  const provider = trace.getTracerProvider()
  return !(provider instanceof ProxyTracerProvider && provider.getDelegate() === absent)
}

export const noMeterProvider = metrics.getMeterProvider()

/** An SDK may be registered after this module is loaded, and the API does not hand instruments over: ask each time. */
const isMeasured = (): boolean => metrics.getMeterProvider() !== noMeterProvider

/** Whether anybody records anything. */
export const isObserved = (): boolean => isTraced() || isMeasured()

type Instruments = { readonly counters: Map<string, Counter>; readonly histograms: Map<string, Histogram> }
let instruments: Instruments & { readonly of: MeterProvider } = {
  of: noMeterProvider,
  counters: new Map(),
  histograms: new Map()
}

const instrumentsNow = (): Instruments => {
  const provider = metrics.getMeterProvider()
  if (instruments.of !== provider) instruments = { of: provider, counters: new Map(), histograms: new Map() }
  return instruments
}

/** Adds to a counter of `unit`, such as `{event}`. */
export const count = (name: string, unit: string, n: number, attributes: Attributes): void => {
  if (!isMeasured()) return
  const { counters } = instrumentsNow()
  const counter = counters.get(name) ?? metrics.getMeter(scope).createCounter(name, { unit })
  counters.set(name, counter)
  counter.add(n, attributes)
}

/** Puts seconds into a histogram. */
export const record = (name: string, seconds: number, attributes: Attributes): void => {
  if (!isMeasured()) return
  const { histograms } = instrumentsNow()
  const histogram = histograms.get(name) ?? metrics.getMeter(scope).createHistogram(name, { unit: 's' })
  histograms.set(name, histogram)
  histogram.record(seconds, attributes)
}

/** Gives back how to record the seconds since now; without a clock's reading where nobody measures. */
export const stopwatch = (): ((name: string, attributes: Attributes) => void) => {
  if (!isMeasured()) return nothing
  const from = performance.now()
  return (name, attributes) => record(name, (performance.now() - from) / 1000, attributes)
}

const nothing = (): void => {}

/** `ok`, or the tag of the error. */
export const outcomeOf = (outcome: E.Either<Tagged, unknown>): string =>
  E.isLeft(outcome) ? outcome.left._tag : 'ok'
