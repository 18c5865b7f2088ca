import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { event, idOf, named, taken } from './harness'

/** What a program at work tells, one line each. */
export type WorkTold =
  /** Every kind of call was answered. */
  | 'working'
  /** An append was answered. */
  | 'appended'
  /** The first refusal of a kind of call that was answered before. */
  | `refused ${string}`

/**
 * Calls of every kind, several at once and without a pause, and two that follow, whatever they are answered; once `told`
 * resolves the store is closed while they are at hand. Resolves when each of them was answered. For a program of its own,
 * which then has nothing left and ends by itself.
 */
export const workUntilTold = async (
  store: EventStore,
  tell: (told: WorkTold) => void,
  told: Promise<void>
): Promise<void> => {
  await taken(store.append('contrat-1', named('first', 3), 'any'))
  let closing = false
  let unanswered = 0

  /** Until the store is closed, and a call is refused for it. */
  const work = async (
    kind: string,
    call: (turn: number) => Promise<E.Either<unknown, unknown>>
  ): Promise<void> => {
    let last: 'none' | 'right' | 'left' = 'none'
    unanswered++
    for (let turn = 0; ; turn++) {
      const answer = await call(turn)
      if (closing && E.isLeft(answer)) return
      if (last === 'none' && --unanswered === 0) tell('working')
      if (last === 'right' && E.isLeft(answer)) tell(`refused ${kind}`)
      last = E.isRight(answer) ? 'right' : 'left'
      if (kind === 'append' && E.isRight(answer)) tell('appended')
      await new Promise(setImmediate)
    }
  }
  const lastOf = async (
    pages: AsyncIterable<E.Either<unknown, unknown>>
  ): Promise<E.Either<unknown, unknown>> => {
    let last: E.Either<unknown, unknown> = E.right(null)
    for await (const page of pages) last = page
    return last
  }
  /** Waits for what comes next, for as long as nothing comes. */
  const follow = async (): Promise<void> => {
    const pages = store.subscribe()[Symbol.asyncIterator]()
    let following = pages
    await work('subscribe', async () => {
      const page = await following.next()
      if (page.done !== true && E.isRight(page.value)) return page.value
      following = store.subscribe()[Symbol.asyncIterator]()
      return page.done === true ? E.left('ended') : page.value
    })
  }

  const all = [
    ...Array.from({ length: 4 }, (_, caller) =>
      work('append', turn =>
        store.append(`contrat-${caller}`, [event(`${caller} ${turn}`)], turn % 2 === 0 ? 'any' : 'exists')()
      )
    ),
    follow(),
    follow(),
    work('read', () => lastOf(store.read('contrat-1', { limit: 10 }))),
    work('readAll', () => lastOf(store.readAll({ limit: 10 }))),
    work('find', () => store.find('contrat-1', idOf('first1'))()),
    work('head', () => store.head()())
  ]
  await told
  closing = true
  await store.close()
  await Promise.all(all)
}
