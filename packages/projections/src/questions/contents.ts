/** What an act says, in French, for who reads its history: its own words, dates and names, without the names of a program. */
import {
  addDays,
  type ConventionId,
  DateCivile,
  frenchDate,
  frenchNom,
  frenchPeriod,
  type Instant,
  labelOf,
  type ModificationChange,
  Period,
  type ÉtablissementId
} from '@avenant/domain'
import { frenchChanges } from '../annexes/changes'
import { heldFacts } from '../annexes/held-facts'
import { contentLabels, contentValues } from './content-words'
import { conventionSays, type Lines, modelUnder, nameOfPartie, nameOfÉtablissement } from './lines'

/** A modification of five thousand persons is long: its beginning is told, and the journal has it whole. */
const MOST = 50

export type ContentsAsked = {
  readonly conventionId: ConventionId | null
  /** The day by whose names persons and establishments are told. */
  readonly on: DateCivile
  readonly knownAt: Instant
}

/** One line for each thing that it says: « Signé le : 23/02/2017 »; a line for each change of a list. */
export const contentsOf = (lines: Lines) => {
  const factsAt = heldFacts(lines.dossiers.convention)
  return (says: unknown, { conventionId, on, knownAt }: ContentsAsked): ReadonlyArray<string> => {
    if (typeof says !== 'object' || says === null) return []
    const point = { on, knownAt }
    const model = conventionId === null ? null : modelUnder(lines, conventionId, point)
    const personne = (id: string): string => {
      const known =
        conventionId === null ? null : conventionSays(lines, conventionId, 'personne', id, point)?.value
      return known == null ? id : `${frenchNom(known)} (${id})`
    }
    const worded: Readonly<Record<string, (value: string) => string>> = {
      personneId: personne,
      signataire: personne,
      parDelegationDe: personne,
      representantLegal: personne,
      etablissementId: id => place(id),
      etablissementIds: id => place(id),
      partie: id => named(id),
      partieId: id => named(id),
      role: id => labelOf(model?.roles ?? [], id),
      // A period ends before its last day in the journal, and with it for people (G4).
      to: day => (DateCivile.is(day) ? `${frenchDate(addDays(day, -1))} inclus` : day)
    }
    const place = (id: string): string => {
      const nom =
        conventionId === null ? id : nameOfÉtablissement(lines, conventionId, id as ÉtablissementId, point)
      return nom === id ? id : `${nom} (${id})`
    }
    const named = (id: string): string =>
      (conventionId === null ? null : nameOfPartie(lines, conventionId, id, point)) ?? id
    const text = (key: string, value: unknown): string => {
      if (value === null || value === undefined) return 'aucun'
      if (Period.is(value)) return frenchPeriod(value)
      if (typeof value === 'boolean') return value ? 'oui' : 'non'
      if (Array.isArray(value))
        return value.length === 0 ? 'aucun' : value.map(one => text(key, one)).join(' ; ')
      if (typeof value === 'object')
        return Object.entries(value)
          .flatMap(([inner, one]) =>
            one === null ? [] : [`${uncapitalised(contentLabels[inner] ?? inner)} : ${text(inner, one)}`]
          )
          .join(', ')
      const written = String(value)
      const word = Object.hasOwn(worded, key) ? worded[key] : undefined
      if (word !== undefined) return word(written)
      if (DateCivile.is(value)) return frenchDate(value)
      return contentValues[`${key}/${written}`] ?? written
    }
    const line = ([key, value]: [string, unknown]): ReadonlyArray<string> => {
      if (key === 'changes' && Array.isArray(value) && model !== null && conventionId !== null)
        // The codec of the act has read its changes.
        return frenchChanges(model, factsAt(conventionId, point), value as ReadonlyArray<ModificationChange>)
      if (key === 'corrections') return []
      return value === null ? [] : [`${contentLabels[key] ?? key} : ${text(key, value)}`]
    }
    const all = Object.entries(says).flatMap(line)
    const left = all.length - MOST
    return left > 0 ? [...all.slice(0, MOST), `… et ${left} autres, que le journal contient`] : all
  }
}

/** « n° Sias »: a label inside a line begins small, but for an acronym. */
const uncapitalised = (label: string): string => label.slice(0, 1).toLowerCase() + label.slice(1)
