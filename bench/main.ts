/**
 * `pnpm bench [--size small|full] [--only <part>]`: measures, prints a table, and writes `out/bench.json`, or with
 * `--only` `out/bench-<part>.json`. Small takes seconds and only shows that it runs; full is the size of the aims.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { bench, isPart, isSize, PARTS, type Report, SIZES } from './bench'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: process.env.BENCH_SIZE ?? 'full' },
    only: { type: 'string' }
  }
})
const { size, only } = values
if (!isSize(size)) {
  console.error(`--size is one of ${Object.keys(SIZES).join(', ')}, not ${size}`)
  process.exit(2)
}
if (only !== undefined && !isPart(only)) {
  console.error(`--only is one of ${Object.keys(PARTS).join(', ')}, not ${only}`)
  process.exit(2)
}

const written = (report: Report): void => {
  const { measures, machine: on } = report
  const table = new Table({ head: ['what', 'aim', 'measured', 'met'] })
  for (const { what, aim, measured, met } of measures)
    table.push([what, aim, measured, met === null ? '' : met ? 'yes' : 'no'])
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
  const name = only === undefined ? 'bench' : `bench-${only}`
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`)
}

bench(size, line => console.error(line), only === undefined ? undefined : [only]).then(written, error => {
  console.error(error)
  process.exitCode = 1
})
