/** The handler's time for each screen, how large its pages are, and a step of the slider. */
import { gzipSync } from 'node:zlib'
import { addDays, type DateCivile } from '@avenant/domain'
import { type Avenant, handler, type Visitor } from 'avenant'
import * as E from 'fp-ts/Either'
import { type Measure, measure } from './measure'
import { median } from './statistics'

/** As many dossiers, or moments, as each screen is asked for. */
const SEVERAL = 9
/** Bytes of HTML of a page, and of scripts as they are sent. */
const [PAGE, SCRIPTS] = [50_000, 40_000]
const STEP = 100

const agent: Visitor = { acteur: { kind: 'agent-caf', id: 'agent-1' }, hand: null, sees: 'all' }

type Page = { readonly took: number; readonly bytes: number; readonly html: string }

/** Each screen, asked for as a browser does, on a day at which all that is in the journal is known. */
export const screensAsked = async (
  avenant: Avenant,
  today: DateCivile,
  say: (line: string) => void
): Promise<ReadonlyArray<Measure>> => {
  const answer = handler(avenant, { access: () => agent, now: () => new Date(`${today}T10:00:00Z`) })
  /** Milliseconds of the processor until the page is whole. */
  const page = async (path: string): Promise<Page> => {
    const start = process.cpuUsage()
    const response = await answer(new Request(`http://here${path}`, { headers: { accept: 'text/html' } }))
    const html = await response.text()
    const { user, system } = process.cpuUsage(start)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${html}`)
    return { took: (user + system) / 1_000, bytes: Buffer.byteLength(html), html }
  }
  const each = async (paths: ReadonlyArray<string>): Promise<ReadonlyArray<Page>> => {
    const pages: Array<Page> = []
    for (const path of paths) pages.push(await page(path))
    return pages
  }
  const moments = Array.from({ length: SEVERAL }, (_, i) => addDays(today, -7 - 45 * i))

  const measures: Array<Measure> = []
  const told = (what: string, pages: ReadonlyArray<Page>, most: number | null = null): void => {
    const times = pages.map(({ took }) => took)
    measures.push(
      measure(`${what}, median`, median(times), 'ms of the processor', most, TOLD),
      measure(`${what}, worst of ${pages.length}`, Math.max(...times), 'ms of the processor')
    )
  }
  const sized = (what: string, pages: ReadonlyArray<Page>): void => {
    measures.push(measure(`${what}: largest page`, largest(pages), 'bytes of HTML', PAGE, LARGE))
  }
  for (const [name, path] of overAll) {
    say(name)
    const first = await page(path)
    measures.push(measure(`${name}: asked first`, first.took, 'ms of the processor'))
    const again = await each(Array.from({ length: SEVERAL }, () => path))
    told(`${name}: asked again`, again)
    told(`${name}: at another knowledge`, await each(moments.map(known => `${path}?known=${known}`)))
    sized(name, again)
  }
  const register = await avenant.register({ on: today, knownAt: null })()
  if (E.isLeft(register)) throw new Error(register.left.message)
  const { conventions } = register.right
  const dossiers = spread(conventions.map(({ conventionId }) => conventionId))

  for (const [name, tab] of ofOne) {
    say(name)
    const first = await each(dossiers.map(id => `/conventions/${id}${tab}`))
    told(`${name}: of several dossiers`, first)
    told(
      `${name}: at another knowledge`,
      await each(
        dossiers.map((id, i) => `/conventions/${id}${tab}${tab.includes('?') ? '&' : '?'}known=${moments[i]}`)
      )
    )
    sized(name, first)
  }
  say('the slider')
  // A day further, as the arrow moves it, then a month.
  const days = Array.from({ length: SEVERAL }, (_, i) => addDays(today, i < 5 ? -(i + 1) : -30 * (i - 3)))
  told(
    `screens: a step of the slider on Registre, ${conventions.length.toLocaleString('en')} conventions`,
    await each(days.map(on => `/registre?on=${on}`)),
    STEP
  )
  told(
    'screens: a step of the slider on Dossier',
    await each(days.map(on => `/conventions/${dossiers[0]}?on=${on}`)),
    STEP
  )
  const scripts = [...(await page('/registre')).html.matchAll(/<script[^>]* src="([^"]+)"/g)]
  const sent = (await each(scripts.flatMap(([, src]) => src ?? []))).map(({ html }) => gzipSync(html).length)
  measures.push(measure('screens: scripts, gzipped together', sum(sent), 'bytes', SCRIPTS))
  return measures
}

const overAll = [
  ['À faire', '/a-faire'],
  ['Registre', '/registre']
] as const
const ofOne = [
  ['Dossier', ''],
  ['Le plan', '/plan'],
  ['Comparer', '/comparer?vs=2024-06-01'],
  ['Accès', '/acces'],
  ['Histoire', '/histoire'],
  ['Et si', '/et-si']
] as const

const spread = (ids: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.from({ length: SEVERAL }, (_, i) => ids[Math.floor((i * ids.length) / SEVERAL)] ?? '')

const largest = (pages: ReadonlyArray<Page>): number => Math.max(...pages.map(({ bytes }) => bytes))
const sum = (all: ReadonlyArray<number>): number => all.reduce((total, one) => total + one, 0)

const TOLD = 'each convention is looked up, and told with its alerts'
const LARGE = 'a row says what it is, for whom, why, and where the act behind it is'
