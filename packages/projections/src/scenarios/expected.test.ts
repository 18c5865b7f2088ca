import { deviationsFrom } from './expected'

const found = {
  status: 'en-vigueur',
  term: null,
  parties: [
    { id: 'gestionnaire', nom: 'VALLON' },
    { id: 'caf', nom: 'MARCHE' }
  ],
  roles: []
}

test.each([
  [{ status: 'en-vigueur' }],
  [{}],
  [{ term: null, roles: [] }],
  [{ parties: [{}, { id: 'caf' }] }],
  [{ parties: { contains: [{ id: 'caf' }] } }],
  [{ parties: { contains: [{ nom: 'MARCHE' }, { id: 'gestionnaire' }] } }],
  [{ parties: { contains: [] } }],
  [{ term: { absent: true }, nothing: { absent: true } }]
])('as expected: %j', expected => {
  expect(deviationsFrom(expected, found, 'answer')).toEqual([])
})

test.each([
  [{ status: 'projet' }, 'answer.status', '"projet"', '"en-vigueur"'],
  [{ nothing: 1 }, 'answer.nothing', '1', 'absent'],
  [{ nothing: null }, 'answer.nothing', 'null', 'absent'],
  [{ term: { renewal: 7 } }, 'answer.term', '{"renewal":7}', 'null'],
  [{ status: { absent: true } }, 'answer.status', 'absent', '"en-vigueur"'],
  [{ roles: [{}] }, 'answer.roles', '1 élément', '0 élément : []'],
  [
    { roles: { contains: [1] } },
    'answer.roles.contains[0]',
    'un élément qui contient 1',
    'aucun parmi 0 élément : []'
  ],
  [{ parties: [{ id: 'caf' }, {}] }, 'answer.parties[0].id', '"caf"', '"gestionnaire"'],
  [{ parties: {} }, 'answer.parties', '{}', JSON.stringify(found.parties)],
  [{ status: [] }, 'answer.status', '0 élément', '"en-vigueur"'],
  [{ status: { contains: [] } }, 'answer.status', 'un tableau', '"en-vigueur"'],
  [{ constructor: {} }, 'answer.constructor', '{}', 'absent']
])('not as expected: %j', (expected, path, wanted, instead) => {
  expect(deviationsFrom(expected, found, 'answer')).toEqual([{ path, expected: wanted, found: instead }])
})

test('each item of an array is at its place, whatever is elsewhere; `contains` is only that where it stands alone', () => {
  const turned = [{ id: 'caf' }, { id: 'gestionnaire' }]
  expect(deviationsFrom(turned, found.parties, 'parties')).toHaveLength(2)
  const both = { contains: [{ id: 'caf' }], length: 2 }
  expect(deviationsFrom(both, found.parties, 'parties')).toHaveLength(1)
  expect(deviationsFrom({ absent: false }, null, 'term')).toHaveLength(1)
})

test('a long answer is cut, and what nobody sees is shown', () => {
  const [long] = deviationsFrom('a', 'x'.repeat(5000), 'p')
  expect(long?.found).toHaveLength(240)
  expect(deviationsFrom('CHA\u202eRAIRE', 'CHARAIRE', 'p')).toMatchObject([
    { expected: '"CHA⟨U+202E⟩RAIRE"' }
  ])
})

test('G15 what is nested thousands deep is told, and a key that every object inherits is no answer', () => {
  const deep: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
  expect(deviationsFrom(deep, found, 'answer')).toHaveLength(1)
  expect(deviationsFrom({ status: deep }, found, 'answer')).toMatchObject([
    { expected: 'une valeur trop profonde pour être montrée' }
  ])
  expect(deviationsFrom(JSON.parse('{"__proto__":{}}'), found, 'answer')).toMatchObject([{ found: 'absent' }])
})
