/// <reference types="jest" />
import type { AppendError } from '../errors'
import type { EventStore, EventToAppend, ExpectedRevision } from '../event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  idOf,
  left,
  metadata,
  named,
  refusal,
  right,
  taken,
  type WithStore
} from './harness'

const stream = 'contrat-1'

/** What an event may say otherwise under its id, one thing at a time. */
const otherwise: ReadonlyArray<[what: string, change: (event: EventToAppend) => EventToAppend]> = [
  ['its type', given => ({ ...given, type: 'AutreÉvénement' })],
  ['the version of its schema', given => ({ ...given, schema: 2 })],
  ['its data', given => ({ ...given, data: { le: '2025-07-26', par: ['a', 'b'] } })],
  ['the order of a list in its data', given => ({ ...given, data: { le: '2024-07-26', par: ['b', 'a'] } })],
  ['one key more in its data', given => ({ ...given, data: { ...dated, motif: null } })],
  ['another form of a letter in its data', given => ({ ...given, data: { ...dated, le: 'e\u0301' } })],
  ['its metadata', given => ({ ...given, metadata: { ...metadata, reason: 'erreur de saisie' } })]
]

const dated = { le: '2024-07-26', par: ['a', 'b'] }

const contentConflict = (actual: number): Partial<AppendError> => ({
  _tag: 'Conflict',
  cause: 'content',
  stream,
  actual,
  retryable: false,
  message: expect.stringContaining('autre contenu')
})

/** Cases 39 and 41: an event id names one content in its stream, and is found by it. */
export const identifyingContract = (run: WithStore, test: ContractTest): void => {
  const expectations: ReadonlyArray<[string, ExpectedRevision]> = [
    ['none', 'none'],
    ['exact', { exact: 0 }],
    ['exists', 'exists'],
    ['any', 'any']
  ]
  const before = async (store: EventStore, expected: ExpectedRevision): Promise<number> => {
    if (expected === 'none') return 0
    await taken(store.append(stream, [event('start')], 'none'))
    return 1
  }

  for (const [name, expected] of expectations)
    test(
      `39 another content under the ids of an append (${name}) is refused, one after the other`,
      run(async ({ store, another }) => {
        const first = await before(store, expected)
        const events = [event('a', dated), event('b', dated)]
        const written = await taken(store.append(stream, events, expected))
        const journal = await eventsOf(store.readAll())
        for (const through of [store, (await another?.()) ?? store]) {
          for (const [, change] of otherwise)
            for (const changed of [0, 1])
              expect(
                await refusal(
                  through.append(
                    stream,
                    events.map((given, index) => (index === changed ? change(given) : given)),
                    expected
                  )
                )
              ).toMatchObject(contentConflict(first + 1))
          expect(await taken(through.append(stream, events, expected))).toEqual(written)
        }
        expect(await eventsOf(store.readAll())).toEqual(journal)
      })
    )

  for (const [name, expected] of expectations)
    test(
      `39 of two contents under one id at once (${name}), exactly one is written and the other is refused`,
      run(async ({ store, another }) => {
        const other = (await another?.()) ?? store
        let last = await before(store, expected)
        const [, ...changes] = otherwise
        const rounds = expected === 'none' ? ['1', '2', '3', '4'] : ['1']
        for (const round of rounds)
          for (const [index, through] of [store, other].entries())
            for (const [what, change] of expected === 'none' ? changes.slice(0, 1) : changes) {
              const own = expected === 'none' ? `contrat-${round}${index}` : stream
              const at = typeof expected === 'object' ? { exact: last - 1 } : expected
              const given = event(`${what}${index}`, dated)
              const answers = await Promise.all([
                store.append(own, [given], at)(),
                through.append(own, [change(given)], at)()
              ])
              expect(answers.map(({ _tag }) => _tag).sort()).toEqual(['Left', 'Right'])
              const [recorded] = await eventsOf(store.read(own, { direction: 'backwards', limit: 1 }))
              const winner = answers[0]._tag === 'Right' ? given : change(given)
              expect(recorded).toMatchObject(winner)
              const loser = answers.find(({ _tag }) => _tag === 'Left')
              expect(loser).toMatchObject({ left: { _tag: 'Conflict', cause: 'content' } })
              last += 1
            }
      })
    )

  test(
    '39 the order of keys is no other content',
    run(async ({ store }) => {
      const { acteur, ...others } = metadata
      const nested = { b: [{ d: 1, c: 2 }], a: null, '': 'vide' }
      const turned = { '': 'vide', a: null, b: [{ c: 2, d: 1 }] }
      const written = await taken(store.append(stream, [event('a', nested)], 'none'))
      const again = { ...event('a', turned), metadata: { ...others, acteur } }
      expect(await taken(store.append(stream, [again], 'none'))).toEqual(written)
      expect(JSON.stringify((await eventsOf(store.readAll()))[0]?.data)).toBe(JSON.stringify(nested))
    })
  )

  test(
    '39 ids at another place are a conflict of place, whatever their content; and in another stream, none',
    run(async ({ store }) => {
      await taken(store.append(stream, named('a', 2), 'none'))
      const changed = named('a', 2).map(given => ({ ...given, data: 'autre' }))
      for (const expected of [{ exact: 1 }, { exact: 0 }])
        expect(await refusal(store.append(stream, changed, expected))).toMatchObject({ cause: 'overlap' })
      await taken(store.append('contrat-2', changed, 'none'))
    })
  )

  test(
    '41 an event is found by its stream and its id, and none is told from an error',
    run(
      async ({ store, another }) => {
        await taken(store.append('contrat-1', named('a', 5), 'none'))
        await taken(store.append('contrat-2', [event('a1', 'ailleurs')], 'none'))
        for (const through of [store, (await another?.()) ?? store]) {
          const journal = await eventsOf(through.readAll())
          for (const recorded of journal)
            expect(right(await through.find(recorded.stream, recorded.id)())).toEqual(recorded)
          expect(right(await through.find('contrat-2', idOf('a2'))())).toBeNull()
          expect(right(await through.find('contrat-3', idOf('a1'))())).toBeNull()
          expect(await eventsOf(store.readAll())).toEqual(journal)
        }
        // What somebody else has written since is found too.
        const writer = (await another?.()) ?? store
        await taken(writer.append('contrat-1', named('b', 5), { exact: 4 }))
        expect(right(await store.find('contrat-1', idOf('b4'))())).toMatchObject({ revision: 9, data: 'b4' })
      },
      { pageSize: 2 }
    )
  )

  test(
    '41 what cannot be an id or a stream is refused, and a closed store says so',
    run(async ({ store }) => {
      for (const id of ['', 'a', idOf('a').toUpperCase(), `${idOf('a')}\0`])
        expect(left(await store.find(stream, id)())).toMatchObject({
          _tag: 'InvalidRequest',
          retryable: false,
          faults: [{ path: 'id' }]
        })
      expect(left(await store.find('$all', idOf('a'))())).toMatchObject({ _tag: 'InvalidStreamName' })
      await store.close()
      expect(left(await store.find(stream, idOf('a'))())).toMatchObject({ _tag: 'StoreClosed' })
    })
  )
}
