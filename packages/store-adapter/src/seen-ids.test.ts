import fc from 'fast-check'
import { idOf } from './contract/harness'
import { SeenIds } from './seen-ids'

test('it answers as a set of texts does, also after it grew', () => {
  const entry = fc.tuple(
    fc.constantFrom('a-1', 'a-2', 'b-1'),
    fc.oneof(fc.uuid(), fc.constantFrom(idOf('x'), idOf('y')))
  )
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3000, size: 'max' }), entries => {
      const seen = new SeenIds()
      const oracle = new Set<string>()
      const wrong = entries.filter(([stream, id]) => {
        const isNew = !oracle.has(`${stream}/${id}`)
        oracle.add(`${stream}/${id}`)
        return seen.add(stream, id) !== isNew
      })
      expect(wrong).toEqual([])
    }),
    { numRuns: 10 }
  )
})
