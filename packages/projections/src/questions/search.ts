/** Which conventions a text is about: a commune, a gestionnaire, a number, an article; a person where she is asked for. */
import {
  type Adresse,
  Article,
  type ConventionId,
  conventionStream,
  frenchArticle,
  frenchNom,
  type Instant
} from '@avenant/domain'
import { ever } from './asked'
import type { Lines } from './lines'
import type { ToldByStream } from './told'

export type SearchAsked = {
  readonly text: string
  /** `personnes`: by the name of a person, and by nothing else; such a text stands in no address. */
  readonly among: 'dossiers' | 'personnes'
  /** Absent or null: all that is known. */
  readonly knownAt?: Instant | null
}

/** JSON: instants UTC, what is absent is null. */
export type Search = {
  readonly text: string
  readonly among: 'dossiers' | 'personnes'
  readonly knownAt: Instant | null
  /** In the order of the conventions' ids. */
  readonly found: ReadonlyArray<{
    readonly conventionId: ConventionId
    /** By which spellings, each once, in the order in which the journal told them; also those that were replaced since. */
    readonly by: ReadonlyArray<{ readonly what: SearchedFor; readonly as: string }>
  }>
}

type SearchedFor =
  | 'convention'
  | 'commune'
  | 'gestionnaire'
  | 'etablissement'
  | 'sias'
  | 'siret'
  | 'article'
  | 'personne'

/** One spelling, and since when the journal knows it. */
type Spelling = {
  readonly what: SearchedFor
  readonly as: string
  readonly words: string
  readonly digits: string
  readonly recordedAt: Instant
}

/** A convention's spellings are read once as long as nothing more is recorded: then a text is looked for in milliseconds. */
export const search = (lines: Lines, told: ToldByStream) => {
  const kept = new Map<
    ConventionId,
    { readonly version: number; readonly spellings: ReadonlyArray<Spelling> }
  >()
  const spellingsOf = (conventionId: ConventionId): ReadonlyArray<Spelling> => {
    const version = lines.directory.versionOf(conventionId)
    const known = kept.get(conventionId)
    if (known?.version === version) return known.spellings
    const spellings = spellingsIn(lines, told, conventionId)
    kept.set(conventionId, { version, spellings })
    return spellings
  }
  return ({ text, among, knownAt = null }: SearchAsked): Search => {
    const isMeant = meantBy(among === 'personnes' ? withoutCivility(text) : text)
    const found = lines.directory.conventions.flatMap(conventionId => {
      const by = spellingsOf(conventionId).filter(
        spelling =>
          (spelling.what === 'personne') === (among === 'personnes') &&
          spelling.recordedAt <= (knownAt ?? ever) &&
          isMeant(spelling)
      )
      return by.length === 0 ? [] : [{ conventionId, by: by.map(({ what, as }) => ({ what, as })) }]
    })
    return { text, among, knownAt, found }
  }
}

/** Without accents, capitals or marks: « Hauts-de-Seine » and « hauts de seine » are the same words, as St and Saint are. */
const wordsOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .replace(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}.]+/gu, ' ')
    .trim()

/** « Mme Fontaine » is looked for as « Fontaine »: a journal has no civilities. */
const withoutCivility = (text: string): string =>
  text.replace(/^\s*(?:mme|mlle|madame|mademoiselle|monsieur|mr|m\.)(?=[\s.])\.?\s*/i, '')

/** Each word of the text begins a word of the spelling; a number may be written with spaces, and be a part of the other. */
const meantBy = (text: string): ((spelling: Spelling) => boolean) => {
  const words = wordsOf(text)
    .split(' ')
    .filter(word => word !== '' && word !== 'article')
  const digits = /^[\d\s]+$/.test(text) ? text.replace(/\s/g, '') : ''
  if (words.length === 0) return () => false
  return ({ what, words: own, digits: ownDigits }) =>
    (digits.length >= 3 && ownDigits.includes(digits)) ||
    // The article 2.3 is not the article 2.
    words.every(word => own.includes(what === 'article' && /\d/.test(word) ? ` ${word} ` : ` ${word}`))
}

/** A part of a code postal is no number of a gestionnaire: it is met by its beginning alone, as a word. */
const digitsOf = (what: SearchedFor, as: string): string => (what === 'commune' ? '' : as.replace(/\D/g, ''))

const spellingsIn = (
  lines: Lines,
  told: ToldByStream,
  conventionId: ConventionId
): ReadonlyArray<Spelling> => {
  const spellings: Array<Spelling> = []
  const met = new Set<string>()
  const add = (what: SearchedFor, as: string | null | undefined, recordedAt: Instant): void => {
    if (as == null || met.has(`${what} ${as}`)) return
    met.add(`${what} ${as}`)
    spellings.push({ what, as, words: ` ${wordsOf(as)} `, digits: digitsOf(what, as), recordedAt })
  }
  const addAdresse = (adresse: Adresse | undefined | null, recordedAt: Instant): void => {
    add('commune', adresse?.commune, recordedAt)
    add('commune', adresse?.codePostal, recordedAt)
  }
  const stream = conventionStream(conventionId)
  const events = told.of(stream)
  const first = events[0]?.recordedAt ?? ever
  add('convention', conventionId, first)
  const { convention, habilitation } = lines.dossiers
  for (const { value, cause } of convention.everTold(conventionId, 'fiche')) {
    add('gestionnaire', value?.denomination, cause.recordedAt)
    add('gestionnaire', value?.numeroGestionnaire, cause.recordedAt)
    add('siret', value?.siret, cause.recordedAt)
    addAdresse(value?.adresse ?? value?.domicile, cause.recordedAt)
    add('commune', value?.codeInsee, cause.recordedAt)
  }
  for (const { value, cause } of convention.everTold(conventionId, 'partie')) {
    add('gestionnaire', value?.denomination, cause.recordedAt)
    addAdresse(value?.siege ?? value?.domicile, cause.recordedAt)
  }
  for (const { value, cause } of convention.everTold(conventionId, 'etablissement')) {
    add('etablissement', value?.nom, cause.recordedAt)
    add('sias', value?.numeroSias, cause.recordedAt)
    addAdresse(value?.adresse, cause.recordedAt)
  }
  for (const { value, cause } of convention.everTold(conventionId, 'personne'))
    if (value !== null) add('personne', frenchNom(value), cause.recordedAt)
  for (const habilitationId of lines.directory.habilitationsUnder(conventionId))
    for (const { value, cause } of habilitation.everTold(habilitationId, 'personne'))
      if (value !== null) add('personne', frenchNom(value), cause.recordedAt)
  for (const { computed, recordedAt } of events) {
    const article: unknown =
      typeof computed === 'object' && computed !== null && 'article' in computed ? computed.article : null
    if (Article.is(article)) add('article', frenchArticle(article), recordedAt)
  }
  return spellings
}
