// Each rule that docs/rules.md says is held, wholly or partly, stands in the title of a test; one that is to be built later
// stands in none, and no title names an unknown rule. A scenario counts as a test.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const table = readFileSync('docs/rules.md', 'utf8')
const rules = [...table.matchAll(/^\|\s*([AGPM]\d+)\s*\|\s*(held|partly|later)\s*\|/gm)].map(
  ([, id, status]) => ({
    id,
    status
  })
)
if (rules.length === 0) throw new Error('docs/rules.md holds no rule: has its table changed?')

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
  encoding: 'utf8'
})
  .split('\n')
  .filter(file => file !== '')
// A rule is held by a test whose title starts with its id, or with several: a mere mention is none.
const title = /\b(?:test|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:[AGPM]\d{1,2} )+)/g
const named = new Map()
for (const file of files)
  for (const [, , text] of readFileSync(file, 'utf8').matchAll(title))
    for (const [id] of text.matchAll(/\b[AGPM]\d{1,2}\b/g)) named.set(id, [...(named.get(id) ?? []), file])

// A scenario is played by a test of its own, under its title.
for (const file of readdirSync('scenarios').filter(name => name.endsWith('.json'))) {
  const [ids = ''] =
    /^(?:[AGPM]\d{1,2} )+/.exec(JSON.parse(readFileSync(`scenarios/${file}`, 'utf8')).title) ?? []
  for (const [id] of ids.matchAll(/[AGPM]\d{1,2}/g)) named.set(id, [...(named.get(id) ?? []), file])
}

const known = new Set(rules.map(({ id }) => id))
const faults = [
  ...rules
    .filter(({ id, status }) => status !== 'later' && !named.has(id))
    .map(({ id }) => `${id} is held by no test`),
  ...rules
    .filter(({ id, status }) => status === 'later' && named.has(id))
    .map(({ id }) => `${named.get(id)[0]}: ${id} is said to be built later`),
  ...[...named]
    .filter(([id]) => !known.has(id))
    .map(([id, [file]]) => `${file}: ${id} is not a rule of docs/rules.md`)
]
for (const fault of faults) console.error(fault)
const count = status => rules.filter(rule => rule.status === status).length
console.log(`rules: ${count('held')} held, ${count('partly')} partly, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
