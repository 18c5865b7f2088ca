/// <reference types="jest" />
import type { EventToAppend } from '../event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  metadata,
  pagesOf,
  refusal,
  taken,
  type WithStore
} from './harness'

/** Cases 15 to 19: what is refused before anything is sent, and what comes back as it went. */
export const refusingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '15 no event: a typed error',
    run(async ({ store }) => {
      expect(await refusal(store.append('contrat-1', [], 'any'))).toMatchObject({
        _tag: 'NoEvents',
        retryable: false
      })
    })
  )

  test(
    '16 an event at the size limit is taken, a byte above it is not',
    run(
      async ({ store }) => {
        const envelope = JSON.stringify('').length + JSON.stringify(metadata).length
        // Two bytes each in UTF-8: the limit is in bytes.
        const atLimit = 'é'.repeat((1000 - envelope) / 2) + 'a'.repeat((1000 - envelope) % 2)
        const above = event('b', `${atLimit}a`)
        expect(await refusal(store.append('contrat-1', [event('a', 'small'), above], 'any'))).toMatchObject({
          _tag: 'EventTooLarge',
          id: above.id,
          index: 1,
          bytes: 1001,
          limit: 1000,
          retryable: false
        })
        await taken(store.append('contrat-1', [event('a', atLimit)], 'none'))
        expect((await eventsOf(store.readAll())).map(recorded => recorded.data)).toEqual([atLimit])
      },
      { maxEventBytes: 1000 }
    )
  )

  test(
    '16 the limit is 1 MiB by default',
    run(async ({ store }) => {
      const size = 1024 * 1024 - 2 - JSON.stringify(metadata).length
      expect(
        await refusal(store.append('contrat-1', [event('a', 'x'.repeat(size + 1))], 'any'))
      ).toMatchObject({ _tag: 'EventTooLarge', bytes: 1024 * 1024 + 1, limit: 1024 * 1024 })
      await taken(store.append('contrat-1', [event('a', 'x'.repeat(size))], 'any'))
    })
  )

  test(
    '17 what JSON would lose is the same typed error everywhere, with every path, and nothing is written',
    run(async ({ store }) => {
      const cycle: Record<string, unknown> = {}
      cycle.again = { cycle }
      const events = [
        event('good'),
        event('bad', {
          'non-defini': undefined,
          date: new Date(0),
          grand: 1n,
          nombres: [Number.NaN, 1, Number.POSITIVE_INFINITY],
          texte: 'a\ud800b',
          'cl\udc00': 1,
          fonction: () => 1,
          carte: new Map(),
          cycle
        }),
        { ...event('undefined'), data: undefined }
      ]
      const refused = await refusal(store.append('contrat-1', events, 'any'))
      expect(refused).toMatchObject({ _tag: 'InvalidEvents', stream: 'contrat-1', retryable: false })
      expect('faults' in refused && refused.faults.map(fault => fault.path)).toEqual([
        'events[1].data.non-defini',
        'events[1].data.date',
        'events[1].data.grand',
        'events[1].data.nombres[0]',
        'events[1].data.nombres[2]',
        'events[1].data.texte',
        'events[1].data.cl\udc00',
        'events[1].data.fonction',
        'events[1].data.carte',
        'events[1].data.cycle.again.cycle',
        'events[2].data'
      ])
      expect(await eventsOf(store.readAll())).toEqual([])
    })
  )

  test(
    '17 what passes unseen is the same typed error: -0, named items, hidden and computed properties, what throws',
    run(async ({ store }) => {
      let called = 0
      const computed = {
        get valeur() {
          called++
          throw new Error('computed')
        }
      }
      const throwing = new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('proxy')
          }
        }
      )
      class Liste extends Array<number> {}
      let deep: unknown = 1
      for (let level = 0; level < 100_000; level++) deep = [deep]
      const unseen: ReadonlyArray<[what: string, data: unknown, path: string]> = [
        ['-0', { n: [-0] }, '.n[0]'],
        ['a named item of an array', { l: Object.assign([1], { nom: 1 }) }, '.l.nom'],
        ['a hole', { l: Object.assign([1], { length: 2 }) }, '.l[1]'],
        ['a hidden property', Object.defineProperty({ a: 1 }, 'cachee', { value: 1 }), '.cachee'],
        ['a key that is a symbol', { [Symbol.iterator]: 1 }, ''],
        ['a computed property', computed, '.valeur'],
        ['an object that says how it is written', { toJSON: () => 1 }, '.toJSON'],
        ['the same, inherited', Object.create(Object.assign(Object.create(null), { toJSON: () => 1 })), ''],
        ['a boxed number', { n: Object(1) }, '.n'],
        ['a boxed text', { t: Object('a') }, '.t'],
        ['a class', { l: new Liste(2) }, '.l'],
        ['a proxy', { p: new Proxy({}, {}) }, '.p'],
        ['a proxy that throws', throwing, ''],
        ['a buffer', { b: Buffer.from('a') }, '.b'],
        [
          'half a character in a key under __proto__',
          JSON.parse('{"__proto__":{"\\ud800":1}}'),
          '.__proto__.\ud800'
        ],
        ['a depth without end', deep, '[0]'.repeat(100)]
      ]
      for (const [what, data, path] of unseen) {
        const refused = await refusal(store.append('contrat-1', [{ ...event('a'), data }], 'any'))
        expect({ what, tag: refused._tag }).toEqual({ what, tag: 'InvalidEvents' })
        const [first] = 'faults' in refused ? refused.faults : []
        expect({ what, path: first?.path }).toEqual({ what, path: `events[0].data${path}` })
      }
      expect(called).toBe(0)
      // What a caller without types may give.
      for (const one of [null, 1, 'a', throwing])
        expect(await refusal(store.append('contrat-1', JSON.parse('[]').concat([one]), 'any'))).toMatchObject(
          {
            _tag: 'InvalidEvents',
            faults: [{ path: 'events[0]' }]
          }
        )
      expect(await eventsOf(store.readAll())).toEqual([])
      const kept = JSON.parse('{"__proto__":{"a":0},"constructor":1,"toString":"x"}')
      await taken(store.append('contrat-1', [{ ...event('a'), data: kept }], 'any'))
      expect(JSON.stringify((await eventsOf(store.readAll()))[0]?.data)).toBe(JSON.stringify(kept))
    })
  )

  test(
    '17 the envelope is checked too: id, type, schema, metadata, an id given twice',
    run(async ({ store }) => {
      const bad: EventToAppend = {
        ...event('bad'),
        id: 'BAD',
        type: '',
        schema: 0,
        metadata: { ...metadata, commandId: '' }
      }
      const refused = await refusal(store.append('contrat-1', [bad, event('a'), event('a')], 'any'))
      expect('faults' in refused && refused.faults.map(fault => fault.path)).toEqual([
        'events[0].id',
        'events[0].type',
        'events[0].schema',
        'events[0].metadata.commandId',
        'events[2].id'
      ])
      expect(await refusal(store.append('contrat-1', [event('a')], { exact: -1 }))).toMatchObject({
        _tag: 'InvalidRequest'
      })
    })
  )

  test(
    '18 a stream name is ASCII letters, digits and -',
    run(async ({ store }) => {
      const bad = ['', '$all', '-a', 'é-1', 'a_b', 'a b', 'a/b', 'a\n', 'a-1\0', "a'--", 'x'.repeat(256)]
      for (const stream of bad) {
        const error = { _tag: 'InvalidStreamName', stream, retryable: false }
        expect(await refusal(store.append(stream, [event('a')], 'any'))).toMatchObject(error)
        for await (const page of store.read(stream)) expect(left(page)).toMatchObject(error)
      }
      for (const stream of ['a', '1', 'convention-92-1960', 'x'.repeat(255)])
        await taken(store.append(stream, [event('a')], 'none'))
      expect(await eventsOf(store.readAll())).toHaveLength(4)
    })
  )

  test(
    '19 types and data in full Unicode come back as they went, NFC and NFD distinct',
    run(async ({ store }) => {
      const visible = ['é', 'e\u0301', '𝔸👩‍👩‍👧', '"\\/', 'עברית']
      const texts = [...visible, '\u0000\u001f', '\u2028\u2029', '\ufeff']
      const data = {
        texts,
        [`clé ${texts.join()}`]: [null, true, 0.1, -1e-7, 9007199254740991, { 2: 'b', 1: 'a' }, [], {}],
        __proto__x: 1
      }
      const events = texts.map((text, index) => ({
        ...event(`t${index}`, data),
        type: `Dérogation${text}`,
        // People read a reason: nothing invisible may stand in it.
        metadata: { ...metadata, reason: `e\u0301 ${visible[index % visible.length]}` }
      }))
      await taken(store.append('contrat-1', events, 'none'))
      const recorded = await eventsOf(store.read('contrat-1'))
      expect(recorded).toMatchObject(events)
      expect(JSON.stringify(recorded.map(one => one.data))).toBe(JSON.stringify(events.map(one => one.data)))
    })
  )

  test(
    '19 what is given can be changed without changing what is recorded',
    run(async ({ store }) => {
      const data = { roles: ['approbateur'] }
      const appending = store.append('contrat-1', [event('a', data)], 'none')
      await taken(appending)
      data.roles.push('import')
      for (const [first] of await pagesOf(store.read('contrat-1')))
        Object.assign(first?.data ?? {}, { roles: [] })
      expect((await eventsOf(store.read('contrat-1')))[0]?.data).toEqual({ roles: ['approbateur'] })
    })
  )
}
