/**
 * Values of a codec, drawn by walking the codec itself: a new event or command is tested the day it is written.
 * They are drawn as people write them (spaces in a SIRET, capitals in a domain, accents in two characters).
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import {
  CoherentType,
  defaultedIn,
  instantOfEpoch,
  isWrapper,
  NonBlank,
  NullableType,
  OneOfType,
  PersonalType,
  RewrittenType,
  StructType,
  TaggedType
} from '../src'
import { IntegerType } from '../src/integer'
import { RecursiveType } from '../src/recursive'
import { anyDate } from './dates'

const digits = (n: number): fc.Arbitrary<string> =>
  fc.array(fc.nat(9), { minLength: n, maxLength: n }).map(list => list.join(''))

/** The digit that makes a Luhn sum right, at the end. */
const withLuhnKey = (start: string): string => {
  const sum = [...start]
    .reverse()
    .map(Number)
    .reduce(
      (total, digit, i) => total + (i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0
    )
  return `${start}${(10 - (sum % 10)) % 10}`
}

const spaced = (text: string): string => text.replace(/(\d{3})(?=\d)/g, '$1 ')
const siren = digits(8)
  .map(withLuhnKey)
  .filter(s => !['000000000', '356000000'].includes(s))
const id = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/)
const line = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }).filter(NonBlank.is),
  fc.constantFrom('Crèche « Les Rainettes »', 'e\u0301te\u0301', 'CERCHE DU LYCEE', '001', '=1+1', ' bord ')
)
const acte = fc
  .tuple(
    fc.oneof(digits(3), fc.constantFrom('02A', '02B')),
    siren,
    anyDate,
    fc.stringMatching(/^[A-Z0-9]([A-Z0-9_-]{0,12}[A-Z0-9])?$/),
    fc.stringMatching(/^[A-Z]{2}$/)
  )
  .map(([departement, number, date, numero, nature]) =>
    [departement, number, date.replaceAll('-', ''), numero, nature].join('-')
  )

/** The branded texts, by the name of their codec. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  texte: line,
  clé: fc.oneof(fc.constant(''), line),
  référence: line,
  'texte libre': fc.oneof(
    line,
    fc.tuple(line, line).map(lines => lines.join('\r\n'))
  ),
  DateCivile: anyDate,
  Instant: fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2999, 0, 1) }).map(instantOfEpoch),
  Zone: fc.constantFrom('Europe/Paris', 'America/Guadeloupe', 'indian/reunion', 'UTC'),
  Digest: fc.stringMatching(/^[0-9a-f]{64}$/),
  Position: fc.bigInt({ min: 0n, max: 2n ** 80n }).map(String),
  SIRET: fc.tuple(siren, digits(4)).map(([start, nic]) => spaced(withLuhnKey(start + nic))),
  SIREN: siren,
  'n° Sias': fc.oneof(digits(9), digits(9).map(spaced)),
  'n° gestionnaire': digits(4),
  'code INSEE': fc.oneof(digits(3), digits(5), fc.constantFrom('092', '2A004', '02B')),
  'code postal': digits(5),
  'adresse mail': fc
    .tuple(
      fc.stringMatching(/^[A-Za-z'+é]{1,6}(\.[A-Za-z]{1,6})?$/),
      fc.stringMatching(/^[A-Za-z]{1,5}(-[A-Zé]{1,4})?\.(fr|FR|org)$/)
    )
    .map(([local, domain]) => `${local}@${domain}`),
  'numéro d’acte': acte,
  identifiant: id,
  ConventionId: id,
  HabilitationId: id,
  PersonneId: id,
  ÉtablissementId: id,
  ModificationId: id,
  DérogationId: id
}

const FEW = 8

/** JSON that the codec accepts, not yet normalised. */
export const writtenFor = (codec: t.Mixed): fc.Arbitrary<unknown> => written(codec, 0)

/** `depth` is how many values that hold values of their own kind are around: the second one holds an empty list. */
const written = (codec: t.Mixed, depth: number): fc.Arbitrary<unknown> => {
  if (codec instanceof RecursiveType) return written(codec.inner, depth + 1)
  if (codec instanceof IntegerType) return fc.integer({ min: codec.min, max: codec.max })
  if (codec instanceof StructType) {
    const requiredKeys = Object.entries<t.Mixed>(codec.required).flatMap(([key, inner]) =>
      defaultedIn(inner) === null ? [key] : []
    )
    const record = (optional: t.Props) =>
      fc.record(
        Object.fromEntries(
          Object.entries<t.Mixed>({ ...codec.required, ...optional }).map(([key, inner]) => [
            key,
            written(inner, depth)
          ])
        ),
        { requiredKeys }
      )
    const optional = Object.entries<t.Mixed>(codec.optional)
    // Of many lines a few at a time.
    return optional.length <= FEW
      ? record(codec.optional)
      : fc.subarray(optional, { minLength: 1, maxLength: 3 }).chain(some => record(Object.fromEntries(some)))
  }
  if (codec instanceof TaggedType)
    return fc.oneof(
      ...[...new Set(Object.values<t.Mixed>(codec.members))].map(member => written(member, depth))
    )
  if (codec instanceof NullableType) return fc.option(written(codec.inner, depth), { nil: null, freq: 3 })
  if (codec instanceof PersonalType) return written(codec.inner, depth)
  if (codec instanceof CoherentType || codec instanceof RewrittenType)
    return written(codec.inner, depth).filter(json => E.isRight(codec.decode(json)))
  if (isWrapper(codec)) return written(codec.inner, depth)
  if (codec instanceof OneOfType) return fc.constantFrom(...codec.values)
  if (codec instanceof t.ReadonlyArrayType)
    return codec.type instanceof RecursiveType && depth > 1
      ? fc.constant([])
      : fc.array(written(codec.type, depth), { maxLength: 3 })
  if (codec instanceof t.LiteralType) return fc.constant(codec.value)
  if (codec.name === 'objet JSON')
    return fc.dictionary(fc.string(), fc.jsonValue()).map(custom => JSON.parse(JSON.stringify(custom)))
  if (codec.name === 'Renvoi')
    return fc
      .tuple(
        fc.nat(50),
        fc.array(fc.oneof(fc.constantFrom('says', 'changes', 'personne'), fc.nat(9)), { maxLength: 4 })
      )
      .map(([revision, path]) => [revision, ...path])
  if (codec.name === 'jour du mois') return fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last'))
  if (codec.name === 'boolean') return fc.boolean()
  if (codec.name === 'entier positif ou nul') return fc.oneof(fc.nat(50), fc.maxSafeNat())
  const text = texts[codec.name]
  if (text === undefined) throw new TypeError(`no arbitrary for the codec « ${codec.name} »`)
  return text
}
