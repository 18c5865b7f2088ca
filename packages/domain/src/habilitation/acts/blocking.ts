/** What blocks an access that was delivered, and what lifts the blocking (P15, P17). */
import { Prose, personal, struct } from '../../codec'
import { actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { notProvided } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import type { Ground } from '../ground'
import { valueOn } from '../kinds'
import { closedOn, refersToDemande } from '../refusals'
import { BlockCause } from '../values'

const notDelivered = refusal(
  'not-delivered',
  ({ on }: { readonly on: DateCivile }) => `l'habilitation n'est pas délivrée au ${frenchDate(on)}`
)

const BlockSays = struct('BlockAccess', { from: DateCivile, cause: BlockCause, motif: personal(Prose) })

/** Blocking is the Caf's explicit act (P17). */
export const blockAccess = actOn<Ground>()({
  command: 'BlockAccess',
  event: 'AccessBlocked',
  purpose: 'The Caf blocks an access (P17).',
  nom: "Blocage de l'accès",
  genre: 'm',
  says: BlockSays,
  example: { from: '2018-05-02', cause: 'incident', motif: 'codes perdus' },
  givers: () => ['agent-caf'],
  about: ({ from }) => `access/${from}`,
  refers: refersToDemande,
  cannotNow: ({ others }, { says: { from } }) => closedOn(others, from),
  disagrees: (look, { says: { from } }) => changeRefusals(look, from),
  asserts: (_, { says: { from, cause } }, model) => [
    {
      kind: 'blocage',
      id: '',
      from,
      to: null,
      value: { cause, article: model.habilitation.blocking?.article ?? model.habilitation.article },
      at: null,
      path: 'data'
    }
  ]
})

/** Lifting is an explicit act too, with its reason (P15). */
export const unblockAccess = actOn<Ground>()({
  command: 'UnblockAccess',
  event: 'AccessUnblocked',
  purpose: 'The Caf lifts a blocking, with the reason (P15).',
  nom: "Levée du blocage de l'accès",
  genre: 'f',
  says: struct('UnblockAccess', { from: DateCivile, motif: personal(Prose) }),
  example: { from: '2018-05-14', motif: 'codes renouvelés' },
  givers: () => ['agent-caf'],
  about: ({ from }) => `access/${from}`,
  refers: refersToDemande,
  cannotNow: ({ others }, { says: { from } }) => closedOn(others, from),
  disagrees: (look, { says: { from } }) => changeRefusals(look, from),
  asserts: (_, { says: { from } }) => [
    { kind: 'blocage', id: '', from, to: null, value: null, at: null, path: 'data' }
  ]
})

const changeRefusals = ({ model, others }: Look<Ground>, from: DateCivile): ReadonlyArray<AnyRefusal> =>
  model.habilitation.blocking === null
    ? [notProvided('blocage', model.habilitation.article)]
    : valueOn(others, 'delivrance', '', from) === null
      ? [notDelivered('', { on: from }, model.habilitation.article)]
      : []
