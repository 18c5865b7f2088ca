import { Readable } from 'node:stream'
import { autresEvents, essaiEvents } from '../../test/essai-events'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import { journalCodec } from './codec'
import { journalText } from './export'
import { importJournal } from './import'
import type { JournalSource } from './lines'
import { readJournal } from './read'

const codec = journalCodec(essaiEvents, autresEvents)
const some = { ...event('a'), type: 'AutreEssayé', data: { n: 1 } }

const textOf = async (): Promise<string> => {
  const store = memoryEventStore()
  await taken(store.append('essai-1', [some], 'none'))
  let text = ''
  for await (const part of journalText(store)) text += right(part)
  return text
}

const destroyed = (text: string): Readable => {
  const stream = Readable.from([Buffer.from(text)])
  stream.destroy()
  return stream
}

/** What a caller without types may give, too. */
const sources: ReadonlyArray<[what: string, source: (text: string) => JournalSource]> = [
  [
    'one that fails midway',
    async function* (text) {
      yield Buffer.from(text)
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
    }
  ],
  [
    'one that throws at once',
    () => ({
      [Symbol.iterator]: () => {
        throw new Error('no iterator')
      }
    })
  ],
  ['one that was destroyed', destroyed],
  ['texts and not bytes', text => JSON.parse(JSON.stringify([text]))],
  ['nothing', () => JSON.parse('null')],
  ['no iterable', () => JSON.parse('{}')]
]

test.each(sources)('38 a source that is %s is a Left, and nothing is imported', async (_, source) => {
  const text = await textOf()
  const store = memoryEventStore()
  expect(left(await importJournal({ store, codec, from: source(text) })())).toMatchObject({
    _tag: 'JournalFileError',
    retryable: false,
    message: expect.stringMatching(/^lecture du journal interrompue/)
  })
  expect(await eventsOf(store.readAll())).toEqual([])
  const pages: unknown[] = []
  for await (const page of readJournal(source(text), codec)) pages.push(page)
  expect(pages.at(-1)).toMatchObject({ left: { _tag: 'JournalFileError' } })
})

test('38 what onProgress throws, at once or later, stops nothing', async () => {
  let heard = 0
  const later = {
    // biome-ignore lint/suspicious/noThenProperty: what an async function gives, which tells that it is listened to
    then: (_: unknown, fail: (error: Error) => void): void => {
      heard++
      fail(new Error('nobody listens'))
    }
  }
  const text = await textOf()
  for (const onProgress of [
    (): void => {
      throw new Error('nobody listens')
    },
    () => later
  ]) {
    const store = memoryEventStore()
    expect(
      right(await importJournal({ store, codec, from: [Buffer.from(text)], onProgress })())
    ).toMatchObject({
      events: 1
    })
    for await (const part of journalText(store, { onProgress })) right(part)
  }
  expect(heard).toBe(2)
})

test('38 a source that reads into the same bytes again, or gives bytes of its own kind, is read as it was then', async () => {
  class Bytes extends Uint8Array {
    override indexOf(): number {
      return -1
    }
    override subarray(): never {
      throw new Error('no part')
    }
  }
  const text = await textOf()
  async function* again() {
    const bytes = Buffer.from(text)
    const part = Buffer.alloc(7)
    for (let at = 0; at < bytes.length; at += part.length) yield part.subarray(0, bytes.copy(part, 0, at))
  }
  const whole = Bytes.from(Buffer.from(text))
  for (const from of [again(), [whole]]) {
    const store = memoryEventStore()
    expect(right(await importJournal({ store, codec, from })())).toMatchObject({ events: 1 })
  }
})
