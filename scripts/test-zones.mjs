// Runs the suite in each time zone, for no answer may depend on where the machine stands (G3); and on Node 24.
import { spawnSync } from 'node:child_process'
import { countedJest } from './counted-jest.mjs'
import { onNode24 } from './on-node-24.mjs'
import { runsOnce } from './runs-once.cjs'
import { sharedPostgres } from './shared-postgres.mjs'

const zones = ['UTC', 'Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion']
const shell = process.platform === 'win32'
const listed = spawnSync('jest', ['--listTests', '--json'], { encoding: 'utf8', shell })
if (listed.error) throw listed.error
const once = JSON.parse(listed.stdout)
  .filter(runsOnce)
  .map(file => `${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
const ignored = ['--testPathIgnorePatterns', '/node_modules/', '/dist/', ...once, '--']

const inZone = (zone, options, env = {}) => {
  console.log(`\n# TZ=${zone}`)
  return countedJest({
    options: [...options, ...process.argv.slice(2)],
    // Each zone has examples of its own for the properties.
    env: {
      CRASH_ROUNDS: '50',
      PROPERTY_SEED: String(2017 + zones.indexOf(zone)),
      ...process.env,
      ...env,
      TZ: zone
    }
  })
}

const [first, ...others] = zones
// Only what runs once speaks to it.
const postgres = await sharedPostgres()
const counts = [inZone(first, [], postgres.env), onNode24(postgres)]
await postgres.remove()
for (const zone of others) counts.push(inZone(zone, ignored))

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
