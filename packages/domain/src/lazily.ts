/** What is made when it is first asked for, and then kept: an import pays for nothing that it may not use. */
export const lazily = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
