import { monenfant2023Habilitations, monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { playedAvenant } from '../../../test/played'
import { agent, visitors } from '../../../test/served'
import { type Avenant, handler } from '../..'

let avenant: Avenant
let ask: (request: Request) => Promise<Response>
beforeAll(async () => {
  avenant = await playedAvenant()
  ask = handler(avenant, {
    access: request => visitors[request.headers.get('authorization') ?? ''] ?? null,
    base: '/avenant',
    now: () => new Date('2018-03-15T23:30:00Z'),
    theme: ':root { --accent: #333; }'
  })
})
afterAll(() => avenant.close())

type Asked = {
  readonly as?: string
  readonly form?: Readonly<Record<string, string>>
  readonly method?: string
}
const at = (path: string, { as = 'agent', form, method = form === undefined ? 'GET' : 'POST' }: Asked = {}) =>
  ask(
    new Request(`http://a.example.fr/avenant${path}`, {
      method,
      headers: { authorization: as, accept: 'text/html' },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) })
    })
  )
const convention = `/conventions/${psu2017Id}`
const others = `/conventions/${monenfant2023Id}`

test('each screen has its address in French, and is kept by nobody', async () => {
  for (const [path, part] of [
    ['/a-faire', 'À faire'],
    ['/registre', 'Registre des conventions'],
    [convention, 'En vigueur du 01/01/2017 au 31/12/2020.'],
    [`${convention}/plan`, 'Les zones du plan'],
    [`${convention}/plan?avant=2017-01-01T00:00:00Z`, 'Rédaction de la convention'],
    [`${convention}/comparer?on=2021-01-01`, 'n&#39;est plus'],
    [`${convention}/comparer?vs=2017-08-31&vsknown=2017-02-01`, 'Début du rôle'],
    [`${convention}/acces?on=2018-02-01`, 'Claire FONTAINE'],
    [`${convention}/acces?on=2018-02-01&cellule=201500086/import/p-1960-2`, 'Pourquoi'],
    [`${convention}/acces?on=2018-02-01&cellule=201500086/activite/p-1960-2`, 'Sans interruption depuis le'],
    [
      `${convention}/acces?on=2021-02-01&cellule=201500086/activite/p-1960-2`,
      'il ne l&#39;est plus depuis le'
    ],
    [`${convention}/acces?on=2018-02-01&cellule=201500086/import/p-1960-2`, 'aucun jour de la convention'],
    [
      `${convention}/acces?on=2018-02-01&cellule=201500086/import/p-9999-9`,
      'pas dans ce tableau à cette date'
    ],
    [`${convention}/et-si?type=TerminateConvention`, '&quot;manquement&quot;'],
    [`${convention}/histoire`, 'Signature de la convention'],
    [`${convention}/histoire?ordre=enregistrement`, 'enregistrement'],
    ['/habilitations/h-1960-1/histoire', 'Délivrance de l'],
    ['/habilitations/h-1960-1/connexions', 'Origine déclarée']
  ] as const) {
    const answer = await at(path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html; charset=utf-8'
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    const page = await answer.text()
    expect(page).toContain(part)
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/)
  }
  for (const path of ['', '/']) {
    const root = await at(path)
    expect([root.status, root.headers.get('location')]).toEqual([303, '/avenant/a-faire'])
  }
})

test('G2 a knowledge of a day to come is told: nobody knows yet what will be known then', async () => {
  for (const [path, label] of [
    [`${convention}?known=2018-03-17`, 'Connue le'],
    [`${convention}?known=2999-01-01T00%3A00%3A00Z`, 'Connue le'],
    [`${convention}/comparer?vs=2017-08-31&vsknown=2035-01-01`, 'Comparée à ce qui était connu le'],
    ['/registre?known=2035-01-01', 'Connue le']
  ] as const) {
    const answer = await at(path)
    expect([path, answer.status]).toEqual([path, 400])
    const page = (await answer.text()).replace(/\u00a0/g, ' ')
    expect(page).toContain(
      `${label} : ce moment est après aujourd&#39;hui, le 16/03/2018 : rien n&#39;en est encore connu`
    )
  }
  // Today as a whole is asked for, and no page leads to what is refused.
  expect((await at(`${convention}?known=2018-03-16`)).status).toBe(200)
  expect(await (await at(`${convention}?on=2040-01-01`)).text()).not.toContain('Tel que connu ce jour-là')
  expect(await (await at(`${convention}?on=2018-01-01`)).text()).toContain('Tel que connu ce jour-là')
})

