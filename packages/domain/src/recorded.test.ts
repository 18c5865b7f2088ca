import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from './codec'
import { personalPaths } from './personal-paths'
import { comparePositions, Metadata, Position, positionOf } from './recorded'

const big = fc.bigInt({ min: 0n, max: 2n ** 128n })

test('G2 positions compare exactly, beyond what a number can count', () => {
  const limit = 2n ** 53n
  expect(comparePositions(positionOf(limit), positionOf(limit + 1n))).toBeLessThan(0)
  expect(comparePositions(positionOf(limit + 1n), positionOf(limit))).toBeGreaterThan(0)
  expect(comparePositions(positionOf(9), positionOf(10))).toBeLessThan(0)
  expect(comparePositions(positionOf(7), positionOf(7n))).toBe(0)
})

test('G2 positions are in the order of the integers they write', () => {
  const near = fc.tuple(big, fc.bigInt({ min: 0n, max: 3n })).map(([n, more]) => [n, n + more] as const)
  fc.assert(
    fc.property(fc.oneof(fc.tuple(big, big), near), ([a, b]) => {
      expect(Math.sign(comparePositions(positionOf(a), positionOf(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      expect(Math.sign(comparePositions(positionOf(b), positionOf(a)))).toBe(b < a ? -1 : b > a ? 1 : 0)
    })
  )
})

test('G15 a position is digits without a leading zero', () => {
  fc.assert(fc.property(big, n => expect(decode(Position)(String(n))).toEqual(E.right(positionOf(n)))))
  for (const bad of ['', '01', '-1', '1e3', ' 1', '1.0', '１'])
    expect(decode(Position)(bad)).toEqual(
      E.left([{ path: '', message: `attendu : une position en chiffres, reçu : ${JSON.stringify(bad)}` }])
    )
  expect(E.isLeft(decode(Position)(1))).toBe(true)
})

test('G11 an event is recorded with who, why, and under which model; what is not known is null, never absent', () => {
  const metadata = {
    acteur: { kind: 'agent-caf', id: 'agent-4021' },
    commandId: 'c-1',
    commandDigest: null,
    correlationId: 'c-1',
    causationId: null,
    causationDepth: 0,
    reason: null,
    model: { id: 'psu', version: 1 },
    custom: null
  }
  expect(decode(Metadata)(metadata)).toEqual(E.right(metadata))
  const { causationId, ...missing } = metadata
  expect(causationId).toBeNull()
  expect(decode(Metadata)({ ...missing, model: { id: 'psu', version: -1 } })).toEqual(
    E.left([
      { path: 'causationId', message: 'absent' },
      { path: 'model.version', message: 'attendu : un entier positif ou nul, reçu : -1' }
    ])
  )
})

test('G23 what was asked is a SHA-256 digest in lower-case hexadecimal digits, and nothing else', () => {
  const metadata = {
    acteur: { kind: 'systeme', id: 'essai' },
    commandId: 'c-1',
    commandDigest: 'a0'.repeat(32),
    correlationId: 'c-1',
    causationId: 'e-1',
    causationDepth: 3,
    reason: null,
    model: null,
    custom: { requete: 'r-7', de: { service: 'guichet', pages: [1, null] } }
  }
  expect(decode(Metadata)(metadata)).toEqual(E.right(metadata))
  for (const commandDigest of ['A0'.repeat(32), 'a0'.repeat(31), `${'a0'.repeat(32)}\n`, '', 7, {}])
    expect(decode(Metadata)({ ...metadata, commandDigest })).toMatchObject({
      left: [{ path: 'commandDigest' }]
    })
  for (const custom of [[], 'r-7', 7, true])
    expect(decode(Metadata)({ ...metadata, custom })).toMatchObject({ left: [{ path: 'custom' }] })
  for (const causationDepth of [-1, 0.5, '1', null])
    expect(decode(Metadata)({ ...metadata, causationDepth })).toMatchObject({
      left: [{ path: 'causationDepth' }]
    })
})

test('G10 the reason and what the caller adds of its own are marked as personal data', () => {
  expect(personalPaths(Metadata)).toEqual(['reason', 'custom', 'pieces[].nom'])
})

test('G15 the id of a command is any text but blanks and halves of characters', () => {
  const metadata = {
    acteur: { kind: 'systeme', id: 's-1' },
    commandDigest: null,
    correlationId: 'c-1',
    causationId: null,
    causationDepth: 0,
    reason: null,
    model: null,
    custom: null
  }
  const read = (commandId: string) => decode(Metadata)({ ...metadata, commandId })
  for (const good of ['c-1', '\u0000', '💶 é', ' c '])
    expect(read(good)).toEqual(E.right({ ...metadata, commandId: good }))
  for (const bad of ['', ' \n', '\ud800', 'a\udc00']) expect(E.isLeft(read(bad))).toBe(true)
})
