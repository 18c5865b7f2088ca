/**
 * What is asked of a store beside events: read once, by value, and checked before anything is done. Types do not hold at
 * run time, and what a caller gives may throw when it is looked at: that is a fault as any other.
 */
import { type Fault, Instant, Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { messageOf } from './error-code'
import { type InvalidRequest, invalidRequest } from './errors'
import type {
  ReadAllOptions,
  ReadOptions,
  RetainOptions,
  StreamsOptions,
  SubscribeOptions
} from './event-store'
import { isCategory, isStreamName } from './stream-name'

/** A copy of `given`, if `faultsOf` finds nothing wrong in it. */
const asked =
  <A extends object>(faultsOf: (given: A) => ReadonlyArray<Fault>) =>
  (given: A): E.Either<InvalidRequest, A> => {
    try {
      if (typeof given !== 'object' || given === null)
        return E.left(invalidRequest([{ path: '', message: 'attendu : un objet' }]))
      const copy = { ...given }
      const faults = faultsOf(copy)
      return faults.length === 0 ? E.right(copy) : E.left(invalidRequest(faults))
    } catch (error) {
      return E.left(invalidRequest([{ path: '', message: `illisible : ${messageOf(error)}` }]))
    }
  }

const countFaults = (path: string, n: number | undefined): ReadonlyArray<Fault> =>
  n === undefined || (Number.isSafeInteger(n) && n >= 0)
    ? []
    : [{ path, message: 'attendu : un entier positif ou nul' }]

/** A number of events may have no end; a revision is one. */
const limitFaults = (limit: number | undefined): ReadonlyArray<Fault> =>
  limit === Number.POSITIVE_INFINITY ? [] : countFaults('limit', limit)

const optionalCategoryFaults = (category: string | undefined): ReadonlyArray<Fault> =>
  category === undefined || isCategory(category) ? [] : [categoryFault]

const afterFaults = (after: Position | null | undefined): ReadonlyArray<Fault> =>
  after === undefined || after === null || Position.is(after) ? [] : [positionFault('after')]

export const readAsked = asked<ReadOptions>(({ from, direction, limit }) => [
  ...countFaults('from', from),
  ...(direction === undefined || direction === 'forwards' || direction === 'backwards'
    ? []
    : [{ path: 'direction', message: 'attendu : forwards ou backwards' }]),
  ...limitFaults(limit)
])

export const readAllAsked = asked<ReadAllOptions>(({ after, category, limit, snapshot }) => [
  ...limitFaults(limit),
  ...afterFaults(after),
  ...optionalCategoryFaults(category),
  ...(snapshot === undefined || typeof snapshot === 'boolean'
    ? []
    : [{ path: 'snapshot', message: 'attendu : true ou false' }])
])

export const streamsAsked = asked<StreamsOptions>(({ after, category, limit }) => [
  ...limitFaults(limit),
  ...(after === undefined || isStreamName(after)
    ? []
    : [{ path: 'after', message: "attendu : le nom d'un flux" }]),
  ...optionalCategoryFaults(category)
])

export const subscribeAsked = asked<SubscribeOptions>(({ after, category, signal }) => [
  ...afterFaults(after),
  ...optionalCategoryFaults(category),
  ...(signal === undefined || signal === null || typeof signal.addEventListener === 'function'
    ? []
    : [{ path: 'signal', message: "attendu : le signal d'un AbortController" }])
])

export const retainAsked = asked<RetainOptions>(({ category, olderThan }) => {
  const instant = Instant.decode(olderThan)
  return [
    ...(isCategory(category) ? [] : [categoryFault]),
    ...(E.isRight(instant) && instant.right === olderThan
      ? []
      : [{ path: 'olderThan', message: 'attendu : un instant AAAA-MM-JJThh:mm:ss.mmmZ' }])
  ]
})

export const positionFault = (path: string): Fault => ({
  path,
  message: 'attendu : une position rendue par un journal'
})

const categoryFault: Fault = {
  path: 'category',
  message: "attendu : ce qui précède le premier tiret d'un flux"
}
