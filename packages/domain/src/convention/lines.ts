/** The lines of a convention, with the types of their values. */
import type { Dossier } from '../dossier/dossier'
import { typedLines } from '../dossier/typed-lines'
import type { Ground } from './ground'
import type { ConventionValues } from './kinds'

export type ConventionState = Dossier<Ground>

export const { lineOf, valueOn } = typedLines<Ground, ConventionValues>()
