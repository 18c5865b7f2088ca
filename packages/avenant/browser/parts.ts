/** The parts of a page that are put in the place of those of another: the rest stands as it is. */

const parts = ['top', 'dossier', 'banner', 'main']

export const partOf = (root: ParentNode, name: string) =>
  root.querySelector<HTMLElement>(`[data-part="${name}"]`)

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const fieldsIn = (root: ParentNode): ReadonlyArray<Field> => [
  ...root.querySelectorAll<Field>('main input[id], main select[id], main textarea[id]')
]

const writtenByServer = (field: Field): string =>
  field instanceof HTMLSelectElement
    ? (([...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0])?.value ?? '')
    : field.defaultValue

/** Puts a page in the place of this one: what is open or written stays so, and the focus where it was. False: it is no screen. */
export const put = (text: string): boolean => {
  const next = new DOMParser().parseFromString(text, 'text/html')
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
