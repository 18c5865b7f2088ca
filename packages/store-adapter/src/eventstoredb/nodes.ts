/**
 * Which node of a cluster is spoken to. The client looks for one only when it has no connection, asks one node after the
 * other, and never leaves one that falls silent; and its own looking rejects where nobody listens when it fails. So each
 * node has a client of its own here, which knows no other, and who leads is asked of all of them at once.
 */
import { codeOfFault, leaderToldBy, noLeader } from './faults'
import { within } from './within'

export type Endpoint = string

/** As a node tells it. */
export type Member = { readonly endpoint: Endpoint; readonly leads: boolean }

/** A connection to one node. `members` asks it for its cluster. */
export type Link<Client> = {
  readonly client: Client
  readonly members: () => Promise<ReadonlyArray<Member>>
  /** In the background: nobody waits for it. */
  readonly close: () => Promise<void>
}

export type NodesOptions<Client> = {
  /** Those of the address. */
  readonly seeds: ReadonlyArray<Endpoint>
  /** Whether the address is that of one node, which is then spoken to whatever it calls itself. */
  readonly alone: boolean
  readonly linkTo: (endpoint: Endpoint) => Link<Client>
  /** How long a node may take to say who leads, in milliseconds. */
  readonly limit: number
}

export class Nodes<Client> {
  private readonly links = new Map<Endpoint, Link<Client>>()
  private readonly known: Set<Endpoint>
  private at: Endpoint | null
  private finding: Promise<Endpoint> | null = null
  private closed = false

  constructor(private readonly options: NodesOptions<Client>) {
    this.known = new Set(options.seeds)
    this.at = this.only
  }

  /** The client of the node that leads, as far as is known. Rejects with what kept it from being found. */
  async current(): Promise<Client> {
    return this.link(this.at ?? (await (this.finding ?? this.lookFor(null, null)))).client
  }

  /**
   * What a call by that client was rejected with. Where its node may be away, silent or no leader any more, the next call
   * waits for an answer to who leads.
   */
  doubt(client: Client, error: unknown): void {
    // Calls that went out together fail together: the first of them has said so.
    if (this.closed || this.at === null || this.links.get(this.at)?.client !== client) return
    if (isDoubtful(error)) this.lookFor(this.at, leaderToldBy(error))
  }

  /** Who leads, asked anew: a node that was cut off from the others may not know yet that it leads no more. */
  async confirmed(): Promise<void> {
    if (this.only === null) await (this.finding ?? this.lookFor(null, null))
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.links.values()].map(({ close }) => close()))
    this.links.clear()
  }

  /** The one node of an address that names one alone. */
  private get only(): Endpoint | null {
    return this.options.alone ? (this.options.seeds[0] ?? null) : null
  }

  private lookFor(doubted: Endpoint | null, told: Endpoint | null): Promise<Endpoint> {
    this.at = null
    const finding = (told === null ? this.find(doubted) : Promise.resolve(told))
      .catch(failure => {
        // Who gave one node has nobody else to go to.
        if (this.only === null) throw failure
        return this.only
      })
      .then(found => {
        // The calls to the other node end with its connection, and are made again at this one.
        if (doubted !== null && found !== doubted) this.drop(doubted)
        this.known.add(found)
        this.at = found
        return found
      })
      .finally(() => {
        this.finding = null
      })
    // Told to the calls that wait for it; without any, to nobody.
    finding.catch(() => {})
    this.finding = finding
    return finding
  }

  /**
   * Asks all nodes at once. Whom most of them name leads, or most of those that answer: one that was cut off from the
   * others names itself for a while. Where one is doubted, who is named beside it is not waited for.
   */
  private async find(doubted: Endpoint | null): Promise<Endpoint> {
    const failures: unknown[] = []
    const asked = [...this.known]
    const voices = new Map<Endpoint, number>()
    let answered = 0
    let believe: (leader: Endpoint) => void = () => {}
    const another = new Promise<Endpoint>(resolve => {
      believe = resolve
    })
    const ask = async (endpoint: Endpoint): Promise<void> => {
      try {
        const members = await within(this.options.limit, this.link(endpoint).members())
        answered++
        const leader = this.leaderOf(members)
        if (leader === null) return
        const heard = (voices.get(leader) ?? 0) + 1
        voices.set(leader, heard)
        if (leader !== doubted && heard * 2 > asked.length) believe(leader)
      } catch (failure) {
        failures.push(failure)
        // Its connection may be all that is wrong with it.
        this.drop(endpoint)
      }
    }
    const all = Promise.all(asked.map(ask)).then(() => {
      const [most] = [...voices].sort(([, a], [, b]) => b - a)
      if (most !== undefined && most[1] * 2 > answered) return most[0]
      throw (
        failures.find(failure => codeOfFault(failure) === 'TLS') ?? (answered > 0 ? noLeader : failures[0])
      )
    })
    return Promise.race([another, all])
  }

  /** A node alone is taken by the address that was given: what it calls itself may lead nowhere. */
  private leaderOf(members: ReadonlyArray<Member>): Endpoint | null {
    if (this.only !== null && members.length <= 1) return this.only
    for (const { endpoint } of members) this.known.add(endpoint)
    return members.find(({ leads }) => leads)?.endpoint ?? null
  }

  private link(endpoint: Endpoint): Link<Client> {
    const link = this.links.get(endpoint) ?? this.options.linkTo(endpoint)
    this.links.set(endpoint, link)
    return link
  }

  private drop(endpoint: Endpoint): void {
    const link = this.links.get(endpoint)
    this.links.delete(endpoint)
    link?.close().catch(() => {})
  }
}

/** Silence, a connection that is cut or was never made, and a node that does not lead. */
const isDoubtful = (error: unknown): boolean =>
  ['NOT_LEADER', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED', 'INTERNAL'].includes(
    codeOfFault(error) ?? ''
  )
