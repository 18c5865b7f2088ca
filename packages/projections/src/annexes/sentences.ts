/** What each difference says to people, in French. */
import {
  addDays,
  attributionOf,
  type ConventionFact,
  type DateCivile,
  type Fiche,
  frenchAdresse,
  frenchDate,
  frenchPeriod,
  type Personne,
  type PersonneId,
  type Signature,
  type ÉtablissementId
} from '@avenant/domain'
import type { Change } from '../bitemporal'
import { warningSentence } from './alerts'
import type { Annexes } from './answer'
import type { AnnexesDocument } from './description'
import {
  frenchChannels,
  frenchPersonne,
  frenchÉtablissement,
  namePersonne,
  ofName,
  personnesOf,
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

const effectOf = ({ situation: { firstDay, lastDay, endCause } }: AnnexesDocument): string => {
  if (endCause !== null && lastDay === null) return 'nul : elle a été résiliée avant'
  const period = frenchPeriod({ from: firstDay, to: lastDay === null ? null : addDays(lastDay, 1) })
  return endCause === 'preavis'
    ? `${period}, par préavis`
    : endCause === 'resiliation'
      ? `${period}, par résiliation`
      : period
}

const annexesOf = ({ annexes }: AnnexesDocument, several = 'sont', one = 'est'): string => {
  const [first, ...others] = annexes.map(({ numero }) => String(numero))
  if (first === undefined) return `La convention ${one}`
  const last = others.at(-1)
  if (last === undefined) return `L'annexe ${first} ${one}`
  return `Les annexes ${[first, ...others.slice(0, -1)].join(', ')} et ${last} ${several}`
}

/** One fact that holds on one side only, or with another value. */
export const changeSentence = (before: Annexes, after: Annexes, change: Change<ConventionFact>): string => {
  const personne = (id: PersonneId): string => personneIn([after, before], id)
  const établissement = (id: ÉtablissementId): string => établissementIn([after, before], id)
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
        : `${nameOf(change.before, change.id)} : ${changedFields(change.before, change.after)}.`
    case 'attribution': {
      const value = change.after ?? change.before
      if (value === null) return unexpected(change)
      const seat = attributionOf(change.id, value)
      const who = personne(seat.personneId)
      const role = `« ${roleLabel([after, before], seat.role)} »`
      const where = établissement(seat.etablissementId)
      if (change.after === null) return `${who} n'a plus le rôle ${role} sur ${where}.`
      return change.before === null
        ? `${who} a le rôle ${role} sur ${where}, comme ${rangs[change.after.rang]}.`
        : `${who} a le rôle ${role} sur ${where} comme ${rangs[change.after.rang]}, et non plus comme ${rangs[change.before.rang]}.`
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
      return change.before === null
        ? `${personne(signature.signataire)} a signé (${partie}) le ${frenchDate(signature.signedOn)}.`
        : `La signature (${partie}) a changé : ${changedSignature(change.before, change.after, personne)}.`
    }
    case 'partie': {
      const partie = change.after ?? change.before
      if (partie === null) return unexpected(change)
      const who = `${partie.denomination}, ${frenchAdresse(partie.siege)}, ${representedBy(partieLabel([after, before], partie.id))} ${personne(partie.representant.personneId)} (${partie.representant.qualite})`
      return change.after === null ? `N'est plus partie : ${who}.` : `Partie à la convention : ${who}.`
    }
    case 'fiche':
      if (change.before !== null && change.after !== null)
        return `La fiche administrative a changé : ${changedLines(change.before, change.after, personne)}.`
      return change.after === null
        ? 'La fiche administrative ne figure pas.'
        : `La fiche administrative est celle ${ofName(change.after.denomination)}, gestionnaire n° ${change.after.numeroGestionnaire}.`
    case 'documents':
      return `Documents acceptés : ${
        (change.after ?? []).map(({ titre, version }) => `${titre} (${version})`).join(', ') || 'aucun'
      }.`
    case 'transmission':
      return change.after === null
        ? "La transmission à la préfecture n'est pas connue."
        : `Acte ${change.after.acte.asWritten} transmis à la préfecture le ${frenchDate(change.after.transmittedOn)}.`
    case 'transmission-avenant':
      return change.after === null
        ? `La transmission de l'avenant ${change.id} à la préfecture n'est pas connue.`
        : `Avenant ${change.id} : acte ${change.after.acte.asWritten} transmis à la préfecture le ${frenchDate(change.after.transmittedOn)}.`
    case 'clause':
      return change.after === null
        ? `La clause « ${change.id} » produit effet.`
        : `La clause « ${change.id} » est réputée non écrite (${change.after.decision}).`
    case 'warning': {
      const warning = change.after ?? change.before
      if (warning === null) return unexpected(change)
      const what = warningSentence(change.id, warning, personne)
      return change.after === null ? `Alerte levée : ${what}.` : `Alerte : ${what}.`
    }
    case 'effet':
    case 'model':
    case 'modification':
      return unexpected(change)
  }
}

