/**
 * An address as messages show it: its scheme, and what follows the last `@`. A password that was not encoded may hold
 * any character: nothing before that is shown, and no options. With an `@` among these, nobody can tell: the scheme.
 */
export const shownAddress = (address: string): string => {
  const scheme = schemeOf(address)
  const at = address.lastIndexOf('@')
  const options = address.search(/[?#]/)
  if (at === -1) return options === -1 ? address : address.slice(0, options)
  if (options !== -1 && options < at) return scheme
  const end = options === -1 ? address.length : options
  return `${scheme}***@${address.slice(at + 1, end)}`
}

/** All that is shown of an address that no engine knows. */
export const schemeOf = (address: string): string => /^[a-z][a-z0-9+.-]*:(?:\/\/)?/i.exec(address)?.[0] ?? ''
