/**
 * `npm run bench:stores [-- --size small|medium|full]`: the SQLite store against better-sqlite3 by hand and against Emmett,
 * in interleaved rounds. Prints a table and writes `out/bench-stores.json`. Small only shows that it runs.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { machine } from '../machine'
import { appending } from './append'
import { executing } from './execute'
import { aggregating, readingAll } from './read'

type Size = {
  readonly rounds: number
  readonly appends: number
  readonly commands: number
  readonly journal: number
  readonly stream: number
}

const sizes: Readonly<Record<string, Size>> = {
  small: { rounds: 1, appends: 16, commands: 5, journal: 10_000, stream: 2_000 },
  medium: { rounds: 11, appends: 64, commands: 20, journal: 200_000, stream: 10_000 },
  full: { rounds: 15, appends: 160, commands: 50, journal: 1_000_000, stream: 10_000 }
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: process.env.BENCH_SIZE ?? 'full' } }
  })
  const size = sizes[values.size]
  if (size === undefined)
    throw new Error(`--size is one of ${Object.keys(sizes).join(', ')}, not ${values.size}`)
  const folder = mkdtempSync(join(tmpdir(), 'avenant-bench-'))
  const measures = []
  try {
    const steps = {
      append: () => appending(folder, size.rounds, size.appends),
      execute: () => executing(folder, size.rounds, size.commands),
      aggregate: () => aggregating(folder, size.rounds, size.stream),
      'read all': () => readingAll(folder, Math.min(size.rounds, 5), size.journal)
    }
    for (const [name, step] of Object.entries(steps)) {
      console.error(name)
      measures.push(...(await step()))
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const table = new Table({ head: ['what', 'aim', 'measured', 'met'] })
  for (const { what, aim, measured, met } of measures)
    table.push([what, aim, measured, met === null ? '' : met ? 'yes' : 'no'])
  console.log(table.toString())

  const packages = {
    ...machine().packages,
    ...Object.fromEntries(
      ['@event-driven-io/emmett', '@event-driven-io/emmett-sqlite'].map(name => [name, versionOf(name)])
    )
  }
  const out = join(__dirname, '..', '..', 'out')
  mkdirSync(out, { recursive: true })
  writeFileSync(
    join(out, 'bench-stores.json'),
    `${JSON.stringify({ size: values.size, machine: { ...machine(), packages }, measures }, null, 2)}\n`
  )
}

/** Those packages do not give their package.json: it is looked for beside the file that they do give. */
const versionOf = (name: string): string => {
  const entry = require.resolve(name)
  const { version }: { readonly version: string } = require(
    join(entry.slice(0, entry.lastIndexOf(name) + name.length), 'package.json')
  )
  return version
}

main().catch(error => {
  console.error(error)
  process.exitCode = 1
})
