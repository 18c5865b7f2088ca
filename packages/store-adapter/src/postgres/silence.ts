/** Hands an answer on, or rejects with the code `CONNECTION_SILENT` when it does not come. */
export type Bounded = <A>(answer: Promise<A>) => Promise<A>

/** Not with `pg`'s own limit, whose timers hold the program up. */
export const within = <A>(milliseconds: number, answer: Promise<A>): Promise<A> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(silent()), milliseconds)
    timer.unref()
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })

type Waiting = { readonly until: number; readonly giveUp: () => void }

/** Bounds many waits by one timer, which stays when they end: one of its own for each was a tenth of an append. */
export class Silence {
  /** In the order of their ends, as all may last as long. */
  private readonly waiting = new Set<Waiting>()
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly milliseconds: number) {}

  readonly bounded: Bounded = answer =>
    new Promise((resolve, reject) => {
      const one: Waiting = {
        until: performance.now() + this.milliseconds,
        giveUp: () => reject(silent())
      }
      this.waiting.add(one)
      if (this.timer === null) this.lookIn(this.milliseconds)
      answer.then(
        given => {
          this.waiting.delete(one)
          resolve(given)
        },
        error => {
          this.waiting.delete(one)
          reject(error)
        }
      )
    })

  /** What still waits is given up. */
  end(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    for (const { giveUp } of this.waiting) giveUp()
    this.waiting.clear()
  }

  private lookIn(milliseconds: number): void {
    this.timer = setTimeout(() => this.look(), milliseconds)
    this.timer.unref()
  }

  private look(): void {
    this.timer = null
    const now = performance.now()
    for (const one of this.waiting) {
      if (one.until > now) {
        this.lookIn(Math.ceil(one.until - now))
        return
      }
      this.waiting.delete(one)
      one.giveUp()
    }
  }
}

const silent = (): Error => Object.assign(new Error('no answer'), { code: 'CONNECTION_SILENT' })
