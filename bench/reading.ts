/** What a caller does with an answer: an answer that nobody reads could put off all of its work. */
import type { Annexes } from '@avenant/projections'

/** Reads the kind, the id and the value of every fact; gives how many there are, and letters so that none is skipped. */
export const readAnswer = ({ facts }: Annexes): { readonly facts: number; readonly letters: number } => {
  let count = 0
  let letters = 0
  const read = (kind: string, id: string, text: string): void => {
    count += 1
    letters += kind.length + id.length + text.length
  }
  for (const { kind, id } of facts.inscription) read(kind, id, '')
  for (const { kind, id } of facts.attribution) read(kind, id, '')
  for (const { kind, id, value } of facts.rang) read(kind, id, value)
  for (const { kind, id, value } of facts.etablissement) read(kind, id, value.nom)
  for (const { kind, id, value } of facts.personne) read(kind, id, value.nom)
  for (const { kind, id, value } of facts.partie) read(kind, id, value.denomination ?? '')
  for (const { kind, id, value } of facts.signature) read(kind, id, value.signedOn)
  for (const { kind, id, value } of facts.derogation) read(kind, id, value.objet)
  for (const { kind, id, value } of facts['non-respect']) read(kind, id, value.agreedOn)
  for (const { kind, id, value } of facts.model) read(kind, id, value.id)
  for (const { kind, id, value } of facts.effet) read(kind, id, value.status)
  for (const { kind, id, value } of facts.fiche) read(kind, id, value.denomination ?? '')
  for (const { kind, id, value } of facts.documents) read(kind, id, value[0]?.titre ?? '')
  for (const { kind, id, value } of facts.modification) read(kind, id, value.signalledOn)
  for (const { kind, id, value } of facts.transmission) read(kind, id, value.receivedOn)
  for (const { kind, id, value } of facts.clause) read(kind, id, value.decision)
  return { facts: count, letters }
}

/** The same, and the period and the cause of every fact. */
export const readAnswerAndCauses = (
  annexes: Annexes
): { readonly facts: number; readonly letters: number } => {
  const { facts, letters } = readAnswer(annexes)
  let more = 0
  for (const held of Object.values(annexes.facts))
    for (const { period, cause } of held)
      more +=
        (period.from?.length ?? 0) + (period.to?.length ?? 0) + cause.type.length + cause.recordedAt.length
  return { facts, letters: letters + more }
}
