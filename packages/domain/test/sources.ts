/** The published sources of the packages, as text, for the rules that hold of every file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const packages = join(__dirname, '../..')

/** `domain/src/codec.ts` → its text; tests are left out. */
export const sourcesOf = (name: string): ReadonlyArray<readonly [file: string, text: string]> => {
  const folder = join(packages, name, 'src')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
    .map(file => [relative(packages, join(folder, file)), readFileSync(join(folder, file), 'utf8')])
}

export const packageNames: ReadonlyArray<string> = readdirSync(packages).filter(name =>
  existsSync(join(packages, name, 'src'))
)
