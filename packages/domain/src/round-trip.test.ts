import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { writtenFor } from '../test/arbitrary'
import { commands, events } from '../test/tables'
import { decode } from './codec'
import { ActePréfecture, parseActePréfecture } from './identity/acte-prefecture'
import { ConventionModel, psu } from './model'
import { Metadata } from './recorded'

/** What was decoded comes back the same, and as the same text. */
const comesBack = (codec: t.Mixed) => {
  const read = decode(codec)
  fc.assert(
    fc.property(writtenFor(codec), written => {
      const value = read(written)
      if (E.isLeft(value)) throw new Error(JSON.stringify(value.left))
      const encoded: unknown = codec.encode(value.right)
      expect(read(encoded)).toStrictEqual(value)
      const text = JSON.stringify(encoded)
      const again = read(JSON.parse(text))
      expect(again).toStrictEqual(value)
      if (E.isRight(again)) expect(JSON.stringify(codec.encode(again.right))).toBe(text)
      expect(codec.is(value.right)).toBe(true)
    }),
    { numRuns: 60 }
  )
}

test.each(events)('G9 the event %s comes back as it was written, as the same text', (_, { data }) => {
  comesBack(data)
})

test.each(commands)('G15 the command %s comes back as it was written, as the same text', (_, codec) => {
  comesBack(codec)
})

test('G9 the metadata of an event come back as they were written', () => {
  comesBack(Metadata)
})

test('G9 keys given in any order are written in one', () => {
  const backwards = (u: unknown): unknown =>
    Array.isArray(u)
      ? u.map(backwards)
      : typeof u === 'object' && u !== null
        ? Object.fromEntries(
            Object.entries(u)
              .reverse()
              .map(([key, value]) => [key, backwards(value)])
          )
        : u
  expect(JSON.stringify(backwards(psu))).not.toBe(JSON.stringify(psu))
  expect(JSON.stringify(E.map(ConventionModel.encode)(decode(ConventionModel)(backwards(psu))))).toBe(
    JSON.stringify(E.right(ConventionModel.encode(psu)))
  )
})

test('M24 an acte that parses is an acte that an event can hold', () => {
  const parsed = parseActePréfecture('092-219200789-20230726-DCM232-AI')
  expect(E.chainW(decode(ActePréfecture))(parsed)).toEqual(parsed)
})
