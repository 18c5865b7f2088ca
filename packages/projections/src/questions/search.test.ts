import { type Instant, instant } from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { renamedTo } from '../../test/after-signature'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'

const renamed = renamedTo('Ville nouvelle du Cœur-Vert, Saint-Lubain et Ste Agnès')
const index = dossiersOf(journalOf([...signedScheduled, ...renamed]))

const found = (text: string, among: 'dossiers' | 'personnes' = 'dossiers', knownAt: Instant | null = null) =>
  index.search({ text, among, knownAt }).found.map(({ conventionId }) => conventionId)

test.each([
  ['a commune', 'sceaux'],
  ['a gestionnaire, in part', 'commune de sc'],
  ['an establishment', 'charaire'],
  ['a n° Sias', '201500086'],
  ['a SIRET as it is written', '219 200 714 00018'],
  ['a code postal', '92330'],
  ['the id of the convention', psu2017Id]
])('it is found by %s', (_, text) => {
  expect(found(text)).toEqual([psu2017Id])
})

test('accents, capitals and marks make no difference, and neither does a ligature', () => {
  expect(found('SCÉAUX')).toEqual([psu2017Id])
  expect(found('coeur vert')).toEqual([psu2017Id])
  expect(found(' – ')).toEqual([])
  expect(found('nouvelle du cœur’vert')).toEqual([psu2017Id])
  for (const text of ['St-Lubain', 'st. lubain', 'saint lubain', 'sainte agnes', 'ste agnès'])
    expect([text, found(text)]).toEqual([text, [psu2017Id]])
})

test('a part of a code postal is no number: 2330 is not found by it', () => {
  expect(found('2330')).toEqual([])
})

test('G2 a name that was replaced is found still; one that comes later is not found before', () => {
  expect(found('commune de sceaux')).toEqual([psu2017Id])
  expect(found('ville nouvelle', 'dossiers', instant('2019-01-01T00:00:00Z'))).toEqual([])
  expect(found('ville nouvelle')).toEqual([psu2017Id])
})

test('G10 a person is found by her name only among persons, and nothing else is found there', () => {
  expect(found('fontaine', 'personnes')).toEqual([psu2017Id])
  expect(found('fontaine')).toEqual([])
  expect(found('sceaux', 'personnes')).toEqual([])
  for (const text of [
    'Mme Fontaine',
    'madame FONTAINE',
    'Mlle. Fontaine',
    'M. Vasseur',
    'Monsieur Bertrand Vasseur'
  ])
    expect([text, found(text, 'personnes')]).toEqual([text, [psu2017Id]])
  expect(found('Mme', 'personnes')).toEqual([])
})

test('an article is found by its number, whole', () => {
  const articles = index
    .search({ text: 'MEF', among: 'dossiers' })
    .found.flatMap(({ by }) => by.map(({ as }) => as))
  expect(articles.length).toBeGreaterThan(0)
  const [first = ''] = articles
  expect(found(first)).toContain(monenfant2023Id)
  expect(found(`${first}9`)).toEqual([])
})

test('what is recorded after a search is in the next', () => {
  const growing = dossiersOf(journalOf(signedScheduled))
  const asked = { text: 'ville nouvelle', among: 'dossiers' } as const
  expect(growing.search(asked).found).toEqual([])
  for (const event of journalOf([...signedScheduled, ...renamed])) growing.append(event)
  expect(growing.search(asked).found.map(({ conventionId }) => conventionId)).toEqual([psu2017Id])
})
