/**
 * Plays the two signed conventions into `avenant.db`, or into the store whose address is given, shows their annexes on
 * the dates that matter, and writes them into `out/`. Played again it adds nothing, and says the same.
 */
import { mkdir } from 'node:fs/promises'
import { dateCivile, type Instant, instant, parseKnowledge, shippedModels } from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { type AnnexesIndex, annexesHtml, annexesIndex } from '@avenant/projections'
import {
  decodedPages,
  type EventStore,
  exportJournal,
  openEventStore,
  writeWholeFile
} from '@avenant/store-adapter'
import { answered, failed, interruptible, run } from 'avenant/program'
import * as E from 'fp-ts/Either'
import { codec, play } from './play'
import {
  type AskedPoint,
  alertesTable,
  annexesTables,
  differencesTable,
  pointsTable,
  refusedTable,
  title
} from './tables'

/** The address of the journal's store, and where the documents are written. */
export type Places = { readonly store: string; readonly folder: string }

/** What it shows; a `Left` is a fault of the store, in one line. */
export const quickstart = async ({ store: address, folder }: Places): Promise<E.Either<string, string>> => {
  let now: Instant = instant('2016-12-01T00:00:00Z')
  const opened = await openEventStore(address, { clock: () => now })()
  if (E.isLeft(opened)) return E.left(opened.left.message)
  const store = opened.right
  try {
    const refused = await play(store, at => {
      now = at
    })
    if (E.isLeft(refused)) return refused
    const index = await read(store)
    if (E.isLeft(index)) return index
    const written = await interruptible(signal =>
      writeDocuments(store, index.right, { folder, asked: shownStore(address), signal })
    )
    if (E.isLeft(written)) return written
    return E.right(
      [
        ...shown(index.right),
        title('Une commande refusée'),
        refusedTable(refused.right),
        ...written.right
      ].join('\n')
    )
  } finally {
    await store.close()
  }
}

/** From the journal to the index that answers. */
const read = async (store: EventStore): Promise<E.Either<string, AnnexesIndex>> => {
  const index = annexesIndex(shippedModels)
  for await (const page of decodedPages(store.readAll(), codec)) {
    if (E.isLeft(page)) return E.left(page.left.message)
    for (const recorded of page.right) {
      const appended = index.append(recorded)
      if (E.isLeft(appended)) return E.left(`journal incohérent : ${appended.left.fault}`)
    }
  }
  return E.right(index)
}

const shown = (index: AnnexesIndex): ReadonlyArray<string> => {
  const on31August = { on: dateCivile('2017-08-31') }
  const on1September = { on: dateCivile('2017-09-01') }
  return [
    title('Convention PSU signée le 23/02/2017'),
    pointsTable(index, psu2017Id, [
      asKnownOn('2017-01-15', '2017-02-01'),
      asKnownOn('2017-01-15', '2017-03-01'),
      ...['2017-01-15', '2017-08-31', '2017-09-01', '2020-12-31', '2021-01-01'].map(asKnownNow)
    ]),
    title('Ses annexes au 31/08/2017'),
    annexesTables(index.describe(psu2017Id, on31August)),
    title('Ce qui change du 31/08/2017 au 01/09/2017, et pourquoi'),
    differencesTable(index.differences(psu2017Id, on31August, on1September)),
    title('Convention « Structures » monenfant.fr signée le 26/07/2023'),
    pointsTable(index, monenfant2023Id, ['2023-07-20', '2023-07-26', '2030-07-26'].map(asKnownNow)),
    title('Son annexe au 26/07/2023'),
    annexesTables(index.describe(monenfant2023Id, { on: dateCivile('2023-07-26') })),
    '',
    alertesTable(index.describe(monenfant2023Id, { on: dateCivile('2023-07-26') }))
  ]
}

const asKnownNow = (on: string): AskedPoint => ({
  on: dateCivile(on),
  knownAt: null,
  knownLabel: "aujourd'hui"
})

const asKnownOn = (on: string, known: string): AskedPoint => {
  const knownAt = parseKnowledge('Europe/Paris')(known)
  return {
    on: dateCivile(on),
    knownAt: E.isRight(knownAt) ? knownAt.right : null,
    knownLabel: `le ${known.split('-').reverse().join('/')}`
  }
}

const writeDocuments = async (
  store: EventStore,
  index: AnnexesIndex,
  { folder, asked, signal }: { readonly folder: string; readonly asked: string; readonly signal: AbortSignal }
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  await mkdir(folder, { recursive: true })
  const pages = [
    { name: 'psu-1960-2017-au-2017-08-31', id: psu2017Id, on: '2017-08-31' },
    { name: 'psu-1960-2017-au-2017-09-01', id: psu2017Id, on: '2017-09-01' },
    { name: 'mef-219200789-2023-au-2023-07-26', id: monenfant2023Id, on: '2023-07-26' }
  ]
  for (const { name, id, on } of pages) {
    const page = annexesHtml(index.describe(id, { on: dateCivile(on) }))
    const written = await writeWholeFile(`${folder}/${name}.html`, [E.right(page)], { signal })()
    if (E.isLeft(written)) return E.left(written.left.message)
  }
  const journal = await exportJournal(store, `${folder}/journal.ndjson`, { signal })()
  if (E.isLeft(journal)) return E.left(journal.left.message)
  return E.right([
    title('Écrits'),
    ...pages.map(({ name }) => `  ${folder}/${name}.html`),
    `  ${folder}/journal.ndjson, ${journal.right.events} événements`,
    '',
    'Interrogez le journal, ou voyez-le dans un navigateur :',
    `  npm run -s avenant -- annexes --store ${asked} --convention psu-1960-2017 --on 2017-08-31`,
    `  npm run -s avenant -- differences --store ${asked} --convention psu-1960-2017 --from 2017-08-31 --to 2017-09-01`,
    `  npm run -s avenant -- register --store ${asked} --on 2017-08-31`,
    `  npm run -s serve -- --store ${asked}`,
    ''
  ])
}

/** As the audit takes it; an address that may hold a password is not repeated. */
const shownStore = (address: string): string =>
  address.startsWith('sqlite:') ? address.slice('sqlite:'.length) : 'ADRESSE'

if (require.main === module)
  run(async () => {
    const shown = await quickstart({ store: process.argv[2] ?? 'sqlite:avenant.db', folder: 'out' })
    return E.isRight(shown) ? answered(shown.right) : failed([shown.left])
  })
