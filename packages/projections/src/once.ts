/** What is read when it is first asked for, and then kept. */
export const once = <A>(make: () => A): (() => A) => {
  let made: { readonly it: A } | null = null
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
