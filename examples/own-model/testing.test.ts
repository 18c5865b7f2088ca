/** A model of one's own, tested as its owner would: given these acts, when one more is asked, then. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conventionsUnder, modelFaults, readModel } from '@avenant/domain/testing'
import { received } from './commands'

const file = JSON.parse(readFileSync(join(__dirname, 'relais.json'), 'utf8'))
const { given } = conventionsUnder([readModel(file)])

const [draft, annexes, ...signed] = received.slice(0, 5).map(line => (line as { command: unknown }).command)
const agent = { kind: 'agent-caf', id: 'agent-971' }
const attribute = (...persons: ReadonlyArray<string>) => ({
  type: 'EditAnnexes',
  acteur: agent,
  data: {
    changes: persons.map(personneId => ({
      kind: 'attribute-role',
      personneId,
      role: 'animation',
      etablissementId: 'relais-1',
      rang: 'titulaire'
    }))
  }
})

test('three animate a relais at most', () => {
  expect(given(draft, annexes).when(attribute('p-1', 'p-2')).codes).toEqual([])
  expect(given(draft, annexes).when(attribute('p-1', 'p-2', 'p-3')).refusals).toMatchObject([
    { code: 'role-full', article: { source: 'RPE', article: '4' }, computation: '4 personnes > 3 au plus' }
  ])
})

test('it has effect on the day of the last of three signatures, and who animates it does from then on', () => {
  const convention = given(draft, annexes, ...signed)
  expect(convention.on('2024-02-29').effet).toMatchObject({ '': { status: 'a-venir' } })
  expect(convention.on('2024-03-01').effet).toMatchObject({ '': { status: 'en-vigueur' } })
  expect(Object.keys(convention.on('2024-03-01').attribution ?? {})).toEqual([
    'relais-1/animation/p-4',
    'creche-1/accueil/p-4'
  ])
})

test('what is wrong with the file is told by its path', () => {
  expect(modelFaults(file)).toEqual([])
  expect(modelFaults({ ...file, roles: [{ ...file.roles[0], cap: 0 }] })).toMatchObject([
    { path: 'roles[0].cap' }
  ])
})
