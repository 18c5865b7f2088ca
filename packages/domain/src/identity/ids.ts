import * as E from 'fp-ts/Either'
import { text } from '../codec'

/**
 * Identifiers that stand in stream names and keys: ASCII letters, digits and `-`, 1 to 64 characters (G14).
 * They hold no personal data (G10): give a number or a uuid, never a name.
 */
const stableId = <A extends string>(name: string) =>
  text(
    name,
    (input): E.Either<string, A> =>
      /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/.test(input)
        ? // The pattern just checked is the whole meaning of the brand.
          E.right(input as A)
        : E.left(`attendu : 1 à 64 lettres ASCII, chiffres ou tirets, reçu : ${JSON.stringify(input)}`)
  )

export type StableId = string & { readonly StableId: unique symbol }
export type ConventionId = string & { readonly ConventionId: unique symbol }
export type HabilitationId = string & { readonly HabilitationId: unique symbol }
export type PersonneId = string & { readonly PersonneId: unique symbol }
export type ÉtablissementId = string & { readonly ÉtablissementId: unique symbol }
export type ModificationId = string & { readonly ModificationId: unique symbol }
export type DérogationId = string & { readonly DérogationId: unique symbol }

export const StableId = stableId<StableId>('identifiant')
export const ConventionId = stableId<ConventionId>('ConventionId')
export const HabilitationId = stableId<HabilitationId>('HabilitationId')
export const PersonneId = stableId<PersonneId>('PersonneId')
export const ÉtablissementId = stableId<ÉtablissementId>('ÉtablissementId')
export const ModificationId = stableId<ModificationId>('ModificationId')
export const DérogationId = stableId<DérogationId>('DérogationId')

/** What the streams of an aggregate's kind begin with, before the first `-`. */
export const conventionCategory = 'convention'
export const habilitationCategory = 'habilitation'

export const conventionStream = (id: ConventionId): string => `${conventionCategory}-${id}`
export const habilitationStream = (id: HabilitationId): string => `${habilitationCategory}-${id}`

/** A dossier as people read it, by its stream: « convention psu-1960-2017 ». */
export const frenchDossier = (stream: string): string => stream.replace('-', ' ')
