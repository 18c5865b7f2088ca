import { cpus, totalmem } from 'node:os'

export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  readonly packages: Readonly<Record<string, string>>
}

const PACKAGES = ['@avenant/domain', '@avenant/projections', 'better-sqlite3', 'fp-ts']

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  packages: Object.fromEntries(PACKAGES.map(name => [name, versionOf(name)]))
})

const versionOf = (name: string): string => {
  try {
    const { version }: { readonly version: string } = require(`${name}/package.json`)
    return version
  } catch {
    return 'not installed'
  }
}
