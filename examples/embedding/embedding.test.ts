import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

test('the first example of the README is this one, of at most 25 lines', () => {
  const source = readFileSync(join(__dirname, 'main.ts'), 'utf8')
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\`\n`)
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
})
