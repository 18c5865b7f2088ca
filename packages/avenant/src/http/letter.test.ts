/** The letters of an habilitation, the list of accesses and the connections as documents, over the network and from the library. */
import { monenfant2023Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { type Served, serve } from '../../test/served'

let served: Served
beforeAll(async () => {
  served = await serve()
  for (const [commandId, type, data] of [
    [
      'notifies-1',
      'NotifyAnomaly',
      {
        anomalyId: 'a-1',
        rule: 'echecs-repetes',
        finding: { count: 6, first: '2018-04-10T21:02:00.000Z', last: '2018-04-10T21:09:00.000Z' },
        on: '2018-04-11'
      }
    ],
    ['asks-1', 'AskJustification', { anomalyId: 'a-1', on: '2018-04-12' }]
  ] as const) {
    const acteur = { kind: 'agent-caf', id: 'agent-1' }
    const done = await served.avenant.execute(
      { type, habilitationId: 'h-1960-1', acteur, data },
      { commandId }
    )()
    expect(done).toMatchObject({ _tag: 'Right' })
  }
})
afterAll(() => served.avenant.close())

const of = (query: string): string => `/habilitations/h-1960-1/letter?${query}`

test('A7 P18 the letter of an act is read as JSON, Markdown and a page', async () => {
  const json = await served.at(of('act=2'))
  expect(json.status).toBe(200)
  expect(await json.json()).toMatchObject({
    format: 'avenant/letter',
    version: 1,
    act: 2,
    courrier: { kind: 'anomalie', tient: true }
  })
  const page = await served.at(of('act=2&format=html'))
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await page.text()).toContain('<h1>Notification d&#39;une anomalie dans les connexions</h1>')
  expect(await (await served.at(of('act=3&format=md'))).text()).toContain('27/04/2018')
  const posted = await served.post('/questions', { ask: 'letter', habilitationId: 'h-1960-1', act: 2 })
  expect(await posted.json()).toMatchObject({ courrier: { kind: 'anomalie' } })
})

test.each([
  ['act=99', 404, "Aucun courrier : l'habilitation h-1960-1 n'a pas d'acte n° 99 à ce moment"],
  ['act=1', 404, "Aucun courrier n'est prévu pour cet acte : Délivrance de l'habilitation."],
  ['act=1&format=html', 404, "Aucun courrier n'est prévu pour cet acte"],
  ['on=2018-03-15', 404, "l'accès n'est pas bloqué faute d'utilisation"],
  ['', 400, 'act : absent'],
  ['act=-1', 400, 'act : '],
  ['act=2&on=2018-03-15', 400, 'act : '],
  ['on=hier', 400, 'on : '],
  ['act=2&jour=1', 400, 'paramètres admis : act, on, knownAt, format'],
  ['act=2&format=csv', 400, 'valeurs admises : json, html, md']
])('P18 what there is no letter of is told: %s', async (query, status, detail) => {
  const answer = await served.at(of(query))
  expect([answer.status, await answer.json()]).toMatchObject([
    status,
    { detail: expect.stringContaining(detail) }
  ])
})

test('P8 who does not see the convention sees no letter, and is told no more than of one that is not there', async () => {
  expect((await served.at(of('act=2'), { as: 'director' })).status).toBe(200)
  for (const { command, commandId } of monenfant2023Habilitations)
    expect(await served.avenant.execute(command, { commandId })()).toMatchObject({ _tag: 'Right' })
  const hidden = (id: string, as?: string) =>
    served.at(`/habilitations/${id}/letter?act=1`, as === undefined ? {} : { as })
  expect((await hidden('h-mef-1')).status).toBe(200)
  const [there, nowhere] = [await hidden('h-mef-1', 'director'), await hidden('h-mef-9', 'director')]
  expect([there.status, nowhere.status]).toEqual([404, 404])
  expect((await there.text()).replaceAll('h-mef-1', '')).toBe(
    (await nowhere.text()).replaceAll('h-mef-9', '')
  )
})

test('P18 the library tells it as a fault', async () => {
  const asked = { habilitationId: 'h-1960-1', act: 1 }
  expect(await served.avenant.letter(asked)()).toMatchObject({
    left: { _tag: 'NoLetter', retryable: false, message: expect.stringContaining('Aucun courrier') }
  })
  expect(await served.avenant.letter({ ...asked, act: 2 })()).toMatchObject({
    right: { courrier: { kind: 'anomalie' } }
  })
})

test('P8 « Accès » offers the list of the habilitations as a page and as a sheet', async () => {
  const page = await (await served.at(`/conventions/${psu2017Id}/acces?on=2018-03-15`)).text()
  const href = /href="\/avenant([^"]*access[^"]*csv[^"]*)"/.exec(page)?.[1] ?? ''
  const sheet = await served.at(href.replaceAll('&amp;', '&'))
  expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect((await sheet.text()).split('\r\n')).toHaveLength(4)
})

test('P18 the history of an habilitation leads to the letter of each act that has one, and to no other', async () => {
  const page = await (await served.at('/habilitations/h-1960-1/histoire')).text()
  const links = [...page.matchAll(/href="\/avenant([^"]*\/letter[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&')
  )
  expect(links.map(href => /act=(\d+)/.exec(href)?.[1]).sort()).toEqual(['0', '2', '3'])
  for (const href of links) expect([href, (await served.at(href)).status]).toEqual([href, 200])
})

test('A1 the connections are a document, and their screen leads to it', async () => {
  const page = await (await served.at('/habilitations/h-1960-1/connexions?on=2018-04-01')).text()
  const href = /href="\/avenant([^"]*\/connections[^"]*)"/.exec(page)?.[1] ?? ''
  const printed = await served.at(href.replaceAll('&amp;', '&'))
  expect(printed.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await printed.text()).toContain('<h1>Connexions au 1er')
})
