/** The shipped reactions to what a command line has recorded: given before it ends, unless another program gives them. */
import type { Models, Position } from '@avenant/domain'
import {
  type EventStore,
  memoryReadModels,
  openRuntimeStore,
  type ShippedReactionsOptions,
  startShippedReactions
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import { v4 } from 'uuid'
import { systeme } from '../opening'

type Recorded = {
  readonly store: EventStore
  readonly address: string
  readonly models: Models
  readonly position: Position
}

const lease = 'reactions'
const patience = 60_000

/** What kept them from being given, a line each: no answer waits for them (G16), and the next program gives them. */
export const giveReactions = async ({
  store,
  address,
  models,
  position
}: Recorded): Promise<ReadonlyArray<string>> => {
  const runtime = await openRuntimeStore(address)()
  if (E.isLeft(runtime)) return [runtime.left.message]
  const { leases, checkpoints, close } = runtime.right
  const holder = v4()
  const hold = leases.hold(lease, holder, 6_000)
  const held = await hold()
  try {
    if (E.isLeft(held)) return [held.left.message]
    return held.right ? await given({ store, models, position, checkpoints }, hold) : []
  } finally {
    await leases.release(lease, holder)()
    await close()
  }
}

const given = async (
  {
    position,
    ...options
  }: Pick<ShippedReactionsOptions, 'store' | 'models' | 'checkpoints'> & {
    readonly position: Position
  },
  keep: Task<unknown>
): Promise<ReadonlyArray<string>> => {
  const started = await startShippedReactions({
    ...options,
    acteur: systeme,
    readModels: memoryReadModels()
  })()
  if (E.isLeft(started)) return [started.left.message]
  const keeping = setInterval(() => void keep(), 2_000)
  try {
    const caughtUp = await started.right.whenCaughtUp(position, patience)()
    const { waiting } = started.right.state()
    return [
      ...(E.isLeft(caughtUp) ? [`réactions en retard : ${caughtUp.left.message}`] : []),
      ...waiting.map(({ stream }) => `réactions arrêtées sur ${stream}, qui attend un opérateur`)
    ]
  } finally {
    clearInterval(keeping)
    await started.right.stop()
  }
}
