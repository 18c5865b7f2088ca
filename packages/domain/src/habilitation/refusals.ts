/** Why an habilitation refuses a command (G12), and the French sentence that says it. */
import type { RequestStep } from '../model/model'
import { type EntryRefusal, entryRefusalSentence } from '../model/under-model'
import type { Because } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'

export type HabilitationRefusal =
  | EntryRefusal
  | Because<'not-requested', null>
  | Because<'already-requested', null>
  | Because<'mail-missing', null>
  | Because<'no-role', null>
  | Because<'unknown-role', { readonly role: string; readonly known: ReadonlyArray<string> }>
  | Because<
      'role-not-for-nature',
      { readonly role: string; readonly nature: string; readonly accepted: ReadonlyArray<string> }
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
  | Because<'access-closed', { readonly on: DateCivile }>
  | Because<'nothing-to-correct', { readonly corrects: number; readonly last: number }>
  | Because<'cannot-withdraw', { readonly corrects: number }>
  | Because<'already-so', { readonly corrects: number }>
  | Because<'rests-upon', { readonly revision: number; readonly because: HabilitationRefusal }>

/** The sentence for people. Every refusal's sentence is made here. */
export const habilitationRefusalSentence = (refusal: HabilitationRefusal): string => {
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
      return `rôle inconnu : ${refusal.facts.role} ; connus : ${refusal.facts.known.join(', ')}`
    case 'role-not-for-nature':
      return `le rôle ${refusal.facts.role} n'existe pas pour « ${refusal.facts.nature} », mais pour : ${refusal.facts.accepted.join(', ')}`
    case 'request-refused':
      return `la demande a été refusée le ${frenchDate(refusal.facts.on)} : ${refusal.facts.motif}`
    case 'step-not-in-model':
      return `l'étape « ${refusal.facts.step} » n'existe pas dans ce modèle ; étapes : ${refusal.facts.steps.join(', ')}`
    case 'step-out-of-order':
      return (
        `l'étape « ${refusal.facts.asked} » vient après : ${refusal.facts.missing.join(', ')} ; ` +
        `la demande en est à « ${refusal.facts.reached} »`
      )
    case 'dates-out-of-order':
      return `le ${frenchDate(refusal.facts.later)} devrait suivre le ${frenchDate(refusal.facts.earlier)}`
    case 'already-delivered':
      return `l'habilitation est déjà délivrée depuis le ${frenchDate(refusal.facts.on)}`
    case 'not-delivered':
      return `l'habilitation n'est pas délivrée au ${frenchDate(refusal.facts.on)}`
    case 'access-closed':
      return `l'accès est fermé au ${frenchDate(refusal.facts.on)}`
    case 'nothing-to-correct':
      return refusal.facts.corrects > refusal.facts.last
        ? `il n'y a pas d'événement ${refusal.facts.corrects} à corriger ; le dernier est ${refusal.facts.last}`
        : `l'événement ${refusal.facts.corrects} ne dit rien de ce que cette correction change`
    case 'cannot-withdraw':
      return `l'événement ${refusal.facts.corrects} commence le dossier : il se corrige, il ne se retire pas`
    case 'already-so':
      return `un autre événement dit déjà cela : l'événement ${refusal.facts.corrects} se retire, il ne se corrige pas`
    case 'rests-upon':
      return `l'événement ${refusal.facts.revision}, enregistré depuis, ne tiendrait plus : ${habilitationRefusalSentence(refusal.facts.because)}`
  }
}
