import {
  type ConventionModel,
  type ConventionValues,
  type FactOf,
  type Instant,
  type ModelGiven,
  type PersonneId,
  signatureId
} from '@avenant/domain'
import type { Change, HeldOver } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import { alertsOf } from './alerts'
import type { Annexes, HeldFacts } from './answer'
import type {
  AnnexesDocument,
  ConventionDescription,
  PartieDescription,
  SignatureDescription
} from './description'
import type { EffetLines } from './end'
import { mentionsOf } from './mentions'
import { denominationOf, describePersonne, namePersonne, type Personnes, personnesOf } from './names'
import { type NamedPartie, partiesOn } from './parties'
import { type OtherDays, pendingOf } from './pending'
import { describeSection } from './sections'
import { situationOf } from './situation'

/** What a description needs beside the compact answer, all of it at the same knowledge. */
export type Surroundings = {
  readonly lines: EffetLines
  readonly derogations: ReadonlyArray<HeldOver<FactOf<ConventionFact, 'derogation'>>>
  /** Every key that holds, in the order in which the convention first spoke of it. */
  readonly firstSaid: ReadonlyArray<Change<ConventionFact>>
  readonly lastRecordedAt: Instant | null
  readonly otherDays: OtherDays
}

/** Who a person was on another day than that of the document (G19). */
type PersonneOn = OtherDays['personneOn']

/** Where no model says in which zone instants are shown (G3). */
const DEFAULT_ZONE = 'Europe/Paris'

/** The annexes for people: names instead of identifiers, sections in the model's order, last days included. */
export const describeAnnexes = (annexes: Annexes, surroundings: Surroundings): AnnexesDocument => {
  const { conventionId, on, knownAt, model, given } = annexes
  const facts = inOrder(annexes.facts, surroundings.firstSaid)
  const spans = new Map(surroundings.derogations.map(({ id, span }) => [id, span]))
  return {
    conventionId,
    on,
    knownAt,
    lastRecordedAt: surroundings.lastRecordedAt,
    zone: model?.zone ?? DEFAULT_ZONE,
    situation: situationOf(annexes, surroundings.lines),
    convention:
      model === null || given === null
        ? null
        : describeConvention({ model, given, facts }, surroundings.otherDays.personneOn),
    annexes:
      annexes.status !== 'en-vigueur'
        ? []
        : annexes.model.annexes.map(({ numero, titre, article, sections }) => ({
            numero,
            titre,
            article,
            sections: sections.map(describeSection(annexes.model, facts, spans))
          })),
    mentions: model === null ? [] : mentionsOf(annexes, surroundings.otherDays),
    enAttente: pendingOf({ ...annexes, facts }, surroundings.otherDays),
    alertes: annexes.status === 'en-vigueur' ? alertsOf({ ...annexes, facts }) : []
  }
}

/** On paper an establishment keeps its line when its name is corrected: lines stand in the order first written. */
const inOrder = (facts: HeldFacts, firstSaid: Surroundings['firstSaid']): HeldFacts => {
  const ranks = new Map(firstSaid.map(({ kind, id }, rank) => [`${kind}/${id}`, rank]))
  const rank = ({ kind, id }: { readonly kind: string; readonly id: string }): number =>
    ranks.get(`${kind}/${id}`) ?? 0
  const sorted = <H extends { readonly kind: string; readonly id: string }>(
    held: ReadonlyArray<H>
  ): ReadonlyArray<H> => held.toSorted((a, b) => rank(a) - rank(b))
  return {
    ...facts,
    etablissement: sorted(facts.etablissement),
    attribution: sorted(facts.attribution),
    derogation: sorted(facts.derogation)
  }
}

type Described = {
  readonly model: ConventionModel
  readonly given: ModelGiven
  readonly facts: HeldFacts
}

const describeConvention = (
  { model, given, facts }: Described,
  personneOn: PersonneOn
): ConventionDescription => {
  const fiche = facts.fiche[0]?.value ?? null
  return {
    model: { ...given, titre: model.titre, source: model.source },
    fiche,
    representantLegal:
      fiche === null || fiche.representantLegal === null
        ? null
        : describePersonne(personnesOf(facts))(fiche.representantLegal),
    parties: partiesOn(model, facts.partie).map(partie => describePartie(partie, facts, personneOn)),
    documents: facts.documents[0]?.value ?? [],
    transmission: facts.transmission.find(({ id }) => id === '')?.value ?? null,
    avenantsTransmis: facts.transmission.flatMap(({ id, value }) =>
      id === '' ? [] : [{ modificationId: id, ...value }]
    ),
    clausesNulles: facts.clause.map(({ id, value }) => ({ clause: id, decision: value.decision }))
  }
}

const describePartie = (
  { id, label, partie }: NamedPartie,
  facts: HeldFacts,
  personneOn: PersonneOn
): PartieDescription => {
  const named = namePersonne(personnesOf(facts))
  // The signature of an avenant has the id of the party, then that of the modification: so signs who joined by it.
  const joined = facts.adhesion.find(held => held.id === id)?.value
  const by = joined?.status === 'partie' ? (joined.modificationId ?? null) : null
  const signature = facts.signature.find(held => held.id === signatureId(id, by))?.value
  return {
    id,
    label,
    denomination: denominationOf(personnesOf(facts), partie),
    siege: partie.siege ?? partie.domicile ?? null,
    representant: { ...named(partie.representant.personneId), qualite: partie.representant.qualite },
    signature: signature === undefined ? null : describeSignature(signature, personneOn)
  }
}

/** Who signed stands under the name of that day, whatever the date of the document (G19). */
const describeSignature = (
  { signataire, qualite, parDelegationDe, signedOn, channel }: ConventionValues['signature'],
  personneOn: PersonneOn
): SignatureDescription => {
  const named = (id: PersonneId) => {
    const personne = personneOn(id, signedOn)
    const personnes: Personnes = new Map(personne === null ? [] : [[id, personne]])
    return namePersonne(personnes)(id)
  }
  return {
    signataire: named(signataire),
    qualite,
    parDelegationDe: parDelegationDe === null ? null : named(parDelegationDe),
    signedOn,
    channel
  }
}
