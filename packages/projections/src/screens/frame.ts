/** What stands around every screen: where one is, on which point, for whom. */
import {
  type ConventionId,
  type DateCivile,
  frenchLongDate,
  type Instant,
  maxDate,
  minDate,
  type Position,
  parseDateCivile,
  type StableId
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { AnnexesDocument } from '../annexes/description'
import { frenchInstant } from '../documents/french'
import type { Course } from '../questions/course'
import { type Content, type Html, html, nothing, sentence } from './html'
import { writtenKnowledge } from './written'

/** A point as an address has it: `known` is a date or an instant as it was written, null for all that is known. */
export type ScreenPoint = { readonly on: DateCivile; readonly known: string | null }

export type Frame = {
  /** The path under which the screens are mounted, without a slash at its end: `''`, `/avenant`. */
  readonly base: string
  readonly point: ScreenPoint
  /** The moment that `known` means; null: all that is known. */
  readonly knownAt: Instant | null
  /** The day of the one who looks, in `zone`. */
  readonly today: DateCivile
  /** In which a date of knowledge is a day. */
  readonly zone: string
  /** Up to where the journal is in these answers; null for an empty one. */
  readonly head: Position | null
  /** Where one is: the path under the base, and the parameters beside the point's. */
  readonly here: { readonly path: string; readonly params: Params }
  /** For whom one acts. */
  readonly visitor: {
    readonly kind: 'caf' | 'partie' | 'soi' | 'personne'
    readonly partie: { readonly conventionId: ConventionId; readonly partie: StableId } | null
  }
  /** The dossier that the page is of; null for a page over all of them. */
  readonly dossier: {
    readonly conventionId: ConventionId
    readonly course: Course
    /** At the point. */
    readonly document: AnnexesDocument
  } | null
  /** Whether a copy of a dossier can be taken along from here: not from a copy. */
  readonly copies: boolean
  /** The screens of one dossier, by their paths under it. */
  readonly tabs: ReadonlyArray<Tab>
  readonly assets: Assets
}

export type Tab = { readonly label: string; readonly path: string }

/** The addresses of the sheet and of the scripts. */
export type Assets = { readonly style: string; readonly scripts: ReadonlyArray<string> }

export type Params = Readonly<Record<string, string | number | null>>

/** A page inside its frame. */
export type Screen = {
  readonly title: string
  readonly main: Html
  /** It answers what was posted: it is not asked again when something is recorded. */
  readonly posted?: boolean
  /** The days over which its date is moved; absent: the life of the dossier, where there is one; null: it says nothing of a day. */
  readonly days?: { readonly from: DateCivile; readonly to: DateCivile } | null
}

/** The address of a screen at the point at which one is. */
export const addressOf = ({ base, point, today }: Frame, path: string, params: Params = {}): string =>
  `${base}${path}${searchOf({ ...pointParams(point, today), ...params })}`

/** The address of this very page at another point. */
export const hereAt = ({ base, today, here }: Frame, point: ScreenPoint): string =>
  `${base}${here.path}${searchOf({ ...pointParams(point, today), ...here.params })}`

/** The address of this very page with other parameters. */
export const hereWith = (frame: Frame, params: Params): string =>
  addressOf(frame, frame.here.path, { ...frame.here.params, ...params })

/** The address of an answer as a document: `/conventions/psu-1/annexes`. It takes the moment itself, and always a date. */
export const documentAddress = ({ base, point, knownAt }: Frame, path: string, params: Params = {}): string =>
  `${base}${path}${searchOf({ on: point.on, knownAt, ...params })}`

/** Today is not written, nor is all that is known: such an address is of the day on which it is opened. */
export const pointParams = ({ on, known }: ScreenPoint, today: DateCivile): Params => ({
  on: on === today ? null : on,
  known
})

const searchOf = (params: Params): string => {
  const said = Object.entries(params).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]
  )
  return said.length === 0 ? '' : `?${said.join('&')}`
}

/** The parameters of a form that are not asked in it. */
export const hidden = (params: Params): Html =>
  html`${Object.entries(params).map(([name, value]) =>
    value === null || value === '' ? nothing : html`<input type="hidden" name="${name}" value="${value}">`
  )}`

export const conventionPath = (conventionId: string, tab = ''): string =>
  `/conventions/${encodeURIComponent(conventionId)}${tab}`

export const habilitationPath = (habilitationId: string, tab: string): string =>
  `/habilitations/${encodeURIComponent(habilitationId)}${tab}`

/** Whether it is today and all that is known that are shown. */
const isPresent = ({ point, today }: Frame): boolean => point.known === null && point.on === today

/** A whole page. */
export const framed = (frame: Frame, { title, main, posted = false, days }: Screen): Html => {
  const live = frame.point.known === null && !posted
  return page(
    frame.assets,
    title,
    html`
<header class="top" data-part="top">
<p class="brand"><a href="${addressOf(frame, '/a-faire')}">Avenant</a></p>
<nav aria-label="Écrans"><ul>${[['À faire', '/a-faire'] as const, ['Registre', '/registre'] as const].map(
      ([label, path]) => link(frame, label, path)
    )}</ul></nav>
<p class="who">${sentence(forWhom(frame))}</p>
</header>
${frame.dossier === null ? nothing : dossierNav(frame, frame.dossier)}
${pointBar(frame, posted, daysOf(frame, days))}
<main id="main" data-part="main"${live ? html` data-live="${`${frame.base}/events${frame.head === null ? '' : `?after=${frame.head}`}`}"` : nothing}>
${main}
</main>
<p class="said" role="status" id="live"></p>`
  )
}

