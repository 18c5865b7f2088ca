/** Why an habilitation refuses a command (G12), and the French sentence that says it. */
import { type NatureÉtablissement, natureNames } from '../identity/etablissement'
import { type RequestStep, type Role, requestStepNames } from '../model/model'
import { type EntryRefusal, entryRefusalSentence } from '../model/under-model'
import type { Because } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { visible } from '../visible'
import type { HabilitationEndCause } from './events'

type NamedRole = Pick<Role, 'id' | 'label'>

export type HabilitationRefusal =
  | EntryRefusal
  | Because<'not-requested', null>
  | Because<'already-requested', null>
  | Because<'mail-missing', null>
  | Because<'no-role', null>
  | Because<'unknown-role', { readonly role: string; readonly known: ReadonlyArray<NamedRole> }>
  | Because<
      'role-not-for-nature',
      {
        readonly role: NamedRole
        readonly nature: NatureÉtablissement
        readonly accepted: ReadonlyArray<NatureÉtablissement>
      }
    >
  | Because<'request-refused', { readonly on: DateCivile; readonly motif: string }>
  | Because<'step-not-in-model', { readonly step: RequestStep; readonly steps: ReadonlyArray<RequestStep> }>
  | Because<
      'step-out-of-order',
      {
        readonly asked: RequestStep
        readonly missing: ReadonlyArray<RequestStep>
        readonly reached: RequestStep
      }
    >
  | Because<'dates-out-of-order', { readonly earlier: DateCivile; readonly later: DateCivile }>
  | Because<'already-delivered', { readonly on: DateCivile }>
  | Because<'not-delivered', { readonly on: DateCivile }>
  | Because<'already-recorded', { readonly revision: number; readonly on: DateCivile }>
  | Because<'access-closed', { readonly on: DateCivile; readonly cause: HabilitationEndCause }>
  | Because<'not-in-model', { readonly rule: 'blocage' }>
  | Because<'nothing-to-correct', { readonly corrects: number; readonly last: number }>
  | Because<'cannot-withdraw', { readonly corrects: number }>
  | Because<'already-so', { readonly corrects: number }>
  | Because<'rests-upon', { readonly revision: number; readonly because: HabilitationRefusal }>

/** The sentence for people. Every refusal's sentence is made here. */
export const habilitationRefusalSentence = (refusal: HabilitationRefusal): string =>
  visible(sentenceOf(refusal))

const sentenceOf = (refusal: HabilitationRefusal): string => {
  switch (refusal.code) {
    case 'acteur-not-allowed':
    case 'unknown-model':
      return entryRefusalSentence(refusal)
    case 'not-requested':
      return "cette habilitation n'a pas été demandée"
    case 'already-requested':
      return 'cette habilitation est déjà demandée, avec un autre contenu'
    case 'mail-missing':
      return "il manque l'adresse mail individuelle de la personne"
    case 'no-role':
      return 'la demande ne porte sur aucun rôle'
    case 'unknown-role':
      return `rôle inconnu : « ${refusal.facts.role} » ; valeurs admises : ${list(refusal.facts.known.map(({ label }) => label))}`
    case 'role-not-for-nature':
      return (
        `le rôle « ${refusal.facts.role.label} » n'existe pas pour la nature « ${natureNames[refusal.facts.nature]} », ` +
        `mais pour : ${list(refusal.facts.accepted.map(nature => natureNames[nature]))}`
      )
    case 'request-refused':
      return `la demande a été refusée le ${frenchDate(refusal.facts.on)} : ${refusal.facts.motif}`
    case 'step-not-in-model':
      return (
        `l'étape « ${requestStepNames[refusal.facts.step]} » n'existe pas dans ce modèle ; ` +
        `étapes : ${steps(refusal.facts.steps)}`
      )
    case 'step-out-of-order':
      return (
        `l'étape « ${requestStepNames[refusal.facts.asked]} » vient après : ${steps(refusal.facts.missing)} ; ` +
        `la demande en est à « ${requestStepNames[refusal.facts.reached]} »`
      )
    case 'dates-out-of-order':
      return `le ${frenchDate(refusal.facts.later)} devrait suivre le ${frenchDate(refusal.facts.earlier)}`
    case 'already-delivered':
      return `l'habilitation est déjà délivrée depuis le ${frenchDate(refusal.facts.on)}`
    case 'not-delivered':
      return `l'habilitation n'est pas délivrée au ${frenchDate(refusal.facts.on)}`
    case 'access-closed':
      return `l'accès est fermé au ${frenchDate(refusal.facts.on)} : ${closedBy[refusal.facts.cause]}`
    case 'already-recorded':
      return (
        `l'événement ${refusal.facts.revision} le dit déjà, au ${frenchDate(refusal.facts.on)}, ` +
        "avec une autre date ou un autre contenu : s'il est erroné, il se corrige"
      )
    case 'not-in-model':
      return `ce modèle de convention ne connaît pas le ${refusal.facts.rule} d'un accès`
    case 'nothing-to-correct':
      return refusal.facts.corrects > refusal.facts.last
        ? `il n'y a pas d'événement ${refusal.facts.corrects} à corriger ; le dernier est ${refusal.facts.last}`
        : `l'événement ${refusal.facts.corrects} ne dit rien de ce que cette correction change`
    case 'cannot-withdraw':
      return `l'événement ${refusal.facts.corrects} commence le dossier : il se corrige, il ne se retire pas`
    case 'already-so':
      return `un autre événement dit déjà cela : l'événement ${refusal.facts.corrects} se retire, il ne se corrige pas`
    case 'rests-upon':
      return `l'événement ${refusal.facts.revision}, enregistré depuis, ne tiendrait plus : ${sentenceOf(refusal.facts.because)}`
  }
}

const list = (names: ReadonlyArray<string>): string => names.join(', ')
const steps = (asked: ReadonlyArray<RequestStep>): string => list(asked.map(step => requestStepNames[step]))

const closedBy: Readonly<Record<HabilitationEndCause, string>> = {
  'fin-de-mission': 'la mission a pris fin',
  retrait: "la Caf l'a fermé",
  'convention-terminee': 'la convention a pris fin'
}
