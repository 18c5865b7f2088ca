import { noAnswer } from './faults'

/** A limit beside the client's own deadline, which begins only once the connection is made. */
export const within = async <A>(milliseconds: number, call: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      call,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(noAnswer(milliseconds)), milliseconds)
      })
    ])
  } finally {
    clearTimeout(timer)
  }
}
