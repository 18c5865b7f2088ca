/** What a program sets when it opens a store: numbers that are none, or zero, would never end a reading or a wait. */
import type { Fault } from '@avenant/domain'
import { type CannotOpen, refusedOptions } from './errors'

export type StoreLimits = {
  /** Data and metadata of one event, as JSON in UTF-8; 1 MiB by default. */
  readonly maxEventBytes?: number
  /** Events read at a time: a reader holds one page. 256 by default. */
  readonly pageSize?: number
}

/** Those that an engine takes beside, in milliseconds or bytes. */
type EngineLimits = {
  readonly busyTimeout?: number
  readonly pollInterval?: number
  readonly maxWaitingBytes?: number
}

const countFault = (path: string, n: unknown): ReadonlyArray<Fault> =>
  n === undefined || (typeof n === 'number' && Number.isSafeInteger(n) && n >= 1)
    ? []
    : [{ path, message: "attendu : un entier d'au moins 1" }]

const amountFault = (path: string, n: unknown): ReadonlyArray<Fault> =>
  n === undefined || (typeof n === 'number' && n >= 0)
    ? []
    : [{ path, message: 'attendu : un nombre positif ou nul' }]

export const limitFaults = ({
  maxEventBytes,
  pageSize,
  busyTimeout,
  pollInterval,
  maxWaitingBytes
}: StoreLimits & EngineLimits): ReadonlyArray<Fault> => [
  ...countFault('maxEventBytes', maxEventBytes),
  ...countFault('pageSize', pageSize),
  ...amountFault('busyTimeout', busyTimeout),
  ...amountFault('pollInterval', pollInterval),
  ...amountFault('maxWaitingBytes', maxWaitingBytes)
]

/** @param store what was to be opened, as messages name it */
export const refusedLimits = (store: string, limits: StoreLimits & EngineLimits): CannotOpen | null => {
  const faults = limitFaults(limits)
  return faults.length === 0 ? null : refusedOptions(store, faults)
}
