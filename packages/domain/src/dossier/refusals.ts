/** Why any dossier refuses a command, whatever its acts. */

import type { ActeurKind } from '../identity/acteur'
import type { Hand } from '../identity/hand'
import type { ModelRef } from '../model/ref'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { frenchPeriod } from '../time/period'
import type { Touched } from './dossier'

const reserved: Readonly<Record<ActeurKind, string>> = {
  'agent-caf': 'aux agents de la Caf',
  partenaire: 'au partenaire',
  habilite: 'à la personne habilitée',
  systeme: 'au système'
}

/** G7 */
export const acteurNotAllowed = refusal(
  'acteur-not-allowed',
  ({ allowed }: { readonly given: ActeurKind; readonly allowed: ReadonlyArray<ActeurKind> }) =>
    `opération réservée ${listed(allowed.map(kind => reserved[kind]))}`
)

/** G21 */
export const notOwnHand = refusal('not-own-hand', ({ hand }: { readonly hand: Hand }) =>
  hand.kind === 'partie'
    ? `cette opération n'est pas celle de la partie « ${hand.partie} » de la convention ${hand.conventionId}`
    : hand.kind === 'soi'
      ? "cette opération n'est pas celle de la personne elle-même"
      : `ce dossier n'est pas celui de la Caf « ${hand.caf} »`
)

/** G21 */
export const cafNotNamed = refusal(
  'caf-not-named',
  ({ caf }: { readonly caf: string }) =>
    `ce dossier ne dit pas de quelle Caf il est, et l'agent agit pour « ${caf} » ; ` +
    'écrivez le `code` de la Caf parmi les parties de la convention, ou le `codeCaf` de la demande'
)

/** G11 */
export const unknownModel = refusal(
  'unknown-model',
  ({ model, known }: { readonly model: ModelRef; readonly known: ReadonlyArray<ModelRef> }) =>
    `modèle inconnu : ${model.id} version ${model.version} ; ` +
    `valeurs admises : ${known.map(({ id, version }) => `${id} version ${version}`).join(', ')}`
)

/** G24 */
export const notYetHappened = refusal(
  'not-yet-happened',
  ({ on, recordedOn }: { readonly on: DateCivile; readonly recordedOn: DateCivile }) =>
    `le ${frenchDate(on)} est à venir : l'enregistrement est du ${frenchDate(recordedOn)}`
)

export const nothingToCorrect = refusal(
  'nothing-to-correct',
  ({
    corrects,
    place,
    last
  }: {
    readonly corrects: number
    readonly place: number | null
    readonly last: number
  }) =>
    place !== null
      ? `l'événement ${corrects} corrige l'événement ${place} : c'est lui qui se corrige à nouveau`
      : corrects > last
        ? `il n'y a pas d'événement ${corrects} à corriger ; le dernier est ${last}`
        : `l'événement ${corrects} n'est pas un acte qui se corrige`
)

export const cannotWithdraw = refusal(
  'cannot-withdraw',
  ({ corrects }: { readonly corrects: number }) =>
    `l'événement ${corrects} commence le dossier : il se corrige, il ne se retire pas`
)

export const opensElsewhere = refusal(
  'opens-elsewhere',
  ({ corrects }: { readonly corrects: number }) =>
    `l'événement ${corrects} ne commence pas le dossier : il ne se remplace pas par ce qui le commence, ni l'inverse`
)

export const correctedTwice = refusal(
  'corrected-twice',
  ({ corrects }: { readonly corrects: number }) =>
    `l'événement ${corrects} est corrigé deux fois : une seule correction par événement`
)

/** G18: a later act is in the way. */
export const restsUpon = refusal(
  'rests-upon',
  ({ because, revision }: { readonly revision: number; readonly because: AnyRefusal }) =>
    `l'événement ${revision}, enregistré depuis, ne tiendrait plus : ${because.sentence}`
)

/** The rules have changed since: what was recorded stays so until an act records what they give now. */
export const rulesDrifted = refusal(
  'rules-drifted',
  ({ kind, id, period }: Touched) =>
    `ce dossier a été enregistré sous d'autres règles : elles donneraient aujourd'hui un autre résultat pour ` +
    `« ${id === '' ? kind : `${kind} ${id}`} » (${frenchPeriod(period)}) ; il faut d'abord le rétablir`
)

/** Of what is recorded once, and was otherwise: the act is named that a correction names (G1, G13). */
export const alreadyRecorded = refusal(
  'already-recorded',
  ({ corrects, on }: { readonly corrects: number; readonly on: DateCivile }) =>
    `l'événement ${corrects} le dit déjà, au ${frenchDate(on)}, avec une autre date ou un autre contenu : ` +
    "s'il est erroné, il se corrige"
)

const datesOutOfOrder = refusal(
  'dates-out-of-order',
  ({ earlier, later }: { readonly earlier: DateCivile; readonly later: DateCivile }) =>
    `le ${frenchDate(later)} devrait suivre le ${frenchDate(earlier)}`
)

export const inOrder = (
  earlier: DateCivile | null,
  later: DateCivile,
  path: string,
  article: Article | null = null
): ReadonlyArray<AnyRefusal> =>
  earlier !== null && later < earlier ? [datesOutOfOrder(path, { earlier, later }, article)] : []

const listed = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} et ${names.at(-1)}`
