/** What went wrong, as a page: what to do about it, and a form to mend the address where its point is wrong. */
import type { Fault } from '@avenant/domain'
import { capitalised } from '../documents/french'
import { type Assets, page, pointFields, typeFor } from './frame'
import { type Html, html, nothing, sentence } from './html'

export type PageProblem = {
  readonly title: string
  readonly detail: string
  /** Each with the parameter that it is about; none where the detail says all. */
  readonly faults: ReadonlyArray<Fault>
  /** Where who is not known identifies himself; null: nowhere that is known here. */
  readonly login: string | null
}

/** The address that is to be mended: what it says is given back as it was written. */
export type AskedAddress = {
  /** With the base. */
  readonly path: string
  readonly params: ReadonlyArray<readonly [name: string, value: string]>
}

export const problemPage = (
  { assets, base }: { readonly assets: Assets; readonly base: string },
  { title, detail, faults, login }: PageProblem,
  asked: AskedAddress | null
): Html =>
  page(
    { ...assets, scripts: [] },
    title,
    html`<header class="top"><p class="brand"><a href="${`${base}/a-faire`}">Avenant</a></p>
<nav aria-label="Écrans"><ul><li><a href="${`${base}/a-faire`}">À faire</a></li><li><a href="${`${base}/registre`}">Registre</a></li></ul></nav></header>
<main id="main"><h1>${sentence(title)}</h1>
${
  faults.length === 0
    ? html`<p>${sentence(`${capitalised(detail)}.`)}</p>`
    : html`<ul class="faults">${faults.map(({ path, message }) => html`<li>${sentence(`${labels[path] ?? path}${path === '' ? '' : ' : '}${message}`)}</li>`)}</ul>`
}
${login === null ? nothing : html`<p><a href="${login}">${sentence("S'identifier")}</a></p>`}
${asked === null ? nothing : mendForm(asked)}
</main>`
  )

/** The names of fields, as the screens write them. */
const labels: Readonly<Record<string, string>> = {
  on: 'Situation au',
  known: 'Connue le',
  vs: 'Comparée à la situation au',
  vsknown: 'Comparée à ce qui était connu le',
  du: 'Du',
  au: 'Au',
  qui: 'Qui doit agir',
  nature: 'Montrer',
  quoi: 'Urgence',
  q: 'Chercher',
  personne: "Nom d'une personne",
  etat: 'État',
  modele: 'Modèle',
  fin: 'Se termine en',
  page: 'Page',
  ordre: 'Ordre'
}

const mendForm = ({ path, params }: AskedAddress): Html => {
  const said = (name: string): string => params.find(([other]) => other === name)?.[1] ?? ''
  const others = [...new Map(params.filter(([name]) => name !== 'on' && name !== 'known'))]
  return html`<form method="get" action="${path}" class="filters">
${pointFields(said('on'), said('known'))}
${others.map(([name, value], i) => html`<p><label for="p${i}">${labels[name] ?? name}</label> <input id="p${i}" name="${name}" type="${days.has(name) ? typeFor(value) : 'text'}" value="${value}"></p>`)}
<button>Voir</button>
</form>`
}

const days: ReadonlySet<string> = new Set(['vs', 'vsknown', 'du', 'au'])
