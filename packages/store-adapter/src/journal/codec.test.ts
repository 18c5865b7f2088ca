import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Count, defineEvent, instantOfEpoch, positionOf, type Recorded, struct } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { autresEvents, essaiEvents } from '../../test/essai-events'
import { idOf, left, metadata, right } from '../contract/harness'
import { journalCodec } from './codec'

const codec = journalCodec(essaiEvents, autresEvents)

const recorded = (schema: number, data: unknown, type = 'ÉtablissementEssayé'): Recorded => ({
  position: positionOf(1),
  stream: 'essai-1',
  revision: 4,
  id: idOf('essai'),
  type,
  schema,
  recordedAt: instantOfEpoch(0),
  data,
  metadata
})

type Golden = { readonly schema: number; readonly written: unknown; readonly read: unknown }
const golden: ReadonlyArray<Golden> = JSON.parse(
  readFileSync(join(__dirname, '../../test/golden/EtablissementEssaye.json'), 'utf8')
)

test.each(golden)(
  'G9 version $schema is still read, brought up to date in one place',
  ({ schema, written, read }) => {
    const before = JSON.stringify(written)
    expect(codec.decode(recorded(schema, written))).toEqual(
      E.right({ ...recorded(schema, written), data: read })
    )
    expect(JSON.stringify(written)).toBe(before)
  }
)

test('G9 there is a golden text for each version', () => {
  expect(golden.map(({ schema }) => schema)).toEqual([1, 2, 3])
})

test('an event is written at the version of today', () => {
  const event = right(codec.eventOf(recorded(1, { nom: 'CHARAIRE' })))
  expect(right(codec.encode(event))).toEqual({
    type: 'ÉtablissementEssayé',
    schema: 3,
    data: { libelle: 'CHARAIRE', places: null }
  })
})

test('G15 an unknown type says where, and what is known', () => {
  expect(left(codec.decode(recorded(1, {}, 'Inconnu')))).toMatchObject({
    _tag: 'UnreadableEvent',
    stream: 'essai-1',
    revision: 4,
    id: idOf('essai'),
    type: 'Inconnu',
    faults: [{ path: 'type' }],
    known: ['ÉtablissementEssayé', 'AutreEssayé'],
    retryable: false
  })
})

test.each([0, -1, 4, 1.5])(
  'G15 version %p is unknown: older than the first, or newer than the program',
  schema => {
    expect(left(codec.decode(recorded(schema, {})))).toMatchObject({
      faults: [{ path: 'schema' }],
      known: ['1', '2', '3']
    })
  }
)

test('G15 data that the codec refuses: every fault with its path', () => {
  expect(
    left(codec.decode(recorded(3, { libelle: ' ', places: -1, autre: 1 }))).faults.map(one => one.path)
  ).toEqual(['data.libelle', 'data.places', 'data.autre'])
})

test('G15 an upcaster that fails is a fault, and not an exception', () => {
  const failing = journalCodec({
    Essai: defineEvent(struct('Essai', { n: Count }), () => {
      throw new Error('sans n')
    })
  })
  expect(left(failing.decode(recorded(1, {}, 'Essai'))).faults).toEqual([
    { path: 'data', message: 'passage de la version 1 à 2 impossible : sans n' }
  ])
})

test('G14 what only a programmer does wrong is told when the codec is made', () => {
  expect(() => journalCodec(essaiEvents, essaiEvents)).toThrow('defined twice')
  const definition = autresEvents.AutreEssayé
  expect(() => journalCodec({ 'E\u0301v': definition })).toThrow('not NFC')
  expect(() => journalCodec({ Essai: { ...definition, schema: 2 } })).toThrow('upcasters')
})

test('G15 an event that could not be read again is not written', () => {
  const event = { type: 'ÉtablissementEssayé', data: { libelle: 'CHARAIRE', places: -1 } } as const
  expect(left(codec.encode(event))).toMatchObject({
    _tag: 'UnwritableEvent',
    type: 'ÉtablissementEssayé',
    faults: [{ path: 'data.places' }]
  })
})
