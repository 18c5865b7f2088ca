/** What is recorded, as it is recorded: server-sent events, without what they say. */
import { Position, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Answering } from '../answering'
import { addressOf } from './dossiers'
import { common, type Params, type Problem, unavailable, wrongInput } from './problem'
import { mayView, type Visitor } from './visitor'

/**
 * From `Last-Event-ID` on, else from `?after=`, which a page says of itself, else from what is recorded next. An event names its dossier, its revision, its type and its
 * instant; its id is its position. It comes once every question holds it.
 */
export const live = async (
  avenant: Answering,
  visitor: Visitor,
  request: Request,
  { after }: Params
): Promise<E.Either<Problem, Response>> => {
  const last = request.headers.get('last-event-id') ?? (typeof after === 'string' ? after : null)
  if (last !== null && !Position.is(last))
    return E.left(wrongInput([{ path: 'last-event-id', message: "attendu : l'id d'un événement reçu" }]))
  // Before it is answered: what is recorded from then on is told, however late it is read.
  const head = last === null ? await avenant.store.head()() : E.right(last)
  if (E.isLeft(head)) return E.left(unavailable)
  const ended = new AbortController()
  request.signal.addEventListener('abort', () => ended.abort())
  const lines = linesOf(avenant, visitor, head.right, ended.signal)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: () => ended.abort()
  })
  return E.right(
    new Response(body, { headers: { ...common, 'content-type': 'text/event-stream; charset=utf-8' } })
  )
}

const encoder = new TextEncoder()

async function* linesOf(
  avenant: Answering,
  visitor: Visitor,
  after: Position | null,
  signal: AbortSignal
): AsyncGenerator<string> {
  // What asks is answered at once, so that it knows that it is heard.
  yield ': avenant\n\n'
  for await (const page of avenant.store.subscribe({
    signal,
    ...(after === null ? {} : { after })
  })) {
    if (E.isLeft(page)) return
    for (const recorded of page.right.events) {
      const dossier = addressOf(recorded.stream)
      if (dossier === null) continue
      const standing = await avenant.standingOf(recorded.stream, { atLeast: recorded.position })()
      if (E.isLeft(standing)) return
      if (standing.right !== null && mayView(visitor, standing.right.conventions))
        yield eventOf(dossier, recorded)
    }
  }
}

const eventOf = (dossier: string, { revision, type, recordedAt, position }: Recorded): string =>
  `id: ${position}\ndata: ${JSON.stringify({ dossier, revision, type, recordedAt })}\n\n`
