import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { avenant, ended, examples, installed } from './child'

const scenarios = join(examples, '..', 'scenarios')
const mef = join(scenarios, 'm18-renewal-needs-nobody.json')
const folder = mkdtempSync(join(tmpdir(), 'avenant-try-'))
const tryScenarios = (files: ReadonlyArray<string>) => avenant('try', ...files)
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return join(folder, name)
}
const whole = JSON.parse(readFileSync(mef, 'utf8'))
const [question] = whole.questions
const wrong = (name: string) =>
  file(name, {
    ...whole,
    questions: [{ ...question, answer: { situation: { status: 'terminee', term: { renewal: 1 } } } }]
  })
const asking = { ...question, answer: undefined }

test('all as expected is 0 and a line each; what is not is 1, path by path, expected and found', async () => {
  expect(await tryScenarios([mef, mef])).toEqual({
    code: 0,
    faults: [],
    text: Array.from({ length: 2 }, () => `conforme : ${mef} – ${whole.title}`).join('\n')
  })
  const path = wrong('wrong.json')
  expect(await tryScenarios([mef, path])).toEqual({
    code: 1,
    faults: [],
    text: [
      `conforme : ${mef} – ${whole.title}`,
      `non conforme : ${path} – ${whole.title}`,
      '  questions[0].answer.situation.status : attendu : "terminee" ; trouvé : "en-vigueur"',
      '  questions[0].answer.situation.term.renewal : attendu : 1 ; trouvé : 0'
    ].join('\n')
  })
})

test('what expects nothing is answered in JSON, and nothing else is said of a file alone', async () => {
  const path = file('asking.json', { ...whole, questions: [asking, { ask: 'register', on: '2030-07-26' }] })
  const { code, text } = await tryScenarios([path])
  expect(code).toBe(0)
  expect(JSON.parse(text)).toMatchObject([
    { format: 'avenant/annexes', version: 1, situation: { status: 'en-vigueur' } },
    { format: 'avenant/register', version: 1, counts: { 'en-vigueur': 1 } }
  ])
  const both = await tryScenarios([mef, path])
  const [first, second, ...answers] = both.text.split('\n')
  expect([first, second]).toEqual([
    `conforme : ${mef} – ${whole.title}`,
    `conforme : ${path} – ${whole.title}`
  ])
  expect(JSON.parse(answers.join('\n'))).toHaveLength(2)
  const some = file('some.json', { ...whole, questions: [question, asking] })
  expect((await tryScenarios([some])).text.split('\n')[0]).toBe(`conforme : ${some} – ${whole.title}`)
})

test('a file that cannot be read is 2, with every fault, and the others are played all the same', async () => {
  const faulty = file('faulty.json', {
    title: 1,
    steps: [{ at: 'hier', react: true }],
    models: ['nulle-part']
  })
  const { code, text, faults } = await tryScenarios([
    join(folder, 'nowhere.json'),
    file('text.json', '{'),
    faulty,
    folder,
    mef,
    wrong('again.json')
  ])
  expect(code).toBe(2)
  expect(text).toMatch(/^conforme : [^\n]+\nnon conforme : /)
  expect(faults).toEqual([
    `fichier introuvable : ${join(folder, 'nowhere.json')}`,
    `${join(folder, 'text.json')} n'est pas du JSON`,
    expect.stringMatching(/faulty\.json : title : /),
    expect.stringMatching(/faulty\.json : steps\[0\]\.at : /),
    expect.stringMatching(
      /faulty\.json : models\[0\] : fichier introuvable : nulle-part ; modèles livrés : /
    ),
    `fichier illisible : ${folder} (EISDIR)`
  ])
})

test('G11 the path of a model is relative to the scenario, wherever the program runs', async () => {
  mkdirSync(join(folder, 'models'))
  const own = readFileSync(join(scenarios, 'models', 'monenfant-jours-ouvres.json'))
  writeFileSync(join(folder, 'models', 'own.json'), own)
  const scenario = JSON.parse(readFileSync(join(scenarios, 'g20-carried-backwards.json'), 'utf8'))
  const { code, text } = await tryScenarios([file('own.json', { ...scenario, models: ['models/own.json'] })])
  expect([code, text.split(' : ')[0]]).toEqual([0, 'conforme'])
})

test('bad usage is 2 and one line; the help is in French', () => {
  const said = (...argv: ReadonlyArray<string>) => ended(installed('try', ...argv), { cwd: folder })
  expect(said()).toEqual({
    status: 2,
    stdout: '',
    stderr: 'il manque un fichier : avenant try FICHIER…\n'
  })
  expect(said('--file')).toEqual({ status: 2, stdout: '', stderr: 'option inconnue : --file\n' })
  expect(said('--help')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('Exemples :')
  })
  expect(said('asking.json', 'wrong.json').status).toBe(1)
})

test('the scenario of the documentation is played as it says', async () => {
  const docs = readFileSync(join(examples, '..', 'docs', 'scenarios.md'), 'utf8')
  const [, written = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? []
  expect(await tryScenarios([file('docs.json', written)])).toMatchObject({ code: 0, faults: [] })
})
