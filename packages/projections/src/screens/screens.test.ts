import { dateCivile, type Instant, instant, psu } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { received, renamedTo, signalled } from '../../test/after-signature'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Deadline } from '../questions/deadlines/answer'
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
  census: index.census({ knownAt }),
  access: index.access({ conventionId: psu2017Id, on, knownAt })
})
const pageOf = (frame: Frame, screen: Screen): string => textOf(framed(frame, screen))
const tous = { who: 'tous' } as const
const askedOn = ({ point: { on } }: Frame) =>
  ({
    from: null,
    since: yearsAround(on).from,
    to: yearsAround(on).to,
    asked: tous,
    nature: null,
    urgency: null,
    page: 1
  }) as const
const todoOn = (frame: Frame) => todo(frame, answersOn(frame), askedOn(frame))

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
  const places = ['id="retard"', 'id="mois"', 'id="alerte"']
    .map(part => page.indexOf(part))
    .filter(place => place >= 0)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  const { deadlines } = answersOn(frame).deadlines
  for (const { label } of deadlines.filter(({ late, done }) => late && done === null))
    expect(page).toContain(label.replaceAll("'", '&#39;').split(' ')[0])
})

test('the sheet of À faire has a row for each item of the page, in its order', () => {
  const frame = frameOn('2018-03-16')
  const rows = todoCsv(answersOn(frame), { ...askedOn(frame), on: frame.point.on })
    .trim()
    .split('\r\n')
  const { deadlines, register } = answersOn(frame)
  expect(rows).toHaveLength(
    1 + deadlines.deadlines.length + register.conventions.reduce((sum, { alertes }) => sum + alertes, 0)
  )
})

/** The échéances of the answer, and as many more as is said, each with its own key. */
const withMore = (frame: Frame, more: ReadonlyArray<Partial<Deadline>>) => {
  const { deadlines, register } = answersOn(frame)
  const [first] = deadlines.deadlines
  if (first === undefined) throw new Error('no échéance to make others of')
  const others = more.map((one, i): Deadline => ({ ...first, occurrence: `autre-${i}`, done: null, ...one }))
  return { register, deadlines: { ...deadlines, deadlines: [...others, ...deadlines.deadlines] } }
}

test('what is late is told however long ago its day was; what is over, for two years', () => {
  const frame = frameOn('2018-03-16')
  const due = dateCivile('2003-05-01')
  const answers = withMore(frame, [
    { label: 'Compte rendu de 2002', due, state: 'en-retard', late: true },
    { label: 'Rapport de 2002', due, state: 'passee', late: false }
  ])
  for (const told of [
    pageOf(frame, todo(frame, answers, askedOn(frame))),
    todoCsv(answers, { ...askedOn(frame), on: frame.point.on })
  ]) {
    expect(told).toContain('Compte rendu de 2002')
    expect(told).not.toContain('Rapport de 2002')
  }
})

test('each urgency has its count, which leads to all of it, and what is over too', () => {
  const frame = frameOn('2018-03-16')
  const due = dateCivile('2018-01-31')
  const answers = withMore(
    frame,
    Array.from({ length: 7 }, (_, i) => ({
      label: `Rapport ${i}`,
      due,
      state: 'passee' as const,
      late: false
    }))
  )
  const folded = pageOf(frame, todo(frame, answers, askedOn(frame)))
  expect(folded).toMatch(/href="\/avenant\/a-faire\?quoi=passe">[^<]*<\/a> <strong>\d+<\/strong>/)
  expect(folded.match(/Rapport \d/g)).not.toHaveLength(7)
  const whole = pageOf(frame, todo(frame, answers, { ...askedOn(frame), urgency: 'passe' }))
  expect(whole.match(/Rapport \d/g)).toHaveLength(7)
  expect(whole).not.toMatch(/id="(?:retard|mois|alerte|suivant|sans-date)"/)
})

test('G6 a dossier shows what somebody owed and of which nothing recorded says whether it was done', () => {
  const [before, after] = ['2018-03-16', '2018-09-01'].map(on => {
    const frame = frameOn(on, { ofDossier: true, path: `/conventions/${psu2017Id}` })
    return pageOf(frame, dossier(frame, answersOn(frame)))
  })
  expect(before).not.toContain('sans suite enregistrée')
  const [, sequel = ''] = after?.split('Échéances passées, sans suite enregistrée') ?? []
  expect(sequel.slice(0, sequel.indexOf('</section>'))).toContain('31/03/2018')
})

test('a page of what is to be done is of 50 kB at most, however much there is', () => {
  const frame = frameOn('2018-03-16')
  const label = 'Dernier délai, avant récupération, des justificatifs de 2017'
  const answers = withMore(frame, [
    ...Array.from({ length: 300 }, () => ({
      label,
      due: dateCivile('2018-03-31'),
      state: 'a-venir' as const
    })),
    ...Array.from({ length: 300 }, () => ({ label, due: dateCivile('2018-01-31'), state: 'passee' as const }))
  ])
  const bytes = Buffer.byteLength(pageOf(frame, todo(frame, answers, askedOn(frame))))
  expect(bytes).toBeGreaterThan(20_000)
  expect(bytes).toBeLessThan(50_000)
})

