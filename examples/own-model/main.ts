/**
 * A convention model that the library does not ship: three parties, other roles, three years, another notice, another
 * zone. It is data, in `relais.json`: nothing in the library knows of it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ConventionCommand,
  ConventionId,
  conventionDecider,
  conventionEvents,
  conventionStream,
  dateCivile,
  decode,
  type Fault,
  Instant,
  instant,
  NonBlank,
  resolveModel,
  shippedModels,
  struct
} from '@avenant/domain'
import { annexesIndex, annexesMarkdown } from '@avenant/projections'
import { decodedPages, executor, journalCodec, memoryEventStore } from '@avenant/store-adapter'
import { answered, failed, run } from 'avenant/program'
import * as E from 'fp-ts/Either'
import { conventionId, received } from './commands'

const Received = struct('Reçue', { at: Instant, commandId: NonBlank, command: ConventionCommand })

/** The page of the annexes on some dates; a `Left` says what is wrong, a line each. */
export const main = async (): Promise<E.Either<ReadonlyArray<string>, ReadonlyArray<string>>> => {
  const written: unknown = JSON.parse(readFileSync(join(__dirname, 'relais.json'), 'utf8'))
  const model = resolveModel(written, shippedModels)
  const id = decode(ConventionId)(conventionId)
  if (E.isLeft(model)) return told(model.left)
  if (E.isLeft(id)) return told(id.left)
  const models = [model.right]

  // A service leaves the clock out, which is the system's: here each command was received when it says.
  let now = instant('2024-02-01T00:00:00Z')
  const store = memoryEventStore({ clock: () => now })
  const codec = journalCodec(conventionEvents)
  const execute = executor({
    store,
    codec,
    decider: conventionDecider(models),
    hands: 'told',
    clock: () => now
  })
  for (const line of received) {
    const read = decode(Received)(line)
    if (E.isLeft(read)) return told(read.left)
    const { at, commandId, command } = read.right
    now = at
    const executed = await execute(conventionStream(id.right), command, { commandId })()
    if (E.isLeft(executed))
      return E.left(
        executed.left._tag === 'Refused'
          ? executed.left.refusals.map(({ sentence }) => sentence)
          : [executed.left.message]
      )
  }

  const index = annexesIndex(models)
  for await (const page of decodedPages(store.readAll(), codec)) {
    if (E.isLeft(page)) return E.left([page.left.message])
    for (const recorded of page.right) {
      const appended = index.append(recorded)
      if (E.isLeft(appended)) return E.left([appended.left.fault])
    }
  }
  await store.close()
  return E.right(
    ['2024-02-29', '2024-03-01', '2027-02-28', '2027-03-01'].map(on =>
      annexesMarkdown(index.describe(id.right, { on: dateCivile(on) }))
    )
  )
}

const told = (faults: ReadonlyArray<Fault>): E.Either<ReadonlyArray<string>, never> =>
  E.left(faults.map(({ path, message }) => `${path} : ${message}`))

if (require.main === module)
  run(async () => {
    const pages = await main()
    return E.isRight(pages) ? answered(pages.right.join('\n')) : failed(pages.left)
  })
