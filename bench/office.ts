/**
 * The journal of one Caf, as an agent finds it on a day: the conventions of gestionnaires one after the other since 2017,
 * with their habilitations, in projet, in force, ended, pending, late. Each is decided as if it had been given.
 */
import {
  ConventionCommand,
  type ConventionEvent,
  ConventionId,
  conventionDecider,
  conventionEvents,
  conventionStream,
  type DateCivile,
  dayNumber,
  HabilitationCommand,
  type HabilitationEvent,
  HabilitationId,
  habilitationDecider,
  habilitationEvents,
  habilitationStream,
  instantOfEpoch,
  positionOf,
  type Recorded,
  shippedModels
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { journalCodec } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { gestionnaire } from './gestionnaires'
import { type Life, mefLife, psuLife } from './lives'
import { type Playing, playing } from './playing'
import { random } from './random'
import { deliveredIn, usesOf } from './uses'

/**
 * @param conventions how many, whatever their state
 * @param until the last day on which something was recorded
 * @returns every event, as it is written, in the order of their recording
 */
export const office = (conventions: number, until: DateCivile): ReadonlyArray<Recorded> => {
  const events: Array<Recorded> = []
  let count = 0
  for (const life of lives(until)) {
    if (count === conventions) break
    const told = playedUntil(life, count, until)
    if (told.length === 0) continue
    count += 1
    events.push(...told)
  }
  return events
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
    .map((event, i) => ({ ...event, position: positionOf(i + 1) }))
}

/** The conventions of one gestionnaire after those of another: those that came one after the other, and one of another kind. */
function* lives(until: DateCivile): Generator<Life> {
  const lastYear = Number(until.slice(0, 4)) + 1
  for (let n = 0; ; n++) {
    const next = random(n + 1)
    const of = gestionnaire(n, next)
    for (let year = 2017 + (n % 4); year <= lastYear; year += 4) yield psuLife(of, year, next)
    if (n % 3 === 0) yield mefLife(of, 2019 + (n % 8), next)
  }
}

const playedUntil = (
  { conventionId, given }: Life,
  number: number,
  until: DateCivile
): ReadonlyArray<Recorded> => {
  const last = dayNumber(until)
  const convention = playing(
    conventionDecider(shippedModels),
    conventionStream(read(ConventionId, conventionId))
  )
  const habilitations = new Map<string, Playing<HabilitationCommand, HabilitationEvent, unknown>>()
  const events: Array<Recorded> = []
  given.forEach(({ day, habilitationId, type, acteur, data }, nth) => {
    if (day > last) return
    const told = {
      // What comes later on the same day is recorded later, and two dossiers seldom in the same second.
      at: instantOfEpoch((day * 86_400 + 25_200 + ((number * 37) % 28_000) + nth * 40) * 1_000),
      commandId: `c-${number}-${nth}`,
      id: uuidOf(number, nth)
    }
    events.push(
      ...(habilitationId === null
        ? taken(
            convention.give({
              ...told,
              command: read(ConventionCommand, { type, conventionId, acteur, data })
            })
          )
        : taken(
            dossierOf(habilitations, habilitationId).give({
              ...told,
              command: read(HabilitationCommand, { type, habilitationId, acteur, data })
            })
          ))
    )
  })
  const uses = usesOf(deliveredIn(events), last, n => uuidOf(number, given.length + n)(0), random(number + 1))
  return [...events, ...uses]
}

/** An act that the dossier no longer takes, as it ended before, was not recorded. */
const taken = (
  decided: E.Either<unknown, ReadonlyArray<Recorded & (ConventionEvent | HabilitationEvent)>>
): ReadonlyArray<Recorded> => (E.isLeft(decided) ? [] : decided.right.map(written))

const codec = journalCodec(conventionEvents, habilitationEvents)

const written = (recorded: Recorded & (ConventionEvent | HabilitationEvent)): Recorded => {
  const encoded = codec.encode(recorded)
  if (E.isLeft(encoded)) throw new Error(encoded.left.message)
  return { ...recorded, ...encoded.right }
}

const dossierOf = (
  dossiers: Map<string, Playing<HabilitationCommand, HabilitationEvent, unknown>>,
  id: string
) => {
  const found =
    dossiers.get(id) ??
    playing(habilitationDecider(shippedModels), habilitationStream(read(HabilitationId, id)))
  dossiers.set(id, found)
  return found
}

const uuidOf = (dossier: number, nth: number) => (revision: number) =>
  `${dossier.toString(16).padStart(8, '0')}-${nth.toString(16).padStart(4, '0')}-4000-8000-${String(revision).padStart(12, '0')}`
