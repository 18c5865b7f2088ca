import type { Personne } from '@avenant/domain'

/**
 * A name as far as it tells one person from another: capitals, accents, hyphens and spaces are ways of writing it, and
 * an annexe in capitals often has no accents. « Hélène MARCHAIS » and « HELENE Marchais » are one name.
 */
export const nameWord = ({ nom, prenom }: Pick<Personne, 'nom' | 'prenom'>): string =>
  `${written(nom)}/${written(prenom ?? '')}`

const written = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
