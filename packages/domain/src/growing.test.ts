import * as fc from 'fast-check'
import { emptyList, GrowingMap, itemAt, withItem } from './growing'

const keys = Array.from({ length: 91 }, (_, n) => `k-${n}`)
const key = fc.constantFrom(...keys)

/** All that a map answers. JSON tells every two answers apart: keys are texts, and values are integers. */
const contentOf = (
  map: Pick<GrowingMap<string, number>, keyof ReadonlyMap<string, number> & keyof GrowingMap<string, number>>
): string =>
  JSON.stringify([
    map.size,
    [...map],
    [...map.keys()],
    [...map.values()],
    keys.map(id => [map.get(id), map.has(id)])
  ])

test('G8 a growing map is a map, and every version stays as it was, whichever others went on from it', () => {
  const step = fc.tuple(fc.nat(), key, fc.nat())
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: 'max' }), steps => {
      const versions = [{ grown: GrowingMap.of<string, number>(), known: new Map<string, number>() }]
      for (const [from, id, value] of steps) {
        // Mostly the latest goes on, sometimes an earlier one.
        const { grown, known } = versions.at(from % 4 === 0 ? from % versions.length : -1) ?? {}
        if (grown === undefined || known === undefined) continue
        versions.push({ grown: grown.with(id, value), known: new Map(known).set(id, value) })
      }
      // One text a version: to compare item by item takes a hundred times as long.
      for (const { grown, known } of versions) expect(contentOf(grown)).toBe(contentOf(known))
    }),
    { numRuns: 40 }
  )
})

test('G8 a growing list gives back what was put in it, in each of its versions', () => {
  const versions = [emptyList as ReturnType<typeof withItem<number>>]
  for (let n = 0; n < 200; n++) versions.push(withItem(versions[n] ?? emptyList, n))
  versions.forEach((list, length) => {
    expect(list.length).toBe(length)
    expect(Array.from({ length: length + 1 }, (_, i) => itemAt(list, i))).toEqual([
      ...Array.from({ length }, (_, i) => i),
      undefined
    ])
  })
})
