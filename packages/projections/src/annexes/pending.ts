/** Modifications that were signalled and have not yet taken effect: what they wait for, and who must act (G22). */
import {
  attributionOf,
  type ChangeInstrument,
  type ConventionModel,
  type ConventionValues,
  type DateCivile,
  frenchArticle,
  frenchDate,
  heaviest,
  type ModelRef,
  neededInstrument,
  newcomersIn,
  type Period,
  type PersonneId,
  signatoriesOf,
  signatureId
} from '@avenant/domain'
import { once } from '../once'
import type { Annexes, HeldFacts } from './answer'
import { frenchChanges } from './changes'
import type { PendingDescription } from './description'
import { partiesOn } from './parties'

/** The kinds of lines on which it depends what a modification waits for: who has which name and which role. */
export const pendingKinds: ReadonlyArray<keyof ConventionValues> = [
  'effet',
  'signature',
  'personne',
  'attribution',
  'etablissement',
  'partie',
  'adhesion',
  'model'
]

/** What is known of persons on any day, and from any day on. */
export type OtherDays = {
  readonly personneOn: (id: PersonneId, on: DateCivile) => ConventionValues['personne'] | null
  /** The days around the day asked over which a line says the same; null where it says nothing. */
  readonly spanOf: (kind: string, id: string) => Period | null
  /** The ids of the attributions that hold on a day or later. */
  readonly heldFrom: (on: DateCivile) => ReadonlyArray<string>
  /** The version of the model of a day; null: the service does not know it. */
  readonly modelOn: (on: DateCivile) => ConventionModel | null
  readonly modelOf: (ref: ModelRef) => ConventionModel | null
}

/** Nothing waits for anything once the convention has ended, nor before all have signed it. */
export const pendingOf = (
  { status, model, facts, on }: Annexes,
  otherDays: OtherDays
): ReadonlyArray<PendingDescription> =>
  model === null || (status !== 'en-vigueur' && status !== 'a-venir')
    ? []
    : facts.modification.map(({ value }) => {
        const waitsFor = neededOn([value.signalledOn, on], value, otherDays)
        // What a list of changes speaks of is named as the version has it under which they would hold.
        const ruling =
          adoptedBy(value, otherDays.modelOf) ??
          (value.effectiveOn === undefined ? null : otherDays.modelOn(value.effectiveOn)) ??
          model
        return describePending({ model: ruling, facts, on, modification: value, waitsFor })
      })

type Modification = ConventionValues['modification']

/** The heaviest of what these days ask: so is it asked of what makes the modification take effect. */
const neededOn = (
  days: ReadonlyArray<DateCivile>,
  modification: Modification,
  { personneOn, heldFrom, modelOn, modelOf }: OtherDays
): PendingDescription['waitsFor'] =>
  heaviest(
    days.flatMap(day => {
      const models = [modelOn(day), adoptedBy(modification, modelOf)].filter(model => model !== null)
      // Few kinds of changes depend on who holds which role, and each attribution is a line to read.
      const roles = once(() => rolesOf(heldFrom(day)))
      return models.flatMap(
        model =>
          neededInstrument(model, modification, {
            personneOn: id => personneOn(id, day),
            rolesFrom: id => roles().get(id) ?? []
          }) ?? []
      )
    })
  )

/** The version that a modification would adopt; null: none, or one that the service does not know. */
const adoptedBy = ({ changes }: Modification, modelOf: OtherDays['modelOf']): ConventionModel | null => {
  const change = changes.find(({ kind }) => kind === 'adopt-model')
  return change?.kind === 'adopt-model' ? modelOf(change.model) : null
}

const rolesOf = (attributions: ReadonlyArray<string>): ReadonlyMap<PersonneId, ReadonlyArray<string>> => {
  const roles = new Map<PersonneId, Array<string>>()
  for (const { personneId, role } of attributions.map(attributionOf))
    roles.set(personneId, [...(roles.get(personneId) ?? []), role])
  return roles
}

type Pending = {
  readonly model: ConventionModel
  readonly facts: HeldFacts
  readonly on: DateCivile
  readonly modification: Modification
  readonly waitsFor: PendingDescription['waitsFor']
}

