import type { Client } from 'pg'
import { channelOf } from './append-function'
import { atMost } from './connections'
import { driver } from './driver'
import type { Settings } from './settings'

/**
 * Tells that the journal may have grown. What PostgreSQL notifies is only quicker: the truth is the end of the
 * journal, looked at in turns, and a turn also opens the listening connection again when it was lost.
 */
export class WakeUp {
  private readonly timer: NodeJS.Timeout
  private seen: string | null = null
  private looking = false
  private listening: Promise<Client | null> | null = null
  private stopped = false

  constructor(
    private readonly settings: Settings,
    /** The end of the journal; throws when the store does not answer. */
    private readonly head: () => Promise<string | null>,
    private readonly notify: () => void,
    pollInterval: number
  ) {
    this.timer = setInterval(() => void this.turn(), pollInterval)
    this.timer.unref()
    this.listening = this.listen()
  }

  /** Lets go of the timer at once, and of the connection as soon as it can be. */
  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    const client = await this.listening
    if (client !== null) await atMost(this.settings.connectTimeout, client.end())
  }

  private async turn(): Promise<void> {
    if (this.looking) return
    this.looking = true
    this.listening ??= this.listen()
    try {
      const head = await this.head()
      if (head !== this.seen) this.notify()
      this.seen = head
    } catch {
      // Reading again will tell what is wrong.
      this.notify()
    }
    this.looking = false
  }

  private async listen(): Promise<Client | null> {
    // A time limit of its own: the timer of `pg` would hold the program up.
    const client = new (driver().Client)({ ...this.settings.client, connectionTimeoutMillis: 0 })
    const late = setTimeout(() => client.connection.stream.destroy(), this.settings.connectTimeout)
    late.unref()
    client.on('error', () => {})
    client.on('notification', () => this.notify())
    client.on('end', () => {
      this.listening = null
      if (!this.stopped) this.notify()
    })
    try {
      await client.connect()
      await client.query(`LISTEN "${channelOf(this.settings.schema)}"`)
      // What was written before it listened.
      this.notify()
      return client
    } catch {
      // The next turn tries again.
      this.listening = null
      void client.end().catch(() => {})
      return null
    } finally {
      clearTimeout(late)
    }
  }
}
