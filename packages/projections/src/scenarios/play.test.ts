import { dateCivile, shippedModels } from '@avenant/domain'
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  psu2017Id
} from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { psuEvents } from '../../test/played'
import { annexesIndex, annexesJson, decodeScenario, playScenario } from '..'

type Given = { readonly at: string; readonly stream: string; readonly command: object }

const stepOf = ({ at, stream, command }: Given) => ({
  at,
  command: {
    ...command,
    ...(stream.startsWith('convention-')
      ? { conventionId: stream.replace('convention-', '') }
      : { habilitationId: stream.replace(/^(?:habilitation|access)-/, '') })
  }
})
const given: ReadonlyArray<Given> = [
  ...psu2017,
  ...psu2017Habilitations,
  ...psu2017Connections,
  ...monenfant2023,
  ...monenfant2023Habilitations
]
const history = given.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(stepOf)
const agent = { kind: 'agent-caf', id: 'agent-4021' }

const played = (steps: ReadonlyArray<unknown>, questions: ReadonlyArray<unknown> = []) => {
  const scenario = decodeScenario(new Map())({ title: 'Essai', steps, questions })
  if (E.isLeft(scenario)) throw new Error(JSON.stringify(scenario.left))
  return playScenario(scenario.right)
}
const terminated = {
  at: '2024-07-01T09:00:00Z',
  command: {
    type: 'TerminateConvention',
    conventionId: psu2017Id,
    acteur: agent,
    data: { on: '2018-07-01', manquement: 'Codes prêtés' }
  }
}
const mayAct = {
  ask: 'may-act',
  personneId: 'p-1960-2',
  etablissementId: '201500086',
  role: 'activite',
  on: '2018-08-01'
}

test('both signed conventions are accepted as they were recorded, and answer what a journal of theirs answers', () => {
  const asked = { conventionId: psu2017Id, on: '2017-08-31' }
  const { deviations, answers } = played(history, [{ ask: 'annexes', ...asked }])
  expect(deviations).toEqual([])
  const index = annexesIndex(shippedModels)
  for (const event of psuEvents) index.append(event)
  expect(answers).toEqual([JSON.parse(annexesJson(index.describe(psu2017Id, { on: dateCivile(asked.on) })))])
})

test('what is refused and was not to be, and what was to be refused and is not, are told with the sentence', () => {
  const again = {
    ...terminated,
    command: { ...terminated.command, acteur: { kind: 'partenaire', id: 'a-1' } }
  }
  expect(
    played([
      ...history,
      again,
      { ...again, refused: ['role-full', 'acteur-not-allowed'] },
      { ...again, refused: ['acteur-not-allowed', 'acteur-not-allowed'] },
      { ...terminated, refused: ['not-in-model'] }
    ]).deviations
  ).toEqual([
    {
      path: `steps[${history.length}]`,
      expected: 'acceptée',
      found: 'acteur-not-allowed (acteur) : opération réservée aux agents de la Caf'
    },
    {
      path: `steps[${history.length + 1}].refused`,
      expected: 'acteur-not-allowed, role-full',
      found: 'acteur-not-allowed (acteur) : opération réservée aux agents de la Caf'
    },
    { path: `steps[${history.length + 3}].refused`, expected: 'not-in-model', found: 'acceptée' }
  ])
})

test('a question is compared or answered, never both', () => {
  const { deviations, answers } = played(history, [
    { ...mayAct, answer: { answer: 'oui' } },
    mayAct,
    { ...mayAct, answer: { answer: 'non', by: { absent: true }, format: 'avenant/may-act', version: 1 } }
  ])
  expect(deviations.map(({ path }) => path)).toEqual(['questions[2].answer.answer', 'questions[2].answer.by'])
  expect(answers).toMatchObject([{ format: 'avenant/may-act', answer: 'oui' }])
})

const endedOn = (on: string) => ({
  ask: 'history',
  dossier: 'habilitation-h-1960-1',
  order: 'recording',
  answer: { acts: { contains: [{ type: 'ConventionEndTold', says: { on } }] } }
})

test('P22 P27 the reactions tell the end that stands, to those that were asked for before and since; again, nothing', () => {
  const react = { at: '2024-07-02T09:00:00Z', react: true }
  expect(played(history, [endedOn('2021-01-01')]).deviations).toHaveLength(1)
  expect(played([...history, react], [endedOn('2021-01-01')]).deviations).toEqual([])
  expect(played([...history, terminated, react], [endedOn('2018-07-01')]).deviations).toEqual([])
  const lengths = [1, 2].map(times => {
    const steps = [...history, terminated, ...Array.from({ length: times }, () => react)]
    const [answer] = played(steps, [{ ...endedOn(''), answer: undefined }]).answers
    return answer
  })
  expect(lengths[0]).toEqual(lengths[1])
})

test('the same scenario always gives the same', () => {
  const asked = [{ ask: 'history', dossier: `convention-${psu2017Id}`, order: 'effect' }]
  expect(played(history, asked)).toEqual(played(history, asked))
})
