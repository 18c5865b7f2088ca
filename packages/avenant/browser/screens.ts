/** What the screens do better with a script: they follow the journal, and the date moves under the hand. */

const parts = ['top', 'dossier', 'banner', 'main']

const partOf = (root: ParentNode, name: string) => root.querySelector<HTMLElement>(`[data-part="${name}"]`)

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const fieldsIn = (root: ParentNode): ReadonlyArray<Field> => [
  ...root.querySelectorAll<Field>('main input[id], main select[id], main textarea[id]')
]

const writtenByServer = (field: Field): string =>
  field instanceof HTMLSelectElement
    ? (([...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0])?.value ?? '')
    : field.defaultValue

/** Puts the page of an address in the place of this one: what is open or written stays so, and the focus where it was. */
const show = async (address: string): Promise<boolean> => {
  const answer = await fetch(address, { headers: { accept: 'text/html' } })
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (partOf(next, 'main') === null) return false
  const opened = new Set(
    [...document.querySelectorAll<HTMLElement>('details[open][data-key]')].map(({ dataset }) => dataset.key)
  )
  for (const details of next.querySelectorAll('details'))
    if (opened.has(details.dataset.key)) details.open = true
  const written = new Map(
    fieldsIn(document).flatMap(field =>
      field.value === writtenByServer(field) ? [] : [[field.id, field.value]]
    )
  )
  const focused = document.activeElement?.closest('[data-part]') ? placeOf(document.activeElement) : null
  for (const name of parts) {
    const [here, there] = [partOf(document, name), partOf(next, name)]
    if (here !== null && there !== null && here.outerHTML !== there.outerHTML)
      here.replaceWith(document.adoptNode(there))
  }
  for (const field of fieldsIn(document)) field.value = written.get(field.id) ?? field.value
  if (focused !== null) document.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true })
  document.title = next.title
  return true
}

/** How to find again what had the focus: by its own address or name, where it has one. */
const placeOf = (element: Element): string | null => {
  const key = element.closest<HTMLElement>('[data-key]')?.dataset.key
  if (element.id !== '') return `#${CSS.escape(element.id)}`
  if (element.localName === 'summary' && key !== undefined) return `[data-key="${CSS.escape(key)}"] > summary`
  const href = element.getAttribute('href')
  return href === null ? null : `a[href="${CSS.escape(href)}"]`
}

const tell = (text: string): void => {
  const region = document.getElementById('live')
  if (region !== null) region.textContent = text
}

type Wanted = { readonly address: string; readonly shown: () => void }
let wanted: Wanted | null = null
let isShowing = false

/** One page at a time: of those that are wanted meanwhile, the last is the next. */
const want = async (next: Wanted): Promise<void> => {
  wanted = next
  if (isShowing) return
  isShowing = true
  while (wanted !== null) {
    const { address, shown }: Wanted = wanted
    wanted = null
    // What cannot be fetched now is there after the next move, or the next event.
    if (await show(address).catch(() => false)) shown()
  }
  isShowing = false
}

/** A page that shows all that is known follows the journal; one that is not looked at does not listen. */
const follow = (): void => {
  let source: EventSource | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    // A page that is wanted already is one of after the event.
    if (wanted !== null) return
    // Nobody is interrupted while writing.
    if (document.activeElement?.matches('main input, main select, main textarea')) {
      waiting = setTimeout(refresh, 1_000)
      return
    }
    const time = new Date().toLocaleTimeString('fr-FR')
    void want({ address: location.href, shown: () => tell(`Page mise à jour à ${time}`) })
  }
  const listen = (): void => {
    const address = partOf(document, 'main')?.dataset.live
    if (address === undefined || source !== null || document.hidden) return
    source = new EventSource(address)
    source.onmessage = () => {
      clearTimeout(waiting)
      waiting = setTimeout(refresh, 200)
    }
  }
  listen()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (source === null && partOf(document, 'main')?.dataset.live !== undefined) {
      // The page says from where on it is to listen.
      void want({ address: location.href, shown: listen })
    }
  })
  // The browser keeps no page that listens; one that it takes back is asked anew.
  addEventListener('pagehide', () => source?.close())
}

const DAY = 86_400_000
const dayOf = (date: string): number => Date.parse(date) / DAY
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
const french = (date: string): string => date.split('-').reverse().join('/')

/** The date is moved over the life of what is shown: the arrows move it by a day, PageUp and PageDown by a month. */
const slide = (): void => {
  const form = document.querySelector<HTMLFormElement>('.point form[data-from]')
  const date = form?.querySelector<HTMLInputElement>('#on')
  if (form == null || date == null) return
  const { from = '', to = '', today = '' } = form.dataset
  const line = document.createElement('p')
  line.className = 'slider'
  line.innerHTML =
    '<label for="jour">Déplacer la date</label> <input id="jour" type="range" step="1"> <output for="jour"></output>'
  const [range, output] = [line.querySelector('input'), line.querySelector('output')]
  if (range === null || output === null) return
  range.min = String(dayOf(from))
  range.max = String(dayOf(to))
  range.value = String(dayOf(date.value))
  form.append(line)
  const said = (): string => {
    const on = dateOf(range.valueAsNumber)
    output.textContent = french(on)
    range.setAttribute('aria-valuetext', french(on))
    return on
  }
  said()
  range.addEventListener('input', () => {
    const on = said()
    date.value = on
    const address = new URL(location.href)
    if (on === today) address.searchParams.delete('on')
    else address.searchParams.set('on', on)
    const { href } = address
    void want({ address: href, shown: () => history.replaceState(null, '', href) })
  })
  range.addEventListener('keydown', event => {
    const days = { PageUp: 30, PageDown: -30 }[event.key]
    if (days === undefined) return
    event.preventDefault()
    range.valueAsNumber += days
    range.dispatchEvent(new Event('input'))
  })
  date.addEventListener('change', () => {
    if (date.value === '') return
    range.value = String(dayOf(date.value))
    said()
  })
}

follow()
slide()
