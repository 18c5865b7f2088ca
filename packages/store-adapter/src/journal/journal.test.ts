import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { epochOf, instant, instantOfEpoch, visible } from '@avenant/domain'
import fc from 'fast-check'
import { autresEvents, essaiEvents } from '../../test/essai-events'
import { eventsOf, idOf, left, metadata, pagesOf, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'
import { journalCodec } from './codec'
import { exportJournal, journalText } from './export'
import { importJournal } from './import'
import { type JournalProgress, readJournal } from './read'

const codec = journalCodec(essaiEvents, autresEvents)
const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = (): string => join(folder, `${files++}`)

const sqlite = async (): Promise<EventStore> => right(await sqliteEventStore({ file: newFile() })())

const textOf = async (store: EventStore): Promise<string> => {
  let text = ''
  for await (const part of journalText(store)) text += right(part)
  return text
}

const bytes = (text: string): ReadonlyArray<Uint8Array> => [Buffer.from(text)]

/** Any text that people can see, and names in NFC and NFD: what a name is made of is kept. */
const event = fc.record({
  stream: fc.constantFrom('essai-1', 'essai-2', 'autre-1'),
  name: fc.uuid(),
  schema: fc.constantFrom(1, 2, 3),
  nom: fc.oneof(
    fc.constantFrom('é', 'e\u0301', 'ÉCOLE \u2028'),
    fc.string({ unit: 'binary', minLength: 1 }).filter(text => visible(text) === text)
  ),
  reason: fc.constantFrom(null, 'reçu', 'rec\u0327u')
})

const dataOf = (schema: number, nom: string): unknown => {
  const libelle = `n${nom}`
  return schema === 1 ? { nom: libelle } : schema === 2 ? { libelle } : { libelle, places: 1 }
}

test('38 export then import gives the same journal byte for byte, from and to every store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 20 }), fc.nat(64), async (events, chunk) => {
      const source = memoryEventStore({ pageSize: 7 })
      for (const { stream, name, schema, nom, reason } of events)
        await taken(
          source.append(
            stream,
            [
              {
                id: idOf(name),
                type: 'ÉtablissementEssayé',
                schema,
                data: dataOf(schema, nom),
                metadata: { ...metadata, reason }
              }
            ],
            'any'
          )
        )
      const text = await textOf(source)
      const whole = Buffer.from(text)
      const parts = Array.from({ length: Math.ceil(whole.length / (chunk + 1)) }, (_, index) =>
        whole.subarray(index * (chunk + 1), (index + 1) * (chunk + 1))
      )
      for (const target of [memoryEventStore(), await sqlite()]) {
        const restored = right(await importJournal({ store: target, codec, from: parts, pageSize: 3 })())
        expect(restored.events).toBe(new Set(events.map(one => one.stream + one.name)).size)
        expect(await textOf(target)).toBe(text)
        await target.close()
      }
      const read = (await pagesOf(readJournal(parts, codec))).flat()
      expect(read.map(one => one.id)).toEqual((await eventsOf(source.readAll())).map(one => one.id))
    }),
    { numRuns: 40 }
  )
})

/** Three lines: two of a stream, one of another. */
const lines = async (): Promise<[string, string, string]> => {
  const store = memoryEventStore()
  const one = (name: string) => ({ id: idOf(name), type: 'AutreEssayé', schema: 1, data: { n: 1 }, metadata })
  await taken(store.append('essai-1', [one('a'), one('b')], 'none'))
  await taken(store.append('essai-2', [one('c')], 'none'))
  const [first = '', second = '', third = ''] = (await textOf(store)).split('\n')
  return [first, second, third]
}

test('the keys stand in a fixed order, one event a line', async () => {
  const [first] = await lines()
  expect(Object.keys(JSON.parse(first))).toEqual([
    'position',
    'stream',
    'revision',
    'id',
    'type',
    'schema',
    'recordedAt',
    'data',
    'metadata'
  ])
})

