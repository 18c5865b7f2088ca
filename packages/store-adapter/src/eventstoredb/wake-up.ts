import { type Changes, changesOf } from '../changes'
import { backoff } from './retrying'
import type { Server } from './server'

/**
 * One subscription of the server for all those of the store, so that they cost one open call whatever their number:
 * it only says that there may be something to read. From its start, so that nothing falls between the last reading
 * and it; again after each cut; and now and then without being asked, since it is only a hint.
 */
export const wakeUps = (server: Pick<Server, 'follow'>, filter: string, pollInterval: number): Changes =>
  changesOf(notify => {
    let stopped = false
    let stop = (): void => {}
    let again: NodeJS.Timeout | undefined
    let tries = 0

    const open = (): void => {
      stop = server.follow(filter, {
        told: () => {
          tries = 0
          notify()
        },
        ended: () => {
          if (stopped) return
          // Wakes too: reading again will tell what happened.
          notify()
          again = setTimeout(open, backoff(tries++))
          again.unref()
        }
      })
    }
    open()
    const poll = setInterval(notify, pollInterval)
    poll.unref()
    return () => {
      stopped = true
      clearTimeout(again)
      clearInterval(poll)
      stop()
    }
  })
