/** For tests only: commands of any aggregate, as one journal would have recorded them, and an index fed with it. */
import {
  type AnyEvent,
  type AnyRefusal,
  ConnectionCommand,
  ConventionCommand,
  connectionDecider,
  conventionDecider,
  type Decider,
  HabilitationCommand,
  habilitationDecider,
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
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  read,
  type Scheduled
} from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type DossiersIndex, dossiersIndex } from '../src/questions/dossiers-index'

export type AnyScheduled =
  | Scheduled<ConventionCommand>
  | Scheduled<HabilitationCommand>
  | Scheduled<ConnectionCommand>

type AnyDecider = Decider<unknown, AnyScheduled['command'], AnyEvent, AnyRefusal>

/** In the order of recording. Throws when a command is refused, unless told to skip it. */
export const journalOf = (
  scheduled: ReadonlyArray<AnyScheduled>,
  models: Models = shippedModels,
  refused: 'throw' | 'skip' = 'throw'
): ReadonlyArray<Recorded> => {
  // Each stream is given the commands of its own aggregate.
  const [convention, habilitation, connection] = [
    conventionDecider(models),
    habilitationDecider(models),
    connectionDecider
  ] as unknown as [AnyDecider, AnyDecider, AnyDecider]
  const states = new Map<string, { state: unknown; revision: number; models: RecordedModels }>()
  const journal: Array<Recorded> = []
  for (const { at, commandId, stream, reason, command } of scheduled.toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0
  )) {
    const decider = stream.startsWith('convention-')
      ? convention
      : stream.startsWith('access-')
        ? connection
        : habilitation
    const known = states.get(stream) ?? { state: decider.initial, revision: 0, models: [] }
    states.set(stream, known)
    const decided = decider.decide(command)(known.state)
    if (E.isLeft(decided) && refused === 'skip') continue
    if (E.isLeft(decided)) throw new Error(`${command.type} : ${JSON.stringify(decided.left)}`)
    for (const event of decided.right) {
      known.state = decider.evolve(known.state, event)
      journal.push({
        ...event,
        position: positionOf(journal.length + 1),
        stream,
        revision: known.revision++,
        id: `00000000-0000-4000-8000-${String(journal.length).padStart(12, '0')}`,
        schema: 1,
        recordedAt: at,
        metadata: {
          ...metadataOf(command.acteur, commandId),
          reason,
          ...recordedVersions(
            known.models,
            decider.model?.(known.state) ?? null,
            decider.versions?.(known.state) ?? []
          )
        }
      })
      known.models = journal.slice(-1).reduce(withModelOf, known.models)
    }
  }
  return journal
}

/** An index fed with a journal; throws on a fault. */
export const dossiersOf = (
  journal: ReadonlyArray<Recorded>,
  models: Models = shippedModels
): DossiersIndex => {
  const index = dossiersIndex(models)
  for (const event of journal) {
    const appended = index.append(event)
    if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
  }
  return index
}

/** Both signed conventions, and their habilitations. */
export const signedScheduled: ReadonlyArray<AnyScheduled> = [
  ...psu2017,
  ...psu2017Habilitations,
  ...psu2017Connections,
  ...monenfant2023,
  ...monenfant2023Habilitations
]

/** A command as a service received it, of whichever aggregate its stream is. */
export const commandOn =
  (stream: string) =>
  (at: string, type: string, data: unknown, acteur: unknown = agent): AnyScheduled => {
    const more = { at: instant(at), commandId: `${stream}-${at}`, stream, reason: null }
    const given = { type, acteur, data }
    if (stream.startsWith('access-'))
      return { ...more, command: read(ConnectionCommand, { ...given, habilitationId: stream.slice(7) }) }
    return stream.startsWith('convention-')
      ? { ...more, command: read(ConventionCommand, given) }
      : { ...more, command: read(HabilitationCommand, given) }
  }

/** The service tells that somebody connected, at the moment at which it is recorded unless it says another. */
export const connects = (habilitationId: string, recordedAt: string, at = recordedAt): AnyScheduled =>
  commandOn(`access-${habilitationId}`)(
    recordedAt,
    'RecordConnection',
    { at, outcome: 'reussie' },
    { kind: 'systeme', id: 'portail' }
  )

const agent = { kind: 'agent-caf', id: 'agent-1' }
