import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from './main'

const root = join(__dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'avenant-embedding-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the first example of the README is this one, of at most 25 lines', () => {
  const source = readFileSync(join(__dirname, 'main.ts'), 'utf8')
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\`\n`)
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
})

test('G13 it runs, and runs again on what it left', async () => {
  const file = join(folder, 'embedding.db')
  expect(await main(file)).toBe('En vigueur du 01/01/2017 au 31/12/2020.')
  expect(await main(file)).toBe('En vigueur du 01/01/2017 au 31/12/2020.')
})
