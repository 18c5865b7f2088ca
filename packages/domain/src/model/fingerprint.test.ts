import { createHash } from 'node:crypto'
import { canonicalJson } from '../canonical-json'
import { defineModel, type ModelInput } from './define'
import { fingerprintOf } from './fingerprint'

const short: ModelInput = {
  id: 'entente',
  version: 1,
  titre: 'Entente',
  source: 'ENT',
  zone: 'Europe/Paris',
  parties: {
    article: '1',
    change: { instrument: 'avenant', article: '2' },
    roles: [{ id: 'caf', label: 'la Caf', acteur: 'agent-caf' }]
  },
  effect: { from: { from: 'last-signature' }, article: '3' },
  duration: { term: { count: 24, unit: 'month' }, article: '3' }
}

/** The same keys, each object's last first. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)])
  )
}

test('G11 a fingerprint is that of the resolved model, however it is written', () => {
  const article = (number: string) => ({ source: 'ENT', article: number })
  const long: ModelInput = {
    ...short,
    subject: 'entente',
    otherSources: [],
    fiche: null,
    roles: [],
    duration: { term: { count: 24, unit: 'month' }, renewal: { kind: 'none' }, article: article('3') },
    parties: {
      ...short.parties,
      article: article('1'),
      roles: [{ id: 'caf', label: 'la Caf', acteur: 'agent-caf', nature: 'legal' }]
    }
  }
  const [one, other] = [defineModel(short), defineModel(long)]
  expect(other).toEqual(one)
  expect(fingerprintOf(other)).toBe(fingerprintOf(one))
  expect(fingerprintOf(reversed(one))).toBe(fingerprintOf(one))
})

test('G11 it is the SHA-256 of canonical JSON (RFC 8785), and another one of any other model', () => {
  const model = defineModel(short)
  const text = canonicalJson(model)
  expect(text).toMatch(
    /^\{"annexes":\[\],"calendars":\[\],"changes":null,"controller":null,"deadlines":\[\],"declarations":null,"derogations":null,"duration":/
  )
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(model)))
  expect(fingerprintOf(model)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
  expect(
    fingerprintOf(defineModel({ ...short, duration: { term: { count: 25, unit: 'month' }, article: '3' } }))
  ).not.toBe(fingerprintOf(model))
})
