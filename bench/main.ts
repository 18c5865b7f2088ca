/**
 * `pnpm bench [--size small|full]`: measures, prints a table, and writes `out/bench.json`. Small takes seconds and
 * only shows that it runs; full is the 100,000 conventions of the aims.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { annexesAt } from './annexes-at'
import { machine } from './machine'

const SIZES: Readonly<Record<string, number>> = { small: 1_000, full: 100_000 }

const { values } = parseArgs({
  options: { size: { type: 'string', default: process.env.BENCH_SIZE ?? 'full' } }
})
const conventions = SIZES[values.size]
if (conventions === undefined) {
  console.error(`--size is one of ${Object.keys(SIZES).join(', ')}, not ${values.size}`)
  process.exit(2)
}

const measures = annexesAt(conventions, line => console.error(line))
const table = new Table({ head: ['what', 'aim', 'measured', 'met'] })
for (const { what, aim, measured, met } of measures)
  table.push([what, aim, measured, met === null ? '' : met ? 'yes' : 'no'])
const on = machine()
console.log(table.toString())
for (const { what, limit } of measures)
  if (limit !== null) console.log(`not met: ${what}. What limits it: ${limit}.`)
console.log(`${on.cpu}, ${on.cores} cores, ${on.memoryGiB} GiB, Node ${on.node}`)
console.log(
  Object.entries(on.packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
)

const out = join(__dirname, '..', 'out')
mkdirSync(out, { recursive: true })
writeFileSync(
  join(out, 'bench.json'),
  `${JSON.stringify({ size: values.size, machine: on, measures }, null, 2)}\n`
)
