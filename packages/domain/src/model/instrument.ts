/** What a change of a signed convention needs. */
import type * as t from 'io-ts'
import { described, oneOf, struct } from '../codec'
import { ModelArticle } from './article'

/**
 * How a change of a signed convention takes effect, from the lightest to the heaviest: the form is received
 * (P21), a new version of the annexe is established (P20), an avenant is signed by every party (M21).
 */
export const instruments = ['formulaire', 'annexe-revisee', 'avenant'] as const
export const ChangeInstrument = oneOf('instrument', instruments)
export type ChangeInstrument = t.TypeOf<typeof ChangeInstrument>

export const Need = struct('Besoin', {
  instrument: described(
    "Ce qu'il faut : réception du formulaire, nouvelle version de l'annexe, ou avenant signé de toutes les parties.",
    ChangeInstrument
  ),
  article: described("L'article qui le demande.", ModelArticle)
})
export type Need = t.TypeOf<typeof Need>

/** The heaviest of the instruments that several changes need. */
export const heaviest = <N extends { readonly instrument: ChangeInstrument }>(
  needs: ReadonlyArray<N>
): N | null =>
  needs.reduce<N | null>(
    (most, need) =>
      most === null || instruments.indexOf(need.instrument) > instruments.indexOf(most.instrument)
        ? need
        : most,
    null
  )
