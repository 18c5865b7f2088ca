import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../test/readme-example'

const packageFolder = join(__dirname, '..')
const read = (name: string): string => readFileSync(join(packageFolder, name), 'utf8')

test('the example of the README is the one that is compiled, and runs twice with one event', async () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('test/readme-example.ts')}\`\`\`\n`)
  const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  const file = join(folder, 'journal.db')
  expect(await main(file)).toBe('état 4')
  expect(await main(file)).toBe('état 4')
  expect(readFileSync(`${file}.ndjson`, 'utf8').split('\n')).toHaveLength(2)
  rmSync(folder, { recursive: true })
})
