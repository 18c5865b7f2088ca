/**
 * Each format of both signed conventions, whole, as files that a person can open. After a wanted change:
 * `UPDATE_GOLDEN=1 npx jest packages/projections/src/documents/golden`, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateCivile, instant } from '@avenant/domain'
import { monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, later, mefEvents, psuEvents, recordedBy } from '../../test/played'
import { annexesCsv } from './csv'
import { annexesHtml, differencesHtml } from './html'
import { annexesJson, differencesJson } from './json'
import { annexesMarkdown, differencesMarkdown } from './markdown'
import { STYLE } from './style'

const index = indexOf([...psuEvents, ...mefEvents])
const on = dateCivile
const psu = index.describe(psu2017Id, { on: on('2017-08-31'), knownAt: instant('2017-02-28T23:00:00Z') })
const unsigned = index.describe(psu2017Id, { on: on('2017-01-15'), knownAt: instant('2017-02-01T00:00:00Z') })
const mef = index.describe(monenfant2023Id, { on: on('2030-07-26') })
const ended = index.differences(psu2017Id, { on: on('2017-08-31') }, { on: on('2017-09-01') })
const signed = index.differences(
  monenfant2023Id,
  { on: on('2023-07-26'), knownAt: instant('2023-07-20T00:00:00Z') },
  { on: on('2023-07-26') }
)

const waiting = indexOf(
  recordedBy([
    ...psu2017,
    later(psu2017Id)('2018-02-02T09:00:00Z', 'SignalModification', {
      modificationId: 'm-1960-1',
      changes: [
        { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' },
        {
          kind: 'change-rang',
          personneId: 'p-1960-3',
          role: 'financier',
          etablissementId: '201500086',
          rang: 'titulaire'
        }
      ],
      signalledOn: '2018-02-01',
      channel: 'courrier'
    })
  ])
).describe(psu2017Id, { on: on('2018-02-15') })

/** The style sheet has no place in a file that shows what a page says. */
const withoutStyle = (html: string): string => html.replace(STYLE, '')

const documents: ReadonlyArray<readonly [file: string, text: string]> = [
  ['psu-2017-08-31.html', withoutStyle(annexesHtml(psu))],
  ['psu-2017-08-31.md', annexesMarkdown(psu)],
  ['psu-2017-08-31.csv', annexesCsv(psu)],
  ['psu-2017-08-31.json', annexesJson(psu)],
  ['psu-2017-01-15-unsigned.html', withoutStyle(annexesHtml(unsigned))],
  ['psu-2017-01-15-unsigned.csv', annexesCsv(unsigned)],
  ['psu-2018-02-15-pending.html', withoutStyle(annexesHtml(waiting))],
  ['psu-2018-02-15-pending.md', annexesMarkdown(waiting)],
  ['psu-2018-02-15-pending.csv', annexesCsv(waiting)],
  ['psu-2018-02-15-pending.json', annexesJson(waiting)],
  ['mef-2030-07-26.html', withoutStyle(annexesHtml(mef))],
  ['mef-2030-07-26.md', annexesMarkdown(mef)],
  ['mef-2030-07-26.csv', annexesCsv(mef)],
  ['mef-2030-07-26.json', annexesJson(mef)],
  ['psu-2017-09-01-differences.html', withoutStyle(differencesHtml(ended))],
  ['psu-2017-09-01-differences.md', differencesMarkdown(ended)],
  ['psu-2017-09-01-differences.json', differencesJson(ended)],
  ['mef-2023-07-26-differences-detail.md', differencesMarkdown(signed, { detail: true })]
]

test.each(documents)('G12 %s', (file, text) => {
  const path = join(__dirname, 'golden', file)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})
