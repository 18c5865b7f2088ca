/** Why a convention refuses a command (G12), and the French sentence that says it. */

import { type NatureÉtablissement, natureNames } from '../identity/etablissement'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { ChangeInstrument, ConventionModel } from '../model/model'
import { type EntryRefusal, entryRefusalSentence } from '../model/under-model'
import type { Because } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { frenchPeriod, type Period } from '../time/period'
import { visible } from '../visible'
import type { Effet } from './events'

/** A role or a party of the model, as it names it. */
type Named = { readonly id: string; readonly label: string }

export const named = ({ id, label }: Named): Named => ({ id, label })

type Channel = ConventionModel['signalling']['channels'][number]

export type ConventionRefusal =
  | EntryRefusal
  | Because<'not-drafted', null>
  | Because<'already-drafted', null>
  | Because<'partie-missing', { readonly partie: Named }>
  | Because<'unknown-partie', { readonly partie: string; readonly known: ReadonlyArray<Named> }>
  | Because<'fiche-missing', null>
  | Because<'period-missing', null>
  | Because<'period-not-declared', null>
  | Because<'period-empty', { readonly period: Period }>
  | Because<'unknown-personne', { readonly personneId: PersonneId }>
  | Because<'draft-closed', { readonly signedBy: ReadonlyArray<Named> }>
  | Because<'not-signed', null>
  | Because<'already-signed', { readonly partie: Named; readonly signedOn: DateCivile }>
  | Because<'no-etablissement', null>
  | Because<'etablissements-missing', null>
  | Because<
      'unknown-etablissement',
      { readonly etablissementId: ÉtablissementId; readonly on: DateCivile | null }
    >
  | Because<
      'etablissement-out-of-scope',
      { readonly nature: NatureÉtablissement; readonly accepted: ReadonlyArray<NatureÉtablissement> }
    >
  | Because<'etablissement-not-financed', { readonly etablissementId: ÉtablissementId }>
  | Because<'sias-missing', { readonly etablissementId: ÉtablissementId }>
  | Because<'sias-already-listed', { readonly numeroSias: string; readonly listedAs: string }>
  | Because<'unknown-role', { readonly role: string; readonly known: ReadonlyArray<Named> }>
  | Because<
      'role-not-for-nature',
      {
        readonly role: Named
        readonly nature: NatureÉtablissement
        readonly accepted: ReadonlyArray<NatureÉtablissement>
      }
    >
  | Because<
      'role-full',
      {
        readonly role: Named
        readonly etablissementId: string
        readonly cap: number
        readonly holders: ReadonlyArray<PersonneId>
        readonly from: DateCivile | null
      }
    >
  | Because<
      'role-uncovered',
      {
        readonly role: Named
        readonly etablissementId: string
        readonly min: number
        readonly holders: ReadonlyArray<PersonneId>
        readonly from: DateCivile | null
      }
    >
  | Because<'no-change', null>
  | Because<'channel-not-allowed', { readonly channel: Channel; readonly allowed: ReadonlyArray<Channel> }>
  | Because<'modification-unknown', { readonly modificationId: string }>
  | Because<'modification-differs', { readonly modificationId: string }>
  | Because<'modification-closed', { readonly modificationId: string; readonly effectiveOn: DateCivile }>
  | Because<'instrument-needed', { readonly needed: ChangeInstrument; readonly given: ChangeInstrument }>
  | Because<'before-signalled', { readonly signalledOn: DateCivile; readonly on: DateCivile }>
  | Because<'not-in-force', { readonly on: DateCivile; readonly effet: Effet }>
  | Because<
      'not-in-model',
      { readonly rule: 'preavis' | 'resiliation' | 'derogation' | 'clause' | 'transmission' }
    >
  | Because<'already-granted', { readonly derogationId: string }>
  | Because<
      'already-recorded',
      {
        readonly rule: 'preavis' | 'resiliation' | 'clause' | 'transmission'
        readonly on: DateCivile
        /** The event that a correction names. */
        readonly corrects: number
      }
    >
  | Because<'nothing-to-correct', { readonly corrects: number; readonly last: number }>
  | Because<'cannot-withdraw', { readonly corrects: number }>
  | Because<'already-so', { readonly corrects: number }>
  | Because<
      'change-between',
      { readonly from: DateCivile; readonly to: DateCivile | null; readonly on: DateCivile }
    >
  | Because<'dates-out-of-order', { readonly earlier: DateCivile; readonly later: DateCivile }>

