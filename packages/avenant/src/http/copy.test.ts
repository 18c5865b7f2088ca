import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import type { DossierStanding } from '@avenant/projections'
import * as TE from 'fp-ts/TaskEither'
import { type Served, serve } from '../../test/served'
import { handler } from './handler'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.avenant.close())
afterEach(() => expect(served.defects).toEqual([]))

const copyAt = (id: string): string => `/conventions/${id}/hors-ligne`

test('a copy of a dossier is a file, kept by nobody on its way', async () => {
  const copy = await served.at(copyAt(psu2017Id), { as: 'director' })
  expect([copy.status, copy.headers.get('content-type'), copy.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store'
  ])
  expect(copy.headers.get('content-disposition')).toBe(`attachment; filename="${psu2017Id}.html"`)
  const text = await copy.text()
  expect(text).toContain('id="enclosed"')
  expect(text).not.toContain(monenfant2023Id)
})

test("of another's dossier, and of one that is not there, the same is told, whatever the method", async () => {
  const of = async (id: string) => {
    const answer = await served.at(copyAt(id), { as: 'director' })
    return [answer.status, await answer.text()]
  }
  expect(await of(monenfant2023Id)).toEqual([404, expect.any(String)])
  expect(await of(monenfant2023Id)).toEqual(await of('nulle-part'))
  expect((await served.at(copyAt('%00'))).status).toBe(404)
  expect((await served.at(copyAt(psu2017Id), { method: 'POST', body: '' })).status).toBe(405)
})

test('who may not see one of its habilitations gets no copy of it', async () => {
  const { standingOf } = served.avenant
  // As if it had been asked for under the other convention first.
  const shared: typeof standingOf = (dossier, options) =>
    TE.map((standing: DossierStanding | null) =>
      standing !== null && dossier === 'habilitation-h-1960-1'
        ? { ...standing, conventions: [...standing.conventions, monenfant2023Id] }
        : standing
    )(standingOf(dossier, options))
  const handle = handler(
    { ...served.avenant, standingOf: shared },
    {
      access: () => ({
        acteur: { kind: 'partenaire', id: 'directrice' },
        hand: null,
        sees: id => id === psu2017Id
      })
    }
  )
  expect((await handle(new Request(`http://a.example.fr${copyAt(psu2017Id)}`))).status).toBe(404)
})
