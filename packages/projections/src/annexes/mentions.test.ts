/** A kind of line that no view knows: a document mentions its lines, and a difference of them is told. */
import { conventionAggregate, dateCivile, type Told } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import * as t from 'io-ts'
import { indexOf, psuEvents } from '../../test/played'
import type { AnnexeChange } from './annexe-changes'
import { mentionsOf } from './mentions'
import { shownBetween } from './shown'

const index = indexOf(psuEvents)
const on = dateCivile('2017-08-31')
const annexes = index.annexesAt(psu2017Id, { on })
const document = index.describe(psu2017Id, { on })
const kinds = {
  ...conventionAggregate.kinds,
  'sans-place': {
    value: t.string,
    label: ['visite', 'visites'] as const,
    sentences: {
      comes: ({ id, value, until }: Told<unknown>) => `Visite ${id} : ${value}, jusqu'au ${until()}`,
      goes: ({ id }: Told<unknown>) => `Visite ${id} retirée`
    }
  }
}
const visited = (value: string) => {
  const held = { kind: 'sans-place', id: 'v-1', value }
  return { ...annexes, facts: { ...annexes.facts, 'sans-place': [held] } }
}
const mentioned = (value: string) =>
  mentionsOf(
    visited(value),
    { personneOn: () => null, spanOf: () => ({ from: null, to: dateCivile('2018-01-01') }) },
    kinds
  )

test('G12 each line of a kind without a place of its own is mentioned by its sentence', () => {
  expect(document.mentions).toEqual([])
  expect(mentioned('conforme')).toEqual([
    {
      kind: 'sans-place',
      id: 'v-1',
      label: 'visite',
      sentence: "Visite v-1 : conforme, jusqu'au 2018-01-01."
    }
  ])
})

test('G2 two documents that mention it otherwise differ by it, and by nothing else', () => {
  const mentions = mentioned('conforme')
  const [cause] = annexes.facts.effet.map(fact => fact.cause)
  // As the index gives a change of a kind of which this package has no type.
  const change = {
    kind: 'sans-place',
    id: 'v-1',
    before: null,
    after: 'conforme',
    cause
  } as unknown as AnnexeChange
  expect(shownBetween(document, { ...document, mentions })(change)).toBe(true)
  expect(shownBetween({ ...document, mentions: mentioned('autre') }, { ...document, mentions })(change)).toBe(
    true
  )
  expect(shownBetween({ ...document, mentions }, { ...document, mentions })(change)).toBe(false)
  expect(shownBetween(document, { ...document, mentions })({ ...change, id: 'v-2' })).toBe(false)
})
