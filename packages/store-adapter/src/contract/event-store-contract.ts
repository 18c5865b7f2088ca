/// <reference types="jest" />
import { appendingContract } from './appending'
import { type ContractLimits, type OpenStore, withStore } from './harness'
import { readingContract } from './reading'
import { refusingContract } from './refusing'
import { restoringContract } from './restoring'
import { subscribingContract } from './subscribing'

export type { ContractLimits, OpenedStore, OpenOptions, OpenStore } from './harness'

/**
 * What every event store does, as a jest suite: each title starts with the number of its case.
 *
 * @param name of the store, for the titles
 * @param open gives a new and empty store each time
 * @param limits cases that the engine cannot hold, each with the reason
 */
export const eventStoreContract = (name: string, open: OpenStore, limits: ContractLimits = {}): void => {
  describe(`event store contract: ${name}`, () => {
    const run = withStore(open)
    appendingContract(run, limits)
    refusingContract(run)
    readingContract(run)
    subscribingContract(run)
    restoringContract(run)
  })
}
