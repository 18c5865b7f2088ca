/**
 * Looks at the packages as those who install them get them: packed, with what they declare and nothing else.
 *
 *   node scripts/check-packages.mjs
 *
 * `publint` and `attw` read the archives; a program of ES modules and one of CommonJS, both strict, are compiled against
 * them and run, without any driver; and a bundle of it runs where nothing is installed at all.
 */
import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { node24 } from './node-24.mjs'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
/** In the order of their archives' names. */
const names = ['avenant', 'domain', 'projections', 'store-adapter']
const published = name => (name === 'avenant' ? [name] : ['@avenant', name])
const folder = mkdtempSync(join(tmpdir(), 'avenant-packages-'))
const archives = join(folder, 'archives')
const consumer = join(folder, 'consumer')
const faults = []
delete process.env.NODE_PATH

/** Output and exit code of a program; it never rejects. */
const run = async (file, args, options = {}) => {
  const shell = process.platform === 'win32'
  const { error, stdout, stderr } = await promisify(execFile)(file, args, {
    cwd: root,
    shell,
    ...options
  }).catch(({ code, stdout, stderr }) => ({ error: code, stdout, stderr }))
  return { ok: error === undefined, stdout: stdout ?? '', stderr: stderr ?? String(error) }
}
const expectOk = async (what, running) => {
  const { ok, stdout, stderr } = await running
  if (!ok) faults.push(`${what}:\n${stdout}${stderr}`)
}
const tool = name => join(root, 'checks', 'node_modules', '.bin', name)

const pack = async () => {
  mkdirSync(archives)
  for (const name of names)
    await expectOk(
      `pack ${name}`,
      run('pnpm', ['pack', '--pack-destination', archives], { cwd: join(root, 'packages', name) })
    )
  return readdirSync(archives).map(archive => join(archives, archive))
}

/** Of each package what is in its archive, and beside it the dependencies that it declares. */
const install = async packed => {
  for (const [index, name] of names.entries()) {
    const place = join(consumer, 'node_modules', ...published(name))
    mkdirSync(place, { recursive: true })
    await expectOk(`unpack ${name}`, run('tar', ['-xzf', packed[index], '--strip-components=1', '-C', place]))
    const { dependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
    for (const dependency of Object.keys(dependencies).filter(other => !other.startsWith('@avenant/'))) {
      const link = join(place, 'node_modules', dependency)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(root, 'packages', name, 'node_modules', dependency), link, 'junction')
    }
  }
  mkdirSync(join(consumer, 'node_modules', '@types'))
  symlinkSync(
    join(root, 'node_modules', '@types', 'node'),
    join(consumer, 'node_modules', '@types', 'node'),
    'junction'
  )
  symlinkSync(
    join(root, 'packages', 'store-adapter', 'node_modules', 'fp-ts'),
    join(consumer, 'node_modules', 'fp-ts'),
    'junction'
  )
}

/** The first example of the README, as a module of each kind, and a program that asks it about each address. */
const write = () => {
  const example = readFileSync(join(root, 'examples', 'embedding', 'main.ts'), 'utf8')
  const ask = `for (const address of process.argv.slice(2)) {
    const page = await main(address)()
    console.log(page._tag === 'Left' ? page.left.message : /En vigueur[^<]*/.exec(page.right)?.[0])
  }
`
  writeFileSync(join(consumer, 'embedding.cts'), example)
  writeFileSync(join(consumer, 'embedding.mts'), example)
  writeFileSync(join(consumer, 'ask.mts'), `import { main } from './embedding.mjs'\n\n${ask}`)
  writeFileSync(
    join(consumer, 'ask.cts'),
    `import { main } from './embedding.cjs'\n\nvoid (async () => {\n  ${ask}})()\n`
  )
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    // No driver is there: a type of one that showed would be an error.
    skipLibCheck: false,
    types: ['node'],
    outDir: 'out'
  }
  writeFileSync(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts'] })
  )
}

const right = 'En vigueur du 01/01/2017 au 31/12/2020.'
const addresses = place => [
  'memory:',
  `sqlite:${join(place, 'a.db')}`,
  'postgres://a@127.0.0.1:1/a',
  'esdb://127.0.0.1:1'
]
const absent = name => `installez ${name} (npm install ${name})`

const expectAnswers = async (what, node, program, sqlite, place) => {
  rmSync(join(place, 'a.db'), { force: true })
  const { ok, stdout, stderr } = await run(node, [program, ...addresses(place)], { cwd: place, shell: false })
  const answers = stdout.split('\n')
  const wanted = [right, sqlite, absent('pg'), absent('@eventstore/db-client')]
  if (!ok || stderr !== '' || wanted.some((sentence, index) => !answers[index]?.includes(sentence)))
    faults.push(`${what}: expected ${JSON.stringify(wanted)}, got\n${stdout}${stderr}`)
}

/** The command line of the archive, as `npx avenant` starts it. */
const expectCommandLine = async () => {
  const place = join(consumer, 'node_modules', 'avenant')
  const { bin, version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
  const scenario = join(root, 'scenarios', 'psu-2017.json')
  for (const [given, wanted] of [
    [['--version'], version],
    [['try', scenario], `conforme : ${scenario}`]
  ]) {
    const { ok, stdout, stderr } = await run(process.execPath, [join(place, bin.avenant), ...given], {
      cwd: consumer,
      shell: false
    })
    if (!ok || stderr !== '' || !stdout.startsWith(wanted))
      faults.push(`avenant ${given.join(' ')}: expected ${wanted}, got\n${stdout}${stderr}`)
  }
}

const checkConsumer = async packed => {
  await install(packed)
  write()
  await expectOk('consumer', run('tsc', ['-p', consumer]))
  const ownSqlite = 'getBuiltinModule' in process && process.getBuiltinModule('node:sqlite') !== undefined
  for (const program of ['ask.mjs', 'ask.cjs'])
    await expectAnswers(
      program,
      process.execPath,
      join(consumer, 'out', program),
      ownSqlite ? right : absent('better-sqlite3'),
      consumer
    )
  await expectCommandLine()
  const bare = join(folder, 'bare')
  mkdirSync(bare)
  const bundle = join(bare, 'bundle.cjs')
  // By its API: a program that pnpm puts on the path is told of folders where more than what is declared is found.
  const { build } = createRequire(import.meta.url)('esbuild')
  await build({
    entryPoints: [join(consumer, 'out', 'ask.cjs')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'bundle',
    logLevel: 'error'
  }).catch(error => faults.push(String(error)))
  const newer = node24()
  if (newer !== null) await expectAnswers('bundle on Node 24', newer, bundle, right, bare)
}

const started = performance.now()
try {
  const packed = await pack()
  await Promise.all([
    checkConsumer(packed),
    (async () => {
      for (const archive of packed) {
        await expectOk('publint', run(tool('publint'), ['--strict', archive]))
        await expectOk(
          'attw',
          run(tool('attw'), [archive, '--profile', 'node16', '--no-color', '--no-emoji'])
        )
      }
      await expectOk('knip', run(tool('knip'), ['--directory', root]))
    })()
  ])
} finally {
  rmSync(folder, { recursive: true })
}
for (const fault of faults) console.error(fault)
console.log(
  `packages: ${names.length} packed, ${faults.length} faults, ${Math.round((performance.now() - started) / 1000)} s`
)
process.exit(faults.length === 0 ? 0 : 1)
