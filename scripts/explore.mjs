// Tries the properties on examples that they have not met: `npm run explore -- [rounds] [jest's own options]`.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hasProperties } from './runs-once.cjs'

const [rounds = '10', ...options] = process.argv.slice(2)
const listed = spawnSync('jest', ['--listTests'], { encoding: 'utf8', shell: process.platform === 'win32' })
if (listed.error) throw listed.error
const files = listed.stdout
  .split('\n')
  .filter(file => file.endsWith('.test.ts') && hasProperties(readFileSync(file, 'utf8')))
for (let round = 1; round <= Number(rounds); round += 1) {
  const seed = String(randomInt(2 ** 31))
  console.log(`\n# round ${round} of ${rounds}: PROPERTY_SEED=${seed}`)
  const { status } = spawnSync('jest', ['--silent', '--runTestsByPath', ...files, ...options], {
    env: { ...process.env, PROPERTY_SEED: seed },
    stdio: 'inherit',
    shell: process.platform === 'win32'
  })
  if (status !== 0) {
    console.error(`\na property fails with PROPERTY_SEED=${seed}`)
    process.exit(1)
  }
}
