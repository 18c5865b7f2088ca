import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { reactionEvents } from './reaction-log'

const golden: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(__dirname, '../../test/golden/reaction-events.v1.json'), 'utf8')
)

test('G9 each event of a reaction has its golden text, and is at version 1', () => {
  expect(Object.keys(golden).sort()).toEqual(Object.keys(reactionEvents).sort())
  expect(Object.values(reactionEvents).map(({ schema }) => schema)).toEqual([1, 1, 1, 1])
})

test.each(Object.entries(reactionEvents))('G9 %s is still read as it was written', (type, { data }) => {
  expect(decode<unknown>(data)(golden[type])).toEqual(E.right(golden[type]))
})
