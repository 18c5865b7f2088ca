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

test('38 what onProgress throws stops nothing', async () => {
  const onProgress = (): void => {
    throw new Error('nobody listens')
  }
  const from = [Buffer.from(await textOf())]
  const store = memoryEventStore()
  expect(right(await importJournal({ store, codec, from, onProgress })())).toMatchObject({ events: 1 })
  for await (const part of journalText(store, { onProgress })) right(part)
})
