import type { AnnexesDocument } from '../annexes/description'
import type { Differences } from '../annexes/differences'
import { jsonText } from './characters'

/**
 * The annexes as JSON, version 1: `{ "format": "avenant/annexes", "version": 1, … }`, then the keys of
 * `AnnexesDocument` in their order. Keys are ASCII, dates `YYYY-MM-DD`, instants UTC; `firstDay` and `lastDay` are
 * both included; numbers of the administration are texts, with their leading zeros; what is absent is null.
 */
export const annexesJson = (document: AnnexesDocument): string => text('avenant/annexes', document)

/**
 * Differences as JSON, version 1: `{ "format": "avenant/differences", "version": 1, … }`, then the keys of
 * `Differences`. `before` and `after` of a difference are values of facts as recorded: a period there is half-open,
 * `{ "from": "2017-01-01", "to": "2021-01-01" }`.
 */
export const differencesJson = (differences: Differences): string => text('avenant/differences', differences)

const text = (format: string, body: AnnexesDocument | Differences): string =>
  `${jsonText({ format, version: 1, ...body })}\n`
