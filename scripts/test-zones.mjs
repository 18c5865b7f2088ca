// Runs the suite in each time zone: no answer may depend on where the machine stands (G3).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runsOnce } from './runs-once.cjs'
import { sharedPostgres } from './shared-postgres.mjs'

const zones = ['UTC', 'Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion']
const folder = mkdtempSync(join(tmpdir(), 'avenant-tests-'))
let passed = 0
let failed = 0
const shell = process.platform === 'win32'
const listed = spawnSync('jest', ['--listTests', '--json'], { encoding: 'utf8', shell })
if (listed.error) throw listed.error
const once = JSON.parse(listed.stdout)
  .filter(runsOnce)
  .map(file => `${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
const ignored = ['--testPathIgnorePatterns', '/node_modules/', '/dist/', ...once, '--']
// Only what runs once speaks to it.
const postgres = await sharedPostgres()
for (const [i, zone] of zones.entries()) {
  console.log(`\n# TZ=${zone}`)
  const report = join(folder, `${zone.replace('/', '-')}.json`)
  const options = [
    '--json',
    `--outputFile=${report}`,
    '--silent',
    ...(i === 0 ? [] : ignored),
    ...process.argv.slice(2)
  ]
  const jest = spawnSync('jest', options, {
    // Each zone has examples of its own for the properties.
    env: {
      CRASH_ROUNDS: '50',
      PROPERTY_SEED: String(2017 + i),
      ...process.env,
      ...(i === 0 ? postgres.env : {}),
      TZ: zone
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell
  })
  if (i === 0) await postgres.remove()
  if (jest.error) throw jest.error
  const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests } = JSON.parse(
    readFileSync(report, 'utf8')
  )
  if (numTotalTests === 0) throw new Error(`no test ran under TZ=${zone}`)
  passed += numPassedTests
  // A suite that does not even load has no test to count.
  failed += Math.max(numFailedTests, numFailedTestSuites, jest.status === 0 ? 0 : 1)
}
rmSync(folder, { recursive: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