test('the day is that of the clock in the zone: the 16th in Paris when it is the 15th in UTC', async () => {
  expect(await (await at('/registre')).text()).toContain('value="2018-03-16"')
})

test('a sheet and scripts have addresses that change with what they hold, and are kept', async () => {
  const page = await (await at('/registre')).text()
  const files = [...page.matchAll(/(?:href|src)="(\/avenant\/assets\/[^"]+)"/g)].map(
    ([, address = '']) => address
  )
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) {
    const answer = await at(file.slice('/avenant'.length), { as: 'nobody' })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable'
    ])
  }
  expect(await (await at(files[0]?.slice('/avenant'.length) ?? '')).text()).toContain('--accent: #333')
  expect((await at('/assets/ecrans-0000.css')).status).toBe(404)
})

test('a wrong point is a page with each fault, and what it said is in a form that mends it', async () => {
  const answer = await at('/registre?on=2017-02-31&known=hier&q=sceaux&truc=1')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
  const page = await answer.text()
  for (const part of [
    'cette date n&#39;existe pas',
    'Saisie à corriger',
    '31/02/2017',
    'une date comme 31/08/2017, ou un moment',
    'clé inconnue',
    'value="hier"',
    'value="sceaux"'
  ])
    expect(page).toContain(part)
  const plain = await ask(
    new Request('http://a.example.fr/avenant/registre?on=x', { headers: { authorization: 'agent' } })
  )
  expect([plain.status, plain.headers.get('content-type')]).toEqual([
    400,
    'application/problem+json; charset=utf-8'
  ])
  expect((await at('/registre?on=31%2F08%2F2017')).status).toBe(200)
})

test('each date of a screen is read as people write it, and what is wrong with it is told by the name of its field', async () => {
  for (const path of [
    '/a-faire?du=01/01/2018&au=31/12/2018',
    '/a-faire?du=31/12/2035',
    `${convention}/comparer?vs=31/08/2017&vsknown=01/02/2017`,
    `${convention}/comparer?vs=2017-08-31&vsknown=24/02/2017 09:31:00`,
    `${convention}?on=31.08.2017&known=24/02/2017 à 9h31`
  ])
    expect([path, (await at(path.replaceAll(' ', '%20'))).status]).toEqual([path, 200])
  for (const [path, ...told] of [
    [
      '/a-faire?du=31/12/2018&au=2018-01-01',
      'Au : ce jour précède le premier jour demandé, le 31/12/2018',
      '>Du</label>'
    ],
    ['/a-faire?au=31/02/2018', 'Au : cette date n&#39;existe pas : 31/02/2018'],
    [
      `${convention}/comparer?vs=2018-02-31`,
      'Comparée à la situation au : cette date n&#39;existe pas : 31/02/2018'
    ]
  ]) {
    const answer = await at(`${path}`)
    const page = (await answer.text()).replaceAll('\u00a0', ' ')
    expect(answer.status).toBe(400)
    for (const part of told) expect([path, page.includes(part)]).toEqual([path, true])
    expect(page).not.toMatch(/AAAA|fautive|>(?:to|from|du|au)</)
  }
})

