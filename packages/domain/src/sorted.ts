/** Lists that are in order. */

/** The index of the first item that satisfies a condition, in a list whose later items all satisfy it; else its length. */
export const firstIndex = <A>(items: ReadonlyArray<A>, satisfies: (item: A) => boolean): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // The middle of a range that is not empty is an item.
    if (satisfies(items[middle] as A)) high = middle
    else low = middle + 1
  }
  return low
}
