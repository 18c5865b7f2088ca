import type * as t from 'io-ts'
import { coherent, normalised } from '../codec'
import { sourced } from './article'
import { incoherences } from './coherence'
import { ModelShape } from './shape'

/**
 * A convention model, as data (G11): every number, role, delay and signatory that a decision uses. It is versioned;
 * an event records the model and version under which it was decided. It reads a model as people write it, and gives it
 * resolved: every default written, every article with its source, and an absent block null. A reading that the source
 * leaves open is a named choice here: `effect.which`, `notice.counts`, `notice.delay.bound`.
 *
 * Its parts must agree: see `coherence.ts`.
 */
export const ConventionModel = coherent(normalised(ModelShape, sourced), incoherences)
export type ConventionModel = t.TypeOf<typeof ConventionModel>

/** The models a service knows. A user adds a third by adding it to the list. */
export type Models = ReadonlyArray<ConventionModel>

/**
 * The model of a reference, or null. Throws a `TypeError` when two models have the same id and version, as
 * `defineModel` does of a bad one: which of them decided would depend on their order.
 */
export const findModel = (models: Models) => {
  const byRef = new Map<string, ConventionModel>()
  for (const model of models) {
    const { id, version } = model
    if (byRef.has(refKey(model))) throw new TypeError(`modèle répété : ${id} version ${version}`)
    byRef.set(refKey(model), model)
  }
  return (ref: Ref): ConventionModel | null => byRef.get(refKey(ref)) ?? null
}

type Ref = { readonly id: string; readonly version: number }

const refKey = ({ id, version }: Ref): string => `${id} ${version}`
