/** The lines of facts that acts make together: what stands once one of them is corrected (G1). */
import { factKey } from '../fact'
import type { ConventionModel } from '../model/model'
import { always } from '../time/period'
import { startingWith } from './adjust-derogations'
import { avenantSignedOn, avenantTransmissionWarnings, effetLine, transmissionWarnings } from './effect'
import type { ConventionAct, MovedFact } from './events'
import {
  avenantTransmissionFact,
  clauseFact,
  dérogationLine,
  nonRespectFact,
  transmissionFact,
  warned
} from './facts'
import { type ConventionState, inForceOf } from './state'

/** The lines that these acts are part of, each whole and told once, as the acts that stand make them. */
export const linesOf = (
  model: ConventionModel,
  state: ConventionState,
  standing: ConventionState['acts'],
  touched: ReadonlyArray<ConventionAct>
): ReadonlyArray<MovedFact> => {
  const lines = touched.flatMap(act => {
    const line = lineOf(model, state, standing, act)
    const [first] = line
    return first === undefined ? [] : [[factKey(first), line] as const]
  })
  return [...new Map(lines).values()].flat()
}

const lineOf = (
  model: ConventionModel,
  state: ConventionState,
  standing: ConventionState['acts'],
  act: ConventionAct
): ReadonlyArray<MovedFact> => {
  const sameType = <T extends ConventionAct['type']>(type: T) =>
    [...standing.values()].filter(
      (other): other is Extract<ConventionAct, { readonly type: T }> => other.type === type
    )
  switch (act.type) {
    case 'NoticeGiven':
    case 'FurtherNoticeGiven':
    case 'ConventionTerminated':
      return effetLine(model, state, standing)
    case 'NonRespectAgreed': {
      // Each agreement holds until the next one, whichever was recorded first.
      const agreements = sameType(act.type)
        .map(({ data }) => nonRespectFact({ ...data, period: { from: data.period.from, to: null } }))
        .sort((a, b) => order(a.period.from, b.period.from))
      return [{ kind: 'non-respect', id: '', value: null, period: always }, ...agreements]
    }
    case 'DérogationGranted': {
      const { derogationId: id } = act.data
      const granted = sameType(act.type).find(({ data }) => data.derogationId === id)
      return granted === undefined
        ? [{ kind: 'derogation', id, value: null, period: always }]
        : dérogationLine(startingWith(inForceOf(state)?.from ?? null, granted.data))
    }
    case 'ClauseAnnulled': {
      const { clause: id } = act.data
      const annulled = sameType(act.type).filter(({ data }) => data.clause === id)
      return [
        { kind: 'clause', id, value: null, period: always },
        ...annulled.map(({ data }) => clauseFact(data))
      ]
    }
    case 'TransmissionRecorded': {
      const last = sameType(act.type).at(-1)?.data
      const late =
        last === undefined
          ? []
          : transmissionWarnings(model, last.transmittedOn, state.signed?.signedOn ?? null)
      return [
        last === undefined
          ? { kind: 'transmission', id: '', value: null, period: always }
          : transmissionFact(last),
        ...warned(['transmitted-after-signature'], late, '')
      ]
    }
    case 'AvenantTransmitted': {
      const { modificationId: id } = act.data
      const last = sameType(act.type).findLast(({ data }) => data.modificationId === id)?.data
      const late =
        last === undefined
          ? []
          : avenantTransmissionWarnings(model, last.transmittedOn, avenantSignedOn(model, state, id))
      return [
        last === undefined
          ? { kind: 'transmission-avenant', id, value: null, period: always }
          : avenantTransmissionFact(last),
        ...warned(['transmitted-after-signature'], late, id)
      ]
    }
    case 'ConventionDrafted':
    case 'SignatureRecorded':
    case 'FormulaireReceived':
    case 'AnnexeRevised':
      return []
  }
}

/** Dates in their order; since always comes first. */
const order = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1)
