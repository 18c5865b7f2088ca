/** A projector for the tests of the runtime: it keeps the lines of ledgers, in their order. */
import { type Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { eventsOf, left, right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { type ProjectOptions, type Projector, project } from '../src/runtime/project'
import type { ProjectionIn } from '../src/runtime/projection'
import { memoryReadModels } from '../src/runtime/read-models'
import { command, type LedgerEvent, ledgerCodec, ledgerExecutor, longest, turn } from './ledger'

export type Lines = ReadonlyArray<string>
export type LinesFault = { readonly _tag: 'Illegible' }
export type ProjectorOptions = ProjectOptions<LedgerEvent, Lines, LinesFault>

/** Not idempotent: an event that comes twice, or not at all, is seen. */
export const lines = (version = 1, refused = -1): ProjectionIn<LedgerEvent, Lines, LinesFault> => ({
  name: 'lignes',
  version,
  initial: () => [],
  apply: (state, { stream, type, data }: Recorded<LedgerEvent>) => {
    if (type !== 'LigneInscrite') return E.right(state)
    return data.n === refused
      ? E.left({ _tag: 'Illegible' })
      : E.right([...state, `${stream} ${data.n} v${version}`])
  }
})

export const openProjector = async (
  store: EventStore,
  options: Partial<ProjectorOptions> = {}
): Promise<Projector<LedgerEvent, Lines, LinesFault>> =>
  right(
    await project<LedgerEvent, Lines, LinesFault>({
      store,
      codec: ledgerCodec,
      projection: lines(),
      models: memoryReadModels(),
      sleep: turn,
      ...options
    })()
  )

export const write = async (
  store: EventStore,
  stream: string,
  ...ns: ReadonlyArray<number>
): Promise<Position> => {
  const execute = ledgerExecutor(store)
  for (const n of ns) right(await execute(stream, command(n), { commandId: `${stream} ${n}` })())
  return endOf(store)
}
export const endOf = async (store: EventStore): Promise<Position> =>
  (await eventsOf(store.readAll())).at(-1)?.position ?? positionOf(0)

/** Both run through the journal, page after page; exactly one does it to the end. */
export const oneOfTwo = async <State>(
  open: () => Promise<Projector<LedgerEvent, State, never>>,
  end: Position
): Promise<State> => {
  const both = [await open(), await open()]
  const gotThere = await Promise.all(
    both.map(async one =>
      E.isRight<unknown>(await Promise.race([one.ended(), one.whenCaughtUp(end, longest)()]))
    )
  )
  const [first, second] = [both[gotThere.indexOf(true)], both[gotThere.indexOf(false)]]
  if (first === undefined || second === undefined) throw new Error('not one of two')
  expect(left(await second.ended())).toMatchObject({ code: 'MOVED', retryable: false })
  expect(second.state().status).toBe('failed')
  await Promise.all(both.map(one => one.stop()))
  return first.read()
}
