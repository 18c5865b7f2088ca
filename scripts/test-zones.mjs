// Runs the suite in each time zone: no answer may depend on where the machine stands (G3).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const zones = ['UTC', 'Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion']
const folder = mkdtempSync(join(tmpdir(), 'avenant-tests-'))
let passed = 0
let failed = 0
// What only speaks to a server has no dates of its own, and starts a server for each file: once is enough, as it is
// for the benches of the stores.
const servers = [
  '--testPathIgnorePatterns',
  '/node_modules/',
  '/dist/',
  'store-adapter/src/(postgres|eventstoredb)/',
  'bench/stores/',
  '--'
]
for (const [i, zone] of zones.entries()) {
  console.log(`\n# TZ=${zone}`)
  const report = join(folder, `${zone.replace('/', '-')}.json`)
  const once = zone === 'UTC' ? [] : servers
  const options = ['--json', `--outputFile=${report}`, '--silent', ...once, ...process.argv.slice(2)]
  const jest = spawnSync('jest', options, {
    // A killed process knows no zone: the many rounds once. Each zone has examples of its own for the properties.
    env: {
      CRASH_ROUNDS: zone === 'UTC' ? '50' : '5',
      PROPERTY_SEED: String(2017 + i),
      ...process.env,
      TZ: zone
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32'
  })
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
