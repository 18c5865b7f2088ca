import {
  civilDateOf,
  defineModel,
  frenchDate,
  instant,
  psu,
  type Recorded,
  shippedModels
} from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { collect, type EventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { type Served, serve } from '../../test/served'
import { offlineDossierOf } from './dossier'
import { screensOf } from './enclosed'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.avenant.close())

const later = defineModel({ ...psu, version: 2 } as never)
const models = [...shippedModels, later]
const clock = () => instant('2026-11-30T10:00:00Z')

/** Connections and acts in one journal. */
const both = (store: Pick<EventStore, 'read'>) => ({ journal: store, connections: store })

/** The dossier as it would be, were each of its events this. */
const of = async (conventionId: string, changed: (recorded: Recorded) => Recorded = recorded => recorded) => {
  const { store, standingOf } = served.avenant
  const read: typeof store.read = async function* (stream) {
    const events = await collect(store.read(stream))()
    yield E.map((all: ReadonlyArray<Recorded>) => all.map(changed))(events)
  }
  return offlineDossierOf({ stores: both({ read }), models, standingOf, clock })({ conventionId })()
}

const enclosedIn = (written: Awaited<ReturnType<typeof of>>) => {
  if (E.isLeft(written) || written.right === null) throw new Error(JSON.stringify(written))
  const [, json = ''] =
    /<script type="application\/json" id="enclosed">(.*?)<\/script>/.exec(written.right) ?? []
  return JSON.parse(json) as {
    readonly models: ReadonlyArray<{ readonly id: string; readonly version: number }>
    readonly events: ReadonlyArray<{ readonly recordedAt: string }>
  }
}
const versionsIn = (written: Awaited<ReturnType<typeof of>>) =>
  enclosedIn(written).models.map(({ id, version }) => `${id} ${version}`)

test('G11 it holds each model under which a day of the dossier is, and no other', async () => {
  expect(versionsIn(await of(psu2017Id))).toEqual(['psu 1'])
  expect(versionsIn(await of(monenfant2023Id))).toEqual(['monenfant 1'])
  const adopted = await of(psu2017Id, recorded =>
    recorded.revision === 5 && recorded.type === 'ConventionSigned'
      ? {
          ...recorded,
          metadata: { ...recorded.metadata, versions: [{ id: later.id, version: later.version }] }
        }
      : recorded
  )
  expect(versionsIn(adopted)).toEqual(['psu 1', 'psu 2'])
})

test('its foot tells how many events it has, the last recording of all of them, the program, and how it is checked', async () => {
  const written = await of(psu2017Id)
  const [, foot = ''] =
    /<footer class="note copy">(.*?)<\/footer>/s.exec(E.isRight(written) ? (written.right ?? '') : '') ?? []
  const { events } = enclosedIn(written)
  const last =
    events
      .map(({ recordedAt }) => recordedAt)
      .toSorted()
      .at(-1) ?? ''
  expect(foot).toContain(
    `contient ${events.length} événements de la convention ${psu2017Id} et de ses habilitations`
  )
  expect(foot).toContain(`le dernier enregistré le ${frenchDate(civilDateOf(instant(last), 'Europe/Paris'))}`)
  expect(foot).toMatch(/Écrit par Avenant, version \d+\.\d+\.\d+/)
  expect(foot).toContain(`sha256sum ${psu2017Id}.html`)
  expect(foot).toContain("Rien dans ce fichier ne prouve qu'il n'a pas été modifié.")
})

test('G15 what is no id is told, and an unknown dossier is none', async () => {
  expect(await of('Sceaux !')).toMatchObject({ left: { faults: [{ path: 'conventionId' }] } })
  expect(await of('nulle-part')).toEqual(E.right(null))
})

test('of a journal that does not read, nothing is written', async () => {
  const cut = await of(psu2017Id, recorded =>
    recorded.revision === 2 ? { ...recorded, type: 'Inconnu' } : recorded
  )
  expect(cut).toMatchObject({ left: { _tag: 'Defect', part: 'offlineDossier', retryable: false } })
})

test('what cannot be shown on its first page is written into no file', async () => {
  const { store } = served.avenant
  const written = await offlineDossierOf({
    stores: both({
      read: stream => (stream === `convention-${psu2017Id}` ? store.read('nulle-part-1') : store.read(stream))
    }),
    models,
    standingOf: served.avenant.standingOf,
    clock
  })({ conventionId: psu2017Id })()
  expect(E.isLeft(written)).toBe(true)
  const empty = await offlineDossierOf({
    stores: both({ read: async function* () {} }),
    models,
    standingOf: () => TE.right({ conventions: [], habilitations: [], revision: 0 }),
    clock
  })({ conventionId: psu2017Id })()
  expect(empty).toMatchObject({ left: { _tag: 'Defect', message: expect.stringContaining('404') } })
})

test('A1 M15 it holds the connections of its habilitations, from the store that they have, and shows them as the service does', async () => {
  const { store, standingOf } = served.avenant
  const asked: string[] = []
  const reading =
    (kept: (stream: string) => boolean): typeof store.read =>
    (stream, ...options) => {
      asked.push(stream)
      if (!kept(stream)) throw new Error(`${stream} is kept by the other store`)
      return store.read(stream, ...options)
    }
  const isOfConnections = (stream: string) => /^(access|uses)-/.test(stream)
  const written = await offlineDossierOf({
    stores: {
      journal: { read: reading(stream => !isOfConnections(stream)) },
      connections: { read: reading(isOfConnections) }
    },
    models,
    standingOf,
    clock
  })({ conventionId: psu2017Id })()
  expect(asked.filter(isOfConnections)).toContain('access-h-1960-1')
  expect(E.isRight(written) && written.right).toContain('"ConnectionRecorded"')
  const [, json = ''] =
    /<script type="application\/json" id="enclosed">(.*?)<\/script>/.exec(
      (E.isRight(written) ? written.right : null) ?? ''
    ) ?? []
  const defects: unknown[] = []
  const screens = screensOf(JSON.parse(json), defect => defects.push(defect))
  const mainOf = async (answer: Response) => /<main[^>]*>(.*)<\/main>/s.exec(await answer.text())?.[1]
  const path = '/habilitations/h-1960-1/connexions?on=2018-02-10'
  const shown = await mainOf(await screens(new Request(`http://dossier.invalid${path}`)))
  expect(shown).toContain('05/02/2018')
  expect(shown?.replaceAll('href="/', 'href="/avenant/')).toBe(await mainOf(await served.at(path)))
  expect(defects).toEqual([])
})
