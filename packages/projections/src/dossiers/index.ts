/** The lines of the dossiers that a journal holds, on any date, as known at any moment. */
import {
  type ConventionValues,
  conventionAggregate,
  type Facts,
  type HabilitationValues,
  habilitationAggregate,
  type PremiseLines,
  type Recorded,
  type RecordedModels
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Appended, AppendFault } from '../bitemporal/answers'
import type { FactIndex } from '../bitemporal/fact-index'
import { type LinesIndex, linesIndex, type OnTaken } from './lines-index'

export { type IndexedAggregate, type LinesIndex, linesIndex } from './lines-index'

/** A fact of a convention's lines. */
export type ConventionFact = Facts<ConventionValues>
/** A fact of an habilitation's lines. */
export type HabilitationFact = Facts<HabilitationValues>

export const conventionLines = (onTaken?: OnTaken<ConventionFact>): LinesIndex<ConventionFact> =>
  linesIndex(conventionAggregate, onTaken)
export const habilitationLines = (): LinesIndex<HabilitationFact> => linesIndex(habilitationAggregate)

/** The lines of every category, fed from one journal. */
export type Dossiers = {
  readonly convention: FactIndex<ConventionFact>
  readonly habilitation: FactIndex<HabilitationFact>
  /** As {@link LinesIndex.append}, for events of any category. */
  readonly append: (recorded: Recorded) => E.Either<AppendFault, Appended>
  /** The lines of a stream of any category, from its events up to a revision; empty for a stream of none. */
  readonly linesOf: (stream: string, upTo: number) => PremiseLines
  /** As {@link LinesIndex.said}, for streams of any category. */
  readonly said: (stream: string, revision: number) => unknown
  /** As {@link LinesIndex.modelsOf}, for a dossier of any category. */
  readonly modelsOf: (category: string, dossier: string) => RecordedModels
}

const nothing: PremiseLines = () => []

/** @param onConvention told the facts of each event of a convention, once they were taken */
export const everyDossier = (onConvention?: OnTaken<ConventionFact>): Dossiers => {
  const convention = conventionLines(onConvention)
  const habilitation = habilitationLines()
  return {
    convention: convention.lines,
    habilitation: habilitation.lines,
    append: recorded =>
      E.chain((appended: Appended) =>
        appended === 'passed-over' ? habilitation.append(recorded) : E.right(appended)
      )(convention.append(recorded)),
    linesOf: (stream, upTo) =>
      convention.linesOf(stream, upTo) ?? habilitation.linesOf(stream, upTo) ?? nothing,
    modelsOf: (category, dossier) =>
      (category === conventionAggregate.category ? convention : habilitation).modelsOf(dossier),
    said: (stream, revision) => convention.said(stream, revision) ?? habilitation.said(stream, revision)
  }
}