test('two dates are compared by all that is known, until a moment is asked for; it is written as people read it', async () => {
  const fields = async (path: string) =>
    /name="vs" type="(\w+)"[^>]*value="([^"]*)"[\s\S]*?name="vsknown" type="(\w+)" value="([^"]*)"/
      .exec(await (await at(`${convention}/comparer${path}`)).text())
      ?.slice(1)
  expect(await fields('')).toEqual(['date', '2017-01-01', 'date', ''])
  const page = await (await at(`${convention}/comparer`)).text()
  const [, signed = ''] = /href="([^"]*)">le dossier tel que signé</.exec(page) ?? []
  expect(await fields(signed.slice(signed.indexOf('?')).replaceAll('&amp;', '&'))).toEqual([
    'date',
    '2017-01-01',
    'text',
    '24/02/2017 09:31:00'
  ])
  expect(page).not.toMatch(/value="[^"]*T\d\d:/)
})

test('a page after the last is the last', async () => {
  const page = await (await at('/registre?page=99')).text()
  expect(page).toContain(psu2017Id)
})

test('who is not known is led to where he identifies himself, and comes back from there', async () => {
  const pageFor = async (login?: string | ((request: Request) => string), accept = 'text/html') => {
    const told: unknown[] = []
    const handle = handler(avenant, {
      access: () => null,
      onDefect: defect => told.push(defect),
      ...(login === undefined ? {} : { login })
    })
    const answer = await handle(new Request('http://a.example.fr/registre?q=%22', { headers: { accept } }))
    return [answer.status, /<a href="([^"]*)">S&#39;identifier</.exec(await answer.text())?.[1], told.length]
  }
  expect(await pageFor()).toEqual([401, undefined, 0])
  expect(await pageFor('/connexion')).toEqual([401, '/connexion', 0])
  expect(
    await pageFor(({ url }) => `/connexion?retour="&amp=${encodeURIComponent(new URL(url).search)}`)
  ).toEqual([401, '/connexion?retour=&quot;&amp;amp=%3Fq%3D%2522', 0])
  const broken = (): string => {
    throw new Error('pas de session')
  }
  expect(await pageFor(broken)).toEqual([401, undefined, 1])
  // A program is told as before, by a problem of RFC 9457.
  expect(await pageFor('/connexion', 'application/json')).toEqual([401, undefined, 0])
})

test('who looks and acts for nobody is told so in a whole sentence', async () => {
  for (const [as, told] of [
    ['agent', 'Vous agissez pour la Caf'],
    ['director', 'Vous agissez pour COMMUNE DE SCEAUX'],
    ['looker', 'Vous consultez, sans agir pour personne']
  ] as const)
    expect(await (await at(convention, { as })).text()).toContain(`<p class="who">${told}</p>`)
})

test('G7 what one may try is what one may give', async () => {
  const offered = async (as: string) =>
    [...(await (await at(`${convention}/et-si`, { as })).text()).matchAll(/<option value="(\w+)"/g)].map(
      ([, type]) => type
    )
  const [toAgent, toDirector] = [await offered('agent'), await offered('director')]
  for (const type of ['TerminateConvention', 'CorrectConvention', 'DeliverHabilitation']) {
    expect(toAgent).toContain(type)
    expect(toDirector).not.toContain(type)
  }
  for (const type of ['SignConvention', 'SignalModification', 'ReportEndOfMission'])
    expect(toDirector).toContain(type)
})

test("an unknown convention and another's are the same page", async () => {
  const unknown = await (await at('/conventions/inconnue', { as: 'director' })).text()
  for (const path of [
    others,
    `${others}/histoire`,
    `${others}/plan`,
    `${others}/comparer`,
    `${others}/acces`,
    `${others}/et-si`,
    `${others}?on=2023-08-31`,
    '/conventions/a%20b',
    '/conventions/%00'
  ]) {
    const answer = await at(path, { as: 'director' })
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, unknown])
  }
  const [other] = monenfant2023Habilitations
  const path = `/habilitations/${other?.stream.slice('habilitation-'.length)}/histoire`
  expect((await at(path)).status).toBe(200)
  expect(await (await at(path, { as: 'director' })).text()).toBe(unknown)
  expect((await at(others)).status).toBe(200)
})

