/** What each difference says to people, in French. */
import {
  addDays,
  attributionOf,
  type DateCivile,
  frenchAdresse,
  frenchDate,
  frenchPeriod,
  labelOf,
  type Personne,
  type PersonneId,
  type ÉtablissementId
} from '@avenant/domain'
import { type AnnexeChange, pendingIn, type Side } from './annexe-changes'
import type { Annexes } from './answer'
import type { AnnexesDocument, SignatureDescription } from './description'
import { changedFicheLines, changedPersonneFields } from './fields'
import {
  frenchChannels,
  frenchPartie,
  frenchPersonne,
  frenchÉtablissement,
  namePersonne,
  ofName,
  personnesOf,
  rangNames,
  representedBy
} from './names'

/** Annexes that come into force, or cease to be, at once. */
export const effetSentence = (before: AnnexesDocument, after: AnnexesDocument): string => {
  if (after.annexes.length > 0)
    return before.on === after.on
      ? `${annexesOf(after)} désormais ${after.annexes.length === 1 ? 'connue' : 'connues'} comme en vigueur ce jour-là, ${effectOf(after)}.`
      : `${annexesOf(after)} en vigueur, ${effectOf(after)}.`
  const reason = after.situation.reason ?? after.situation.sentence
  return before.annexes.length > 0
    ? `${annexesOf(before, 'ne sont plus', "n'est plus")} en vigueur : ${reason}.`
    : `Toujours aucune annexe en vigueur, mais pour une autre raison : ${reason}.`
}

/** Annexes in force on both sides, whose effect or known end differs. */
export const endSentence = (before: AnnexesDocument, after: AnnexesDocument): string =>
  `L'effet de la convention est ${effectOf(after)} ; il était ${effectOf(before)}.`

const effectOf = ({
  situation: { firstDay, lastDay, endCause, extensions = [] }
}: AnnexesDocument): string => {
  const period = frenchPeriod({ from: firstDay, to: lastDay === null ? null : addDays(lastDay, 1) })
  return endCause === 'preavis'
    ? `${period}, par préavis`
    : endCause === 'resiliation'
      ? `${period}, par résiliation`
      : [period, ...extensions].join(', ')
}

const annexesOf = ({ annexes }: AnnexesDocument, several = 'sont', one = 'est'): string => {
  const [first, ...others] = annexes.map(({ numero }) => String(numero))
  if (first === undefined) return `La convention ${one}`
  const last = others.at(-1)
  if (last === undefined) return `L'annexe ${first} ${one}`
  return `Les annexes ${[first, ...others.slice(0, -1)].join(', ')} et ${last} ${several}`
}

