import { comparePositions, type Instant, type Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { type Checkpoint, checkpointOn, isStart, type Trail } from './checkpoint'
import type { AnyFault } from './defect'

/**
 * The journal does not hold the event that a checkpoint stands on: it is another one, or an older copy of it that was
 * put back and went on elsewhere. `since` is when the last event was recorded up to which a reactor knows that all is as
 * it left it; null when that is none, or for a read model, which is built again from the start.
 */
export type OtherJournal = {
  readonly _tag: 'OtherJournal'
  readonly name: string
  readonly checkpoint: Checkpoint
  readonly since: Instant | null
  readonly retryable: false
  readonly message: string
}

/** Told, and gone on from there: the event that a checkpoint stands on has another position, as in a journal taken in from another engine. */
export type JournalMoved = {
  readonly _tag: 'JournalMoved'
  readonly name: string
  readonly from: Position
  readonly to: Position
  readonly retryable: true
  readonly message: string
}

const lost = ({ position, event }: Checkpoint): string =>
  `ce journal n'a pas, ou plus, ce qui était à la position ${position}${event === null ? '' : ` (flux ${event.stream}, événement ${event.id})`} : c'en est un autre, ou une sauvegarde plus ancienne`

export const modelOfOtherJournal = (name: string, checkpoint: Checkpoint): OtherJournal => ({
  _tag: 'OtherJournal',
  name,
  checkpoint,
  since: null,
  retryable: false,
  message: `« ${name} » est reconstruit depuis le début : ${lost(checkpoint)}`
})

export const reactorOfOtherJournal = (
  name: string,
  checkpoint: Checkpoint,
  since: Instant | null
): OtherJournal => ({
  _tag: 'OtherJournal',
  name,
  checkpoint,
  since,
  retryable: false,
  message: `« ${name} » est arrêté : ${lost(checkpoint)} ; ${since === null ? 'depuis le début du journal' : `de ce qui fut enregistré après ${since}`}, il a pu manquer ou refaire des actes : vérifiez-les, puis faites-le repartir par moveReactor`
})

export const journalMoved = (name: string, from: Checkpoint, to: Checkpoint): JournalMoved => ({
  _tag: 'JournalMoved',
  name,
  from: from.position,
  to: to.position,
  retryable: true,
  message: `« ${name} » continue du même événement, à une autre position (${from.position} devient ${to.position}) ; rien à faire`
})

/**
 * Where the event of a checkpoint stands in a journal: the checkpoint there, or null when the journal is another. What a
 * declared retention removed of its stream counts as there.
 */
export const whereabouts = async (
  store: EventStore,
  checkpoint: Checkpoint
): Promise<E.Either<AnyFault, Checkpoint | null>> => {
  if (isStart(checkpoint)) return E.right(checkpoint)
  const { position, event } = checkpoint
  const at = await store.at(position)()
  const isUnknown = E.isLeft(at) && at.left._tag === 'UnknownPosition'
  if (E.isLeft(at) && !isUnknown) return at
  const there = E.isRight(at) ? at.right : null
  if (event === null) return E.right(isUnknown || there !== null ? null : checkpoint)
  if (there !== null && isSame(there, event)) return E.right(checkpoint)

  const found = await store.find(event.stream, event.id)()
  // A name of another program's, which may share a server, is none of ours.
  if (E.isLeft(found) && found.left._tag !== 'InvalidStreamName' && found.left._tag !== 'InvalidRequest')
    return found
  if (E.isRight(found) && found.right !== null && isSame(found.right, event))
    return E.right(checkpointOn(found.right))
  if (isUnknown || there !== null) return E.right(null)
  const removed = await isRemoved(store, event.stream, position)
  return E.isLeft(removed) ? removed : E.right(removed.right ? checkpoint : null)
}

type Identified = NonNullable<Checkpoint['event']>

const isSame = (a: Identified, b: Identified): boolean =>
  a.stream === b.stream && a.id === b.id && a.recordedAt === b.recordedAt

/** Whether a retention took of a stream what was at a position. */
const isRemoved = async (
  store: EventStore,
  stream: string,
  position: Position
): Promise<E.Either<AnyFault, boolean>> => {
  for await (const page of store.read(stream, { limit: 1 })) {
    if (E.isLeft(page))
      return page.left._tag === 'StreamNotFound' || page.left._tag === 'InvalidStreamName'
        ? E.right(false)
        : page
    const [first] = page.right
    if (first !== undefined)
      return E.right(first.revision > 0 && comparePositions(first.position, position) > 0)
  }
  // The stream is there, and holds nothing any more.
  return E.right(true)
}

/** What of a trail a journal still has, acts included: where its end stands now, or when the last of it was recorded. */
export const whereaboutsOf = async (
  store: EventStore,
  { last, before }: Trail
): Promise<
  E.Either<
    AnyFault,
    | { readonly _tag: 'There'; readonly at: Checkpoint }
    | { readonly _tag: 'Gone'; readonly since: Instant | null }
  >
> => {
  for (const mark of [last, ...before]) {
    const at = await whereabouts(store, mark)
    if (E.isLeft(at)) return at
    if (at.right === null) continue
    const acts = mark.acts === null ? at : await whereabouts(store, mark.acts)
    if (E.isLeft(acts)) return acts
    if (acts.right === null) continue
    return E.right(
      mark === last
        ? { _tag: 'There', at: at.right }
        : { _tag: 'Gone', since: mark.event?.recordedAt ?? null }
    )
  }
  return E.right({ _tag: 'Gone', since: null })
}
