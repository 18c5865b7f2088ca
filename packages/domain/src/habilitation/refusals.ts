/** Refusals that several rules of an habilitation give; each other one stands beside its rule. */
import { type Article, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { type Closure, closureOn } from './access'
import { type HabilitationState, valueOn } from './kinds'

export const notRequested = refusal('not-requested', () => "cette habilitation n'a pas été demandée")
export const alreadyRequested = refusal(
  'already-requested',
  () => 'cette habilitation est déjà demandée, avec un autre contenu'
)
/** The reference that a request and its steps introduce: acts that refer to it are asked again when a step is corrected. */
export const demande = 'demande'
export const refersToDemande = () => [{ to: demande, refusal: notRequested('', null) }]

const notDelivered = refusal(
  'not-delivered',
  ({ on }: { readonly on: DateCivile }) => `l'habilitation n'est pas délivrée au ${frenchDate(on)}`
)
/** An access that is not delivered that day has nothing to block, and no password. */
export const undeliveredOn = (dossier: HabilitationState, on: DateCivile, article: Article) =>
  valueOn(dossier, 'delivrance', '', on) === null ? [notDelivered('', { on }, article)] : []

const accessClosed = refusal(
  'access-closed',
  ({ on, cause }: { readonly on: DateCivile; readonly cause: Closure['cause'] }) =>
    `l'accès est fermé au ${frenchDate(on)} : ${closedBy[cause]}`
)

const closedBy: Readonly<Record<Closure['cause'], string>> = {
  'fin-de-mission': 'la mission a pris fin',
  retrait: "la Caf l'a fermé",
  'convention-terminee': 'la convention a pris fin'
}

/**
 * An access that is closed is not changed; the refusal names the article that closed it. It is asked when the act is given,
 * and not again: a departure told late leaves a
 * delivery or a blocking where it is, and closes over it.
 */
export const closedOn = (dossier: HabilitationState, on: DateCivile) => {
  const closure = closureOn(dossier, on)
  return closure === null ? [] : [accessClosed('', { on, cause: closure.cause }, closure.article)]
}
