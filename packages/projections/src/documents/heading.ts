import type { ConventionHeading } from '../annexes/differences'

/** Which convention a page is about, for people: what it is, with the short name that its articles go by, and between whom. */
export const frenchHeading = (
  conventionId: string,
  convention: ConventionHeading | null
): { readonly identity: string; readonly kicker: ReadonlyArray<string> } => {
  const identity = `Convention ${conventionId}`
  if (convention === null) return { identity, kicker: [identity] }
  const { titre, source } = convention.model
  const parties = convention.parties.flatMap(({ denomination }) => denomination ?? [])
  return {
    identity,
    kicker: [`${titre} (${source})`, ...(parties.length === 0 ? [] : [parties.join(' – ')])]
  }
}
