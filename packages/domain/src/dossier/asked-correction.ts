/** What is asked as a correction: whether it names acts that were recorded, and the right acts that it places. */
import * as E from 'fp-ts/Either'
import * as nea from 'fp-ts/ReadonlyNonEmptyArray'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import type { Aggregate } from './aggregate'
import type { AskedCorrection, Correction, RecordedCorrection } from './correction'
import type { AnyActDefinition } from './definition'
import type { Dossier, Placing } from './dossier'
import type { Rules } from './looking'
import { correctedBy, modelWith, placingsOf } from './placings'
import { insideInstead } from './reasons'
import * as refusals from './refusals'

type Refused = nea.ReadonlyNonEmptyArray<AnyRefusal>

/** The rules of the dossier as it is, the definitions by the names of their commands, and the models that are known. */
export type Correcting<Ground> = Rules<Ground> & {
  readonly byCommand: ReadonlyMap<string, AnyActDefinition<Ground>>
  readonly modelOf: (ref: ModelRef | null) => E.Either<Refused, ConventionModel>
}

/** What a correction says, the acts that it places, and the model that it leaves: that may be what was wrong. */
export type RightActs = {
  readonly says: Correction<RecordedCorrection>
  readonly placings: ReadonlyArray<Placing>
  readonly model: E.Either<Refused, ConventionModel>
}

export const rightActs = <Ground>(
  correcting: Correcting<Ground>,
  dossier: Dossier<Ground>,
  asked: Correction<AskedCorrection>
): RightActs => {
  const { aggregate, modelOf } = correcting
  const says = asRecorded(correcting, asked)
  const placings = placingsOf(aggregate, dossier.revision, aggregate.correction.event, says)
  const opening = placings.findIndex(({ act }) => act !== null && isOpening(aggregate, act.type))
  const model = E.mapLeft(nea.map(insideInstead(`data.corrections[${opening}].instead.`)))(
    modelOf(modelWith(aggregate, dossier, placings))
  )
  return { says, placings, model }
}

const isOpening = <Ground>({ acts }: Aggregate<Ground>, type: string | undefined): boolean =>
  type !== undefined && acts[type]?.model !== undefined

/** Why what is asked is no correction of the acts that were recorded. */
export const askedRefusals = <Ground>(
  { aggregate, byCommand }: Correcting<Ground>,
  dossier: Dossier<Ground>,
  { corrections }: Correction<AskedCorrection>
): ReadonlyArray<AnyRefusal> =>
  corrections.flatMap(({ corrects, instead }, i): ReadonlyArray<AnyRefusal> => {
    const path = `data.corrections[${i}]`
    const mistaken = dossier.acts.get(corrects)
    if (mistaken === undefined) {
      const facts = { corrects, place: correctedBy(dossier, corrects), last: dossier.revision - 1 }
      return [refusals.nothingToCorrect(`${path}.corrects`, facts)]
    }
    if (corrections.findIndex(other => other.corrects === corrects) < i)
      return [refusals.correctedTwice(`${path}.corrects`, { corrects })]
    const wasOpening = isOpening(aggregate, mistaken?.type)
    if (instead === null) return wasOpening ? [refusals.cannotWithdraw(`${path}.instead`, { corrects })] : []
    return wasOpening === isOpening(aggregate, byCommand.get(instead.type)?.event)
      ? []
      : [refusals.opensElsewhere(`${path}.instead`, { corrects })]
  })

/** What is recorded names an act by the type of its event; what is asked, by its command. */
const asRecorded = <Ground>(
  { byCommand }: Correcting<Ground>,
  asked: Correction<AskedCorrection>
): Correction<RecordedCorrection> => ({
  ...asked,
  corrections: asked.corrections.map(({ corrects, instead }) => {
    const definition = instead === null ? undefined : byCommand.get(instead.type)
    return {
      corrects,
      instead:
        instead === null || definition === undefined ? null : { type: definition.event, says: instead.data }
    }
  })
})
