import type { Failure } from './messages'

/** Who asks, as the header of the call says. */
export type Asker = { readonly user: string; readonly password: string } | null

export type Right = 'read all' | 'read' | 'write'

/** What the server does wrong, changed by the test at any time. */
export type Switches = {
  /** Takes calls and answers none. */
  silent: boolean
  /** Answers that many appends as if it had taken them for lost: written, and not answered. */
  loseAnswers: number
  /** Takes as many appends, writes nothing and refuses them so. */
  refuse: { failure: Failure; times: number } | null
  /** Who is let in, and may do what; null lets everybody do all. Nobody is known as `unknown`. */
  rights: ((asker: Asker, right: Right, stream: string) => boolean | 'unknown') | null
  /** A checkpoint right after each event that was looked at, and not now and then. */
  eagerCheckpoints: boolean
  /** Sends this many events of a catch-up, then cuts the subscription. */
  cutAfter: number | null
  /** Sends each event as a link whose event is gone, before the event. */
  brokenLinks: boolean
  /** Bytes of data of one append, of the server's own default: 1 MiB. */
  maxAppendSize: number
  /** Says that it takes appends in batches, so that the client uses them by itself. */
  batches: boolean
}

/** None of it wrong, and a server's own defaults. */
export const wellBehaved = (): Switches => ({
  silent: false,
  loseAnswers: 0,
  refuse: null,
  rights: null,
  eagerCheckpoints: false,
  cutAfter: null,
  brokenLinks: false,
  maxAppendSize: 1024 * 1024,
  batches: false
})