const forWhom = ({ visitor: { kind, partie }, dossier }: Frame): string => {
  if (partie === null) return visitors[kind]
  const named = dossier?.document.convention?.parties.find(({ id }) => id === partie.partie)
  return dossier?.conventionId === partie.conventionId && named !== undefined
    ? `Vous agissez pour ${named.denomination ?? named.label}`
    : `Vous agissez pour une partie à la convention ${partie.conventionId}`
}

const visitors = {
  caf: 'Vous agissez pour la Caf',
  partie: 'Vous agissez pour une partie à une convention',
  soi: 'Vous agissez pour vous-même',
  personne: 'Vous consultez, sans agir pour personne'
} as const

const link = ({ here, ...frame }: Frame, label: string, path: string): Html =>
  html`<li><a href="${addressOf({ ...frame, here }, path)}"${here.path === path ? html` aria-current="page"` : nothing}>${label}</a></li>`

const dossierNav = (
  frame: Frame,
  { conventionId, document: { convention } }: NonNullable<Frame['dossier']>
): Html => {
  const parties = convention?.parties.flatMap(({ denomination }) => denomination ?? []) ?? []
  return html`<section class="dossier" aria-label="Identité du dossier" data-part="dossier">
<p class="kicker">${convention === null ? null : convention.model.titre}</p>
<p class="name">${parties.length === 0 ? `Convention ${conventionId}` : parties.join(' – ')} <span class="id">${conventionId}</span></p>
<nav aria-label="Dossier"><ul>${frame.tabs.map(({ label, path }) =>
    link(frame, label, conventionPath(conventionId, path))
  )}</ul></nav>
</section>`
}

/** On which point one is, and the others at one click; a page that is not of today tells it, and so does every sheet of paper. */
const pointBar = (frame: Frame, posted: boolean, days: Days | null): Html => {
  const { point, today, here } = frame
  return html`<section class="point" aria-label="Date et connaissance">
<div data-part="banner">${html`<p class="${isPresent(frame) ? 'printed' : 'banner'}">${sentence(pointSentence(frame))}</p>`}
${
  posted
    ? nothing
    : html`<ul class="presets">${presetsOf(frame).map(
        ({ label, point: other }) =>
          html`<li><a href="${hereAt(frame, other)}"${isSame(other, point) ? html` aria-current="true"` : nothing}>${label}</a></li>`
      )}</ul>`
}</div>
${
  posted
    ? nothing
    : html`<form method="get" action="${`${frame.base}${here.path}`}"${
        days === null ? nothing : html` data-from="${days.from}" data-to="${days.to}"`
      } data-today="${today}">
${hidden(here.params)}
${pointFields(point.on, writtenKnowledge(point.known ?? '', frame.zone))}
<button>Voir</button>
</form>`
}
</section>`
}

/**
 * The two dates of a point, as they were written: what is no date is shown to be mended. In which order a field shows a date
 * is the browser's own choice, whatever the language of the page.
 */
export const pointFields = (on: string, known: string): Html => html`<p><label for="on">Situation au</label>
<input id="on" name="on" type="${typeFor(on)}" min="1900-01-01" max="2999-12-31" value="${on}" aria-describedby="on-hint">
<span id="on-hint" class="hint">jj/mm/aaaa, ou dans l'ordre de votre navigateur</span></p>
<p><label for="known">connue le</label>
<input id="known" name="known" type="${typeFor(known)}" value="${known}" aria-describedby="known-hint">
<span id="known-hint" class="hint">vide : tout ce qui est connu</span></p>`

/** A field of dates where there is a date, or nothing; else what was written stands in it to be mended. */
export const typeFor = (written: string): 'date' | 'text' =>
  written === '' || E.isRight(parseDateCivile(written)) ? 'date' : 'text'

type Preset = { readonly label: string; readonly point: ScreenPoint }

const presetsOf = ({ today, point: { on }, dossier }: Frame): ReadonlyArray<Preset> => [
  { label: "Aujourd'hui", point: { on: today, known: null } },
  ...(dossier?.course.signed == null
    ? []
    : [
        {
          label: 'Tel que signé',
          point: { on: dossier.course.signed.on, known: dossier.course.signed.knownAt }
        }
      ]),
  // What will be known on a day to come nobody knows.
  ...(on > today ? [] : [{ label: 'Tel que connu ce jour-là', point: { on, known: on } }])
]

const isSame = (a: ScreenPoint, b: ScreenPoint): boolean => a.on === b.on && a.known === b.known

const pointSentence = ({ point: { on, known }, knownAt, zone }: Frame): string => {
  if (knownAt === null) return `Situation au ${frenchLongDate(on)}, par tout ce qui est connu aujourd'hui.`
  const day = parseDateCivile(known ?? '')
  const when = E.isRight(day)
    ? `à la fin du ${frenchLongDate(day.right)}`
    : `le ${frenchInstant(knownAt, zone)}`
  return `Situation au ${frenchLongDate(on)}, telle que connue ${when}.`
}

type Days = NonNullable<Screen['days']>

/** The days over which the date may be moved: those of the screen, else the life of the dossier; and the day at hand. */
const daysOf = ({ dossier, today, point: { on } }: Frame, days: Screen['days']): Days | null => {
  const { firstDay = null, lastDay = null } = dossier?.course ?? {}
  if (days === null) return null
  const life = days ?? (firstDay === null ? null : { from: firstDay, to: lastDay ?? today })
  return life === null ? null : { from: minDate(life.from, on), to: maxDate(life.to, on) }
}

/** A page without a frame: who asks is not known, or what he asks for is not there. */
export const page = ({ style, scripts }: Assets, title: string, body: Content): Html =>
  html`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sentence(title)} – Avenant</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
${scripts.map(script => html`<script type="module" src="${script}"></script>`)}
</head>
<body>
<a class="skip" href="#main">Aller au contenu</a>
${body}
</body>
</html>
`