test('a director finds what is asked of his, and no other convention on any screen', async () => {
  const secrets = [monenfant2023Id, 'BAGNEUX', 'monenfant']
  const todo = await (await at('/a-faire?du=2015-01-01&au=2031-01-01', { as: 'director' })).text()
  expect(todo).toContain('Ce qui est attendu de moi')
  for (const path of [
    '/a-faire?du=2015-01-01&au=2031-01-01&qui=tous',
    '/registre?on=2024-01-01',
    '/registre?q=a',
    '/registre?format=csv',
    '/a-faire?format=csv&du=2015-01-01&au=2031-01-01&qui=tous'
  ]) {
    const page = await (await at(path, { as: 'director' })).text()
    for (const secret of secrets) expect([path, page.includes(secret)]).toEqual([path, false])
  }
})

test('the register is searched by commune, gestionnaire, number and article; what is exported is what is shown', async () => {
  for (const [q, found] of [
    ['sceaux', psu2017Id],
    ['SCEÄUX', psu2017Id],
    ['commune de sceaux', psu2017Id],
    ['201500086', psu2017Id],
    ['charaire', psu2017Id],
    ['PSU', psu2017Id],
    ['219 200 714 00018', psu2017Id]
  ] as const) {
    const sheet = await (await at(`/registre?format=csv&q=${encodeURIComponent(q)}`)).text()
    expect([q, sheet.includes(found), sheet.includes(monenfant2023Id)]).toEqual([q, true, false])
    expect(await (await at(`/registre?q=${encodeURIComponent(q)}`)).text()).toContain(found)
  }
  expect(await (await at('/registre?q=nulle-part')).text()).toContain('0 convention')
  expect(await (await at('/registre?etat=projet&format=csv')).text()).not.toContain(psu2017Id)
  expect(await (await at('/registre?fin=2020&format=csv')).text()).toContain(psu2017Id)
  expect(await (await at('/registre?fin=2021&format=csv')).text()).not.toContain(psu2017Id)
  expect((await at('/registre?fin=bientot')).status).toBe(400)
})

test('G10 by the name of a person only what is posted is searched, and the name stands in no address', async () => {
  const { personnes } = (await (await at(`${convention}/access?on=2017-08-31&format=json`)).json()) as {
    readonly personnes: ReadonlyArray<{ readonly nom: string }>
  }
  const name = personnes[0]?.nom ?? ''
  expect(name).not.toBe('')
  expect(await (await at(`/registre?q=${encodeURIComponent(name)}`)).text()).toContain('0 convention')
  expect((await at(`/registre?personne=${encodeURIComponent(name)}`)).status).toBe(400)
  const answer = await at('/registre', { form: { personne: name, on: '', known: '' } })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const page = await answer.text()
  expect(page).toContain(psu2017Id)
  for (const [, address = ''] of page.matchAll(/(?:href|action|data-live)="([^"]*)"/g))
    expect(address).not.toContain(name)
  const sheet = await at('/registre', { form: { personne: name, format: 'csv' } })
  expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(await sheet.text()).toContain(psu2017Id)
  expect((await at('/registre', { form: { personne: name, page: '2' } })).status).toBe(200)
  expect((await at('/registre', { form: { personne: name, page: '0' } })).status).toBe(400)
  expect((await at('/registre', { form: {} })).status).toBe(400)
  expect((await at('/a-faire', { form: {} })).status).toBe(405)
  expect((await at(convention, { method: 'DELETE' })).status).toBe(405)
})

test('what is to be done of one urgency has an address; another word is a fault', async () => {
  expect((await at('/a-faire?quoi=passe')).status).toBe(200)
  expect((await at('/a-faire?quoi=bientot')).status).toBe(400)
})

