import type * as t from 'io-ts'
import { NonBlank, struct } from '../codec'
import { CodePostal } from './numbers'

export const Adresse = struct('Adresse', { voie: NonBlank, codePostal: CodePostal, commune: NonBlank })
export type Adresse = t.TypeOf<typeof Adresse>

/** On one line: « 122 rue Houdan, 92330 SCEAUX ». */
export const frenchAdresse = ({ voie, codePostal, commune }: Adresse): string =>
  `${voie}, ${codePostal} ${commune}`
