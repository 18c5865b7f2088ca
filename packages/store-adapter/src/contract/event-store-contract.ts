/// <reference types="jest" />
import { appendingContract } from './appending'
import { appendingAroundContract } from './appending-around'
import { askingNothingContract } from './asking-nothing'
import { clockDifferencesContract } from './clock-differences'
import { clocksContract } from './clocks'
import { copyingContract } from './copying'
import { crashingContract } from './crashing'
import { damagingContract } from './damaging'
import { endingContract } from './ending'
import { failingContract } from './failing'
import { type ContractLimits, type OpenStore, testWithin, withStore } from './harness'
import { identifyingContract } from './identifying'
import { importedClocksContract } from './imported-clocks'
import { movingContract } from './moving'
import { otherJournalsContract } from './other-journals'
import { outlivingContract } from './outliving'
import { readingContract } from './reading'
import { readingOnlyContract } from './reading-only'
import { refusingContract } from './refusing'
import { restoringContract } from './restoring'
import { retainingContract } from './retaining'
import { subscribingContract } from './subscribing'
import { surveyingContract } from './surveying'
import { tamperingContract } from './tampering'
import { unknownPositionsContract } from './unknown-positions'
import { untypedContract } from './untyped'

export { appendWithoutEnd } from './crash-writer'
export type {
  Acknowledged,
  ContractLimits,
  Copies,
  CrashFigures,
  DamagedPart,
  Failure,
  NotJournal,
  OpenedStore,
  OpenOptions,
  OpenStore,
  Tampering
} from './harness'
export { type WorkTold, workUntilTold } from './working'

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
    const test = testWithin(limits)
    appendingContract(run, test)
    identifyingContract(run, test)
    refusingContract(run, test)
    untypedContract(run, test)
    readingContract(run, test)
    subscribingContract(run, test)
    failingContract(run, test)
    readingOnlyContract(run, test)
    copyingContract(run, test)
    crashingContract(run, test, limits)
    retainingContract(run, test)
    restoringContract(run, test)
    surveyingContract(run, test)
    tamperingContract(run, test)
    damagingContract(run, test)
    unknownPositionsContract(run, test)
    otherJournalsContract(run, test)
    appendingAroundContract(run, test)
    askingNothingContract(run, test)
    endingContract(run, test)
    clocksContract(run, test)
    importedClocksContract(run, test)
    clockDifferencesContract(run, test)
    movingContract(run, test)
    outlivingContract(run, test)
  })
}
