/** What can be asked of an habilitation, and by whom (G7). */
import { Count, nullable, oneOf, Prose, struct } from '../codec'
import { type CommandOf, commandCodec, oneCommandOf } from '../command'
import type { Addressee } from '../decider'
import type { ActeurKind } from '../identity/acteur'
import { HabilitationId, habilitationCategory } from '../identity/ids'
import { DateCivile } from '../time/date-civile'
import { BlockCause, Request } from './events'

const EndCause = oneOf('cause', ['retrait', 'convention-terminee'])

const given = {
  RequestHabilitation: Request,
  AcknowledgeRequest: struct('AcknowledgeRequest', { on: DateCivile }),
  CheckRequest: struct('CheckRequest', { on: DateCivile }),
  SendConvention: struct('SendConvention', { on: DateCivile }),
  /** The convention, or the avenant that names the person, came back signed (M8, M21). */
  ReceiveSignedReturn: struct('ReceiveSignedReturn', { on: DateCivile }),
  DeliverHabilitation: struct('DeliverHabilitation', { on: DateCivile }),
  RefuseHabilitation: struct('RefuseHabilitation', { on: DateCivile, motif: Prose }),
  BlockAccess: struct('BlockAccess', { from: DateCivile, cause: BlockCause, motif: Prose }),
  UnblockAccess: struct('UnblockAccess', { from: DateCivile, motif: Prose }),
  /** The partner tells that an agent leaves, or has left (M14). */
  ReportEndOfMission: struct('ReportEndOfMission', { departedOn: DateCivile, reportedOn: DateCivile }),
  /** The Caf closes an access at once (M21), or the convention ends (P22). */
  EndHabilitation: struct('EndHabilitation', {
    on: DateCivile,
    cause: EndCause
  }),
  /** The end of the convention was withdrawn: the habilitation goes on (G1). */
  ResumeHabilitation: struct('ResumeHabilitation', {})
} as const

const data = {
  ...given,
  /**
   * `corrects`: the revision, in this stream, of the mistaken event (G1). `instead`: the command that should have been
   * given; null: none, the event is withdrawn.
   */
  CorrectHabilitation: struct('CorrectHabilitation', {
    corrects: Count,
    instead: nullable(oneCommandOf(given))
  })
} as const

const aggregate = { habilitationId: HabilitationId } as const

/** A command: who asks what, and of which habilitation when it says so. */
export type HabilitationCommand = CommandOf<typeof data, typeof aggregate>

/** Decodes a command, with every fault and its path (G15). */
export const HabilitationCommand = commandCodec(data, aggregate)

/** One command of an habilitation by its type. */
export type HabilitationCommandOf<T extends HabilitationCommand['type']> = Extract<
  HabilitationCommand,
  { readonly type: T }
>

/** The habilitation that a command names: the one that it begins does, another may. */
export const habilitationAddressee = (command: HabilitationCommand): Addressee => ({
  category: habilitationCategory,
  ids: [
    ...(command.habilitationId === undefined ? [] : [command.habilitationId]),
    ...(command.type === 'RequestHabilitation' ? [command.data.habilitationId] : [])
  ]
})

/** Who may give each command. Delivering, blocking and lifting are acts of the Caf; so is closing: see {@link habilitationEndGivers}. */
export const habilitationCommandGivers: Readonly<
  Record<HabilitationCommand['type'], ReadonlyArray<ActeurKind>>
> = {
  RequestHabilitation: ['agent-caf', 'partenaire'],
  AcknowledgeRequest: ['agent-caf', 'systeme'],
  CheckRequest: ['agent-caf'],
  SendConvention: ['agent-caf'],
  ReceiveSignedReturn: ['agent-caf', 'systeme'],
  DeliverHabilitation: ['agent-caf'],
  RefuseHabilitation: ['agent-caf'],
  BlockAccess: ['agent-caf'],
  UnblockAccess: ['agent-caf'],
  ReportEndOfMission: ['agent-caf', 'partenaire'],
  EndHabilitation: ['agent-caf', 'systeme'],
  ResumeHabilitation: ['agent-caf', 'systeme'],
  CorrectHabilitation: ['agent-caf']
}

/** Who may end an habilitation, by its cause: the system tells the end of a convention, and closes nothing by itself. */
export const habilitationEndGivers: Readonly<
  Record<HabilitationCommandOf<'EndHabilitation'>['data']['cause'], ReadonlyArray<ActeurKind>>
> = {
  retrait: ['agent-caf'],
  'convention-terminee': ['agent-caf', 'systeme']
}

/** Who may give this one. */
export const giversOf = (command: HabilitationCommand): ReadonlyArray<ActeurKind> =>
  command.type === 'EndHabilitation'
    ? habilitationEndGivers[command.data.cause]
    : habilitationCommandGivers[command.type]
