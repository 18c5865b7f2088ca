/** Two browsers at a journal that another process writes: both follow it, and nothing of them is left when they go. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { psu2017Id } from '@avenant/domain/fixtures'
import { type Avenant, handler, openAvenant } from 'avenant'
import * as E from 'fp-ts/Either'
import type { Browser, Page } from 'playwright-core'
import { playedAvenant } from '../../packages/avenant/test/played'
import { agent } from '../../packages/avenant/test/served'
import { launch, type Served, serve } from './browser'

const program = join(__dirname, '..', '..', 'packages', 'avenant', 'bin', 'avenant.cjs')
const folder = mkdtempSync(join(tmpdir(), 'avenant-live-'))
const store = `sqlite:${join(folder, 'avenant.db')}`

let avenant: Avenant
let served: Served
let browsers: ReadonlyArray<Browser | null> = []
/** The pages that listen at the handler. */
const listening = new Set<Request>()

beforeAll(async () => {
  const played = await playedAvenant(store)
  await played.close()
  const opened = await openAvenant({ store, readOnly: true })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  avenant = opened.right
  const handle = handler(avenant, { access: () => agent, now: () => new Date('2018-03-15T10:00:00Z') })
  served = await serve(request => {
    if (new URL(request.url).pathname === '/events') {
      listening.add(request)
      request.signal.addEventListener('abort', () => listening.delete(request))
    }
    return handle(request)
  })
  browsers = [await launch(), await launch()]
})
afterAll(async () => {
  for (const browser of browsers) await browser?.close()
  await served.close()
  await avenant.close()
  rmSync(folder, { recursive: true })
})

/** Another process records that a form announces a change. */
const signalled = (modificationId: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'execute', '--store', store, '-'])
    let told = ''
    child.stdout.on('data', data => {
      told += data
    })
    child.once('error', reject)
    child.once('close', () => resolve(told))
    const command = {
      type: 'SignalModification',
      conventionId: psu2017Id,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: {
        modificationId,
        changes: [
          { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
        ],
        signalledOn: '2018-03-10',
        channel: 'courrier'
      }
    }
    child.stdin.end(`${JSON.stringify({ command })}\n`)
  })

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(resolve => setImmediate(resolve))
}

test('two browsers show what another process records, a fixed knowledge stays, and none is listened for once it is closed', async () => {
  const [first, second] = browsers
  if (first == null || second == null) return
  const open = async (browser: Browser, path: string): Promise<Page> => {
    const page = await browser.newPage()
    await page.goto(`${served.address}/conventions/${psu2017Id}${path}`)
    return page
  }
  const [one, other] = [await open(first, ''), await open(second, '/histoire?ordre=enregistrement')]
  const fixed = await open(second, '?on=2018-03-15&known=2018-03-01')
  await until(() => listening.size === 2)
  const before = await fixed.textContent('main')
  expect(await signalled('m-ailleurs')).toContain('"fait"')
  await one.waitForSelector('main >> text=m-ailleurs')
  await other.waitForSelector("main >> text=Signalement d'une modification")
  for (const page of [one, other]) expect(await page.textContent('#live')).toContain('Page mise à jour')
  expect(await fixed.textContent('main')).toBe(before)
  await until(() => listening.size === 2)
  await first.close()
  await until(() => listening.size === 1)
  await second.close()
  await until(() => listening.size === 0)
})