/** One fact that holds on one side only, or with another value. */
export const changeSentence = (was: Side, is: Side, change: AnnexeChange): string => {
  const [before, after] = [was.annexes, is.annexes]
  const personne = (id: PersonneId): string => personneIn([after, before], id)
  const établissement = (id: ÉtablissementId): string => établissementIn([after, before], id)
  const nature = (id: string): string => labelOf((after.model ?? before.model)?.fiche?.natures ?? [], id)
  switch (change.kind) {
    case 'etablissement':
      if (change.before === null || change.after === null)
        return `${établissementIn([after, before], change.id)} ${change.after === null ? "n'est plus" : 'est'} sur la liste des établissements.`
      return `${frenchÉtablissement(change.before)} est désormais décrit ainsi : ${frenchÉtablissement(change.after)}${
        change.after.adresse === null ? '' : `, ${frenchAdresse(change.after.adresse)}`
      }.`
    case 'personne':
      return change.before === null || change.after === null
        ? `${nameOf(change.after ?? change.before, change.id)} ${change.after === null ? "n'est plus" : 'est'} parmi les personnes nommées.`
        : `${nameOf(change.before, change.id)} : ${changedPersonneFields(change.before, change.after)}.`
    case 'attribution': {
      const seat = attributionOf(change.id)
      const who = personne(seat.personneId)
      const role = `« ${roleLabel([after, before], seat.role)} »`
      const where = établissement(seat.etablissementId)
      if (change.after === null && change.before === null) return unexpected(change)
      if (change.after === null) return `${who} n'a plus le rôle ${role} sur ${where}.`
      return change.before === null
        ? `${who} a le rôle ${role} sur ${where}, comme ${rangNames[change.after.rang]}.`
        : `${who} a le rôle ${role} sur ${where} comme ${rangNames[change.after.rang]}, et non plus comme ${rangNames[change.before.rang]}.`
    }
    case 'non-respect': {
      const agreement = change.after ?? change.before
      if (agreement === null) return unexpected(change)
      const agreed = `l'accord de la Caf sur le non-respect des conditions générales (formalisé le ${frenchDate(agreement.agreedOn)})`
      if (change.after === null) return `Ne figure plus : ${agreed}.`
      return change.before === null ? `Figure désormais : ${agreed}.` : `A changé : ${agreed}.`
    }
    case 'derogation': {
      const derogation = change.after ?? change.before
      if (derogation === null) return unexpected(change)
      const what = `La dérogation « ${derogation.objet} »`
      const granted = `(accordée le ${frenchDate(derogation.agreedOn)})`
      if (change.after === null) {
        const to = endOf(before, change.id)
        return to !== null && to <= after.on
          ? `${what} a pris fin le ${frenchDate(addDays(to, -1))} ${granted}.`
          : `${what} n'est pas en cours ${granted}.`
      }
      const to = endOf(after, change.id)
      const until = to === null ? '' : ` jusqu'au ${frenchDate(addDays(to, -1))} inclus`
      return `${what} ${change.before === null ? 'est admise' : 'a changé ; elle est admise'}${until} ${granted}.`
    }
    case 'signature': {
      const signature = change.after ?? change.before
      if (signature === null) return unexpected(change)
      const partie = partieLabel([after, before], signature.partie)
      if (change.after === null)
        return `N'est pas connue : la signature du ${frenchDate(signature.signedOn)} (${partie}).`
      const [former, present] = [was, is].map(({ document }) => signatureIn(document, signature.partie))
      if (change.before !== null && former != null && present != null)
        return `La signature (${partie}) a changé : ${changedSignature(former, present)}.`
      const signatory = present == null ? personne(signature.signataire) : frenchPersonne(present.signataire)
      return `${signatory} a signé (${partie}) le ${frenchDate(signature.signedOn)}.`
    }
    case 'partie': {
      const partie = change.after ?? change.before
      if (partie === null) return unexpected(change)
      const who = `${frenchPartie(partie, personne)}, ${representedBy(partieLabel([after, before], partie.id))} ${personne(partie.representant.personneId)} (${partie.representant.qualite})`
      return change.after === null ? `N'est plus partie : ${who}.` : `Partie à la convention : ${who}.`
    }
    case 'fiche':
      if (change.before !== null && change.after !== null)
        return `La fiche administrative a changé : ${changedFicheLines(change.before, change.after, { personne, nature })}.`
      return change.after === null
        ? 'La fiche administrative ne figure pas.'
        : `La fiche administrative est celle ${ofName(change.after.denomination ?? (change.after.representantLegal === null ? '' : personne(change.after.representantLegal)))}, gestionnaire n° ${change.after.numeroGestionnaire}.`
    case 'documents':
      return `Documents acceptés : ${
        (change.after ?? []).map(({ titre, version }) => `${titre} (${version})`).join(', ') || 'aucun'
      }.`
    case 'transmission': {
      const avenant = change.id === '' ? null : change.id
      if (change.after === null)
        return avenant === null
          ? "La transmission à la préfecture n'est pas connue."
          : `La transmission de l'avenant ${avenant} à la préfecture n'est pas connue.`
      const { acte, transmittedOn } = change.after
      return `${avenant === null ? 'Acte' : `Avenant ${avenant} : acte`} ${acte.asWritten} transmis à la préfecture le ${frenchDate(transmittedOn)}.`
    }
    case 'clause':
      return change.after === null
        ? `La clause « ${change.id} » produit effet.`
        : `La clause « ${change.id} » est réputée non écrite (${change.after.decision}).`
    case 'alerte': {
      const alerte = change.after ?? change.before
      if (alerte === null) return unexpected(change)
      return `${change.after === null ? 'Alerte levée' : 'Alerte'} : ${alerte.computation}.`
    }
    case 'modification': {
      const [former, present] = [was, is].map(({ document }) => pendingIn(document, change.id))
      if (present === undefined)
        return `N'est plus en attente : la modification ${change.id}${
          former === undefined ? '' : `, signalée le ${frenchDate(former.signalledOn)}`
        }.`
      const asked = `${former === undefined ? 'Modification' : 'La modification'} ${change.id}`
      return former === undefined
        ? `${asked}, signalée le ${frenchDate(present.signalledOn)} : ${present.changes.join(' ; ')}. ${present.sentence}`
        : `${asked} attend désormais autre chose. ${present.sentence}`
    }
    case 'manquement':
      return change.after === null
        ? "Aucun manquement n'est retenu."
        : `Manquement retenu : ${change.after}${change.before === null ? '' : ` ; c'était : ${change.before}`}.`
    case 'model':
      return change.after === null
        ? "Le modèle de la convention n'est pas connu."
        : `Le modèle de la convention est « ${change.after.id} », version ${change.after.version}.`
    case 'effet':
    case 'date-nommee':
      return unexpected(change)
  }
}

