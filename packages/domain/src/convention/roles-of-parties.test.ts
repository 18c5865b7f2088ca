import { command } from '../../test/convention-commands'
import { statusOn } from '../../test/convention-lines'
import { ctg, draft, given, partie, sign, signatory, town } from '../../test/ctg-commands'
import { defineModel } from '../model'

test('P1 a role has several parties, each under an id of its own, and each signs', () => {
  const drafted = draft([partie('caf'), town('a'), town('b')])
  const half = given(drafted, sign('caf', '2020-01-10'), sign('a', '2020-01-12'))
  expect(statusOn(half.state, '2020-02-01')).toBe('projet')
  const { state } = half.when(sign('b', '2020-01-15'))
  expect([statusOn(state, '2020-01-14'), statusOn(state, '2020-01-15')]).toEqual(['a-venir', 'en-vigueur'])
  expect(half.when(sign('commune', '2020-01-15')).refusals).toMatchObject([
    {
      code: 'unknown-partie',
      path: 'data.partie',
      facts: {
        known: [{ label: 'la Caf' }, { label: 'la commune (VILLE a)' }, { label: 'la commune (VILLE b)' }]
      }
    }
  ])
})

test('P1 too few or too many of a role, an unknown one and an id given twice: each is told, with its article', () => {
  const article = { source: 'CTG', article: '1' }
  const { refusals } = given().when(
    draft([partie('caf'), partie('caf'), town('a'), town('a'), partie('x', 'departement'), partie('y')])
  )
  expect(refusals).toMatchObject([
    { code: 'partie-twice', path: 'data.parties[1].id', article },
    { code: 'partie-twice', path: 'data.parties[3].id', article },
    { code: 'unknown-partie', path: 'data.parties[4].role', facts: { partie: 'departement' }, article },
    { code: 'unknown-partie', path: 'data.parties[5].id', facts: { partie: 'y' }, article }
  ])
  expect(given().when(draft([town('a')])).refusals).toMatchObject([
    { code: 'partie-missing', path: 'data.parties', facts: { partie: { id: 'caf' }, count: 0, min: 1 } },
    {
      code: 'partie-missing',
      path: 'data.parties',
      facts: { partie: { id: 'commune' }, count: 1, min: 2 }
    }
  ])
  const five = ['a', 'b', 'c', 'd', 'e'].map(town)
  expect(given().when(draft([...five, partie('caf')])).refusals).toMatchObject([
    { code: 'partie-too-many', path: 'data.parties[4]', facts: { role: { id: 'commune' }, max: 4 }, article }
  ])
})

test('G11 a cardinality that nothing satisfies is told with its path', () => {
  const faulty = (more: object) => () =>
    defineModel({
      ...ctg,
      parties: {
        ...ctg.parties,
        roles: ctg.parties.roles.map((role, i) => (i === 1 ? { ...role, ...more } : role))
      }
    })
  expect(faulty({ max: 0, min: 0 })).toThrow('parties.roles[1].max')
  expect(faulty({ min: 3, max: 2 })).toThrow('parties.roles[1].min')
  const full = { min: 2, max: 2, noticeEnds: 'all' }
  expect(faulty({ ...full, leaves: false })).toThrow('parties.roles[1].joins')
  expect(faulty({ ...full, joins: false })).toThrow('parties.roles[1].leaves')
  expect(faulty({ ...full, joins: false, leaves: false, noticeEnds: 'own-part' })).toThrow(
    'parties.roles[1].noticeEnds'
  )
  expect(faulty({ leaves: false, leaverSigns: false })).toThrow('parties.roles[1].leaverSigns')
  expect(() => defineModel({ ...ctg, notice: null })).toThrow('parties.roles[1].noticeEnds')
  expect(() => defineModel({ ...ctg, notice: { ...Object(ctg.notice), by: ['caf'] } })).toThrow(
    'parties.roles[1].noticeEnds'
  )
  const byForm = { ...ctg.parties, change: { instrument: 'formulaire', article: '9' } } as const
  expect(() => defineModel({ ...ctg, parties: byForm })).toThrow('parties.roles[1].joins')
})

test('G21 who acts for one commune does not act for another', () => {
  const drafted = draft([partie('caf'), town('a'), town('b')])
  const by = { kind: 'partenaire', id: 'partenaire-1' }
  const asked = command('SignConvention', signatory('a', '2020-01-10'), by)
  expect(given(drafted).when(asked).codes).toEqual([])
  expect(given(drafted).when(command('SignConvention', signatory('caf', '2020-01-10'), by)).codes).toEqual([
    'acteur-not-allowed'
  ])
})
