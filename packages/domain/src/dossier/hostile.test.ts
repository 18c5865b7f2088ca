/** Whatever was decoded, in whatever order: nothing throws, and what is decided is read again as it was written. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { writtenFor } from '../../test/arbitrary'
import * as c from '../../test/convention-commands'
import * as h from '../../test/habilitation-commands'
import { decode } from '../codec'
import { ConventionCommand, conventionDecider, conventionEvents } from '../convention'
import type { Decider } from '../decider'
import type { AnyEvent } from '../event'
import { HabilitationCommand, habilitationDecider, habilitationEvents } from '../habilitation'
import type { AnyRefusal } from '../refusal'
import { instant } from '../time'

/** Few ids and days, the first and the last that can be written among them, so that what is drawn meets. */
const few: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  modificationId: ['m-1', 'm-2'],
  personneId: ['p-1', 'p-2', 'p-3'],
  signataire: ['p-1'],
  etablissementId: ['e-1', 'e-2', 'e-3'],
  etablissementIds: [['e-1'], ['e-2', 'e-1']],
  role: ['activite', 'approbateur', 'disponibilites', 'saisie', 'constructor'],
  corrects: [0, 1, 2, 3, 4, 5, 6, 7, 8, 99],
  clause: ['2', 'constructor', 'a/b'],
  model: [
    c.rivage,
    { id: 'psu', version: 1 },
    { id: 'monenfant', version: 1 },
    { id: 'psu', version: 77 }
  ].map(({ id, version }) => ({ id, version })),
  at: [
    [0, 'says'],
    [0, 'says', 'personnes', 0, 'personne'],
    [1, 'says', 'changes', 0, 'etablissement'],
    [2, 'constructor'],
    [99]
  ]
}
const days = [
  ...['1900-01-01', '2017-01-01', '2017-02-23', '2018-03-01', '2023-07-26', '2024-04-26'],
  ...['2999-12-30', '2999-12-31']
]

/** Numbers that look random, from a seed. */
const numbers = (seed: number) => {
  let last = seed
  return (below: number): number => {
    last = (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0
    return (last >>> 8) % below
  }
}
type Draw = ReturnType<typeof numbers>

const met = (value: unknown, draw: Draw, key = ''): unknown => {
  const among = few[key]
  if (among !== undefined && draw(4) > 0) return among[draw(among.length)]
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\d$/.test(value) && draw(8) > 0 ? days[draw(days.length)] : value
  if (Array.isArray(value)) return value.map(item => met(item, draw))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, met(item, draw, name)]))
}

/** What is recorded of a command: what a store reads again of what was decided. */
const hostile =
  <State, Command>(
    { initial, decide, evolve }: Decider<State, Command, AnyEvent, AnyRefusal>,
    codec: t.Type<Command, unknown, unknown>,
    definitions: Readonly<Record<string, { readonly data: t.Mixed }>>,
    starts: ReadonlyArray<ReadonlyArray<Command>>
  ) =>
  (runs: number): { readonly accepted: number; readonly refused: number } => {
    const read = decode(codec)
    const readEvent = (type: string, data: unknown): AnyEvent | null => {
      const definition = definitions[type]
      const found = definition === undefined ? null : decode(definition.data)(data)
      return found === null || E.isLeft(found) ? null : { type, data: found.right }
    }
    const anyEvent = fc
      .constantFrom(...Object.entries(definitions))
      .chain(([type, { data }]) => writtenFor(data).map(written => ({ type, data: written })))
    const counts = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(...starts),
        fc.array(writtenFor(codec), { minLength: 8, maxLength: 20 }),
        fc.array(anyEvent, { maxLength: 3 }),
        (seed, start, asked, foreign) => {
          const draw = numbers(seed)
          let state = initial
          const give = (command: Command): void => {
            const at = draw(2) === 0 ? null : instant('2018-06-01T10:00:00Z')
            const decision = decide(command, { at, hand: null, premises: null })(state)
            if (E.isLeft(decision)) {
              counts.refused += 1
              for (const { sentence } of decision.left) expect(sentence).not.toMatch(/undefined|NaN|\[object/)
              return
            }
            for (const { type, data } of decision.right) {
              counts.accepted += 1
              const written: unknown = JSON.parse(JSON.stringify(definitions[type]?.data.encode(data)))
              const event = readEvent(type, written)
              if (event === null) throw new Error(`${type} is not read again: ${JSON.stringify(written)}`)
              state = evolve(state, event)
            }
          }
          for (const command of start) give(command)
          for (const written of asked) {
            const command = read(met({ ...Object(written), acteur: c.agent }, draw))
            if (E.isRight(command)) give(command.right)
            // Once in a while an event that nobody decided.
            const { type, data } = foreign[draw(40)] ?? { type: 'Noted', data: null }
            state = evolve(state, readEvent(type, met(data, draw)) ?? { type: 'Noted', data: null })
          }
        }
      ),
      { numRuns: runs }
    )
    return counts
  }

test('G15 no decoded command makes a convention throw, nor any decoded event; what is decided can be read', () => {
  const { accepted, refused } = hostile(
    conventionDecider(c.models) as Decider<unknown, ConventionCommand, AnyEvent, AnyRefusal>,
    ConventionCommand,
    conventionEvents,
    [[], c.psuDrafted, c.psuSigned, c.mefSigned, c.rivageDrafted()]
  )(60)
  expect(accepted).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
})

test('G15 nor an habilitation', () => {
  const { accepted, refused } = hostile(
    habilitationDecider(c.models) as Decider<unknown, HabilitationCommand, AnyEvent, AnyRefusal>,
    HabilitationCommand,
    habilitationEvents,
    [[], h.psuDelivered, h.mefReturned, h.mefDelivered, [h.requestRivage()]]
  )(200)
  expect(accepted).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
})
