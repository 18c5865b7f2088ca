import * as fc from 'fast-check'
import { emptyList, GrowingMap, itemAt, withItem } from './growing'

const key = fc.integer({ min: 0, max: 90 }).map(n => `k-${n}`)

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
      for (const { grown, known } of versions) {
        expect([...grown]).toEqual([...known])
        expect([...grown.keys()]).toEqual([...known.keys()])
        expect([...grown.values()]).toEqual([...known.values()])
        expect(grown.size).toBe(known.size)
        const all = Array.from({ length: 91 }, (_, n) => `k-${n}`)
        expect(all.map(id => [grown.get(id), grown.has(id)])).toEqual(
          all.map(id => [known.get(id), known.has(id)])
        )
      }
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
