/** What the convention says of an habilitation under it, told by a reaction, whole: nothing is decided on it (G16). */
import * as t from 'io-ts'
import { nullable, struct } from '../../codec'
import { attributionId } from '../../convention/values'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { ConventionId, PersonneId, StableId, ÉtablissementId } from '../../identity/ids'
import { habilitationOf } from '../../model/habilitation'
import { Article } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { Period } from '../../time/period'
import type { HabilitationGround } from '../request'

/**
 * The end of the convention, or that it has none any more. It holds since always, so that the last told replaces what was
 * told before. Each habilitation is open as long as the convention itself is in force (G16).
 */
export const tellConventionEnd = actOn<HabilitationGround>()({
  command: 'TellConventionEnd',
  event: 'ConventionEndTold',
  purpose: 'The convention ends, on another day than before, or no longer does (P22, P27, M19, G1).',
  nom: 'Fin de la convention',
  genre: 'f',
  says: struct(
    'TellConventionEnd',
    {
      /** The first day on which it is no longer in force; null: what had ended it was withdrawn. */
      on: nullable(DateCivile)
    },
    /** Of what ends it. */
    { article: Article }
  ),
  example: { on: '2018-03-01', article: { source: 'PSU', article: '2.4' } },
  givers: () => ['agent-caf', 'systeme'],
  about: () => 'closing/convention-terminee',
  tellsOf: ({ on }) => on,
  asserts: (_, { says: { on, article } }, { duration }) => [
    assertion({ kind: 'fin-de-convention', value: { on, article: article ?? duration.article } })
  ]
})

const ToldRole = struct(
  'TellRole',
  {
    conventionId: ConventionId,
    personneId: PersonneId,
    role: StableId,
    /** Every day on which the annexe gives it to her, as known then; none: on no day. */
    held: t.readonlyArray(Period)
  },
  {
    /** Absent: a role that is held on no establishment. */
    etablissementId: ÉtablissementId,
    /** Of the role, or of the list of the establishments where it is the establishment that left. */
    article: Article
  }
)
type ToldRole = t.TypeOf<typeof ToldRole>

/**
 * A role left the annexe, or is in it again: all its days are told, so that the last told replaces what was told before,
 * whatever the order in which it was. Nothing is decided on it: the annexe itself says who may act (G16).
 */
export const tellRole = actOn<HabilitationGround>()({
  command: 'TellRole',
  event: 'RôleTold',
  purpose: 'A role of the person left the annexe of the convention, or is in it again (P20, P21, M21).',
  nom: "Rôle à l'annexe",
  genre: 'm',
  says: ToldRole,
  example: {
    conventionId: 'essai-psu',
    personneId: 'p-1',
    role: 'activite',
    etablissementId: 'e-1',
    held: [{ from: null, to: '2018-03-01' }],
    article: { source: 'PSU', article: '2.3' }
  },
  givers: () => ['agent-caf', 'systeme'],
  about: says => `role/${toldId(says)}`,
  tellsOf: ({ held }) => lastChangeOf(held),
  asserts: (_, { says }, model) => [
    assertion({
      kind: 'role-annexe',
      id: toldId(says),
      value: { held: says.held, article: says.article ?? habilitationOf(model).article }
    })
  ]
})

/** A correction of the request may place it under another convention: what the first said stays what that one said. */
const toldId = (says: ToldRole): string => `${says.conventionId}/${attributionId(says)}`

/** The last day on which holding a role began or ended; null: since always, or never. */
export const lastChangeOf = (held: ReadonlyArray<Period>): Period['from'] =>
  held.at(-1)?.to ?? held.at(-1)?.from ?? null
