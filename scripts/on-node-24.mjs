/**
 * On Node 24, whose SQLite is another driver: the tests of the stores, but those of the servers alone, and the program
 * that `npm start` runs, which has to say and to write what it does on the Node at hand.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countedJest } from './counted-jest.mjs'
import { node24 } from './node-24.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsNode = createRequire(import.meta.url).resolve('ts-node/dist/bin.js')

/** How many passed and failed. None where there is no Node 24, or where the Node at hand is one: it was tried already. */
export const onNode24 = ({ env }) => {
  const node = node24()
  if (node === null || node === process.execPath) {
    const why =
      node === null
        ? `SKIPPED: no binary of it is installed for ${process.platform}-${process.arch}`
        : `it is the Node at hand, ${process.version}`
    console.log(`\n# Node 24: ${why}`)
    return { passed: 0, failed: 0 }
  }
  console.log('\n# Node 24')
  const stores = countedJest({
    node,
    options: [
      ...['--reporters', 'default'],
      `--cacheDirectory=${join(root, 'out', 'jest-node-24')}`,
      ...['--testPathIgnorePatterns', '/node_modules/', '/dist/', '/src/postgres/', '/src/eventstoredb/'],
      ...['--', 'packages/store-adapter/']
    ],
    // So that better-sqlite3 is not taken in its stead, where it was compiled for it.
    env: { CRASH_ROUNDS: '10', AVENANT_SQLITE_DRIVER: 'node:sqlite', ...env }
  })
  const faults = quickstartFaults(quickstart(process.execPath), quickstart(node))
  for (const fault of faults) console.error(`npm start on Node 24: ${fault}`)
  const started = faults.length === 0
  return { passed: stores.passed + (started ? 1 : 0), failed: stores.failed + (started ? 0 : 1) }
}

/** What it says, and the files that it writes but for its journal's database. */
const quickstart = node => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-start-'))
  try {
    const { status, stdout, stderr } = spawnSync(node, [tsNode, join(root, 'examples/quickstart/main.ts')], {
      cwd: folder,
      encoding: 'utf8'
    })
    const out = join(folder, 'out')
    const files =
      status === 0 ? readdirSync(out).map(name => [name, readFileSync(join(out, name), 'utf8')]) : []
    return { status, stderr, stdout, files: Object.fromEntries(files) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const quickstartFaults = (here, there) => {
  if (here.status !== 0) return [`on the Node at hand it ends with ${here.status}: ${here.stderr}`]
  return [
    ...(there.status === 0 ? [] : [`it ends with ${there.status}`]),
    ...(there.stderr === '' ? [] : [`on the standard error: ${there.stderr}`]),
    ...(there.stdout === here.stdout ? [] : ['it says something else than on the Node at hand']),
    ...(JSON.stringify(there.files) === JSON.stringify(here.files)
      ? []
      : ['it writes something else than on the Node at hand'])
  ]
}
