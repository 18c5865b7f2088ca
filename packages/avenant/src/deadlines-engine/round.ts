/** What is due is recorded, and what is to come is reminded of, once: whoever runs it, as late and as often as one likes (G6). */
import type { Acteur, Instant, Models } from '@avenant/domain'
import type { DossiersIndex, UnusedAccess } from '@avenant/projections'
import { type AnyFault, defect, type EventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { dueReminders, type Remind, reminderEvent, reminderStream } from './reminders'

export type RoundOptions = {
  readonly store: EventStore
  readonly models: Models
  /** In whose name it is recorded. */
  readonly acteur: Acteur
  readonly now: Instant
  /** On all that was recorded when the round began. */
  readonly index: DossiersIndex
  readonly execute: (
    command: unknown,
    beside: { readonly commandId: string }
  ) => TaskEither<AnyFault, { readonly repeated: boolean }>
  /** Told of each reminder; null: nobody is reminded. */
  readonly remind: Remind | null
  /** What this program knows to be recorded: it asks the store of each once. */
  readonly known: Set<string>
  /** Told of what could not be done; it is tried again in the next round. */
  readonly tell: (fault: AnyFault) => void
  readonly signal?: AbortSignal
}

/** How many events it recorded. */
export type Round = { readonly blocked: number; readonly reminded: number }

export const deadlinesRound = async (options: RoundOptions): Promise<Round> => ({
  blocked: await tellBlocks(options),
  reminded: await giveReminders(options)
})

/** An access that nobody uses is blocked from its day on, whether or not it is told: this tells it, once (A2). */
const tellBlocks = async ({
  index,
  now,
  acteur,
  execute,
  known,
  tell,
  signal
}: RoundOptions): Promise<number> => {
  let recorded = 0
  for (const unused of index.unused({ at: now })) {
    if (signal?.aborted === true) break
    const commandId = blockIdOf(unused)
    if (known.has(commandId)) continue
    const { habilitationId, from, computation } = unused
    const command = {
      type: 'BlockAccess',
      habilitationId,
      acteur,
      data: { from, cause: 'non-utilisation', motif: computation }
    }
    const done = await execute(command, { commandId })()
    if (E.isLeft(done)) {
      tell(done.left)
      // A refusal is told once: what is asked is the same in every round.
      if (!done.left.retryable) known.add(commandId)
      continue
    }
    known.add(commandId)
    if (!done.right.repeated) recorded += 1
  }
  return recorded
}

/** The day may move where a use is learned of late: that is then another block. */
const blockIdOf = ({ habilitationId, from }: UnusedAccess): string =>
  `non-utilisation/${habilitationId}/${from}`

/** The service is told first, and then it is recorded: between the two a program may end, and it is told again. */
const giveReminders = async ({
  index,
  models,
  now,
  store,
  acteur,
  remind,
  known,
  tell,
  signal
}: RoundOptions): Promise<number> => {
  if (remind === null) return 0
  let recorded = 0
  for (const reminder of dueReminders(index, models, now)) {
    if (signal?.aborted === true) break
    const [stream, event] = [reminderStream(reminder), reminderEvent(reminder, acteur)]
    if (known.has(event.id)) continue
    const found = await store.find(stream, event.id)()
    if (E.isLeft(found)) {
      tell(found.left)
      continue
    }
    if (found.right === null) {
      const given = await attempt(() => remind(reminder))
      if (E.isLeft(given)) {
        tell(given.left)
        continue
      }
      const appended = await store.append(stream, [event], 'any')()
      if (E.isLeft(appended)) {
        tell(appended.left)
        continue
      }
      recorded += 1
    }
    known.add(event.id)
  }
  return recorded
}

const attempt = async (run: () => Promise<void> | void): Promise<E.Either<AnyFault, void>> => {
  try {
    return E.right(await run())
  } catch (error) {
    return E.left(defect('remind', error))
  }
}
