/** What a password is made of, and how long it serves (P9, M9). No password is ever among what the library keeps. */
import * as t from 'io-ts'
import { Count, defaulted, described, oneOf, optionally, struct } from '../codec'
import { DateExpression } from '../dates/expression'
import { type AnyRefusal, refusal } from '../refusal'
import { ModelArticle } from './article'

const Characters = oneOf('caractères', ['letters', 'digits', 'symbols'])
type Characters = t.TypeOf<typeof Characters>

export const PasswordPolicy = struct('MotsDePasse', {
  length: described(
    'Combien de caractères au moins ; par défaut, 8.',
    defaulted(Count, () => 8)
  ),
  madeOf: described(
    'De quoi il se compose, au moins un de chaque : lettres sans accent, chiffres, signes ; par défaut, lettres et chiffres.',
    defaulted(t.readonlyArray(Characters), () => ['letters', 'digits'] as const)
  ),
  caseSensitive: described(
    'Une majuscule n’est pas sa minuscule ; par défaut, oui.',
    defaulted(t.boolean, () => true)
  ),
  renewal: described(
    'Le dernier jour pour le renouveler, compté depuis son changement ; absent : la source n’en donne pas.',
    optionally(DateExpression)
  ),
  article: described("L'article du mot de passe.", ModelArticle)
})
export type PasswordPolicy = t.TypeOf<typeof PasswordPolicy>

/** How each kind of character is told, and which characters are of it. */
const alphabets: Readonly<Record<Characters, { readonly name: string; readonly test: RegExp }>> = {
  letters: { name: 'une lettre sans accent', test: /[A-Za-z]/ },
  digits: { name: 'un chiffre', test: /[0-9]/ },
  symbols: { name: 'un signe', test: /[!-/:-@[-`{-~]/ }
}

/** Every character that is seen and has no accent: from `!` to `~`. */
const visibleAscii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))

/** The characters that a password is drawn from, each once; small letters alone where a capital is no other letter. */
export const passwordCharacters = ({
  madeOf,
  caseSensitive
}: Pick<PasswordPolicy, 'madeOf' | 'caseSensitive'>): ReadonlyArray<string> =>
  visibleAscii.filter(
    character =>
      madeOf.some(kind => alphabets[kind].test.test(character)) &&
      (caseSensitive || character === character.toLowerCase())
  )

const tooShort = refusal(
  'password-too-short',
  ({ length }: { readonly length: number }) => `le mot de passe a au moins ${length} caractères`
)
const lacking = refusal(
  'password-lacks',
  ({ kind }: { readonly kind: Characters }) => `le mot de passe a au moins ${alphabets[kind].name}`
)
const foreign = refusal(
  'password-foreign',
  ({ madeOf }: { readonly madeOf: ReadonlyArray<Characters> }) =>
    `chaque caractère du mot de passe est ${madeOf.map(kind => alphabets[kind].name).join(' ou ')}`
)

/**
 * What is wrong with a password that somebody chose (M9); none: it is accepted. What is told says nothing of it, not even
 * its length.
 *
 * @example
 * passwordFaults({ length: 8, madeOf: ['letters', 'digits'], caseSensitive: true, renewal: null, article })('abc')
 * // [password-too-short, password-lacks]
 */
export const passwordFaults =
  ({ length, madeOf, article }: PasswordPolicy) =>
  (candidate: string): ReadonlyArray<AnyRefusal> => {
    const characters = [...candidate]
    const isOf = (kind: Characters) => (character: string) => alphabets[kind].test.test(character)
    return [
      ...(characters.length < length ? [tooShort('', { length }, article)] : []),
      ...madeOf.flatMap(kind => (characters.some(isOf(kind)) ? [] : [lacking('', { kind }, article)])),
      ...(characters.every(character => madeOf.some(kind => isOf(kind)(character)))
        ? []
        : [foreign('', { madeOf }, article)])
    ]
  }

/** How many bits a password of the least length holds when it is drawn at random: 47.6 for 8 letters and digits (A4). */
export const entropyBits = ({
  length,
  ...characters
}: Pick<PasswordPolicy, 'length' | 'madeOf' | 'caseSensitive'>): number =>
  length * Math.log2(passwordCharacters(characters).length)

/** Below that, what is drawn is told to be weak; it stays what the source says (A4). */
const ENOUGH_BITS = 50

/** What a model says that can be done, and would better be otherwise: each with the path to it, in French. */
export const modelWarnings = ({
  habilitation
}: {
  readonly habilitation: { readonly passwords: PasswordPolicy | null } | null
}): ReadonlyArray<{ readonly path: string; readonly message: string }> => {
  const passwords = habilitation?.passwords ?? null
  if (passwords === null) return []
  const bits = entropyBits(passwords)
  return bits >= ENOUGH_BITS
    ? []
    : [
        {
          path: 'habilitation.passwords.length',
          message: `un mot de passe tiré au hasard n'aurait que ${frenchBits(bits)} bits ; il en faut ${ENOUGH_BITS}`
        }
      ]
}

const frenchBits = (bits: number): string => bits.toFixed(1).replace('.', ',')