type Bad = readonly [
  what: string,
  make: (lines: [string, string, string]) => string,
  faults: ReadonlyArray<object>
]
const all = (...given: ReadonlyArray<string>): string => given.map(line => `${line}\n`).join('')
const b = idOf('b')

const refused: ReadonlyArray<Bad> = [
  ['a truncated last line', ([x, y]) => all(x) + y.slice(0, 60), [{ line: 2, id: null, path: '' }]],
  ['a last line whole but for its end', ([x, y]) => `${x}\n${y}`, [{ line: 2, id: null, path: '' }]],
  ['a malformed line', ([x, y]) => all(x, '{"position":', y), [{ line: 2, id: null, path: '' }]],
  ['a blank line', ([x, y]) => all(x, '', y), [{ line: 2, id: null, path: '' }]],
  [
    'a position twice',
    ([x, y]) => all(x, y.replace('"position":"2"', '"position":"1"')),
    [{ line: 2, id: b, path: 'position' }]
  ],
  [
    'a hole in the revisions',
    ([x, y]) => all(x, y.replace('"revision":1', '"revision":2')),
    [{ line: 2, id: b, path: 'revision' }]
  ],
  [
    'an instant before',
    ([x, y]) => all(x, y.replace(/"recordedAt":"..../, '"recordedAt":"1999')),
    [{ line: 2, id: b, path: 'recordedAt' }]
  ],
  ['an id twice', ([x, y]) => all(x, y.replace(b, idOf('a'))), [{ line: 2, id: idOf('a'), path: 'id' }]],
  [
    'an unknown type',
    ([x, y]) => all(x, y.replace('AutreEssayé', 'Inconnu')),
    [{ line: 2, id: b, path: 'type', message: expect.stringContaining('ÉtablissementEssayé, AutreEssayé') }]
  ],
  [
    'an unknown version',
    ([x, y]) => all(x, y.replace('"schema":1', '"schema":2')),
    [{ line: 2, id: b, path: 'schema', message: expect.stringContaining('valeurs admises : 1') }]
  ],
  [
    'data that the codec refuses',
    ([x, y]) => all(x, y.replace('{"n":1}', '{"n":-1,"m":2}')),
    [
      { line: 2, id: b, path: 'data.n' },
      { line: 2, id: b, path: 'data.m' }
    ]
  ],
  [
    'metadata that its codec refuses',
    ([x, y]) => all(x, y.replace('agent-caf', 'inconnu')),
    [{ line: 2, id: b, path: 'metadata.acteur.kind' }]
  ],
  ['a key too many', ([x, y]) => all(x, y.replace('{', '{"plus":1,')), [{ line: 2, id: b, path: 'plus' }]],
  [
    'spaces, which an export does not write',
    ([x, y]) => all(x, y.replace(',"id"', ', "id"')),
    [{ line: 2, id: b, path: '' }]
  ],
  [
    'keys in another order',
    ([x, y]) => all(x, y.replace(/("position":"2"),("stream":"essai-1")/, '$2,$1')),
    [{ line: 2, id: b, path: '' }]
  ],
  [
    'a number that loses digits',
    ([x, y]) => all(x, y.replace('{"n":1}', '{"n":1.0000000000000000001}')),
    [{ line: 2, id: b, path: '' }]
  ],
  [
    'an instant in another zone',
    ([x, y]) => all(x, y.replace(/Z","data"/, '+00:00","data"')),
    [{ line: 2, id: b, path: '' }]
  ],
  [
    'half a character',
    ([x, y]) => all(x, y.replace('"n":1', '"\\ud800":1')),
    [{ line: 2, id: b, path: 'data.\ud800' }]
  ],
  [
    'too many levels',
    ([x, y]) => all(x, y.replace('{"n":1}', '['.repeat(5000) + ']'.repeat(5000))),
    [{ line: 2, id: b }]
  ],
  [
    'faults on several lines, all told',
    ([x, y, z]) => all('x', y.replace('AutreEssayé', 'Inconnu'), x, z.replace('essai-2', 'essai_2')),
    [
      { line: 1 },
      { line: 2, path: 'revision' },
      { line: 2, path: 'type' },
      { line: 3, path: 'position' },
      { line: 3, path: 'revision' },
      { line: 4, path: 'stream' }
    ]
  ]
]

test.each(refused)('G15 refused, and nothing imported: %s', async (_, make, faults) => {
  const text = make(await lines())
  const store = await sqlite()
  const error = left(await importJournal({ store, codec, from: bytes(text) })())
  expect(error).toMatchObject({ _tag: 'JournalRefused', faults, total: faults.length, retryable: false })
  expect(await eventsOf(store.readAll())).toEqual([])
  await store.close()
  const answers: unknown[] = []
  for await (const page of readJournal(bytes(text), codec, { pageSize: 1 })) answers.push(page)
  expect(answers.at(-1)).toEqual({ _tag: 'Left', left: error })
})

test('43 an import tells each line of a wrong clock, and reading a journal without a store passes over them', async () => {
  let now = instantOfEpoch(0)
  const source = memoryEventStore({ clock: () => now, clockTolerance: 'any' })
  for (const [index, at] of [
    '2024-01-01',
    '2999-01-01',
    '2024-01-02',
    '1950-01-01',
    '2024-01-03'
  ].entries()) {
    now = instant(`${at}T00:00:00.000Z`)
    const stream = `essai-${index}`
    const added = {
      id: idOf(stream),
      type: 'ÉtablissementEssayé',
      schema: 2,
      data: { libelle: stream },
      metadata
    }
    await taken(source.append(stream, [added], 'none'))
  }
  const from = bytes(await textOf(source))
  const store = memoryEventStore({ clock: () => now })
  expect(left(await importJournal({ store, codec, from })())).toMatchObject({
    _tag: 'JournalRefused',
    total: 2,
    faults: [
      { line: 2, path: 'recordedAt', id: idOf('essai-1') },
      { line: 4, path: 'recordedAt', id: idOf('essai-3') }
    ],
    message: expect.stringContaining("clockTolerance: 'any'")
  })
  expect(await eventsOf(store.readAll())).toEqual([])
  expect(await pagesOf(readJournal(from, codec))).toHaveLength(1)
  expect(right(await importJournal({ store, codec, from, clockTolerance: 'any' })())).toMatchObject({
    events: 5
  })
  expect(await textOf(store)).toBe(String(from[0]))
})

test('37 38 a journal that a retention cut is exported, and imported where that is said, byte for byte', async () => {
  let now = instantOfEpoch(1000)
  const source = memoryEventStore({ clock: () => now })
  const append = async (store: EventStore, stream: string, name: string) =>
    taken(
      store.append(
        stream,
        [{ id: idOf(name), type: 'ÉtablissementEssayé', schema: 2, data: { libelle: name }, metadata }],
        'any'
      )
    )
  for (const name of ['a', 'b', 'c']) {
    for (const stream of ['essai-1', 'autre-1']) await append(source, stream, `${stream}${name}`)
    now = instantOfEpoch(epochOf(now) + 1000)
  }
  right(await source.retain({ category: 'essai', olderThan: instantOfEpoch(2000) })())
  const text = await textOf(source)
  expect(text.split('\n')).toHaveLength(6)

  const file = newFile()
  for (const store of [
    memoryEventStore({ clock: () => now }),
    right(await sqliteEventStore({ file, clock: () => now })())
  ]) {
    const refused = left(await importJournal({ store, codec, from: bytes(text) })())
    expect(refused).toMatchObject({
      _tag: 'JournalRefused',
      faults: [{ line: 2, path: 'revision' }],
      total: 1
    })
    expect(refused.message).toContain(
      "le début manque : si une conservation l'a retiré, donnez retained: ['essai']"
    )
    right(await importJournal({ store, codec, from: bytes(text), retained: ['essai'] })())
    expect(await textOf(store)).toBe(text)
    expect(await append(store, 'essai-1', 'd')).toMatchObject({ revision: 3 })
    // The next retention goes on from where that one was.
    expect(await store.retain({ category: 'essai', olderThan: instantOfEpoch(3000) })()).toMatchObject({
      right: { streams: 1, events: 1 }
    })
    await store.close()
  }
  await right(await sqliteEventStore({ file, verify: true })()).close()
  expect(
    (await pagesOf(readJournal(bytes(text), codec, { retained: ['essai'] }))).flat().map(one => one.revision)
  ).toEqual([0, 1, 1, 2, 2])
})

test('G15 bytes that are not UTF-8 are refused', async () => {
  const [first] = await lines()
  const bad = [Buffer.from(`${first}\n`), Buffer.from([0x7b, 0xff, 0x0a])]
  expect(left(await importJournal({ store: memoryEventStore(), codec, from: bad })())).toMatchObject({
    faults: [{ line: 2, id: null, message: "octets qui ne sont pas de l'UTF-8" }]
  })
})

test('G15 UTF-16 is told by its name', async () => {
  const [first] = await lines()
  for (const text of [`${first}\n`, `\ufeff${first}\n`])
    expect(
      left(await importJournal({ store: memoryEventStore(), codec, from: [Buffer.from(text, 'utf16le')] })())
    ).toMatchObject({ faults: [{ line: 1, id: null, message: expect.stringContaining('UTF-16') }, {}] })
})

test('CRLF and a BOM at the start are passed over, an empty file is an empty journal', async () => {
  const [first, second] = await lines()
  const store = memoryEventStore()
  right(await importJournal({ store, codec, from: bytes(`\ufeff${first}\r\n${second}\r\n`) })())
  expect(await textOf(store)).toBe(all(first, second))
  expect(await importJournal({ store: memoryEventStore(), codec, from: [] })()).toMatchObject({
    right: { events: 0, position: null }
  })
  const misplaced = left(
    await importJournal({ store: memoryEventStore(), codec, from: bytes(all(first, `\ufeff${second}`)) })()
  )
  expect(misplaced).toMatchObject({ faults: [{ line: 2 }] })
})

test('a hundred faults are told, and how many there are', async () => {
  const error = left(
    await importJournal({ store: memoryEventStore(), codec, from: bytes('x\n'.repeat(250)) })()
  )
  expect(error).toMatchObject({ _tag: 'JournalRefused', total: 250 })
  expect('faults' in error && error.faults.length).toBe(100)
})

test('an export to a file is whole or not there, and tells how far it is', async () => {
  const [first, second, third] = await lines()
  const store = memoryEventStore({ pageSize: 2 })
  right(await importJournal({ store, codec, from: bytes(all(first, second, third)) })())
  const file = newFile()
  const told: JournalProgress[] = []
  const onProgress = (progress: JournalProgress): void => {
    told.push(progress)
  }
  const written = right(await exportJournal(store, file, { onProgress })())
  expect(readFileSync(file, 'utf8')).toBe(all(first, second, third))
  expect(told.map(({ events }) => events)).toEqual([2, 3])
  expect(written).toEqual({ events: 3, bytes: Buffer.byteLength(all(first, second, third)) })

  told.length = 0
  expect(await pagesOf(readJournal({ file }, codec, { onProgress, pageSize: 2 }))).toHaveLength(2)
  expect(told).toEqual([{ events: 2, bytes: expect.any(Number) }, written])

  await store.close()
  writeFileSync(file, 'kept')
  expect(left(await exportJournal(store, file)())).toMatchObject({ _tag: 'StoreClosed' })
  expect(readFileSync(file, 'utf8')).toBe('kept')
  expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
})

test('a file that cannot be read or written is a typed error', async () => {
  const missing = join(folder, 'missing', 'journal.ndjson')
  const error = { file: missing, code: 'ENOENT' }
  const store = memoryEventStore()
  expect(left(await exportJournal(store, missing)())).toMatchObject({ _tag: 'FileNotWritten', ...error })
  expect(left(await importJournal({ store, codec, from: { file: missing } })())).toMatchObject({
    _tag: 'JournalFileError',
    ...error
  })
  const file = newFile()
  writeFileSync(file, '')
  expect(left(await exportJournal(store, join(file, 'below'))())).toMatchObject({ code: 'ENOTDIR' })
})
