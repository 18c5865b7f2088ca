/** What a convention in force says on a day of what others have told of too: who is who, and which establishments are its own. */
import {
  type Article,
  attributionOf,
  type ConventionId,
  type ConventionModel,
  frenchÉtablissement,
  habilitationOf,
  mailboxWarnings,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { frenchPersonne } from '../../annexes/names'
import type { Held, Point } from '../../bitemporal'
import type { ConventionFact } from '../../dossiers'
import { once } from '../../once'
import type { Lines } from '../lines'
import { nameWord } from './same-name'
import { keys } from './shared-keys'
import { Sayings, type Side } from './sides'

/**
 * `etablissement-twice`: in force under two conventions of one subject; `role-twice`: a role held on it under two, which
 * a model forbids; `personne-renamed`: one id under two names; `mail-of-two`: one individual mailbox under two ids.
 */
export type Recoupement = 'etablissement-twice' | 'role-twice' | 'personne-renamed' | 'mail-of-two'

/** When two claims of one group are amiss: always; where their words differ; where one of the two has none. */
type Amiss = 'always' | 'words-differ' | 'one-wordless'

export type Claim = {
  readonly code: Recoupement
  readonly conventionId: ConventionId
  /** Claims of one group speak of the same. */
  readonly group: string
  readonly amiss: Amiss
  readonly word: string
  /** Null: the model of this convention does not mind, and its reader is told nothing. */
  readonly article: Article | null
  /** What it is about, in French, as this convention names it. */
  readonly named: string
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId | null
  readonly personneId: PersonneId | null
  /** How long it has been said and will be, and by which events: read where it is shown. */
  readonly side: () => Side
}

type HeldOf<K extends ConventionFact['kind']> = ReadonlyArray<
  Held<Extract<ConventionFact, { readonly kind: K }>>
>

/** A convention in force on a day, and the keys that it shares with others. */
export type Claiming = {
  readonly conventionId: ConventionId
  readonly model: ConventionModel
  readonly point: Point
  readonly shared: ReadonlySet<string>
  readonly etablissement: HeldOf<'etablissement'>
  readonly attribution: HeldOf<'attribution'>
  readonly personne: HeldOf<'personne'>
  readonly partie: HeldOf<'partie'>
}

export const claimsOf = (lines: Lines, claiming: Claiming): ReadonlyArray<Claim> => {
  const sayings = new Sayings(lines, claiming)
  return [
    ...claiming.etablissement.flatMap(one => établissementClaims(sayings, claiming, one)),
    ...personneClaims(sayings, claiming)
  ]
}

/** By its number, or by its id where one of the two has no number. */
const établissementClaims = (
  sayings: Sayings,
  claiming: Claiming,
  { id, value: { nom, numeroSias } }: HeldOf<'etablissement'>[number]
): ReadonlyArray<Claim> => {
  const { conventionId, model, shared, attribution } = claiming
  const byId = { key: keys.etablissement(id), amiss: 'one-wordless', word: numeroSias ?? '' } as const
  const bySias =
    numeroSias === null ? null : ({ key: keys.sias(numeroSias), amiss: 'always', word: '' } as const)
  const met = [byId, bySias].filter(one => one !== null).filter(({ key }) => shared.has(key))
  if (met.length === 0) return []
  const roles = new Set(
    attribution
      .map(held => attributionOf(held.id))
      .flatMap(of => (of.etablissementId === id ? [of.role] : []))
  )
  // The id of an establishment's fact is the establishment's.
  const etablissementId = id as ÉtablissementId
  const named = frenchÉtablissement({ nom, numeroSias })
  const more = { conventionId, etablissementId, personneId: null }
  const side = once(() => sayings.établissement(etablissementId, numeroSias))
  return met.flatMap(
    ({ key, amiss, word }): ReadonlyArray<Claim> => [
      {
        ...more,
        code: 'etablissement-twice',
        group: `${model.subject} ${key}`,
        amiss,
        word,
        article: model.etablissements?.article ?? null,
        named,
        role: null,
        side
      },
      ...[...roles].map((role): Claim => {
        const known = model.roles.find(other => other.id === role)
        return {
          ...more,
          code: 'role-twice',
          group: `role ${role} ${key}`,
          amiss,
          word,
          article: known?.onceAcross?.article ?? null,
          named: `« ${known?.label ?? role} » sur ${named}`,
          role,
          side: once(() => sayings.role(etablissementId, numeroSias, role))
        }
      })
    ]
  )
}

/** Of whoever holds a role that day, or represents a party: others are named for what they once did. */
const personneClaims = (sayings: Sayings, claiming: Claiming): ReadonlyArray<Claim> => {
  const { conventionId, model, shared, attribution, partie } = claiming
  const met = claiming.personne.filter(
    ({ id, value: { mail } }) =>
      shared.has(keys.personne(id)) || (mail !== null && shared.has(keys.mail(mail)))
  )
  // Most of the time nobody is met elsewhere: who matters that day is then not looked for.
  if (met.length === 0) return []
  const concerned = new Set<string>([
    ...attribution.map(({ id }) => attributionOf(id).personneId),
    ...partie.map(({ value }) => value.representant.personneId)
  ])
  const { article, mailbox } = habilitationOf(model)
  return met
    .filter(({ id }) => concerned.has(id))
    .flatMap(({ id, value }): ReadonlyArray<Claim> => {
      // The id of a person's fact is the person's.
      const personneId = id as PersonneId
      const { mail } = value
      const more = {
        conventionId,
        amiss: 'words-differ',
        named: frenchPersonne({ personneId, nom: value.nom, prenom: value.prenom }),
        etablissementId: null,
        role: null,
        personneId
      } as const
      const claims: Array<Claim> = []
      if (shared.has(keys.personne(id)))
        claims.push({
          ...more,
          code: 'personne-renamed',
          group: keys.personne(id),
          word: nameWord(value),
          article,
          side: once(() => sayings.name(personneId, nameWord(value)))
        })
      // A mailbox that several read is told as such, in its own convention: it tells nobody apart.
      if (mail !== null && shared.has(keys.mail(mail)) && mailboxWarnings(model, value, false).length === 0)
        claims.push({
          ...more,
          code: 'mail-of-two',
          group: keys.mail(mail),
          word: id,
          article: mailbox?.article ?? article,
          side: once(() => sayings.mail(personneId, mail))
        })
      return claims
    })
}
