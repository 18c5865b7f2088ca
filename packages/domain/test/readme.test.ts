import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer, notice } from './readme-example'

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8')

test('the example of the README is the one that runs', () => {
  expect(read('../README.md')).toContain(`\`\`\`ts\n${read('readme-example.ts')}\`\`\`\n`)
})

test('M25 the README says what the example answers', () => {
  const [said] = /`answer\(notice\)` is `\['([^']*)'\]`/.exec(read('../README.md'))?.slice(1) ?? []
  expect(answer(notice)).toEqual([said])
})

test('G15 the example tells every fault with its path', () => {
  expect(answer({ ...notice, data: { partie: 'le maire', dispatchedOn: '02/01/2018', when: 1 } })).toEqual([
    expect.stringMatching(/^data\.partie : attendu/),
    expect.stringMatching(/^data\.dispatchedOn : attendu : une date/),
    'data.receivedOn : absent',
    'data.when : clé inconnue ; clés admises : partie, dispatchedOn, receivedOn'
  ])
})
