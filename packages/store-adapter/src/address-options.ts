import type { Fault } from '@avenant/domain'

/** The options of an address that may be there, and those that are said before its `?`. */
export type KnownOptions = {
  readonly known: ReadonlyArray<string>
  readonly elsewhere?: ReadonlyArray<string>
  /** The one name of an option that may be written in several ways; as it stands by default. */
  readonly nameOf?: (name: string) => string
}

/**
 * What stands after the `?` of an address: each option once, by its exact name, with a value; and a fault for each that
 * is not so. A name that is not known is shown only where it cannot be a part of a password that was not encoded.
 */
export const optionsOf = (
  search: string,
  hash: string,
  { known, elsewhere = [], nameOf = name => name }: KnownOptions
): { readonly values: ReadonlyMap<string, string>; readonly faults: ReadonlyArray<Fault> } => {
  const values = new Map<string, string>()
  const faults: Fault[] = []
  if (hash !== '') faults.push({ path: '#', message: "une adresse n'a pas de # ; écrivez %23" })
  const mayShow = !search.includes('@') && !hash.includes('@')
  const seen = new Set<string>()
  for (const [written, value] of new URLSearchParams(search)) {
    const name = nameOf(written)
    if (elsewhere.includes(name)) faults.push({ path: name, message: 'écrivez-le avant le ?' })
    else if (!known.includes(name)) faults.push(unknown(mayShow ? name : '', known))
    else if (seen.has(name)) faults.push({ path: name, message: 'option donnée deux fois' })
    else if (value === '') faults.push({ path: name, message: 'option sans valeur' })
    else values.set(name, value)
    seen.add(name)
  }
  return { values, faults }
}

const unknown = (name: string, known: ReadonlyArray<string>): Fault => {
  const shown = /^[A-Za-z][\w-]{0,40}$/.test(name) ? name : '?'
  const near = known.find(option => option.replace(/_/g, '') === shown.toLowerCase().replace(/[_-]/g, ''))
  return {
    path: shown,
    message:
      near !== undefined
        ? `option inconnue : écrivez ${near}`
        : shown === '?'
          ? 'option inconnue ; écrivez @ et ? en %40 et %3F'
          : 'option inconnue ou sans effet'
  }
}
