/** Each screen in a Chromium: axe, the keyboard, 320 px, paper, without scripts, the slider, live. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { type Avenant, handler } from 'avenant'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { playedAvenant } from '../../packages/avenant/test/played'
import { agent } from '../../packages/avenant/test/served'
import { launch, type Served, serve } from './browser'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

let avenant: Avenant
let served: Served
let browser: Browser | null = null
beforeAll(async () => {
  avenant = await playedAvenant()
  served = await serve(
    handler(avenant, { base: '/avenant', access: () => agent, now: () => new Date('2018-03-15T10:00:00Z') })
  )
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await served.close()
  await avenant.close()
})

const convention = `/conventions/${psu2017Id}`
const addresses = {
  'À faire': '/a-faire',
  Registre: '/registre',
  Dossier: convention,
  Histoire: `${convention}/histoire`,
  "Histoire d'une habilitation": '/habilitations/h-1960-1/histoire',
  'Le plan': `${convention}/plan?on=2017-08-31`,
  Comparer: `${convention}/comparer?on=2017-09-01&vs=2017-08-31&vsknown=2017-02-20`,
  Accès: `${convention}/acces?on=2018-02-01&cellule=201500086/import/p-1960-2`,
  Connexions: '/habilitations/h-1960-1/connexions?on=2018-02-01',
  "Connexions d'un accès bloqué": '/habilitations/h-1960-2/connexions?on=2018-05-15',
  'Et si': `${convention}/et-si?type=TerminateConvention`,
  "Dossier d'un autre jour": `${convention}?on=2017-01-15&known=2017-02-01`,
  'Dossier MEF': `/conventions/${monenfant2023Id}?on=2030-07-26`,
  'Adresse fautive': '/registre?on=2017-02-31',
  Introuvable: '/conventions/inconnue'
}

type Options = NonNullable<Parameters<Browser['newContext']>[0]>

/** Nothing that a page writes to the console is passed over: a style or a script that is refused is written there. */
const visit = async (
  path: string,
  options: Options,
  look: (page: Page, context: BrowserContext) => Promise<void>
) => {
  if (browser === null) return
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 900 },
    ...options
  })
  try {
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', message => {
      if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) said.push(message.text())
    })
    page.on('pageerror', error => said.push(String(error)))
    await page.goto(`${served.address}/avenant${path}`)
    await look(page, context)
    expect(said).toEqual([])
  } finally {
    await context.close()
  }
}
const each = Object.entries(addresses)

test.each(each)('%s: no axe violation, in the light, in the dark and on a narrow screen', async (_, path) => {
  // The policy of the pages lets no script of a test in.
  for (const options of [{}, { colorScheme: 'dark' as const }, { viewport: { width: 320, height: 640 } }])
    await visit(path, { ...options, bypassCSP: true }, async page => {
      await page.addScriptTag({ content: axe })
      const { violations } = (await page.evaluate('axe.run()')) as {
        readonly violations: ReadonlyArray<{
          readonly id: string
          readonly nodes: ReadonlyArray<{ readonly html: string }>
        }>
      }
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    })
})

/** `PICTURES=1 npx jest checks/screens -t picture` writes them anew; look at them, and commit them. */
test.each([
  ['registre', '/registre?on=2018-03-15'],
  ['plan', `${convention}/plan?on=2018-03-15`]
])('the picture %s of the README is made of a page', async (name, path) => {
  await visit(path, { viewport: { width: 1000, height: 620 } }, async page => {
    const picture = await page.screenshot()
    const file = join(__dirname, '..', '..', 'docs', 'images', `${name}.png`)
    if (process.env.PICTURES === '1') writeFileSync(file, picture)
    // Letters are drawn as the machine's fonts are: a picture is compared by its size alone.
    expect(sizeOf(readFileSync(file))).toEqual(sizeOf(picture))
  })
})

/** Of a PNG. */
const sizeOf = (picture: Buffer): readonly [width: number, height: number] => [
  picture.readUInt32BE(16),
  picture.readUInt32BE(20)
]

test.each(each)('%s: on 320 px nothing is wider than the screen', async (_, path) => {
  await visit(path, { viewport: { width: 320, height: 640 } }, async page => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })
})

test.each(each)('%s: printed on A4 it is whole', async (_, path) => {
  await visit(path, {}, async page => {
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 700, height: 900 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(700)
  })
})

