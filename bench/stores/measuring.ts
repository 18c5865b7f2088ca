import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Machine, machine } from '../machine'
import type { Measure } from '../measure'
import { appending } from './append'
import { onEventStoreDb } from './eventstoredb'
import { movingToEventStoreDb } from './eventstoredb-move'
import { executing } from './execute'
import { executingConventions } from './execute-convention'
import { remembering } from './memory'
import { onPostgres } from './postgres'
import { aggregating, readingAll } from './read'

type Sizes = {
  readonly rounds: number
  readonly appends: number
  readonly commands: number
  readonly longer: number
  readonly journal: number
  readonly stream: number
  readonly remembered: number
  /** Events read from a server. */
  readonly served: number
}

/** Small only shows that it runs. */
export const SIZES = {
  small: {
    rounds: 1,
    appends: 16,
    commands: 5,
    longer: 10_000,
    journal: 10_000,
    stream: 2_000,
    remembered: 10_000,
    served: 2_000
  },
  medium: {
    rounds: 11,
    appends: 256,
    commands: 20,
    longer: 100_000,
    journal: 200_000,
    stream: 10_000,
    remembered: 200_000,
    served: 20_000
  },
  full: {
    rounds: 15,
    appends: 512,
    commands: 50,
    longer: 100_000,
    journal: 1_000_000,
    stream: 10_000,
    remembered: 2_000_000,
    served: 50_000
  }
} as const satisfies Readonly<Record<string, Sizes>>

export type Size = keyof typeof SIZES

export const isSize = (text: string): text is Size => Object.hasOwn(SIZES, text)

type Part = (folder: string, size: Sizes) => Promise<ReadonlyArray<Measure>>

/** What is written to `out/bench-stores.json`, and each part that is asked for alone beside it. */
export const PARTS = {
  append: (folder, { rounds, appends }) => appending(folder, rounds, appends),
  execute: (folder, { rounds, commands, longer }) => executing(folder, rounds, commands, longer),
  conventions: (folder, { rounds, commands, longer }) =>
    executingConventions(folder, rounds, commands, longer),
  aggregate: (folder, { rounds, stream }) => aggregating(folder, rounds, stream),
  read: (folder, { rounds, journal }) => readingAll(folder, Math.min(rounds, 5), journal),
  memory: (folder, { remembered }) => remembering(folder, remembered),
  postgres: (_, { rounds, appends, served }) => onPostgres(Math.min(rounds, 11), appends, served),
  eventstoredb: (_, { rounds, appends, served }) => onEventStoreDb(Math.min(rounds, 11), appends, served),
  move: (_, { rounds, served }) => movingToEventStoreDb(Math.min(rounds, 5), served)
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof PARTS

export const isPart = (text: string): text is PartName => Object.hasOwn(PARTS, text)

export type Report = {
  readonly size: Size
  readonly machine: Machine
  readonly measures: ReadonlyArray<Measure>
}

/** @param say is told of what takes time, as it goes */
export const measuring = async (
  names: ReadonlyArray<PartName>,
  size: Size,
  say: (line: string) => void
): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-bench-'))
  const measures: Measure[] = []
  try {
    for (const name of names) {
      say(name)
      const part: Part = PARTS[name]
      measures.push(...(await part(folder, SIZES[size])))
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const on = machine()
  const packages = { ...on.packages, ...Object.fromEntries(others.map(name => [name, versionOf(name)])) }
  return { size, machine: { ...on, packages }, measures }
}

const others = ['@event-driven-io/emmett', '@event-driven-io/emmett-sqlite', 'pg', '@eventstore/db-client']

/** Some packages do not give their package.json: it is looked for beside the file that they do give. */
const versionOf = (name: string): string => {
  const entry = require.resolve(name)
  const { version }: { readonly version: string } = require(
    join(entry.slice(0, entry.lastIndexOf(name) + name.length), 'package.json')
  )
  return version
}
