/** The signatures of one text, by its parties. */
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { ConventionModel } from '../model/model'
import { type DateCivile, maxDate, minDate } from '../time/date-civile'
import type { Signature } from './values'

/** Signatures with at least one, the newest first. */
export type Signatures = ReadonlyNonEmptyArray<Signature>

export const isComplete = (model: ConventionModel, signatures: Signatures): boolean =>
  model.parties.every(({ id }) => signatures.some(({ partie }) => partie === id))

/** The date of the last signature. */
export const lastOf = ([first, ...others]: Signatures): DateCivile =>
  others.reduce((last, { signedOn }) => maxDate(last, signedOn), first.signedOn)

/** The date of the first signature. */
export const firstOf = ([first, ...others]: Signatures): DateCivile =>
  others.reduce((earliest, { signedOn }) => minDate(earliest, signedOn), first.signedOn)