test('the keyboard alone goes from what is to be done to the act behind it', async () => {
  await visit('/a-faire', {}, async page => {
    const focused = () => page.evaluate('document.activeElement.textContent.trim()') as Promise<string>
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Aller au contenu')
    const until = async (sought: RegExp) => {
      for (let pressed = 0; pressed < 60; pressed++) {
        await page.keyboard.press('Tab')
        if (sought.test(await focused())) return
      }
      throw new Error(`${sought} is not reached`)
    }
    await until(/^COMMUNE DE SCEAUX$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${convention}`)
    await until(/^Histoire$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/histoire')
    await until(/^Ce que dit l'acte/)
    await page.keyboard.press('Enter')
    expect(await page.locator('details[open] ul.content').first().isVisible()).toBe(true)
  })
})

test('the keyboard alone goes from the history of a convention to the connections of an agent, another day, and back', async () => {
  await visit(`${convention}/histoire`, {}, async page => {
    const focused = () => page.evaluate('document.activeElement.textContent.trim()') as Promise<string>
    const until = async (sought: RegExp) => {
      for (let pressed = 0; pressed < 120; pressed++) {
        await page.keyboard.press('Tab')
        if (sought.test(await focused())) return
      }
      throw new Error(`${sought} is not reached`)
    }
    await until(/^Connexions de l'habilitation h-1960-2$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/habilitations/h-1960-2/connexions')
    expect(await page.textContent('.statement')).toContain("l'accès est ouvert")
    expect(await page.locator('tbody th[data-label=Jour]').count()).toBeGreaterThan(0)
    await page.fill('#on', '2018-05-15')
    await page.press('#on', 'Enter')
    await page.waitForURL('**/connexions?on=2018-05-15*')
    expect(await page.textContent('.statement')).toMatch(/accès bloqué depuis le 14\/05\/2018/)
    await until(/^Histoire de l'habilitation$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/habilitations/h-1960-2/histoire?on=2018-05-15')
    await until(/^Connexions de cette habilitation$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/habilitations/h-1960-2/connexions?on=2018-05-15')
  })
})

test('the keyboard alone reaches each area of the plane by its table, and opens the dossier at its point', async () => {
  await visit(`${convention}/plan?on=2017-08-31`, {}, async page => {
    const links = page.locator('tbody th a')
    const last = (await links.count()) - 1
    await page.locator('.scroll').focus()
    // Nothing in the drawing takes the focus: the table says the same.
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement === document.querySelector("tbody th a")')).toBe(true)
    for (let pressed = 0; pressed < last; pressed++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${convention}?on=2021-01-01`)
    expect(await page.textContent('.statement')).toContain('a pris fin')
  })
})

test('an area of the drawing leads to its point by a click, without scripts too', async () => {
  for (const javaScriptEnabled of [true, false])
    await visit(`${convention}/plan`, { javaScriptEnabled }, async page => {
      await page
        .locator('svg.plane .area.fin')
        .last()
        .click({ position: { x: 4, y: 4 } })
      await page.waitForURL(url => url.pathname === `/avenant${convention}`)
    })
})

test('a cell of the accesses says why, and a command is tried, without scripts', async () => {
  await visit(`${convention}/acces?on=2018-02-01`, { javaScriptEnabled: false }, async page => {
    await page.click('td.non button >> nth=0')
    await page.waitForURL('**?on=2018-02-01&cellule=*')
    expect(await page.locator('.statement').allTextContents()).toContainEqual(
      expect.stringContaining('ne peut pas utiliser')
    )
  })
  await visit(`${convention}/et-si`, { javaScriptEnabled: false }, async page => {
    await page.selectOption('#type', 'TerminateConvention')
    await page.click('text=Reprendre son exemple')
    await page.waitForURL('**?type=TerminateConvention')
    expect(await page.inputValue('#commande')).toContain('"TerminateConvention"')
    await page.click('text=Essayer, sans rien enregistrer')
    await page.waitForSelector('[data-outcome]')
  })
})

