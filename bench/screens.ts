/** What the screens cost over a whole Caf's conventions: the handler's time, how large its pages are, the memory it holds. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dateCivile } from '@avenant/domain'
import { openAvenant } from 'avenant'
import * as E from 'fp-ts/Either'
import { type Measure, measure } from './measure'
import { bytesInUse } from './memory'
import { writeOffice } from './office-store'
import { screensAsked } from './screens-asked'

/** The last day on which something is recorded, and that of the one who looks. */
const TODAY = dateCivile('2026-11-30')
export const screens = async (
  conventions: number,
  say: (line: string) => void
): Promise<ReadonlyArray<Measure>> => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-screens-'))
  try {
    const store = `sqlite:${join(folder, 'caf.db')}`
    say(`writing ${conventions} conventions`)
    await writeOffice(store, conventions, TODAY)
    say('opening them')
    const before = bytesInUse()
    const opened = await openAvenant({ store, readOnly: true })()
    if (E.isLeft(opened)) throw new Error(opened.left.message)
    const avenant = opened.right
    try {
      const held = bytesInUse() - before
      const measures = await screensAsked(avenant, TODAY, say)
      return [
        ...measures,
        measure(
          `screens: memory of ${conventions.toLocaleString('en')} conventions, once read`,
          held / 1e6,
          'MB'
        ),
        measure('screens: memory once every screen was asked', (bytesInUse() - before) / 1e6, 'MB')
      ]
    } finally {
      await avenant.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
