import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from './readme-example'

test('the example of the README is this file, and says what it says', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8')
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  expect(example).toBe(readFileSync(join(__dirname, 'readme-example.ts'), 'utf8'))
  const said = main().split('\n')
  expect(said.slice(0, 3)).toEqual(['projet', 'en-vigueur', 'true'])
  expect(said.join('\n')).toContain('a pris fin le 31/08/2017')
})
