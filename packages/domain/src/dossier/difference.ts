/** How the lines of a kind are named, and how a difference of one is said to people, in French. */
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { DateCivile } from '../time/date-civile'

/** « la fiche administrative », where a dossier has one such line; else one and several: « partie », « parties ». */
export type Label = string | readonly [one: string, several: string]

/** A line in one of two answers that are compared. */
export type Told<Value> = {
  readonly id: string
  readonly value: Value
  /** The first day on which what the answer read no longer holds; null while none is known. */
  until(): DateCivile | null
  /** The name that a person had on a day, as this answer knows it (G19). */
  personneOn(id: PersonneId, on: DateCivile): string
}

/** The names of the day of an answer: where two are compared, those of the later, then those of the earlier. */
export type Names = {
  readonly on: DateCivile
  personne(id: PersonneId): string
  etablissement(id: ÉtablissementId): string
  role(id: string): string
  partie(id: string): string
  /** Of a nature of gestionnaire. */
  nature(id: string): string
}

/** The sentences of a kind, without their full stop. `comes` is also how a line is told that holds. */
export type Sentences<Value> = {
  /** The line holds in the later answer alone. */
  comes(line: Told<Value>, names: Names): string
  /** The line holds in the earlier answer alone. */
  goes(line: Told<Value>, names: Names): string
  /** The line says something else in each; absent: it is told as it comes. */
  changes?(before: Told<Value>, after: Told<Value>, names: Names): string
}

type Described = { readonly label: Label; readonly sentences?: Sentences<unknown> }

/**
 * What differs of one line, as its kind says it: « La clause « 2 » produit effet. » A kind without sentences is told by its
 * label: « Ajout : visite v-1. »
 */
export const differenceSentence = (
  { label, sentences = byLabel(label) }: Described,
  before: Told<unknown> | null,
  after: Told<unknown> | null,
  names: Names
): string => {
  const told =
    after === null
      ? before === null
        ? `Changement : ${oneOfLabel(label)}`
        : sentences.goes(before, names)
      : before === null || sentences.changes === undefined
        ? sentences.comes(after, names)
        : sentences.changes(before, after, names)
  return `${told}.`
}

/** The name of one line of a kind. */
export const oneOfLabel = (label: Label): string => (typeof label === 'string' ? label : label[0])

const byLabel = (label: Label): Sentences<unknown> => {
  const named = ({ id }: Told<unknown>) => `${oneOfLabel(label)}${id === '' ? '' : ` ${id}`}`
  return {
    comes: line => `Ajout : ${named(line)}`,
    goes: line => `Retrait : ${named(line)}`,
    changes: (_, line) => `Changement : ${named(line)}`
  }
}