const describePending = (pending: Pending): PendingDescription => {
  const { model, facts, modification, waitsFor } = pending
  const { modificationId, signalledOn, effectiveOn, channel, changes } = modification
  const signatures = waitsFor?.instrument === 'avenant' ? signaturesBy(pending) : []
  const mustAct = partiesThatMustAct(pending, signatures)
  return {
    modificationId,
    signalledOn,
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    channel,
    changes: frenchChanges(model, facts, changes),
    waitsFor,
    signatures,
    mustAct,
    sentence: waiting(waitsFor, mustAct, effectiveOn ?? null)
  }
}

/** Of the avenant, those of that day or before. */
const signaturesBy = (pending: Pending): PendingDescription['signatures'] => {
  const { facts, on, modification } = pending
  return partiesOf(pending).flatMap(({ id: partie, label }) => {
    const signed = facts.signature.find(({ id }) => id === signatureId(partie, modification.modificationId))
    return signed === undefined || signed.value.signedOn > on
      ? []
      : [{ partie, label, signedOn: signed.value.signedOn }]
  })
}

/** The partner returns the form, the Caf establishes the new version of an annexe, each who owes it signs an avenant. */
const partiesThatMustAct = (
  pending: Pending,
  signatures: PendingDescription['signatures']
): PendingDescription['mustAct'] => {
  const { waitsFor, modification } = pending
  if (waitsFor === null) return []
  const { acteur } = awaited[waitsFor.instrument]
  const owing = owingOn(pending, modification.changes)
  return partiesOf(pending).flatMap(({ id: partie, label, acteur: kind }) =>
    (acteur === null ? owing.includes(partie) : acteur === kind) &&
    !signatures.some(signed => signed.partie === partie)
      ? [{ partie, label }]
      : []
  )
}

/** Of who is party that day, whoever was let in by then: an avenant of July that lets in from January asks nothing of March. */
const owingOn = (
  { model, facts, on }: Pick<Pending, 'model' | 'facts' | 'on'>,
  changes: Modification['changes']
) => {
  const later = new Set(
    facts.adhesion.flatMap(({ id, value }) =>
      value.status === 'partie' && value.agreedOn !== undefined && value.agreedOn > on ? [id] : []
    )
  )
  const parties = facts.partie.flatMap(({ id, value }) => (later.has(id) ? [] : [value]))
  return signatoriesOf(model, parties, changes)
}

/** The parties of that day, and whom the avenant lets in. */
const partiesOf = ({ model, facts, modification }: Pick<Pending, 'model' | 'facts' | 'modification'>) => {
  const newcomers = newcomersIn(modification.changes).map(value => ({ id: value.id, value }))
  const known = facts.partie.filter(({ id }) => !newcomers.some(newcomer => newcomer.id === id))
  return partiesOn(model, [...known, ...newcomers])
}

/** « En attente d'un avenant (MEF, article 4), que doit signer : la Caf. » */
const waiting = (
  waitsFor: PendingDescription['waitsFor'],
  mustAct: PendingDescription['mustAct'],
  effectiveOn: DateCivile | null
): string => {
  if (waitsFor === null) return "N'attend aucun acte."
  const from = effectiveOn === null ? '' : `à compter du ${frenchDate(effectiveOn)}`
  if (from !== '' && mustAct.length === 0)
    return `Signé de toutes les parties (${frenchArticle(waitsFor.article)}), ${from}.`
  const { what, verb } = awaited[waitsFor.instrument]
  const who = mustAct.map(({ label }) => label).join(', ')
  return `En attente ${what} (${frenchArticle(waitsFor.article)})${who === '' ? '' : `, ${verb} : ${who}`}${from === '' ? '' : ` ; ${from}`}.`
}

/** Who must act, by the kind of acteur that signs for the party; null: each party. */
const awaited: Readonly<Record<ChangeInstrument, Awaited>> = {
  formulaire: { what: 'du formulaire', verb: 'à remettre à la Caf par', acteur: 'partenaire' },
  'annexe-revisee': {
    what: "d'une nouvelle version de l'annexe",
    verb: 'à établir par',
    acteur: 'agent-caf'
  },
  avenant: { what: "d'un avenant", verb: 'reste à signer par', acteur: null }
}

type Awaited = {
  readonly what: string
  readonly verb: string
  readonly acteur: ConventionModel['parties']['roles'][number]['acteur'] | null
}