/** A refusal of the command that a correction holds, with its path in the correction. */
export const insideInstead = (refusal: ConventionRefusal): ConventionRefusal => ({
  ...refusal,
  path: refusal.path.startsWith('data') ? `data.instead.${refusal.path}` : refusal.path
})

/** The sentence for people. Every refusal's sentence is made here. */
export const conventionRefusalSentence = (refusal: ConventionRefusal): string => visible(sentenceOf(refusal))

const sentenceOf = (refusal: ConventionRefusal): string => {
  switch (refusal.code) {
    case 'acteur-not-allowed':
    case 'unknown-model':
      return entryRefusalSentence(refusal)
    case 'not-drafted':
      return "cette convention n'existe pas encore"
    case 'already-drafted':
      return 'cette convention existe déjà, avec un autre contenu'
    case 'partie-missing':
      return `il manque une partie : ${refusal.facts.partie.label}`
    case 'unknown-partie':
      return `partie inconnue : « ${refusal.facts.partie} » ; valeurs admises : ${labels(refusal.facts.known)}`
    case 'fiche-missing':
      return 'il manque la fiche administrative'
    case 'period-missing':
      return 'il manque la période de la convention, avec un premier et un dernier jour'
    case 'period-not-declared':
      return "cette convention prend effet à la signature : sa période ne s'écrit pas"
    case 'period-empty':
      return `période vide : ${frenchPeriod(refusal.facts.period)}`
    case 'unknown-personne':
      return `personne inconnue dans cette convention : ${refusal.facts.personneId}`
    case 'draft-closed':
      return `le texte est déjà signé par : ${labels(refusal.facts.signedBy)} ; il ne change plus que par une modification`
    case 'not-signed':
      return "cette convention n'est pas encore signée de toutes les parties"
    case 'already-signed':
      return `${refusal.facts.partie.label} a déjà signé le ${frenchDate(refusal.facts.signedOn)}`
    case 'no-etablissement':
      return "l'annexe ne compte aucun établissement"
    case 'etablissements-missing':
      return 'la liste des établissements concernés est vide'
    case 'unknown-etablissement':
      return (
        `établissement absent de l'annexe : ${refusal.facts.etablissementId}` +
        (refusal.facts.on === null ? '' : ` au ${frenchDate(refusal.facts.on)}`)
      )
    case 'etablissement-out-of-scope':
      return `hors du champ de la convention : ${natureNames[refusal.facts.nature]} ; natures admises : ${natures(refusal.facts.accepted)}`
    case 'etablissement-not-financed':
      return `${refusal.facts.etablissementId} n'est pas financé par la Caf`
    case 'sias-missing':
      return `il manque le n° Sias de ${refusal.facts.etablissementId}`
    case 'sias-already-listed':
      return `le n° Sias ${refusal.facts.numeroSias} est déjà celui de ${refusal.facts.listedAs}`
    case 'unknown-role':
      return `rôle inconnu : « ${refusal.facts.role} » ; valeurs admises : ${labels(refusal.facts.known)}`
    case 'role-not-for-nature':
      return (
        `le rôle « ${refusal.facts.role.label} » n'existe pas pour la nature « ${natureNames[refusal.facts.nature]} », ` +
        `mais pour : ${natures(refusal.facts.accepted)}`
      )
    case 'role-full':
      return (
        `le rôle « ${refusal.facts.role.label} » de ${refusal.facts.etablissementId} est déjà tenu par ` +
        `${refusal.facts.cap} personne${refusal.facts.cap > 1 ? 's' : ''}${since(refusal.facts.from)}`
      )
    case 'role-uncovered':
      return (
        `le rôle « ${refusal.facts.role.label} » de ${refusal.facts.etablissementId} doit être tenu par au moins ` +
        `${refusal.facts.min} personne${refusal.facts.min > 1 ? 's' : ''}${since(refusal.facts.from)}`
      )
    case 'no-change':
      return 'aucun changement demandé'
    case 'channel-not-allowed':
      return `une modification ne se demande pas ${channelNames[refusal.facts.channel]}, mais : ${refusal.facts.allowed.map(channel => channelNames[channel]).join(', ')}`
    case 'modification-unknown':
      return `modification inconnue : ${refusal.facts.modificationId}`
    case 'modification-differs':
      return `la modification ${refusal.facts.modificationId} existe déjà, avec un autre contenu`
    case 'modification-closed':
      return `la modification ${refusal.facts.modificationId} a déjà pris effet le ${frenchDate(refusal.facts.effectiveOn)}`
    case 'instrument-needed':
      return `cette modification demande ${instrumentNames[refusal.facts.needed]} ; ${instrumentNames[refusal.facts.given]} ne suffit pas`
    case 'before-signalled':
      return `le ${frenchDate(refusal.facts.on)} précède le signalement du ${frenchDate(refusal.facts.signalledOn)}`
    case 'not-in-force':
      return `la convention n'est pas en vigueur le ${frenchDate(refusal.facts.on)} (${statusNames[refusal.facts.effet.status]})`
    case 'not-in-model':
      return `ce modèle de convention ne connaît pas ${ruleNames[refusal.facts.rule]}`
    case 'already-granted':
      return `la dérogation ${refusal.facts.derogationId} existe déjà, avec un autre contenu`
    case 'already-recorded':
      return (
        `${recorded[refusal.facts.rule]} le ${frenchDate(refusal.facts.on)}, selon l'événement ` +
        `${refusal.facts.corrects}, avec un autre contenu : si c'est une erreur, cet événement se corrige`
      )
    case 'nothing-to-correct':
      return refusal.facts.corrects > refusal.facts.last
        ? `il n'y a pas d'événement ${refusal.facts.corrects} à corriger ; le dernier est ${refusal.facts.last}`
        : `l'événement ${refusal.facts.corrects} ne dit rien de ce que cette correction change`
    case 'cannot-withdraw':
      return `l'événement ${refusal.facts.corrects} commence le dossier : il se corrige, il ne se retire pas`
    case 'already-so':
      return `un autre événement dit déjà cela : l'événement ${refusal.facts.corrects} se retire, il ne se corrige pas`
    case 'change-between':
      return (
        `la même chose change aussi le ${frenchDate(refusal.facts.on)} : la date du ` +
        `${frenchDate(refusal.facts.from)} ne se corrige pas seule, mais les annexes, une à une`
      )
    case 'dates-out-of-order':
      return `le ${frenchDate(refusal.facts.later)} devrait suivre le ${frenchDate(refusal.facts.earlier)}`
  }
}

