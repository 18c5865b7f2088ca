/**
 * Any number of conventions, as a journal has them. A few stories are played through the decider; each convention is
 * one of them with its own identifiers, persons, names and moments, so that 100,000 do not take a day to decide.
 */
import {
  type ConventionEvent,
  type ConventionId,
  ConventionId as ConventionIdCodec,
  conventionDecider,
  conventionStream,
  type Recorded,
  shippedModels
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { playing } from './playing'
import { random } from './random'
import { NOM, NUMBER, PRENOM, story } from './story'

const STORIES = 64
/** The facts that a convention has at least. */
const FACTS = 100
const MOST_CHANGES = 200

/** The events of one convention, one JSON text each. */
export type Stream = ReadonlyArray<string>

export const conventionIdOf = (convention: number): ConventionId =>
  read(ConventionIdCodec, `psu-${numberOf(convention)}`)

/** Always the same stream for the same number. */
export type Portfolio = (convention: number) => Stream

export const portfolio = (): Portfolio => {
  const stories = Array.from({ length: STORIES }, (_, seed) =>
    played(seed).map(event => JSON.stringify(event))
  )
  return convention => {
    const number = numberOf(convention)
    const next = random(convention + 1)
    const nom = `NOM ${String(next(5_000)).padStart(5, '0')}`
    const prenom = `P ${String(next(300)).padStart(4, '0')}`
    const moment = String(next(1_000)).padStart(3, '0')
    return (stories[convention % STORIES] ?? []).map(event =>
      event
        .replaceAll(NUMBER, number)
        .replaceAll(NOM, nom)
        .replaceAll(PRENOM, prenom)
        .replace(/("recordedAt":"[^.]*\.)\d{3}/, `$1${moment}`)
    )
  }
}

/** As a store gives them: new objects. */
export const recordedOf = (text: string): Recorded => JSON.parse(text)

export const numberOf = (convention: number): string => String(10_000_000 + convention)

/** What the decider makes of a story, until there are facts enough. */
const played = (seed: number): ReadonlyArray<Recorded<ConventionEvent>> => {
  const { recorded, give } = playing(
    conventionDecider(shippedModels),
    conventionStream(conventionIdOf(Number(NUMBER) - 10_000_000))
  )
  let facts = 0
  for (const { at, command } of story(random(seed + 1), MOST_CHANGES)) {
    if (facts >= FACTS) break
    // Some are refused, and leave nothing.
    const given = give({ at, command, commandId: `c-${recorded.length}`, id: idOf })
    if (E.isRight(given)) for (const { data } of given.right) facts += data.moves.length
  }
  if (facts < FACTS) throw new Error(`story ${seed}: ${facts} facts only`)
  return recorded
}

/** Of an event, by its revision alone. */
export const idOf = (revision: number): string =>
  `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`
