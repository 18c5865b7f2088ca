/** The access journal: every connection and every attempt, in streams of their own (A1). No password is ever in it. */
import * as t from 'io-ts'
import { NonBlank, oneOf, personal, struct, tagged, unrepeated } from '../codec'
import type { Decider } from '../decider'
import { decided } from '../decision'
import { acteurNotAllowed } from '../dossier/refusals'
import { defineEvent, type EventOf } from '../event'
import { Acteur } from '../identity/acteur'
import { HabilitationId, habilitationStream } from '../identity/ids'
import { integer } from '../integer'
import { type AnyRefusal, refusal } from '../refusal'
import { DateCivile } from '../time/date-civile'
import { epochOf, Instant } from '../time/instant'

/** Connections and attempts: their streams are shortened by a retention. */
export const accessCategory = 'access'
/** The days on which a code was used, kept when the connections are gone. */
export const usesCategory = 'uses'

export const accessStream = (id: HabilitationId): string => `${accessCategory}-${id}`
export const usesStream = (id: HabilitationId): string => `${usesCategory}-${id}`

/** All that is recorded of an habilitation: its acts, its connections, and what is kept of those that are gone. */
export const streamsOfHabilitation = (id: HabilitationId): ReadonlyArray<string> => [
  habilitationStream(id),
  accessStream(id),
  usesStream(id)
]

/** The id of no habilitation begins with a dash. */
const unknownCode = '-unknown-code'
/** Attempts on codes that nobody has. */
export const unknownCodeStream = `${accessCategory}-${unknownCode}`

/** Where it came from, as the service tells it: an address, a machine. */
const origin = personal(NonBlank)

/** One connection, or one attempt on a known code: at what instant, and whether it was let in. */
const Connection = struct(
  'Connexion',
  { at: Instant, outcome: oneOf('issue', ['reussie', 'echouee']) },
  { origin }
)
export type Connection = t.TypeOf<typeof Connection>

/** An attempt on a code that nobody has. What was typed is recorded nowhere: it may be a password. */
const UnknownCode = struct('CodeInconnu', { at: Instant }, { origin })

/** The first connection that was recorded of each day: what remains of it when it is gone. */
const UsesKept = struct('UtilisationsGardées', {
  uses: t.readonlyArray(
    struct('Utilisation', {
      on: DateCivile,
      /** Of its event, in the stream of the connections. */
      revision: integer(0, Number.MAX_SAFE_INTEGER),
      recordedAt: Instant
    })
  )
})
export type UsesKept = t.TypeOf<typeof UsesKept>

export const connectionEvents = {
  ConnectionRecorded: defineEvent(Connection),
  UnknownCodeTried: defineEvent(UnknownCode)
}
export type ConnectionEvent = EventOf<typeof connectionEvents>

/** What a retention keeps of the connections that it removes. */
export const usesEvents = { UsesKept: defineEvent(UsesKept) }

/** What is refused is not repeated: whoever connects has just typed a password. */
const commands = {
  RecordConnection: unrepeated(
    struct('RecordConnection', {
      type: t.literal('RecordConnection'),
      acteur: Acteur,
      habilitationId: HabilitationId,
      data: Connection
    })
  ),
  RecordUnknownCode: unrepeated(
    struct('RecordUnknownCode', {
      type: t.literal('RecordUnknownCode'),
      acteur: Acteur,
      data: UnknownCode
    })
  )
} as const

/** What the service that people connect to records. */
export const ConnectionCommand = tagged('Commande', 'type', commands)
export type ConnectionCommand = t.TypeOf<typeof ConnectionCommand>

export const connectionCommandTypes: ReadonlyArray<string> = Object.keys(commands)

/** For the documentation, and as people name them. */
export const connectionEntries = [
  {
    command: 'RecordConnection',
    event: 'ConnectionRecorded',
    purpose: 'Somebody connected, or tried to, with the code of an habilitation (P13).',
    nom: 'Connexion',
    genre: 'f',
    example: { at: '2017-03-06T08:12:45.000Z', outcome: 'reussie', origin: '203.0.113.7' }
  },
  {
    command: 'RecordUnknownCode',
    event: 'UnknownCodeTried',
    purpose: 'Somebody tried a code that nobody has (P13); what was typed is recorded nowhere.',
    nom: 'Essai d’un code inconnu',
    genre: 'm',
    example: { at: '2017-03-06T08:10:02.000Z', origin: '203.0.113.7' }
  }
] as const

/** Two machines' clocks differ: a connection is not lost for it. */
const skew = 60_000

const connectionToCome = refusal(
  'connection-to-come',
  ({ at, recordedAt }: { readonly at: Instant; readonly recordedAt: Instant }) =>
    `la connexion du ${at} est à venir : l'enregistrement est du ${recordedAt}`
)

/** It decides nothing of a connection but that it is not to come (G24), and that the service itself tells of it (G7). */
export const connectionDecider: Decider<null, ConnectionCommand, ConnectionEvent, AnyRefusal> = {
  initial: null,
  evolve: () => null,
  addressee: command => ({
    category: accessCategory,
    ids: [command.type === 'RecordConnection' ? command.habilitationId : unknownCode]
  }),
  decide: (command, recording) => () => {
    const { kind } = command.acteur
    const { at } = command.data
    const recordedAt = recording?.at ?? null
    return decided(
      [
        ...(kind === 'systeme' ? [] : [acteurNotAllowed('acteur', { given: kind, allowed: ['systeme'] })]),
        ...(recordedAt !== null && epochOf(at) > epochOf(recordedAt) + skew
          ? [connectionToCome('data.at', { at, recordedAt })]
          : [])
      ],
      () => [
        command.type === 'RecordConnection'
          ? { type: 'ConnectionRecorded', data: command.data }
          : { type: 'UnknownCodeTried', data: command.data }
      ]
    )
  }
}
