/** What work costs the processor: on a machine that does other things besides, the clock says little. */

/** Milliseconds of the processor, those of the collection of garbage included. */
export const cpuOf = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

/** One round of each in turn, after a first one that does not count: what each took, by round. */
export const cpuInTurn = <Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => void>>
): Readonly<Record<Name, ReadonlyArray<number>>> => {
  // Object.keys forgets that the keys are the names.
  const names = Object.keys(works) as Array<Name>
  const measured = new Map<Name, Array<number>>(names.map(name => [name, []]))
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const took = cpuOf(works[name])
      if (round >= 0) measured.get(name)?.push(took)
    }
  return Object.fromEntries(names.map(name => [name, measured.get(name) ?? []])) as Record<
    Name,
    Array<number>
  >
}
