import { dateCivile, type Instant, instant, psu } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { received, renamedTo, signalled } from '../../test/after-signature'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { censusFigure } from './census-figure'
import { yearsAround } from './days'
import { dossier } from './dossier'
import { type Frame, framed, hereAt, type Screen } from './frame'
import { histoire } from './histoire'
import { textOf } from './html'
import { problemPage } from './problem-page'
import { registre } from './register'
import { registerCsv, shownLines } from './register-lines'
import { todo } from './todo'
import { todoCsv } from './todo-csv'

const HOSTILE = `<script>alert('x')</script>"\u202e`
const renamed = renamedTo('VILLE <b>DE</b> SCEAUX')
const index = dossiersOf(journalOf([...signedScheduled, signalled, received, ...renamed]))

const frameOn = (
  on: string,
  {
    known = null,
    path = '/a-faire',
    ofDossier = false
  }: { known?: string | null; path?: string; ofDossier?: boolean } = {}
): Frame => {
  const knownAt: Instant | null = known === null ? null : instant(`${known}T22:59:59.999Z`)
  return {
    base: '/avenant',
    point: { on: dateCivile(on), known },
    knownAt,
    today: dateCivile('2018-03-16'),
    zone: 'Europe/Paris',
    head: null,
    here: { path, params: {} },
    visitor: { kind: 'caf', partie: null },
    dossier: ofDossier
      ? {
          conventionId: psu2017Id,
          course: index.course({ conventionId: psu2017Id }),
          document: index.describe(psu2017Id, { on: dateCivile(on), knownAt })
        }
      : null,
    copies: true,
    tabs: [{ label: 'Dossier', path: '' }],
    assets: { style: '/avenant/assets/a.css', scripts: ['/avenant/assets/a.js'] }
  }
}

const answersOn = ({ point: { on }, knownAt }: Frame) => ({
  deadlines: index.deadlines({ ...yearsAround(on), on, knownAt }),
  register: index.register({ on, knownAt }),
  census: index.census({ knownAt })
})
const pageOf = (frame: Frame, screen: Screen): string => textOf(framed(frame, screen))
const tous = { who: 'tous' } as const
const todoOn = (frame: Frame) =>
  todo(frame, answersOn(frame), { ...yearsAround(frame.point.on), asked: tous, page: 1 })

test('every page but that of today and of all that is known says on which point it is', () => {
  const present = frameOn('2018-03-16')
  expect(pageOf(present, todoOn(present))).not.toContain('class="banner"')
  const past = frameOn('2017-08-31')
  expect(pageOf(past, todoOn(past))).toContain(
    'Situation au 31\u00a0août 2017, par tout ce qui est connu aujourd&#39;hui.'
  )
  const then = frameOn('2017-08-31', { known: '2017-02-01' })
  expect(pageOf(then, todoOn(then))).toContain('telle que connue à la fin du 1er\u00a0février 2017.')
})

test('three presets and the dates lead to the same page at another point', () => {
  const frame = frameOn('2018-03-01', { ofDossier: true, path: `/conventions/${psu2017Id}` })
  const page = pageOf(frame, dossier(frame, answersOn(frame)))
  expect(page).toContain(`href="/avenant/conventions/${psu2017Id}">Aujourd&#39;hui</a>`)
  expect(page).toContain(
    `href="/avenant/conventions/${psu2017Id}?on=2018-03-01&amp;known=2018-03-01">Tel que connu ce jour-là</a>`
  )
  const signed = /href="([^"]*)">Tel que signé</.exec(page)?.[1]
  expect(signed).toMatch(/\?on=2017-01-01&amp;known=2017-02-24T/)
  expect(hereAt(frame, { on: dateCivile('2018-03-16'), known: null })).toBe(
    `/avenant/conventions/${psu2017Id}`
  )
})

test('a page of all that is known listens to the journal, one of a fixed knowledge or of what was posted does not', () => {
  const [now, then] = [frameOn('2018-03-16'), frameOn('2018-03-16', { known: '2018-03-16' })]
  expect(pageOf(now, todoOn(now))).toContain('data-live="/avenant/events"')
  expect(pageOf(then, todoOn(then))).not.toContain('data-live')
  expect(pageOf(now, { ...todoOn(now), posted: true })).not.toContain('data-live')
})

test('G6 À faire: what is late first, then what comes; each with who must act, its article and its computation', () => {
  const frame = frameOn('2018-03-16')
  const page = pageOf(frame, todoOn(frame))
  const places = ['id="retard"', 'id="alerte"', 'id="mois"']
    .map(part => page.indexOf(part))
    .filter(place => place >= 0)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  const { deadlines } = answersOn(frame).deadlines
  for (const { label } of deadlines.filter(({ late, done }) => late && done === null))
    expect(page).toContain(label.replaceAll("'", '&#39;').split(' ')[0])
})

test('the sheet of À faire has a row for each item of the page, in its order', () => {
  const frame = frameOn('2018-03-16')
  const rows = todoCsv(answersOn(frame), { on: frame.point.on, asked: tous }).trim().split('\r\n')
  const { deadlines, register } = answersOn(frame)
  expect(rows).toHaveLength(
    1 + deadlines.deadlines.length + register.conventions.reduce((sum, { alertes }) => sum + alertes, 0)
  )
})