test('G10 what was found by a posted name has further pages, which are posted too', () => {
  const frame = frameOn('2018-03-16', { path: '/registre' })
  const { register, census } = answersOn(frame)
  const [line] = register.conventions
  if (line === undefined) throw new Error('no convention to make others of')
  const conventions = Array.from({ length: 150 }, (_, i) => ({
    ...line,
    conventionId: `psu-${i}-2017` as never
  }))
  const found = conventions.map(({ conventionId }) => ({ conventionId, by: [] }))
  const asked = { text: '', personne: 'FONTAINE', status: null, model: null, ends: null }
  const at = (page: number) =>
    pageOf(
      frame,
      registre(
        frame,
        { register: { ...register, conventions }, census, search: { found } as never },
        { ...asked, page }
      )
    )
  expect(at(1)).toContain('name="page" value="2">Suivante</button>')
  expect([at(1), at(2)].map(page => page.match(/<th scope="row">/g)?.length)).toEqual([100, 50])
  for (const [, address = ''] of at(2).matchAll(/(?:href|action)="([^"]*)"/g))
    expect(address).not.toContain('FONTAINE')
})

test('what is asked of one party is hers alone', () => {
  const frame = frameOn('2018-03-16')
  const asked = { who: 'moi', conventionId: psu2017Id, partie: 'gestionnaire' } as const
  const page = pageOf(frame, todo(frame, answersOn(frame), { ...askedOn(frame), asked: asked as never }))
  expect(page).toContain('Ce qui est attendu de moi')
  expect(page).not.toContain('mef-219200789-2023')
})

const everything = { text: '', personne: null, status: null, model: null, ends: null, page: 1 } as const

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
  const shown = shownLines(answers.register, null, { status: 'en-vigueur', model: psu.id, ends: null })
  expect(registerCsv(shown).trim().split('\r\n')).toHaveLength(2)
})

test('the conventions that end in a year, by their last days; the sheet has the same', () => {
  const frame = frameOn('2018-03-16', { path: '/registre' })
  const answers = answersOn(frame)
  const page = pageOf(frame, registre(frame, answers, everything))
  expect(page).toContain('<option value="2020">2020</option>')
  const [psuLine, other] = answers.register.conventions.toSorted(({ conventionId }) =>
    conventionId === psu2017Id ? -1 : 1
  )
  if (psuLine === undefined || other === undefined) throw new Error('two conventions are needed')
  const ending = (conventionId: string, lastDay: string | null) =>
    ({ ...psuLine, conventionId, lastDay, status: 'en-vigueur' }) as typeof psuLine
  const register = {
    ...answers.register,
    conventions: [
      ending('c-1', '2020-12-31'),
      ending('c-2', '2020-02-29'),
      ending('c-3', '2021-01-01'),
      ending('c-4', null)
    ]
  }
  const shown = shownLines(register, null, { status: null, model: null, ends: 2020 })
  expect(shown.lines.map(({ conventionId }) => `${conventionId}`)).toEqual(['c-2', 'c-1'])
  expect(shown.counts['en-vigueur']).toBe(2)
  expect(registerCsv(shown).match(/"c-\d"/g)).toEqual(['"c-2"', '"c-1"'])
})

test('where nothing is found, what else may be tried: a name is posted', () => {
  const frame = frameOn('2018-03-16', { path: '/registre' })
  const search = { found: [] } as never
  const of = (asked: object) =>
    pageOf(frame, registre(frame, { ...answersOn(frame), search }, { ...everything, ...asked })).replaceAll(
      '\u00a0',
      ' '
    )
  const byText = of({ text: 'Kervella' })
  expect(byText).toMatch(/method="post"[^>]*>\s*<input type="hidden" name="personne" value="Kervella">/)
  expect(byText).toContain('Chercher « Kervella » parmi les noms de personnes')
  expect(byText).not.toContain('tableau (CSV)')
  const byName = of({ personne: 'Kervella' })
  expect(byName).toContain('Aucune convention ne nomme « Kervella »')
  expect(byName).not.toContain('tableau (CSV)')
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

test('G18 Histoire: what was replaced is told from what it said to what it says', () => {
  const signed = {
    partie: 'gestionnaire',
    signataire: 'p-1960-1',
    qualite: 'Maire',
    signedOn: '2017-02-22',
    channel: 'papier'
  }
  const correcting = (at: string, signedOn: string) =>
    commandOn(`convention-${psu2017Id}`)(at, 'CorrectConvention', {
      corrections: [{ corrects: 4, instead: { type: 'SignConvention', data: { ...signed, signedOn } } }],
      motif: 'date mal lue'
    })
  const corrected = dossiersOf(
    journalOf([
      ...signedScheduled,
      correcting('2018-05-02T08:00:00Z', '2017-02-22'),
      correcting('2018-05-03T08:00:00Z', '2017-02-21')
    ])
  )
  const frame = frameOn('2018-06-01', { ofDossier: true, path: `/conventions/${psu2017Id}/histoire` })
  const page = pageOf(
    frame,
    histoire(
      frame,
      { history: corrected.history({ dossier: `convention-${psu2017Id}`, order: 'recording' }) },
      1
    )
  )
  for (const change of ['23/02/2017 → 22/02/2017', '22/02/2017 → 21/02/2017'])
    expect(page).toContain(`<li>Date de signature\u00a0: ${change}</li>`)
})

test('a wrong address comes back with each fault and what it said', () => {
  const page = textOf(
    problemPage(
      { assets: frameOn('2018-03-16').assets, base: '/avenant' },
      {
        title: 'Demande fautive',
        detail: '',
        faults: [{ path: 'on', message: "cette date n'existe pas : 2017-02-31" }],
        login: null
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
