/** What the screens do better with a script: they follow the journal, and the date moves under the hand. */
import { partOf, put } from './parts'
import { slide } from './slider'

const show = async (address: string): Promise<boolean> =>
  put(await (await fetch(address, { headers: { accept: 'text/html' } })).text())

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

follow()
slide({
  here: () => new URL(location.href),
  go: ({ href }) => void want({ address: href, shown: () => history.replaceState(null, '', href) })
})
