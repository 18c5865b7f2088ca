/** What an act says, in French, for who reads its history: its own words, dates and names, without the names of a program. */
import {
  addDays,
  type ConventionId,
  DateCivile,
  frenchDate,
  frenchNom,
  frenchPeriod,
  habilitationOf,
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

export type Contents = {
  /** One line for each thing that an act says: « Signé le : 23/02/2017 »; a line for each change of a list. */
  readonly of: (says: unknown) => ReadonlyArray<string>
  /** One line for each thing that differs between what was said and what is: « Signé le : 15/01/2017 → 16/01/2017 ». */
  readonly between: (was: unknown, is: unknown) => ReadonlyArray<string>
}

export const contentsOf = (lines: Lines) => {
  const factsAt = heldFacts(lines.dossiers.convention)
  return ({ conventionId, on, knownAt }: ContentsAsked): Contents => {
    const point = { on, knownAt }
    const model = conventionId === null ? null : modelUnder(lines, conventionId, point)
    const personne = (id: string): string => {
      const known =
        conventionId === null ? null : conventionSays(lines, conventionId, 'personne', id, point)?.value
      return known == null ? id : `${frenchNom(known)} (${id})`
    }
    /** What the model lists: the words of an act are its ids, and people read its labels. */
    const habilitation = model === null ? null : habilitationOf(model)
    const listed: ReadonlyMap<string, Parameters<typeof labelOf>[0]> = new Map([
      ['kind', habilitation?.incidents?.kinds ?? []],
      ['rule', habilitation?.anomalies?.rules ?? []],
      ['cause', habilitation?.blocking?.causes ?? []]
    ])
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
      if (value === null || value === undefined) return wordOfNull(key) ?? 'aucun'
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
      return contentValues[`${key}/${written}`] ?? labelOf(listed.get(key) ?? [], written)
    }
    const changesIn = (value: unknown): ReadonlyArray<string> =>
      Array.isArray(value) && model !== null && conventionId !== null
        ? // The codec of the act has read its changes.
          frenchChanges(model, factsAt(conventionId, point), value as ReadonlyArray<ModificationChange>)
        : []
    const line = ([key, value]: [string, unknown]): ReadonlyArray<string> => {
      if (key === 'corrections' || (value === null && wordOfNull(key) === undefined)) return []
      const changes = key === 'changes' ? changesIn(value) : []
      return changes.length > 0 ? changes : [`${labelOfKey(key)} : ${text(key, value)}`]
    }
    const itemsOf = (key: string, value: unknown): ReadonlyArray<string> => {
      const changes = key === 'changes' ? changesIn(value) : []
      return changes.length > 0 || !Array.isArray(value) ? changes : value.map(one => text(key, one))
    }
    const differing = (key: string, label: string, was: unknown, is: unknown): ReadonlyArray<string> => {
      if (isRecord(was) && isRecord(is) && !Period.is(was))
        return keysOf(was, is).flatMap(inner =>
          differing(inner, `${label}, ${uncapitalised(contentLabels[inner] ?? inner)}`, was[inner], is[inner])
        )
      if (Array.isArray(was) && Array.isArray(is)) {
        const [before, after] = [itemsOf(key, was), itemsOf(key, is)]
        return [
          ...before.filter(one => !after.includes(one)).map(one => `${label}, en moins : ${one}`),
          ...after.filter(one => !before.includes(one)).map(one => `${label}, en plus : ${one}`)
        ]
      }
      const [before, after] = [was, is].map(one => (one == null ? '–' : text(key, one)))
      return before === after ? [] : [`${label} : ${before} → ${after}`]
    }
    return {
      of: says => (isRecord(says) ? begun(Object.entries(says).flatMap(line)) : []),
      between: (was, is) =>
        isRecord(was) && isRecord(is)
          ? begun(keysOf(was, is).flatMap(key => differing(key, labelOfKey(key), was[key], is[key])))
          : []
    }
  }
}

/** An act that has a kind of its own is no change of a list. */
const labelOfKey = (key: string): string => (key === 'kind' ? 'Nature' : (contentLabels[key] ?? key))

/** Where that there is none says something. */
const wordOfNull = (key: string): string | undefined => contentValues[`${key}/null`]

const begun = (all: ReadonlyArray<string>): ReadonlyArray<string> => {
  const left = all.length - MOST
  return left > 0 ? [...all.slice(0, MOST), `… et ${left} autres, que le journal contient`] : all
}

type Said = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (one: Said, other: Said): ReadonlyArray<string> => [
  ...new Set([...Object.keys(one), ...Object.keys(other)])
]

/** « n° Sias »: a label inside a line begins small, but for an acronym. */
const uncapitalised = (label: string): string => label.slice(0, 1).toLowerCase() + label.slice(1)
