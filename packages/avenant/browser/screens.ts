/** What the screens do better with a script: they follow the journal, and the date moves under the hand. */
import { latest } from './latest'
import { partOf, put } from './parts'
import { slide } from './slider'

const show = async (address: string): Promise<boolean> =>
  put(await (await fetch(address, { headers: { accept: 'text/html' } })).text())

const tell = (text: string): void => {
  const region = document.getElementById('live')
  if (region !== null) region.textContent = text
}

type Wanted = { readonly address: string; readonly shown: () => void }

const pages = latest(async ({ address, shown }: Wanted) => {
  if (await show(address)) shown()
})

/** A page that shows all that is known follows the journal; one that is not looked at does not listen. */
const follow = (): void => {
  let source: EventSource | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    // A page that is wanted already is one of after the event.
    if (pages.isWaiting()) return
    // Nobody is interrupted while writing.
    if (document.activeElement?.matches('main input, main select, main textarea')) {
      waiting = setTimeout(refresh, 1_000)
      return
    }
    const time = new Date().toLocaleTimeString('fr-FR')
    pages.want({ address: location.href, shown: () => tell(`Page mise à jour à ${time}`) })
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
      pages.want({ address: location.href, shown: listen })
    }
  })
  // The browser keeps no page that listens; one that it takes back is asked anew.
  addEventListener('pagehide', () => source?.close())
}

follow()
slide({
  here: () => new URL(location.href),
  go: ({ href }) => pages.want({ address: href, shown: () => history.replaceState(null, '', href) })
})
