import {
  always,
  dateCivile,
  type Fact,
  instant,
  positionOf,
  type Recorded,
  type StableId
} from '@avenant/domain'
import { isRight, left, right } from 'fp-ts/Either'
import { FactIndex } from './bitemporal/fact-index'
import { indexFacts, type Projection } from './projection'

// 'test' is an identifier: letters.
const testId = 'test' as StableId

type Named = { readonly type: 'Named'; readonly data: { readonly nom: string } }
type Nom = Fact & { readonly kind: 'nom'; readonly value: string | null }

const names: Projection<FactIndex<Nom>, unknown> = {
  name: 'names',
  version: 1,
  initial: () => new FactIndex<Nom>(),
  apply: indexFacts<Named, Nom>({
    category: 'convention',
    events: { Named: null },
    factsOf: ({ data }) => [{ kind: 'nom', id: '', value: data.nom, period: always }]
  })
}

const recorded = (stream: string, revision: number, nom: string): Recorded => ({
  position: positionOf(revision),
  stream,
  revision,
  id: `${stream}-${revision}`,
  type: 'Named',
  schema: 1,
  recordedAt: instant('2017-02-23T10:00:00Z'),
  data: { nom },
  metadata: {
    acteur: { kind: 'systeme', id: testId },
    commandId: 'c',
    commandDigest: null,
    correlationId: 'c',
    causationId: null,
    causationDepth: 0,
    reason: null,
    model: null,
    custom: null
  }
})

const feed = (...events: ReadonlyArray<Recorded>) => {
  const index = names.initial()
  return { index, results: events.map(event => names.apply(index, event)) }
}

const nomOf = (index: FactIndex<Nom>, dossier: string) =>
  index
    .at(dossier, { on: dateCivile('2017-03-01'), knownAt: instant('2018-01-01T00:00:00Z') })
    .map(({ value }) => value)

test('G2 the facts of a category are indexed under the id of its streams, and the others are passed over', () => {
  const { index, results } = feed(
    recorded('convention-a', 0, 'A'),
    recorded('conventions-b', 0, 'B'),
    recorded('habilitation-a', 0, 'H')
  )
  expect(results.every(isRight)).toBe(true)
  expect(index.stats).toMatchObject({ dossiers: 1, facts: 1 })
  expect(nomOf(index, 'a')).toEqual(['A'])
})

test('G2 an event delivered again changes nothing, and a hole is a fault', () => {
  const first = recorded('convention-a', 0, 'A')
  const { index, results } = feed(first, first, recorded('convention-a', 2, 'C'))
  expect(results).toEqual([
    right(index),
    right(index),
    left({ fault: 'revision-gap', dossier: 'a', expected: 1, revision: 2 })
  ])
  expect(nomOf(index, 'a')).toEqual(['A'])
})

test('G15 an event of a type that the category does not own asserts nothing, and its revision counts', () => {
  const foreign = { ...recorded('convention-a', 1, 'X'), type: 'toString', data: null }
  const { index, results } = feed(recorded('convention-a', 0, 'A'), foreign, recorded('convention-a', 2, 'B'))
  expect(results.every(isRight)).toBe(true)
  expect(nomOf(index, 'a')).toEqual(['B'])
  expect(index.stats).toMatchObject({ facts: 2 })
})