test('what was tried has no axe violation, accepted or refused, and nothing is wider than 320 px', async () => {
  const command = (on: string) =>
    JSON.stringify({ type: 'TerminateConvention', conventionId: psu2017Id, data: { on, manquement: 'x' } })
  for (const on of ['2018-07-01', '2016-01-01'])
    await visit(
      `${convention}/et-si`,
      { viewport: { width: 320, height: 640 }, bypassCSP: true },
      async page => {
        await page.fill('#commande', command(on))
        await page.fill('#le', '2018-07-01')
        await page.click('text=Essayer, sans rien enregistrer')
        await page.waitForSelector(on === '2018-07-01' ? '[data-outcome=accepted]' : '[data-outcome=refused]')
        await page.addScriptTag({ content: axe })
        const { violations } = (await page.evaluate('axe.run()')) as {
          readonly violations: ReadonlyArray<unknown>
        }
        expect(violations).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      }
    )
})

test('without scripts each screen says the same, and the forms go to another point', async () => {
  await visit(convention, { javaScriptEnabled: false }, async page => {
    await page.fill('#on', '2017-01-15')
    await page.fill('#known', '2017-02-01')
    await page.click('text=Voir')
    expect(new URL(page.url()).search).toBe('?on=2017-01-15&known=2017-02-01')
    expect(await page.textContent('.banner')).toContain('telle que connue à la fin du')
    await page.click('text=Tel que signé')
    expect(await page.textContent('.statement')).toContain('En vigueur')
    await page.click("text=Aujourd'hui")
    expect(await page.locator('.banner').count()).toBe(0)
  })
})

test('the slider moves the date, by the keyboard too, and the address follows', async () => {
  await visit(`${convention}?on=2017-08-31`, {}, async page => {
    const slider = page.locator('input[type=range]')
    expect(await page.textContent('main')).toContain('Dérogations en cours')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL('**?on=2017-09-01')
    expect(await page.inputValue('#on')).toBe('2017-09-01')
    expect(await page.textContent('.banner')).toMatch(/septembre 2017/)
    expect(await page.textContent('main')).not.toContain('Dérogations en cours')
    expect(await slider.getAttribute('aria-valuetext')).toBe('01/09/2017')
    expect(await page.evaluate('document.activeElement.type')).toBe('range')
    await page.keyboard.press('PageUp')
    await page.waitForURL('**?on=2017-10-01')
  })
})

test('a name is posted, without scripts too; the page that answers is not asked again', async () => {
  for (const javaScriptEnabled of [true, false])
    await visit('/registre', { javaScriptEnabled }, async page => {
      await page.click("text=Chercher par le nom d'une personne")
      await page.fill('#personne', 'FONTAINE')
      await page.press('#personne', 'Enter')
      await page.waitForSelector('main >> text=COMMUNE DE SCEAUX')
      expect(page.url()).not.toContain('FONTAINE')
      expect(await page.locator('main[data-live]').count()).toBe(0)
    })
})

test('the register follows the slider', async () => {
  await visit('/registre', {}, async page => {
    expect(await page.textContent('main table')).toContain('En vigueur')
    await page.locator('input[type=range]').focus()
    await page.keyboard.press('Home')
    await page.waitForURL('**/registre?on=*')
    await page.keyboard.press('ArrowLeft')
    expect(await page.textContent('.banner')).toContain('2017')
  })
})

test('a page of all that is known follows the journal; one of a fixed knowledge does not move', async () => {
  if (browser === null) return
  const context = await browser.newContext()
  const [now, then] = [await context.newPage(), await context.newPage()]
  await now.goto(`${served.address}/avenant${convention}`)
  await then.goto(`${served.address}/avenant${convention}?on=2018-03-15&known=2018-03-01`)
  const before = await then.textContent('main')
  const search = await context.newPage()
  await search.goto(`${served.address}/avenant/registre`)
  await search.fill('#q', 'scea')
  await search.focus('h1 >> xpath=//following::a[1]')
  const heard: string[] = []
  then.on('request', request => heard.push(request.url()))
  const done = await avenant.execute(
    {
      type: 'SignalModification',
      conventionId: psu2017Id,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: {
        modificationId: 'm-vivante',
        changes: [
          { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
        ],
        signalledOn: '2018-03-10',
        channel: 'courrier'
      }
    },
    { commandId: 'm-vivante' }
  )()
  expect(done).toMatchObject({ _tag: 'Right' })
  await now.bringToFront()
  await now.waitForSelector('main >> text=m-vivante')
  expect(await now.textContent('#live')).toContain('Page mise à jour')
  await search.bringToFront()
  await search.waitForSelector('#live >> text=Page mise à jour')
  expect(await search.inputValue('#q')).toBe('scea')
  expect(await then.textContent('main')).toBe(before)
  expect(heard).toEqual([])
  await context.close()
})
