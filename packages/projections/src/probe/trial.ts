/** One history of a probe: commands given one after the other, to a model alone. */
import {
  AddressedCommand,
  type AnyEvent,
  addDays,
  type ConventionModel,
  type DateCivile,
  decode,
  type Instant,
  instant,
  streamOfCommand
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { DossiersIndex } from '../questions/dossiers-index'
import { type MemoryJournal, memoryJournal } from '../scenarios/journal'

/** What is asked on a day; `of` names the dossier where the data do not. */
export type ToGive = {
  readonly on: DateCivile
  readonly type: string
  readonly data: object
  readonly of?: { readonly conventionId: string } | { readonly habilitationId: string }
  /** Absent: an agent of the Caf. */
  readonly by?: 'systeme'
}

/** Why something is not possible, in French; empty: it is. */
export type Why = ReadonlyArray<string>

export type Trial = {
  /** Each in turn, until one is refused. */
  readonly give: (...asked: ReadonlyArray<ToGive>) => Why
  /** The events of the command that was accepted last. */
  readonly last: () => ReadonlyArray<AnyEvent>
  /** Over what is recorded by now. */
  readonly index: () => DossiersIndex
  /** Another history that begins with the same, and goes its own way from here. */
  readonly fork: () => Trial
}

/** An agent of the Caf may give any command, for any party, but what a person does herself: the system tells that. */
const acteurOf = (by: ToGive['by']) => ({ kind: by ?? 'agent-caf', id: 'essai' })

export const trialOf = (...models: ReadonlyArray<ConventionModel>): Trial =>
  trialOver(memoryJournal(models), null)

const trialOver = (journal: MemoryJournal, before: Instant | null): Trial => {
  let events: ReadonlyArray<AnyEvent> = []
  let known = before

  const one = ({ on, type, data, of, by }: ToGive): Why => {
    const read = decode(AddressedCommand)({ type, acteur: acteurOf(by), data, ...of })
    if (E.isLeft(read)) return read.left.map(({ path, message }) => `${path} : ${message}`)
    // On the day after it happened, which has begun in every zone: what is recorded has happened (G24).
    const day = instant(`${addDays(on, 1)}T12:00:00Z`)
    const at: Instant = known !== null && known > day ? known : day
    const given = journal.give(streamOfCommand(read.right), read.right, at)
    if (E.isLeft(given))
      return given.left.map(({ path, sentence }) => (path === '' ? sentence : `${path} : ${sentence}`))
    known = at
    events = given.right
    return []
  }
  return {
    give: (...asked) => {
      for (const each of asked) {
        const why = one(each)
        if (why.length > 0) return why
      }
      return []
    },
    last: () => events,
    index: journal.index,
    fork: () => trialOver(journal.fork(), known)
  }
}
