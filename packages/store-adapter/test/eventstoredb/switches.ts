import type { status } from '@grpc/grpc-js'

/** What the server does wrong, changed by the test at any time. */
export type Switches = {
  /** Takes calls and answers none. */
  silent: boolean
  /** Answers that many appends as if it had taken them for lost: written, and not answered. */
  loseAnswers: number
  /** Takes as many appends, writes nothing and refuses them with this code. */
  refuse: { code: status; exception: string | null; times: number } | null
  /** What an authorization header has to be; null lets everybody in. */
  authorization: string | null
  /** A checkpoint right after each event that was looked at, and not now and then. */
  eagerCheckpoints: boolean
  /** Sends this many events of a catch-up, then cuts the subscription. */
  cutAfter: number | null
  /** Sends each event as a link whose event is gone, before the event. */
  brokenLinks: boolean
  maxAppendSize: number
  /** Says that it takes appends in batches, which it never answers. */
  batches: boolean
}
