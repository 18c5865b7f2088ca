/** Modifications that were signalled and have not yet taken effect: what they wait for, and who must act (G22). */
import {
  attributionOf,
  type ChangeInstrument,
  type ConventionModel,
  type DateCivile,
  frenchArticle,
  type ModificationId,
  neededInstrument,
  signatureId
} from '@avenant/domain'
import type { Annexes, HeldFacts } from './answer'
import { frenchChange } from './changes'
import type { PendingDescription } from './description'
import { personnesOf } from './names'

/** The ids of the attributions that hold on a day or later. */
export type HeldFrom = (on: DateCivile) => ReadonlyArray<string>

/** Nothing waits for anything once the convention has ended, nor before all have signed it. */
export const pendingOf = (
  { status, model, facts, on }: Annexes,
  heldFrom: HeldFrom
): ReadonlyArray<PendingDescription> =>
  model === null || (status !== 'en-vigueur' && status !== 'a-venir')
    ? []
    : facts.modification.map(({ value }) =>
        describePending(model, facts, { modification: value, on, heldFrom })
      )

type Asked = {
  readonly modification: HeldFacts['modification'][number]['value']
  readonly on: DateCivile
  readonly heldFrom: HeldFrom
}

const describePending = (
  model: ConventionModel,
  facts: HeldFacts,
  { modification, on, heldFrom }: Asked
): PendingDescription => {
  const { modificationId, signalledOn, channel, changes } = modification
  const personnes = personnesOf(facts)
  const waitsFor = neededInstrument(model, changes, {
    personneOn: id => personnes.get(id) ?? null,
    rolesFrom: id =>
      heldFrom(on).flatMap(attribution => {
        const { personneId, role } = attributionOf(attribution)
        return personneId === id ? [role] : []
      })
  })
  const signatures = waitsFor?.instrument === 'avenant' ? signaturesBy(model, facts, modificationId, on) : []
  const mustAct = partiesThatMustAct(model, waitsFor, signatures)
  return {
    modificationId,
    signalledOn,
    channel,
    changes: changes.map(change => frenchChange(model, facts, changes, change)),
    waitsFor,
    signatures,
    mustAct,
    sentence: waiting(waitsFor, mustAct)
  }
}

/** Of the avenant, those of that day or before. */
const signaturesBy = (
  { parties }: ConventionModel,
  { signature }: HeldFacts,
  modificationId: ModificationId,
  on: DateCivile
): PendingDescription['signatures'] =>
  parties.flatMap(({ id: partie, label }) => {
    const signed = signature.find(({ id }) => id === signatureId(partie, modificationId))
    return signed === undefined || signed.value.signedOn > on
      ? []
      : [{ partie, label, signedOn: signed.value.signedOn }]
  })

/** The partner returns the form, the Caf establishes the new version of an annexe, each party signs an avenant. */
const partiesThatMustAct = (
  { parties }: ConventionModel,
  waitsFor: PendingDescription['waitsFor'],
  signatures: PendingDescription['signatures']
): PendingDescription['mustAct'] => {
  if (waitsFor === null) return []
  const { acteur } = awaited[waitsFor.instrument]
  return parties.flatMap(({ id: partie, label, acteur: kind }) =>
    (acteur === null || acteur === kind) && !signatures.some(signed => signed.partie === partie)
      ? [{ partie, label }]
      : []
  )
}

/** « En attente d'un avenant (MEF, article 4), que doit signer : la Caf. » */
const waiting = (
  waitsFor: PendingDescription['waitsFor'],
  mustAct: PendingDescription['mustAct']
): string => {
  if (waitsFor === null) return "N'attend aucun acte."
  const { what, verb } = awaited[waitsFor.instrument]
  const who = mustAct.map(({ label }) => label).join(', ')
  return `En attente ${what} (${frenchArticle(waitsFor.article)})${who === '' ? '' : `, ${verb} : ${who}`}.`
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
  readonly acteur: ConventionModel['parties'][number]['acteur'] | null
}
