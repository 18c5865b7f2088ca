/** For tests only: commands as a journal would have recorded them, and the fixtures of the two signed conventions. */
import {
  type ConventionCommand,
  ConventionCommand as ConventionCommandCodec,
  type ConventionEvent,
  type ConventionId,
  ConventionId as ConventionIdCodec,
  conventionDecider,
  conventionStream,
  instant,
  type Models,
  metadataOf,
  positionOf,
  type Recorded,
  type RecordedModels,
  recordedVersions,
  shippedModels,
  withModelOf
} from '@avenant/domain'
import { monenfant2023, psu2017, read, type Scheduled } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type AnnexesIndex, annexesIndex } from '../src/annexes/annexes-index'

/** Throws when a command is refused, unless told to skip it: a test that plays a refused command is a mistake. */
export const recordedBy = (
  scheduled: ReadonlyArray<Scheduled>,
  models: Models = shippedModels,
  refused: 'throw' | 'skip' = 'throw'
): ReadonlyArray<Recorded<ConventionEvent>> => {
  const { initial, decide, evolve, model, versions } = conventionDecider(models)
  const recorded: Array<Recorded<ConventionEvent>> = []
  let state = initial
  let known: RecordedModels = []
  for (const { at, commandId, stream, reason, command } of scheduled) {
    const decided = decide(command)(state)
    if (E.isLeft(decided) && refused === 'skip') continue
    if (E.isLeft(decided)) throw new Error(`${command.type} : ${JSON.stringify(decided.left)}`)
    for (const event of decided.right) {
      state = evolve(state, event)
      const revision = recorded.length
      recorded.push({
        ...event,
        position: positionOf(revision + 1),
        stream,
        revision,
        id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
        schema: 1,
        recordedAt: at,
        metadata: {
          ...metadataOf(command.acteur, commandId),
          reason,
          ...recordedVersions(known, model?.(state) ?? null, versions?.(state) ?? [])
        }
      })
      known = recorded.slice(-1).reduce(withModelOf, known)
    }
  }
  return recorded
}

/** An index fed with these events; throws on a fault. */
export const indexOf = (events: ReadonlyArray<Recorded>, models: Models = shippedModels): AnnexesIndex => {
  const index = annexesIndex(models)
  for (const event of events) {
    const appended = index.append(event)
    if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
  }
  return index
}

/** Another command of a convention, after those of its fixture. */
export const later =
  (conventionId: ConventionId) =>
  (at: string, type: ConventionCommand['type'], data: unknown, acteur: unknown = agent): Scheduled => ({
    at: instant(at),
    commandId: `later-${at}`,
    stream: conventionStream(conventionId),
    reason: null,
    command: read(ConventionCommandCodec, { type, acteur, data })
  })

const agent = { kind: 'agent-caf', id: 'agent-1' }

export const conventionId = (id: string): ConventionId => read(ConventionIdCodec, id)

export const psuEvents = recordedBy(psu2017)
export const mefEvents = recordedBy(monenfant2023)
