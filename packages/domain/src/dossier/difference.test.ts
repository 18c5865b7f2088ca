import { dateCivile } from '../time'
import { differenceSentence, type Names, type Told } from './difference'

const names: Names = {
  on: dateCivile('2018-01-01'),
  personne: String,
  etablissement: String,
  role: String,
  partie: String,
  nature: String
}
const told = (value: unknown, id = 'v-1'): Told<unknown> => ({
  id,
  value,
  until: () => null,
  personneOn: String
})
const sentences = { comes: ({ value }: Told<unknown>) => `Vient : ${value}`, goes: () => 'Part' }
const said = (
  kind: Parameters<typeof differenceSentence>[0],
  before: Told<unknown> | null,
  after: Told<unknown> | null
) => differenceSentence(kind, before, after, names)

test('G12 a kind that says nothing of its differences is told by its label', () => {
  const visite = { label: ['visite', 'visites'] } as const
  expect(said(visite, null, told('a'))).toBe('Ajout : visite v-1.')
  expect(said(visite, told('a'), told('b'))).toBe('Changement : visite v-1.')
  expect(said(visite, told('a'), null)).toBe('Retrait : visite v-1.')
  expect(said({ label: 'le montant' }, null, told('a', ''))).toBe('Ajout : le montant.')
})

test('G12 what a kind says of its differences ends with its full stop; a change is told as it comes', () => {
  expect(said({ label: 'x', sentences }, null, told('a'))).toBe('Vient : a.')
  expect(said({ label: 'x', sentences }, told('a'), told('b'))).toBe('Vient : b.')
  expect(said({ label: 'x', sentences }, told('a'), null)).toBe('Part.')
  const changes = ({ value: was }: Told<unknown>, { value: is }: Told<unknown>) => `Change : ${was} → ${is}`
  expect(said({ label: 'x', sentences: { ...sentences, changes } }, told('a'), told('b'))).toBe(
    'Change : a → b.'
  )
})
