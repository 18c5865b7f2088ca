/** For tests only: what is asked of an access, as a person would ask it, or of the rooms below, where a million histories are. */
import {
  type DateCivile,
  findModel,
  type Instant,
  type Models,
  type PersonneId,
  type Recorded,
  StableId,
  ÉtablissementId
} from '@avenant/domain'
import { psu2017Id, read } from '@avenant/domain/fixtures'
import { everyDossier } from '../src/dossiers'
import { Uses } from '../src/dossiers/uses'
import type { ConditionName } from '../src/questions/conditions'
import { Directory } from '../src/questions/directory'
import { type DossiersIndex, dossiersIndex } from '../src/questions/dossiers-index'
import { Inactivities } from '../src/questions/inactivity'
import type { Lines } from '../src/questions/lines'
import { type UsesToKeep, usesBefore } from '../src/questions/uses-kept'
import { isOpen, reasonsOf, waysUnder } from '../src/questions/ways'
import { conditions } from './access-oracle'

/** « oui », or « non » and each condition that fails of those that the oracle knows. */
export type Asked = {
  readonly append: (recorded: Recorded) => unknown
  readonly usesBefore: (before: Instant) => ReadonlyArray<UsesToKeep>
  readonly answer: (personneId: PersonneId, on: DateCivile, knownAt: Instant) => string
}

/** Fed with acts; then opened for connections, and again for what a retention has left of them. */
export type Opening = {
  readonly append: (recorded: Recorded) => unknown
  readonly live: () => Asked
  readonly rebuilt: () => Asked
}

const use = { etablissementId: read(ÉtablissementId, '201500086'), role: read(StableId, 'approbateur') }

const known: ReadonlyArray<ConditionName> = conditions
const inWords = (answer: string, failing: ReadonlyArray<{ readonly condition: ConditionName }>): string =>
  [answer, ...failing.flatMap(({ condition }) => (known.includes(condition) ? [condition] : []))].join(' ')

/** As people ask; the connections stay, so that each access is opened once. */
export const byMayAct = (models: Models): Opening => {
  const [live, rebuilt] = [dossiersIndex(models), dossiersIndex(models)]
  const asked = (index: DossiersIndex): Asked => ({
    append: index.append,
    usesBefore: index.usesBefore,
    answer: (personneId, on, knownAt) => {
      const { answer, reasons } = index.mayAct({ personneId, ...use, on, knownAt })
      return inWords(answer, reasons)
    }
  })
  return {
    append: recorded => [live, rebuilt].map(index => index.append(recorded)),
    live: () => asked(live),
    rebuilt: () => asked(rebuilt)
  }
}

/** The rooms below the index: the same acts serve many histories of connections. */
const below =
  (asking: (lines: Lines, uses: Uses) => Asked) =>
  (models: Models): Opening => {
    const [dossiers, directory] = [everyDossier(), new Directory()]
    const opened = (): Asked => {
      const uses = new Uses()
      const inactivities = new Inactivities(dossiers, uses)
      return asking({ dossiers, directory, inactivities, modelOf: findModel(models) }, uses)
    }
    return {
      append: recorded => {
        dossiers.append(recorded)
        directory.take(recorded)
      },
      live: opened,
      rebuilt: opened
    }
  }

/** What may-act asks of one convention, without its sentences. */
export const byWays = below((lines, uses) => ({
  append: recorded => uses.take(recorded),
  usesBefore: usesBefore(lines, uses),
  answer: (personneId, on, knownAt) => {
    const ways = waysUnder(lines, { conventionId: psu2017Id, personneId, ...use }, { on, knownAt }, null)
    return ways.some(isOpen) ? 'oui' : inWords('non', ways.flatMap(reasonsOf))
  }
}))

const linesBelow = new WeakMap<Asked, Lines>()

const byLines = below((lines, uses) => {
  const asked = { append: uses.take.bind(uses), usesBefore: () => [], answer: () => '' }
  linesBelow.set(asked, lines)
  return asked
})

/** What is asked below the index, where so many days are: the lines of one history alone, that its `live` holds. */
export const oneByLines = (n: number): ((models: Models) => Opening) =>
  // Under a name of its own an opening is of one history.
  Object.defineProperty((models: Models) => byLines(models), 'name', { value: `byLines${n}` })

export const linesOf = (live: Asked): Lines => {
  const lines = linesBelow.get(live)
  if (lines === undefined) throw new Error('the lines of the history that was played')
  return lines
}