test('what is asked of one party is hers alone', () => {
  const frame = frameOn('2018-03-16')
  const asked = { who: 'moi', conventionId: psu2017Id, partie: 'gestionnaire' } as const
  const page = pageOf(
    frame,
    todo(frame, answersOn(frame), { ...yearsAround(frame.point.on), asked: asked as never, page: 1 })
  )
  expect(page).toContain('Ce qui est attendu de moi')
  expect(page).not.toContain('mef-219200789-2023')
})

const everything = { text: '', personne: null, status: null, model: null, page: 1 } as const

test('Registre: a row a convention, counts by state, the curve and its table; the sheet has the same rows', () => {
  const frame = frameOn('2018-03-16', { path: '/registre' })
  const answers = answersOn(frame)
  const page = pageOf(frame, registre(frame, answers, everything))
  expect(page).toContain('COMMUNE DE SCEAUX')
  expect(page).toMatch(/En vigueur<\/a> <strong>1<\/strong>/)
  expect(page).toContain('<svg')
  expect(page).toContain(
    '<th scope="row" data-label="Mois">mars 2018</th><td class="n" data-label="Conventions">1</td><td class="n" data-label="Habilitations">2</td>'
  )
  const shown = shownLines(answers.register, null, { status: 'en-vigueur', model: psu.id })
  expect(registerCsv(shown).trim().split('\r\n')).toHaveLength(2)
})

test('the curve counts what holds on the last day of each month', () => {
  const census = {
    knownAt: null,
    conventions: [
      { firstDay: '2018-01-31', lastDay: '2018-01-31' },
      { firstDay: '2018-01-01', lastDay: '2018-01-30' },
      { firstDay: null, lastDay: '2018-02-28' },
      { firstDay: '2018-02-10', lastDay: null }
    ].map((days, i) => ({ conventionId: `c-${i}`, enVigueur: [days], habilitations: [] }))
  } as never
  const page = textOf(censusFigure(dateCivile('2018-02-15'), census, () => true))
  const of = (month: string) =>
    new RegExp(`${month}</th><td class="n" data-label="Conventions">(\\d+)<`).exec(page)?.[1]
  expect([of('décembre 2017'), of('janvier 2018'), of('février 2018'), of('mars 2018')]).toEqual([
    '1',
    '2',
    '2',
    '1'
  ])
})

test('names are written as they were recorded, and nothing in them is a tag', () => {
  const frame = frameOn('2019-03-01', { path: '/registre' })
  const page = pageOf(frame, registre(frame, answersOn(frame), { ...everything, text: HOSTILE }))
  expect(page).toContain('VILLE &lt;b&gt;DE&lt;/b&gt; SCEAUX')
  expect(page).not.toContain('<b>DE')
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('\u202e')
})

test('a name that was posted stands in no address of the page', () => {
  const frame = frameOn('2018-03-16', { path: '/registre' })
  const page = pageOf(frame, registre(frame, answersOn(frame), { ...everything, personne: 'FONTAINE' }))
  for (const [, address = ''] of page.matchAll(/(?:href|action)="([^"]*)"/g))
    expect(address).not.toContain('FONTAINE')
})

test('Dossier: its state, what deserves attention, what waits, its annexes, its documents', () => {
  const frame = frameOn('2018-03-10', { ofDossier: true, path: `/conventions/${psu2017Id}` })
  const page = pageOf(frame, dossier(frame, answersOn(frame)))
  expect(page).toContain('En vigueur du 01/01/2017 au 31/12/2020.')
  expect(page).toContain('Modifications en attente')
  expect(page).toContain('CHARAIRE')
  expect(page).not.toContain('Nom, qualité, signature et cachet')
  expect(page).toContain(`/avenant/conventions/${psu2017Id}/annexes?on=2018-03-10&amp;format=html`)
  const after = frameOn('2018-03-20', { ofDossier: true })
  expect(pageOf(after, dossier(after, answersOn(after)))).toContain('Rôle sans titulaire ni suppléant')
})

test('Histoire: the acts by name, who, when, what each moved', () => {
  const frame = frameOn('2018-03-16', { ofDossier: true, path: `/conventions/${psu2017Id}/histoire` })
  const page = pageOf(
    frame,
    histoire(frame, { history: index.history({ dossier: `convention-${psu2017Id}`, order: 'effect' }) }, 1)
  )
  expect(page).toContain('Signature de la convention')
  expect(page).toContain('par un agent de la Caf')
  expect(page).toMatch(/Ce qui en résulte\u00a0: .*attributions? de rôle/)
})

test('a wrong address comes back with each fault and what it said', () => {
  const page = textOf(
    problemPage(
      frameOn('2018-03-16').assets,
      '/avenant',
      {
        title: 'Demande fautive',
        detail: '',
        faults: [{ path: 'on', message: "cette date n'existe pas : 2017-02-31" }]
      },
      {
        path: '/avenant/registre',
        params: [
          ['on', '2017-02-31'],
          ['q', HOSTILE]
        ]
      }
    )
  )
  expect(page).toContain('value="2017-02-31"')
  expect(page).toContain('Situation au\u00a0: cette date')
  expect(page).not.toContain('<script>alert')
})
