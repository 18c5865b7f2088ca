import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { quickstart } from '../quickstart/main'
import { ended, examples, inShell, installed, nodeOn, root } from './child'

const folder = mkdtempSync(join(tmpdir(), 'avenant-program-'))
const file = join(folder, 'journal.db')
beforeAll(async () => {
  const played = await quickstart({ store: `sqlite:${file}`, folder: join(folder, 'documents') })
  if (E.isLeft(played)) throw new Error(played.left)
})
afterAll(() => rmSync(folder, { recursive: true }))

const psu = ['--store', file, '--convention', 'psu-1960-2017']
const example = (name: string, ...argv: ReadonlyArray<string>) => nodeOn(join(examples, name), ...argv)
const programs: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  ['annexes', installed('annexes', ...psu, '--on', '2017-08-31')],
  ['annexes --help', installed('annexes', '--help')],
  ['differences', installed('differences', ...psu, '--from', '2017-08-31', '--to', '2017-09-01')],
  ['register', installed('register', '--store', file, '--on', '2017-08-31')],
  ['export', installed('export', '--store', file)],
  ['try', installed('try', join(root, 'scenarios', 'g13-the-same-command-again.json'))],
  ['the quickstart', example('quickstart/main.ts', 'memory:')],
  ['a model of its own', example('own-model/main.ts')],
  ['the reactions', example('reactions/main.ts', 'memory:')],
  ['the embedding', example('embedding/run.ts')]
]

test.each(programs)('%s: a closed pipe ends it quietly, a full disk is 2 and one line', (_, command) => {
  // A pipe whose only reader is gone before the program starts.
  const closed = 'mkfifo p && exec 3<>p && exec 4>p && exec 3<&- && rm p && exec "$@" >&4 4>&-'
  expect(ended(inShell(closed, command), { cwd: folder })).toEqual({ status: 141, stdout: '', stderr: '' })
  expect(ended(inShell('exec "$@" > /dev/full', command), { cwd: folder })).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^échec de l'écriture sur la sortie standard \(ENOSPC\) ; [a-zéû' ]+\n$/)
  })
})

test.each([
  ['annexes', installed('annexes', '--store'), 2],
  ['annexes', installed('annexes', ...psu.slice(2), '--on', '2017-08-31', '--store', 'mysql://ici/base'), 3],
  ['the quickstart', example('quickstart/main.ts', 'mysql://ici/base'), 2],
  ['the reactions', example('reactions/main.ts', 'mysql://ici/base'), 2]
])('%s: where nobody can hear its fault, its exit code tells that there is one', (_, refused, code) => {
  expect(ended(inShell('"$@"; code=$?; "$@" 2> /dev/full; exit $((10 * code + $?))', refused))).toEqual({
    status: 11 * code,
    stdout: '',
    stderr: expect.stringMatching(/^[^\n]+\n$/)
  })
})

const saying = (expression: string): ReadonlyArray<string> =>
  nodeOn(
    '-e',
    `const { answered, run } = require(${JSON.stringify(join(root, 'packages', 'avenant', 'src', 'program.ts'))})
     run(async () => ${expression})`
  )

test('a long text is written whole into a pipe that it fills, and cut quietly where its reader stops', () => {
  const long = saying("answered('0123456789'.repeat(500_000))")
  const whole = 'bash -c \'set -o pipefail; "$@" | wc -c\' bash "$@"'
  expect(ended(inShell(whole, long))).toEqual({ status: 0, stdout: '5000001\n', stderr: '' })
  const head = 'bash -c \'set -o pipefail; "$@" | head -c 3\' bash "$@"'
  expect(ended(inShell(head, long))).toEqual({ status: 141, stdout: '012', stderr: '' })
})

test('what throws is 2 and one line, whatever it is', () => {
  for (const thrown of ["Promise.reject(new Error('a\\n  b'))", "Promise.reject('a b')"])
    expect(ended(saying(thrown))).toEqual({ status: 2, stdout: '', stderr: 'échec : a b\n' })
})

const unshare = ['unshare', '-rm']
const [command = '', ...options] = unshare
const canMount = spawnSync(command, [...options, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0
const onSmallDisk = canMount
  ? test
  : (title: string, work: () => void) => test.skip(`${title} (this system lets nobody mount)`, work)

onSmallDisk('a disk that takes one half of the answer is a failure', () => {
  const disk =
    'mount -t tmpfs -o size=64k tmpfs . && cd "$PWD" && "$@" > page; code=$?; wc -c < page; exit $code'
  const small = inShell(disk, saying("answered('x'.repeat(100_000))"))
  const { status, stdout, stderr } = ended([...unshare, ...small], { cwd: folder })
  expect(status).toBe(2)
  expect(Number(stdout)).toBeGreaterThan(0)
  expect(Number(stdout)).toBeLessThan(100_000)
  expect(stderr).toMatch(/^échec de l'écriture sur la sortie standard \(ENOSPC\) ; [a-zéû' ]+\n$/)
})

test('a signal while a file is written: what was begun is removed, and the signal ends the program', () => {
  const script = `
    const { interruptible } = require(${JSON.stringify(join(root, 'packages', 'avenant', 'src', 'program.ts'))})
    const { writeWholeFile } = require('@avenant/store-adapter')
    async function* text() {
      yield { _tag: 'Right', right: 'half' }
      console.log(require('node:fs').readdirSync('signals').length)
      process.kill(process.pid, process.argv[1])
      await new Promise(done => setImmediate(done))
      yield { _tag: 'Right', right: 'rest' }
    }
    interruptible(signal => writeWholeFile('signals/page', text(), { signal })()).then(() => console.log('goes on'))`
  spawnSync('mkdir', [join(folder, 'signals')])
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    const [node = '', ...argv] = nodeOn('-e', script, signal)
    // The packages as they are built: a script has no other name for them.
    const child = spawnSync(node, argv, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: join(examples, 'node_modules') }
    })
    expect([child.signal, child.stdout, child.stderr]).toEqual([signal, '1\n', ''])
    expect(readdirSync(join(folder, 'signals'))).toEqual([])
  }
})

test('nothing that the programs wrote into their folder is left half done', () => {
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  expect(left.filter(name => name.includes('.part'))).toEqual([])
  expect(readFileSync(join(folder, 'documents', 'journal.ndjson'), 'utf8')).not.toBe('')
})
