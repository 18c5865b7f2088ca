/** Works through `items`, so many at a time at most. `work` does not reject. */
export const inParallel = async <A>(
  bound: number,
  items: Iterable<A>,
  work: (item: A) => Promise<void>
): Promise<void> => {
  const rest = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: bound }, worker))
}
