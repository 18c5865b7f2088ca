/**
 * `npm run bench:stores [-- --size small|medium|full] [--only <part>]`: the
 * stores against their clients by hand, and SQLite against Emmett, in interleaved rounds. Prints a table and writes
 * `out/bench-stores.json`, or with `--only` `out/bench-stores-<part>.json`. Small only shows that it runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { isPart, isSize, measuring, PARTS, type PartName, SIZES } from './measuring'

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: process.env.BENCH_SIZE ?? 'full' },
      only: { type: 'string' }
    }
  })
  const { size, only } = values
  if (!isSize(size)) throw new Error(`--size is one of ${Object.keys(SIZES).join(', ')}, not ${size}`)
  if (only !== undefined && !isPart(only))
    throw new Error(`--only is one of ${Object.keys(PARTS).join(', ')}, not ${only}`)
  // Object.keys forgets that the keys are the names.
  const names = only === undefined ? (Object.keys(PARTS) as PartName[]) : [only]
  const report = await measuring(names, size, line => console.error(line))

  const table = new Table({ head: ['what', 'aim', 'measured', 'met'] })
  for (const { what, aim, measured, met } of report.measures)
    table.push([what, aim, measured, met === null ? '' : met ? 'yes' : 'no'])
  console.log(table.toString())
  const out = join(__dirname, '..', '..', 'out')
  mkdirSync(out, { recursive: true })
  const name = only === undefined ? 'bench-stores' : `bench-stores-${only}`
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`)
}

main().catch(error => {
  console.error(error)
  process.exitCode = 1
})