test('what is to be done is exported as it is shown', async () => {
  const range = '?du=2017-01-01&au=2020-12-31'
  const sheet = await at(`/a-faire${range}&format=csv`)
  expect([sheet.headers.get('content-type'), sheet.headers.get('content-disposition')]).toEqual([
    'text/csv; charset=utf-8',
    'attachment; filename="a-faire.csv"'
  ])
  expect((await sheet.text()).split('\r\n').length).toBeGreaterThan(3)
  expect(await (await at(`/a-faire${range}&format=ics`)).text()).toContain('BEGIN:VEVENT')
  expect((await at(`/a-faire${range}&format=pdf`)).status).toBe(400)
})

const terminate = {
  type: 'TerminateConvention',
  conventionId: psu2017Id,
  data: { on: '2018-07-01', manquement: 'x' }
}
const tried = async (command: unknown, asked: Asked = {}, path = `${convention}/et-si`) => {
  const head = await avenant.store.head()()
  const form = { commande: typeof command === 'string' ? command : JSON.stringify(command), on: '2018-07-01' }
  const answer = await at(path, { form, ...asked })
  expect(await avenant.store.head()()).toEqual(head)
  return { status: answer.status, page: await answer.text() }
}

test('a command is tried by a form that is posted: what it would change, or each refusal; nothing is recorded', async () => {
  const accepted = await tried(terminate)
  expect(accepted.status).toBe(200)
  for (const part of [
    'elle enregistrerait',
    'ne sont plus en vigueur',
    'ne peut pas',
    'n&#39;aurait plus lieu'
  ])
    expect(accepted.page).toContain(part)
  expect(accepted.page).not.toContain('data-live=')
  const refused = await tried({ ...terminate, data: { ...terminate.data, on: '2016-01-01' } })
  expect(refused.page).toMatch(/serait refusée/)
  expect(refused.page).toContain('<code>data.on</code>')
  for (const [command, part] of [
    ['{', 'Ce n&#39;est pas du JSON'],
    ['[]', 'attendu'],
    [{ ...terminate, acteur: agent.acteur }, '<code>acteur</code>'],
    [{ ...terminate, data: {} }, '<code>data.on</code>'],
    [{ ...terminate, conventionId: monenfant2023Id }, 'pour un autre dossier']
  ] as const) {
    const { status, page } = await tried(command)
    expect([status, page.includes(part)]).toEqual([200, true])
    expect(page).toContain('data-outcome="faulty"')
  }
  expect((await tried('')).status).toBe(400)
  expect((await at(`${convention}/et-si?commande=%7B%7D`)).status).toBe(400)
})

test('G21 whoever tries acts by his own hand, on what he may see alone', async () => {
  const byDirector = await tried(terminate, { as: 'director' })
  expect([byDirector.status, byDirector.page.includes('serait refusée')]).toEqual([200, true])
  const byNobody = await tried(terminate, { as: 'looker' })
  expect([byNobody.status, byNobody.page.includes('La commande ne serait pas prise')]).toEqual([200, true])
  // Of another convention he is told nothing, neither by the page nor by the command.
  const elsewhere = { ...terminate, conventionId: monenfant2023Id }
  expect((await tried(elsewhere, { as: 'director' })).status).toBe(404)
  expect((await tried(terminate, { as: 'director' }, `${others}/et-si`)).status).toBe(404)
  const unknown = {
    type: 'RefuseHabilitation',
    habilitationId: 'h-mef-1',
    data: { on: '2024-01-01', motif: 'x' }
  }
  expect((await tried(unknown, { as: 'director' })).status).toBe(404)
})

