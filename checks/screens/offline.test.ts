/** The offline dossier in a Chromium that has no network: every request is told, and there is none. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { psu2017Id } from '@avenant/domain/fixtures'
import { type Avenant, handler } from 'avenant'
import * as E from 'fp-ts/Either'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { playedAvenant } from '../../packages/avenant/test/played'
import { launch } from './browser'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'avenant-offline-'))
const file = join(folder, 'dossier.html')

let avenant: Avenant
let browser: Browser | null = null
beforeAll(async () => {
  avenant = await playedAvenant()
  writeFileSync(file, await written())
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await avenant.close()
  rmSync(folder, { recursive: true })
})

const written = async (): Promise<string> => {
  const dossier = await avenant.offlineDossier({ conventionId: psu2017Id })()
  if (E.isLeft(dossier) || dossier.right === null) throw new Error(JSON.stringify(dossier))
  return dossier.right
}

const asked: string[] = []
let context: BrowserContext
/** A page of the file, as somebody opens it who has no network. */
const open = async (
  hash = '',
  options: { readonly javaScriptEnabled?: boolean } = {}
): Promise<Page | null> => {
  if (browser === null) return null
  context = await browser.newContext({ offline: true, ...options })
  const page = await context.newPage()
  page.on('request', request => {
    if (!/^(file|blob|data):/.test(request.url())) asked.push(request.url())
  })
  page.on('pageerror', error => asked.push(String(error)))
  await page.goto(`${pathToFileURL(file)}${hash}`)
  return page
}
afterEach(async () => {
  await context?.close()
  // Nothing was asked of anybody, and nothing failed.
  expect(asked.splice(0)).toEqual([])
})

/** Asked from outside: the page runs no text as a program. */
const until = async (page: Page, holds: string): Promise<void> => {
  for (let turn = 0; turn < 1_000; turn++) {
    if (await page.evaluate<boolean>(holds)) return
    await page.waitForTimeout(20)
  }
  throw new Error(`never so: ${holds.slice(0, 200)}`)
}

const mainOf = (page: Page) => page.locator('main').textContent()

test('it is the same, byte for byte, when it is written again at the same moment', async () => {
  expect(await written()).toBe(readFileSync(file, 'utf8'))
})

test('it holds the convention and its habilitations, and nothing of another', () => {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('habilitation-h-1960-1')
  expect(text).not.toContain('mef-219200789')
})

const screens = [
  ...['', '/histoire', '/plan', '/comparer', '/acces'].map(tab => `/conventions/${psu2017Id}${tab}`),
  ...['/histoire', '/connexions'].map(tab => `/habilitations/h-1960-1${tab}`)
]

test('on any date, as known at any moment, it says what the service says', async () => {
  const page = await open()
  if (page === null) return
  const { writtenAt } = JSON.parse((await page.locator('#enclosed').textContent()) ?? 'null')
  const serve = handler(avenant, {
    access: () => ({ acteur: { kind: 'systeme', id: 'a' }, hand: null, sees: 'all' }),
    now: () => new Date(writtenAt)
  })
  // Of a copy no copy is made: that line is the service's alone.
  for (const search of ['?on=2017-08-31', '?on=2017-09-01', '?on=2017-01-15&known=2017-02-01'])
    for (const screen of screens) {
      const path = `${screen}${search}`
      await page.evaluate(`location.hash = ${JSON.stringify(path)}`)
      const [, there = ''] =
        /<main[^>]*>(.*)<\/main>/s.exec(
          await (
            await serve(new Request(`http://a.example.fr${path}`, { headers: { accept: 'text/html' } }))
          ).text()
        ) ?? []
      const expected = await page.evaluate<string>(`(() => {
        const plain = document.createElement('main')
        plain.innerHTML = ${JSON.stringify(there.replace(/<li>Dossier entier.*?<\/li>/s, ''))}
        return plain.textContent.replace(/\\s+/g, ' ')
      })()`)
      let shown: string | undefined
      for (let turn = 0; turn < 300 && shown !== expected; turn++) {
        await page.waitForTimeout(20)
        shown = (await mainOf(page))?.replace(/\s+/g, ' ')
      }
      expect(shown).toBe(expected)
    }
})

test('its links lead on in the file, back again, and its date moves under the hand', async () => {
  const page = await open()
  if (page === null) return
  await page.getByRole('link', { name: 'Histoire' }).click()
  await page.getByRole('heading', { level: 1, name: /histoire/i }).waitFor()
  await page.goBack()
  await page.getByRole('slider').waitFor()
  const before = await mainOf(page)
  await page.getByRole('slider').focus()
  for (let month = 0; month < 4; month++) await page.keyboard.press('PageDown')
  await until(page, `document.querySelector('main').textContent !== ${JSON.stringify(before)}`)
  expect(page.url()).toMatch(/#\/conventions\/psu-1960-2017\?on=\d{4}-\d\d-\d\d$/)
  await page.getByLabel('Situation au').fill('2017-08-31')
  await page.getByRole('button', { name: 'Voir' }).click()
  await until(page, `location.hash.includes('on=2017-08-31')`)
})

test('an impossible date, an unknown address, another dossier and a knowledge after its writing are told, when it is opened and later', async () => {
  const faulty: ReadonlyArray<readonly [string, RegExp]> = [
    [`#/conventions/${psu2017Id}?on=2018-02-30`, /Situation au.*30\/02\/2018/],
    [`#/conventions/${psu2017Id}?known=2999-01-01`, /Connue le.*ce moment est après aujourd.hui/],
    ['#/conventions/inconnue', /introuvable|rien|pas/i],
    ['#/rien', /introuvable|rien|pas/i],
    ['#http://[', /introuvable|rien|pas/i]
  ]
  for (const [hash, told] of faulty) {
    const page = await open(hash)
    if (page === null) return
    await until(page, `document.querySelector('h1').textContent !== 'Dossier'`)
    expect(await mainOf(page)).toMatch(told)
    await context.close()
  }
  const page = await open()
  if (page === null) return
  for (const [hash, told] of faulty) {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/conventions/${psu2017Id}/plan`)}`)
    await until(page, `document.querySelector('h1').textContent === 'Le plan'`)
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    await until(page, `document.querySelector('h1').textContent !== 'Le plan'`)
    expect(await mainOf(page)).toMatch(told)
  }
})

test('A1 M15 the connections of an habilitation are in the file, one link away from its history', async () => {
  const page = await open(`#/conventions/${psu2017Id}/histoire?on=2018-02-10`)
  if (page === null) return
  await page.getByRole('link', { name: "Connexions de l'habilitation h-1960-1" }).click()
  await page.getByRole('heading', { level: 1, name: /^Connexions/ }).waitFor()
  expect(page.url()).toMatch(/#\/habilitations\/h-1960-1\/connexions\?on=2018-02-10$/)
  expect(await page.locator('tbody th[data-label=Jour]').first().textContent()).toBe('05/02/2018')
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: ReadonlyArray<{ id: string }> }>('axe.run()')
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
})

test('a document is kept as a file', async () => {
  const page = await open(`#/conventions/${psu2017Id}?on=2017-08-31`)
  if (page === null) return
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('a[href*="format=csv"]').first().click()
  ])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
})

test('axe finds nothing, 320 px hold it, and without scripts it shows the day of its writing', async () => {
  const page = await open()
  if (page === null) return
  await page.getByRole('slider').waitFor()
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: ReadonlyArray<{ id: string }> }>('axe.run()')
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await context.close()
  const plain = await open('', { javaScriptEnabled: false })
  expect(await plain?.locator('main').textContent()).toContain('COMMUNE DE SCEAUX')
})
