/** For tests: both signed conventions with their agents, and a service that sends passwords. */
import { type Instant, instant } from '@avenant/domain'
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Habilitations
} from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type Avenant, type AvenantOptions, openAvenant } from '../src'
import type { PasswordRecipient } from '../src/passwords/passwords'

export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

export const agentCaf = { kind: 'agent-caf', id: 'agent-4021' } as const

type Fault = { readonly _tag: string; readonly message: string }

export type Portal = {
  readonly avenant: Avenant
  readonly sent: Array<{ readonly password: string; readonly to: PasswordRecipient }>
  /** What the hook was told. */
  readonly faults: Fault[]
  /** Another moment from now on. */
  readonly at: (now: string) => void
  /** What `send` does once it has kept what it is given. */
  onSend: (password: string) => Promise<void> | void
  readonly passwordEvents: (habilitationId?: string) => Promise<ReadonlyArray<unknown>>
}

/** The agents of each convention, and a moment when they have their accesses. */
const loads = {
  psu: { given: [...psu2017, ...psu2017Habilitations], until: '2018-06-01T10:00:00Z' },
  mef: { given: [...monenfant2023, ...monenfant2023Habilitations], until: '2023-08-01T10:00:00Z' },
  nothing: { given: [], until: '2018-06-01T10:00:00Z' }
}

/** Under PSU, with h-1960-1 and h-1960-2 delivered since 2017, where nothing else is asked. */
export const openPortal = async (
  options: Partial<Omit<AvenantOptions, 'passwords' | 'clock'>> & {
    readonly habilitationOf?: NonNullable<AvenantOptions['passwords']>['habilitationOf']
    readonly load?: keyof typeof loads
  } = {}
): Promise<Portal> => {
  let now: Instant = instant('2016-11-01T00:00:00Z')
  const { habilitationOf, load = 'psu', ...others } = options
  const sent: Portal['sent'] = []
  const faults: Fault[] = []
  const avenant = right(
    await openAvenant({
      store: 'memory:',
      hands: 'told',
      reactions: false,
      clock: () => now,
      onInterrupted: fault => faults.push(fault),
      passwords: {
        send: async (password, to) => {
          sent.push({ password, to })
          await portal.onSend(password)
        },
        ...(habilitationOf === undefined ? {} : { habilitationOf })
      },
      ...others
    })()
  )
  const at = (moment: string): void => {
    now = instant(moment)
  }
  const portal: Portal = {
    avenant,
    sent,
    faults,
    at,
    onSend: () => undefined,
    passwordEvents: async (habilitationId = 'h-1960-1') => {
      const events: unknown[] = []
      for await (const page of avenant.store.read(`habilitation-${habilitationId}`))
        for (const { type, data } of right(page)) if (type.startsWith('Password')) events.push({ type, data })
      return events
    }
  }
  const { given, until } = loads[load]
  for (const { at: moment, command, commandId } of given.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (moment > until) break
    at(moment)
    right(await avenant.execute(command, { commandId })())
  }
  at(until)
  return portal
}