/** A change without either value does not exist; the sentence still says what it is about. */
const unexpected = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `Changement : ${kind}${id === '' ? '' : ` ${id}`}.`

const labels = {
  caf: 'Caf',
  departement: 'département',
  codeInsee: 'code INSEE',
  numeroGestionnaire: 'n° gestionnaire',
  denomination: 'dénomination',
  siret: 'SIRET',
  nature: 'nature',
  adresse: 'adresse',
  representantLegal: 'représentant légal'
} as const
const gestionnaireNatures: Readonly<Record<Fiche['nature']['normalised'], string>> = {
  'collectivite-territoriale': 'collectivité territoriale',
  association: 'association',
  entreprise: 'entreprise',
  mutuelle: 'mutuelle',
  autre: 'autre'
}

const ficheLines = [
  'caf',
  'departement',
  'codeInsee',
  'numeroGestionnaire',
  'denomination',
  'siret',
  'nature',
  'adresse',
  'representantLegal'
] as const

const changedLines = (before: Fiche, after: Fiche, personne: (id: PersonneId) => string): string => {
  const shown = (fiche: Fiche) => ({
    ...fiche,
    nature: `${fiche.nature.asWritten} (${gestionnaireNatures[fiche.nature.normalised]})`,
    adresse: frenchAdresse(fiche.adresse),
    representantLegal: fiche.representantLegal === null ? null : personne(fiche.representantLegal)
  })
  const [was, is] = [shown(before), shown(after)]
  return ficheLines
    .filter(line => was[line] !== is[line])
    .map(line => `${labels[line]} ${quotedOr(was[line])} → ${quotedOr(is[line])}`)
    .join(', ')
}

const changedSignature = (
  before: Signature,
  after: Signature,
  personne: (id: PersonneId) => string
): string => {
  const shown = ({ signataire, qualite, parDelegationDe, signedOn, channel }: Signature) => [
    ['signataire', personne(signataire)],
    ['qualité', qualite],
    ['par délégation', parDelegationDe === null ? 'aucune' : personne(parDelegationDe)],
    ['date', frenchDate(signedOn)],
    ['forme', frenchChannels[channel].toLowerCase()]
  ]
  const was = shown(before)
  return shown(after)
    .flatMap(([line, is], i) => (was[i]?.[1] === is ? [] : [`${line} « ${was[i]?.[1]} » → « ${is} »`]))
    .join(', ')
}

const rangs = { titulaire: 'titulaire', suppleant: 'suppléant' } as const

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
  sides.flatMap(({ model }) => model?.parties ?? []).find(partie => partie.id === id)?.label ?? id

const endOf = ({ facts }: Annexes, id: string): DateCivile | null =>
  facts.derogation.find(held => held.id === id)?.period.to ?? null

const nameOf = (personne: Personne | null, id: string): string =>
  personne === null
    ? `personne ${id}`
    : [personne.prenom, personne.nom].filter(part => part !== null).join(' ')

const fields = {
  nom: 'nom',
  prenom: 'prénom',
  fonction: 'fonction',
  mail: 'mail',
  telephone: 'téléphone'
} as const

const changedFields = (before: Personne, after: Personne): string =>
  (['nom', 'prenom', 'fonction', 'mail', 'telephone'] as const)
    .filter(field => before[field] !== after[field])
    .map(field => `${fields[field]} ${quotedOr(before[field])} → ${quotedOr(after[field])}`)
    .join(', ')

const quotedOr = (text: string | null): string => (text === null ? 'non renseigné' : `« ${text} »`)
