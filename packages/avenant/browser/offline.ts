/** An offline dossier: the pages of its links and forms are made here, of what stands in the file. */
import { type Enclosed, screensOf } from '../src/offline/enclosed'
import { latest } from './latest'
import { partOf, put } from './parts'
import { slide } from './slider'

const enclosed: Enclosed = JSON.parse(document.getElementById('enclosed')?.textContent ?? 'null')
const answer = screensOf(enclosed, console.error)

const ORIGIN = 'http://dossier.invalid'
const home = `/conventions/${enclosed.conventionId}`

/**
 * Where one is stands after the `#`, so that the browser goes back and forth, and a place can be kept. What is no address leads to
 * the page that says so.
 */
const here = (): URL => {
  const written = location.hash.slice(1) || home
  return new URL(URL.canParse(written, ORIGIN) ? written : `/${encodeURIComponent(written)}`, ORIGIN)
}

const pageOf = async (address: URL, init: RequestInit = {}): Promise<Response> => {
  const given = await answer(
    new Request(address, { ...init, headers: { accept: 'text/html', ...init.headers } })
  )
  const location = given.headers.get('location')
  return location === null ? given : pageOf(new URL(location, ORIGIN))
}

/** Another page takes the whole place of this one, and so does what says why there is none; what is no screen is a file. */
const show = async (given: Response): Promise<void> => {
  const text = await given.clone().text()
  const next = new DOMParser().parseFromString(text, 'text/html')
  if (given.ok && (!isPage(given) || partOf(next, 'main') === null)) return keep(given)
  document.getElementById('page')?.replaceChildren(...next.body.childNodes)
  document.title = next.title
  settle()
  scrollTo(0, 0)
}

const isPage = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/html') === true

/** A document is opened beside, or kept under its name. */
const keep = async (given: Response): Promise<void> => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await given.blob())
  const [, name = null] = /filename="([^"]+)"/.exec(given.headers.get('content-disposition') ?? '') ?? []
  if (isPage(given)) link.target = '_blank'
  else link.download = name ?? `${enclosed.conventionId}.${extensionOf(given)}`
  link.click()
}

const extensionOf = ({ headers }: Response): string =>
  /\b(json|csv|markdown|calendar)\b/
    .exec(headers.get('content-type') ?? '')?.[1]
    ?.replace('markdown', 'md')
    .replace('calendar', 'ics') ?? 'txt'

/** Links lead to places in this file. */
const lead = (): void => {
  for (const link of document.querySelectorAll('a[href^="/"]'))
    link.setAttribute('href', `#${link.getAttribute('href')}`)
}

/** The parts that the date changes. */
const days = latest(async (address: URL) => {
  put(await (await pageOf(address)).text())
  history.replaceState(null, '', `#${address.pathname}${address.search}`)
  lead()
})

const settle = (): void => {
  lead()
  slide({ here, go: days.want })
}

/** A place within this page is gone to as it is: what stands after the `#` is where one is. */
addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
  const name = link?.getAttribute('href')?.slice(1) ?? ''
  if (name === '' || name.startsWith('/')) return
  event.preventDefault()
  const place = document.getElementById(name)
  place?.setAttribute('tabindex', '-1')
  place?.focus()
})

addEventListener('hashchange', async () => {
  const given = await pageOf(here())
  if (isPage(given) || !given.ok) return show(given)
  await keep(given)
  history.back()
})

addEventListener('submit', async event => {
  const { target: form, submitter } = event
  if (!(form instanceof HTMLFormElement)) return
  event.preventDefault()
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) fields.append(name, String(value))
  const action = new URL(form.getAttribute('action') ?? home, ORIGIN)
  if (form.method === 'post') return show(await pageOf(action, { method: 'POST', body: fields }))
  action.search = fields.toString()
  location.hash = `${action.pathname}${action.search}`
})

if (location.hash === '') settle()
else void pageOf(here()).then(show)