const since = (from: DateCivile | null): string => (from === null ? '' : ` au ${frenchDate(from)}`)

const labels = (list: ReadonlyArray<Named>): string => list.map(({ label }) => label).join(', ')

const natures = (list: ReadonlyArray<NatureÉtablissement>): string =>
  list.map(nature => natureNames[nature]).join(', ')

const channelNames: Readonly<Record<Channel, string>> = {
  courrier: 'par courrier',
  courriel: 'par courriel',
  formulaire: 'par formulaire',
  'en-ligne': 'en ligne'
}

const instrumentNames: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'le formulaire',
  'annexe-revisee': "la révision de l'annexe",
  avenant: 'un avenant'
}

const statusNames: Readonly<Record<Effet['status'], string>> = {
  projet: 'en projet',
  'a-venir': 'à venir',
  'en-vigueur': 'en vigueur',
  terminee: 'terminée'
}

const ruleNames: Readonly<
  Record<Extract<ConventionRefusal, { readonly code: 'not-in-model' }>['facts']['rule'], string>
> = {
  preavis: 'le préavis',
  resiliation: 'la résiliation immédiate',
  derogation: 'les dérogations',
  clause: "l'annulation d'une clause",
  transmission: 'la transmission à la préfecture'
}

const recorded: Readonly<
  Record<Extract<ConventionRefusal, { readonly code: 'already-recorded' }>['facts']['rule'], string>
> = {
  preavis: 'cette partie a déjà donné un préavis, reçu',
  resiliation: 'la convention est déjà résiliée',
  clause: 'cette clause est déjà annulée',
  transmission: 'cet acte est déjà transmis à la préfecture'
}
