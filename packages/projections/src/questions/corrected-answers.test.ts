/** Once corrected, a history is answered on every day as it would be without the mistake (G18). */
import {
  Acteur,
  type ConventionId,
  dateCivile,
  instant,
  type Models,
  metadataOf,
  positionOf,
  type Recorded
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import type { ConventionState } from '../../../domain/src/convention'
import * as c from '../../../domain/test/convention-commands'
import { mistakenHistories, told } from '../../../domain/test/mistaken-histories'
import { dossiersOf } from '../../test/journal'
import type { DossiersIndex } from './dossiers-index'

const id = 'essai' as ConventionId
// The tests of the domain read its source: what they call a model is one of the package.
const models = c.models as unknown as Models
const stream = `convention-${id}`
const recordedAt = instant('2022-01-01T00:00:00Z')

/** The events of a dossier, from its state: what each says and moves, and the type of its act. */
const eventsOf = (
  { said, acts }: ConventionState,
  corrected: ReadonlyArray<string> = []
): ReadonlyArray<Recorded> =>
  [...said.keys()].map(
    (revision): Recorded => ({
      stream,
      revision,
      position: positionOf(revision + 1),
      id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
      type: corrected[revision] ?? acts.get(revision)?.type ?? 'ConventionCorrected',
      schema: 1,
      recordedAt,
      data: said.get(revision),
      metadata: metadataOf(read(Acteur, { kind: 'agent-caf', id: 'agent-1' }), `c-${revision}`)
    })
  )

const days = [
  '2016-12-20',
  '2017-01-01',
  '2017-02-23',
  '2017-07-01',
  '2018-02-28',
  '2018-03-02',
  '2019-06-01',
  '2020-12-31',
  '2021-03-01'
].map(dateCivile)

/** Lists in any order: a correction may have told of another thing first. */
const unordered = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value
      .map(unordered)
      .map(item => JSON.stringify(item))
      .sort()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unordered(inner)]))
}

const answersOf = (index: DossiersIndex) => ({
  annexes: days.map(on => ({ ...index.describe(id, { on }), lastRecordedAt: null })),
  register: days.map(on => index.register({ on }).conventions),
  deadlines: index
    .deadlines({ from: dateCivile('2016-01-01'), to: dateCivile('2022-12-31') })
    .deadlines.map(({ known: _, event: __, done, ...deadline }) => ({ ...deadline, done: done?.on }))
})

test('G18 the annexes, the register and the deadlines of a corrected history are those of what was meant', () => {
  let compared = 0
  fc.assert(
    fc.property(mistakenHistories, drawn => {
      const known = told(drawn)
      if (known === null) return
      const { state } = c.given.from(known.recorded).when(c.correct(known.place, known.instead))
      if (state === known.recorded) return
      compared += 1
      const types = [...known.recorded.acts.values()].map(act => act?.type ?? '')
      const [corrected, meant] = [eventsOf(state, types), eventsOf(known.meant)].map(events =>
        unordered(answersOf(dossiersOf(events, models)))
      )
      expect(corrected).toEqual(meant)
    }),
    { numRuns: Number(process.env.RUNS ?? 100) }
  )
  expect(compared).toBeGreaterThan(30)
})