test("the form of another site is not taken, in whoever's name the browser would send it", async () => {
  const posted = async (headers: Record<string, string>, path = `${convention}/et-si`) =>
    (
      await ask(
        new Request(`http://a.example.fr/avenant${path}`, {
          method: 'POST',
          headers: { authorization: 'agent', accept: 'text/html', ...headers },
          body: new URLSearchParams({ commande: JSON.stringify(terminate), on: '2018-07-01' })
        })
      )
    ).status
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://mechant.example.fr' },
    { origin: 'null' }
  ])
    expect([headers, await posted(headers)]).toEqual([headers, 403])
  for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { origin: 'http://a.example.fr' }])
    expect([headers, await posted(headers)]).toEqual([headers, 200])
})

test('what is wrong in the address of a point is told, with its name', async () => {
  for (const path of [
    '/comparer?vs=2017-02-31',
    '/comparer?vsknown=hier',
    '/plan?avant=hier',
    '/acces?cellule=FONTAINE%20Claire',
    '/acces?cellule=a/b/c/d',
    '/et-si?type=DropTable'
  ])
    expect([path, (await at(`${convention}${path}`)).status]).toEqual([path, 400])
})

test('a page listens from where its answers are: what is recorded between the two is told', async () => {
  const page = await (await at(convention)).text()
  const [, address = ''] = /data-live="([^"]+)"/.exec(page) ?? []
  const done = await avenant.execute(
    {
      type: 'SignalModification',
      conventionId: psu2017Id,
      acteur: agent.acteur,
      data: {
        modificationId: 'm-entre',
        changes: [
          { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
        ],
        signalledOn: '2018-03-10',
        channel: 'courrier'
      }
    },
    { commandId: 'm-entre' }
  )()
  expect(done).toMatchObject({ _tag: 'Right' })
  const heard = await at(address.slice('/avenant'.length))
  const reader = heard.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe(': avenant\n\n')
  expect((await reader?.read())?.value).toContain(`"dossier":"conventions/${psu2017Id}"`)
  await reader?.cancel()
  expect((await at('/events?after=hier')).status).toBe(400)
  expect(await (await at(`${convention}?known=2018-03-12`)).text()).not.toContain('data-live')
})

test('A1 the connections of an habilitation are told to who sees its convention, and linked from « Accès » and « Histoire », and back', async () => {
  const path = '/habilitations/h-1960-1/connexions'
  const access = await (await at(`${convention}/acces?on=2018-02-01`)).text()
  expect(access).toContain(`href="/avenant${path}?on=2018-02-01"`)
  for (const history of [`${convention}/histoire`, '/habilitations/h-1960-1/histoire'])
    expect(await (await at(`${history}?on=2018-02-01`)).text()).toContain(
      `href="/avenant${path}?on=2018-02-01"`
    )
  // The history of a convention is no habilitation's, whatever it is called.
  expect(await (await at(`${convention}/histoire`)).text()).not.toContain('Connexions de cette habilitation')
  const page = await (await at(`${path}?on=2018-02-01`)).text()
  expect(page).toContain('href="/avenant/habilitations/h-1960-1/histoire?on=2018-02-01"')
  expect(page).toContain(`href="/avenant${convention}/acces?on=2018-02-01"`)
  expect(page.length).toBeLessThan(50_000)
  expect((await at(path, { as: 'director' })).status).toBe(200)
  const [other = { command: {} }] = monenfant2023Habilitations
  const { habilitationId = '' } =
    'data' in other.command && 'habilitationId' in other.command.data ? other.command.data : {}
  for (const id of [habilitationId, 'h-unknown', '..', '%00'])
    expect([id, (await at(`/habilitations/${id}/connexions`, { as: 'director' })).status]).toEqual([id, 404])
  expect((await at(`/habilitations/${habilitationId}/connexions`)).status).toBe(200)
  // As JSON, with the same care.
  const json = async (as: string) => {
    const answer = await ask(
      new Request('http://a.example.fr/avenant/habilitations/h-1960-1/connections?on=2018-02-01', {
        headers: { authorization: as, accept: 'application/json' }
      })
    )
    return [answer.status, (await answer.json()) as { readonly format?: string }] as const
  }
  expect((await json('director'))[1].format).toBe('avenant/connections')
})
