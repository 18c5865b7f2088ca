import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CrashFigures } from '../src/contract/event-store-contract'

/** For the table of the contract. A few rounds, of a quick run, are no figures. */
export const tellCrashFigures =
  (store: string) =>
  (figures: CrashFigures): void => {
    if (figures.rounds < 50) return
    const out = join(__dirname, '..', '..', '..', 'out')
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, `crash-${store}.json`), `${JSON.stringify(figures)}\n`)
    process.stdout.write(`kill -9, ${store}: ${JSON.stringify(figures)}\n`)
  }
