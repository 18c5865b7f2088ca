/** One run of jest, on a given Node, and how many of its tests passed and failed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(createRequire(import.meta.url).resolve('jest/package.json'), '../bin/jest.js')

export const countedJest = ({ node = process.execPath, options, env }) => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-tests-'))
  try {
    const report = join(folder, 'report.json')
    const { error, status } = spawnSync(
      node,
      [program, '--json', `--outputFile=${report}`, '--silent', ...options],
      { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] }
    )
    if (error) throw error
    const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests } = JSON.parse(
      readFileSync(report, 'utf8')
    )
    if (numTotalTests === 0) throw new Error(`no test ran: jest ${options.join(' ')}`)
    // A suite that does not even load has no test to count.
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, numFailedTestSuites, status === 0 ? 0 : 1)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
