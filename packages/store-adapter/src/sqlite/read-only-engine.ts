import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import * as E from 'fp-ts/Either'
import { changesOf } from '../changes'
import type { Engine } from '../engine'
import { codeOf } from '../error-code'
import { type OpenError, readOnlyStore, type StoreFault, storeClosed, storeUnavailable } from '../errors'
import { attempt } from './faults'
import { moved } from './file-identity'
import { type Signature, signatureOf } from './private-copy'
import type { Reading } from './reading'
import { type View, type Viewing, viewOf } from './view'

/** Between two copies, so many times what the last one took: copying has a fifth of the time, however much is written. */
const rest = 4

/**
 * A journal that is read and followed, and never written to. Answers come from a view; where a page would end with what
 * the view holds, and the journal has changed since, another view is made first: who asks sees all that was recorded
 * before.
 */
export const readOnlyEngine = (first: View, viewing: Viewing, pollInterval: number): Engine => {
  const { file } = viewing
  const closing = new AbortController()
  let view = first
  let nextCopy = 0
  let renewing: Promise<E.Either<StoreFault, void>> | null = null

  const signature = (): E.Either<StoreFault, Signature> => {
    try {
      return E.right(signatureOf(realpathSync(file)))
    } catch (error) {
      return E.left(
        moved(codeOf(error) === 'ENOENT' ? 'FILE_REMOVED' : (codeOf(error) ?? 'FILE_UNREACHABLE'))
      )
    }
  }

  const renew = async (): Promise<E.Either<StoreFault, void>> => {
    await sleep(Math.max(0, nextCopy - performance.now()), null, { signal: closing.signal }).catch(() => {})
    if (closing.signal.aborted) return E.left(storeClosed)
    const renewed = await viewOf(viewing)
    if (E.isLeft(renewed)) return E.left(faultOf(renewed.left))
    nextCopy = performance.now() + rest * renewed.right.took
    const fault = closing.signal.aborted
      ? storeClosed
      : renewed.right.signature.identity === first.signature.identity
        ? null
        : moved('FILE_REPLACED')
    const [kept, gone] = fault === null ? [renewed.right, view] : [view, renewed.right]
    gone.db.close()
    view = kept
    return fault === null ? E.right(undefined) : E.left(fault)
  }

  /** One copy serves all who asked before it was begun. */
  const upToDate = async (): Promise<E.Either<StoreFault, void>> => {
    await renewing
    if (closing.signal.aborted) return E.left(storeClosed)
    const now = signature()
    if (E.isLeft(now)) return now
    if (!now.right.fresh && now.right.text === view.signature.text && !view.signature.fresh)
      return E.right(undefined)
    renewing ??= renew().finally(() => {
      renewing = null
    })
    return renewing
  }

  const ask = async <Fault, A>(
    work: (reading: Reading) => E.Either<Fault, A>,
    isWithin: (answer: A) => boolean
  ): Promise<E.Either<Fault | StoreFault, A>> => {
    if (closing.signal.aborted) return E.left(storeClosed)
    const answer = attempt(() => work(view.reading))
    if (E.isRight(answer) && isWithin(answer.right)) return answer
    const renewed = await upToDate()
    return E.isLeft(renewed) ? renewed : attempt(() => work(view.reading))
  }

  return {
    readStream: slice =>
      ask(
        ({ readStream }) => readStream(slice),
        ({ events }) => slice.direction === 'forwards' && events.length === slice.limit
      ),
    scan: slice =>
      ask(
        ({ scan }) => scan(slice),
        ({ end }) => !end
      ),
    at: position =>
      ask(
        ({ at }) => at(position),
        standing => standing !== 'unknown'
      ),
    find: (stream, id) =>
      ask(
        ({ find }) => find(stream, id),
        event => event !== null
      ),
    // What was recorded last, and a stream that is new, may be where the view ends, or before.
    head: () =>
      ask(
        ({ head }) => head(),
        () => false
      ),
    streams: slice =>
      ask(
        ({ streams }) => streams(slice),
        () => false
      ),
    // A view of its own, which nothing renews or closes in between.
    snapshot: () => {
      let own: View | null = null
      return {
        scan: async slice => {
          if (own === null) {
            const made = await viewOf(viewing)
            if (E.isLeft(made)) return E.left(faultOf(made.left))
            own = made.right
          }
          const { reading } = own
          return attempt(() => reading.scan(slice))
        },
        close: () => {
          own?.db.close()
          own = null
        }
      }
    },
    // The port refuses them first.
    append: async () => E.left(readOnlyStore),
    restore: async () => E.left(readOnlyStore),
    changes: changesOf(notify => {
      let seen = signature()
      const timer = setInterval(() => {
        const now = signature()
        const same =
          E.isRight(now) && E.isRight(seen) && now.right.text === seen.right.text && !seen.right.fresh
        seen = now
        // A failure wakes too: reading again will tell it.
        if (!same) notify()
      }, pollInterval)
      timer.unref()
      return () => clearInterval(timer)
    }),
    close: async () => {
      closing.abort()
      await renewing
      view.db.close()
    }
  }
}

const faultOf = (error: OpenError): StoreFault =>
  error._tag === 'StoreBusy'
    ? error
    : storeUnavailable('code' in error ? error.code : error._tag, error.retryable, error.message)