/** A change without either value does not exist; the sentence still says what it is about. */
const unexpected = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `Changement : ${kind}${id === '' ? '' : ` ${id}`}.`

const signatureIn = ({ convention }: AnnexesDocument, partie: string): SignatureDescription | null =>
  convention?.parties.find(({ id }) => id === partie)?.signature ?? null

/** Each under the name of the day of that signature (G19). */
const changedSignature = (before: SignatureDescription, after: SignatureDescription): string => {
  const shown = ({ signataire, qualite, parDelegationDe, signedOn, channel }: SignatureDescription) => [
    ['signataire', frenchPersonne(signataire)],
    ['qualité', qualite],
    ['par délégation', parDelegationDe === null ? 'aucune' : frenchPersonne(parDelegationDe)],
    ['date', frenchDate(signedOn)],
    ['forme', frenchChannels[channel].toLowerCase()]
  ]
  const was = shown(before)
  return shown(after)
    .flatMap(([line, is], i) => (was[i]?.[1] === is ? [] : [`${line} « ${was[i]?.[1]} » → « ${is} »`]))
    .join(', ')
}

const personneIn = (sides: ReadonlyArray<Annexes>, personneId: PersonneId): string => {
  const personnes = sides.map(({ facts }) => personnesOf(facts))
  const knowing = personnes.find(known => known.has(personneId))
  return frenchPersonne(namePersonne(knowing ?? new Map())(personneId))
}

const établissementIn = (sides: ReadonlyArray<Annexes>, id: string): string => {
  const held = sides.flatMap(({ facts }) => facts.etablissement).find(fact => fact.id === id)
  return held === undefined ? `établissement ${id}` : frenchÉtablissement(held.value)
}

const roleLabel = (sides: ReadonlyArray<Annexes>, id: string): string =>
  sides.flatMap(({ model }) => model?.roles ?? []).find(role => role.id === id)?.label ?? id

const partieLabel = (sides: ReadonlyArray<Annexes>, id: string): string =>
  sides.flatMap(({ model }) => model?.parties.roles ?? []).find(partie => partie.id === id)?.label ?? id

const endOf = ({ facts }: Annexes, id: string): DateCivile | null =>
  facts.derogation.find(held => held.id === id)?.period.to ?? null

const nameOf = (personne: Personne | null, id: string): string =>
  personne === null
    ? `personne ${id}`
    : [personne.prenom, personne.nom].filter(part => part !== null).join(' ')
