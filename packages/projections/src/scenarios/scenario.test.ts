import { monenfant, shippedModels } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { decodeScenario, modelFilesOf } from '.'

const faultsOf = (input: unknown, files: Parameters<typeof decodeScenario>[0] = new Map()) => {
  const decoded = decodeScenario(files)(input)
  return E.isLeft(decoded) ? decoded.left.map(({ path, message }) => `${path} : ${message}`) : []
}
const agent = { kind: 'agent-caf', id: 'agent-1' }
const sent = { type: 'SendConvention', acteur: agent, data: { on: '2023-07-06' } }
const at = '2023-07-06T09:00:00Z'

test('G15 every fault of a scenario is told at once, each with its path', () => {
  const faults = faultsOf({
    title: ' ',
    step: [],
    steps: [
      { at: '2023-07-06', command: { ...sent, habilitationId: 'h-1' } },
      { at, command: sent },
      { at, command: { ...sent, habilitationId: 'h-1', data: { on: '2023-13-01', of: 1 } }, refused: [] },
      { at, react: 'yes' },
      { at, react: true, refused: ['a'] },
      { at, command: { ...sent, type: 'SendConventions' } },
      { at, command: { ...sent, habilitationId: 'h-1' }, refuse: ['a'] },
      null,
      { at }
    ],
    questions: [
      { ask: 'annexe', on: '2023-07-06' },
      { ask: 'annexes', conventionId: 'psu-1', on: '2023-07-06', at },
      { ask: 'access', conventionId: 'psu-1' },
      { ask: 'access', conventionId: 'psu-1', at, on: '2023-07-06' },
      { ask: 'may-act', personneId: 'p 1', etablissementId: 'e-1', role: 'activite', at },
      { ask: 'differences', conventionId: 'psu-1', before: { on: '2023-07-06' } },
      { ask: 'history', dossier: 'convention-psu-1', order: 'effet' },
      { ask: 'register', on: '2023-07-06', knownAt: '2023-07-06' }
    ]
  })
  expect(faults.map(fault => fault.split(' : ')[0])).toEqual([
    'title',
    'steps[0].at',
    'steps[1].command.habilitationId',
    'steps[2].command.data.on',
    'steps[2].command.data.of',
    'steps[2].refused',
    'steps[3].react',
    'steps[4].refused',
    'steps[5].command.type',
    'steps[6].refuse',
    'steps[7]',
    'steps[8].command',
    'questions[0].ask',
    'questions[1].at',
    'questions[2].on',
    'questions[3].on',
    'questions[4].personneId',
    'questions[5].after',
    'questions[6].order',
    'questions[7].knownAt',
    'step'
  ])
})

test('G15 the aggregate is named once, and no step is recorded before the one above it', () => {
  const draft = { type: 'DraftConvention', acteur: agent }
  const data = { conventionId: 'c-1', model: { id: 'psu', version: 1 }, parties: [], personnes: [] }
  const steps = [
    { at: '2023-07-06T09:00:00Z', command: { ...draft, data } },
    { at: '2023-07-06T10:59:59+02:00', command: { ...sent, habilitationId: 'h-1' } }
  ]
  expect(faultsOf({ title: 'Essai', steps: steps.slice(0, 1) })).toEqual([])
  expect(faultsOf({ title: 'Essai', steps })).toEqual([
    "steps[1].at : 2023-07-06T08:59:59.000Z précède le pas d'avant, du 2023-07-06T09:00:00.000Z"
  ])
  const other = { at, command: { ...draft, conventionId: 'c-2', data } }
  expect(faultsOf({ title: 'Essai', steps: [other] })).toEqual([
    'steps[0].command.conventionId : cette commande nomme deux dossiers : c-2, c-1'
  ])
})

const empty = { title: 'Essai', steps: [] }
const modelsIn = (models: unknown, files: Parameters<typeof decodeScenario>[0] = new Map()) => {
  const decoded = decodeScenario(files)({ ...empty, models })
  return E.isLeft(decoded) ? decoded.left : decoded.right.models.map(({ id }) => id)
}

test('G11 models: the shipped ones, some of them by their ids, those of files, and models inline', () => {
  const own = { ...monenfant, id: 'ici' }
  const decoded = decodeScenario(new Map())(empty)
  expect(E.isRight(decoded) && decoded.right.models).toEqual(shippedModels)
  expect(modelsIn(['monenfant'])).toEqual(['monenfant'])
  expect(modelsIn(['psu', own])).toEqual(['psu', 'ici'])
  const files = new Map<string, E.Either<string, unknown>>([
    ['un.json', E.right(own)],
    ['deux.json', E.right([{ ...own, version: 2 }])]
  ])
  expect(modelFilesOf({ models: ['psu', 'un.json', own, 'deux.json', 'un.json'] })).toEqual([
    'un.json',
    'deux.json'
  ])
  expect(modelsIn(['un.json', 'deux.json'], files)).toEqual(['ici', 'ici'])
})

test('G15 a model that cannot be read, is none, or is given twice, is told with its place', () => {
  const files = new Map<string, E.Either<string, unknown>>([
    ['absent.json', E.left('fichier introuvable : absent.json')],
    ['faux.json', E.right([{ ...monenfant, zone: 'Europe/Pari' }])]
  ])
  expect(faultsOf({ ...empty, models: ['absent.json', 'faux.json', {}] }, files)).toEqual(
    expect.arrayContaining([
      'models[0] : fichier introuvable : absent.json ; modèles livrés : psu, monenfant',
      expect.stringMatching(/^models\[1\]\[0\]\.zone : /),
      expect.stringMatching(/^models\[2\]\.id : /)
    ])
  )
  expect(faultsOf({ ...empty, models: ['psu', 'psu'] })).toEqual([
    'models[1] : psu version 1 est déjà donné en [0]'
  ])
  for (const models of ['psu', [1], null]) expect(faultsOf({ ...empty, models })).toHaveLength(1)
  for (const input of [null, [], 'a', 1, undefined]) {
    expect(modelFilesOf(input)).toEqual([])
    expect(faultsOf(input)).toHaveLength(1)
  }
})
