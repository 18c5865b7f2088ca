/** Dossiers over the network: each by its address, `conventions/psu-1960-2017`. How streams are named is said to nobody. */
import { conventionAggregate, habilitationAggregate } from '@avenant/domain'

const collections: ReadonlyArray<readonly [collection: string, prefix: string]> = [
  ['conventions', `${conventionAggregate.category}-`],
  ['habilitations', `${habilitationAggregate.category}-`]
]

/** Null: it is the stream of no dossier. */
export const addressOf = (stream: string): string | null => {
  const found = collections.find(([, prefix]) => stream.startsWith(prefix))
  return found === undefined ? null : `${found[0]}/${stream.slice(found[1].length)}`
}

/** Null: it is the address of no dossier. */
export const dossierAt = (address: string): string | null => {
  const found = collections.find(
    ([collection]) => address.startsWith(`${collection}/`) && address.length > collection.length + 1
  )
  return found === undefined ? null : `${found[1]}${address.slice(found[0].length + 1)}`
}

/** Null: it is not the stream of a convention. */
export const conventionIdIn = (stream: string): string | null => {
  const prefix = `${conventionAggregate.category}-`
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : null
}

/** What JSON writes of a value under a key. */
export const withAddresses = (key: string, value: unknown): unknown =>
  key === 'dossier' && typeof value === 'string' ? addressOf(value) : value
