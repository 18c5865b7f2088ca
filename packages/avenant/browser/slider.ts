/** The date, moved under the hand. */

/** Where one is, and how one goes elsewhere. */
export type Moving = { readonly here: () => URL; readonly go: (address: URL) => void }

const DAY = 86_400_000
const dayOf = (date: string): number => Date.parse(date) / DAY
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
const french = (date: string): string => date.split('-').reverse().join('/')

/** The date is moved over the life of what is shown: the arrows move it by a day, PageUp and PageDown by a month. */
export const slide = ({ here, go }: Moving): void => {
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
    const address = here()
    if (on === today) address.searchParams.delete('on')
    else address.searchParams.set('on', on)
    go(address)
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
