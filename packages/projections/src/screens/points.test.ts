/** The screens that show a dossier at many points: the plane, two points compared, accesses, a command tried. */
import { dateCivile, type Instant, instant, shippedModels } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { whatIf } from '../questions/what-if'
import { acces } from './access'
import { axisOf } from './axis'
import { commandForms } from './command-forms'
import { comparer } from './compare'
import { type Frame, framed, type Screen } from './frame'
import { textOf } from './html'
import { plan } from './plane'
import { etSi } from './what-if'

const dossier = `convention-${psu2017Id}`
const psu = commandOn(dossier)
const HOSTILE = `<script>alert('x')</script>"`
const scheduled = [
  ...signedScheduled,
  psu('2018-03-16T08:00:00Z', 'SignalModification', {
    modificationId: 'm-import',
    changes: [
      {
        kind: 'identify-personne',
        personneId: 'p-9',
        personne: { nom: `<b>${HOSTILE}`, prenom: 'Paul', fonction: null, mail: null, telephone: null }
      },
      {
        kind: 'attribute-role',
        personneId: 'p-9',
        role: 'import',
        etablissementId: '201500086',
        rang: 'titulaire'
      }
    ],
    signalledOn: '2018-01-01',
    channel: 'courriel'
  }),
  psu('2018-03-16T08:01:00Z', 'ReviseAnnexe', { modificationId: 'm-import', establishedOn: '2018-01-01' }),
  psu('2018-03-17T08:01:00Z', 'ReceiveFormulaire', { modificationId: 'm-import', receivedOn: '2018-01-01' })
]
const journal = journalOf(scheduled, shippedModels, 'skip')
const index = dossiersOf(journal)
const on = (date: string) => dateCivile(date)

const frameOn = (date: string, path: string, params: Frame['here']['params'] = {}): Frame => ({
  base: '/avenant',
  point: { on: on(date), known: null },
  knownAt: null,
  today: on('2018-03-20'),
  zone: 'Europe/Paris',
  head: null,
  here: { path: `/conventions/${psu2017Id}${path}`, params },
  visitor: { kind: 'caf', partie: null },
  copies: true,
  dossier: {
    conventionId: psu2017Id,
    course: index.course({ conventionId: psu2017Id }),
    document: index.describe(psu2017Id, { on: on(date) })
  },
  tabs: [{ label: 'Dossier', path: '' }],
  assets: { style: '/avenant/assets/a.css', scripts: ['/avenant/assets/a.js'] }
})

/** Every page is whole, and nothing that was recorded is a tag of it, a style or a script. */
const pageOf = (frame: Frame, screen: Screen): string => {
  const page = textOf(framed(frame, screen))
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|<b>|undefined|\[object/)
  expect(page).not.toContain('\u202e')
  return page
}
const counted = (page: string, part: RegExp): number => [...page.matchAll(part)].length

test('an axis keeps the order, and leaves each gap its least', () => {
  const values = fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 40 })
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 2000 }), (values, most) => {
      const bounds = values.toSorted((a, b) => a - b)
      const { at, length } = axisOf(bounds, { least: 24, most })
      const places = bounds.map(at)
      expect(places[0]).toBe(0)
      expect(places.at(-1)).toBeCloseTo(length, 3)
      for (const [i, place] of places.entries())
        if (i > 0) expect(place - (places[i - 1] ?? 0)).toBeGreaterThanOrEqual(24 - 1e-6)
      const [first = 0, second = 0] = bounds
      const half = at((first + second) / 2)
      expect(half >= 0 && half <= (places[1] ?? 0)).toBe(true)
      expect([at(first - 1), at((bounds.at(-1) ?? 0) + 1)]).toEqual([0, length])
    })
  )
})

test('Le plan: the drawing and the table have the same areas, and each leads to the dossier at its point', () => {
  const plane = index.plane({ dossier })
  const frame = frameOn('2018-02-01', '/plan')
  const page = pageOf(frame, plan(frame, plane))
  expect(counted(page, /class="area /g)).toBe(plane.areas.length)
  const table = page.slice(page.indexOf('class="areas"'), page.indexOf('enregistré</h2>'))
  expect(counted(table, /<th scope="row">/g)).toBe(plane.areas.length)
  for (const { at } of plane.areas) {
    const known = at.knownAt === null ? '' : `known=${encodeURIComponent(at.knownAt)}`
    const address = `/avenant/conventions/${psu2017Id}?on=${at.on}${known === '' ? '' : `&amp;${known}`}`
    expect(counted(table, new RegExp(`href="${address.replace(/[?.]/g, '\\$&')}"`, 'g'))).toBeGreaterThan(0)
  }
  // Told late, with the days between; nobody who does not see the drawing is led into it.
  expect(page).toContain('74 jours après')
  expect(page).toContain('class="late"')
  expect(page).toMatch(/<svg class="plane"[^>]* aria-hidden="true"/)
  expect(counted(page, /<a [^>]*tabindex="-1"/g)).toBe(plane.areas.length)
})

test('Le plan says so where nothing is recorded, and leads to earlier recordings where there are more', () => {
  const frame = frameOn('2018-02-01', '/plan')
  const nothing = index.plane({ dossier, until: instant('2001-01-01T00:00:00Z') })
  expect(pageOf(frame, plan(frame, nothing))).toContain('Rien n&#39;est enregistré.')
  const plane = { ...index.plane({ dossier }), hasEarlier: true }
  expect(pageOf(frame, plan(frame, plane))).toContain(`avant=${encodeURIComponent(plane.from ?? '')}`)
})

const compared = (before: { on: string; knownAt?: Instant }, after: { on: string; knownAt?: Instant }) => {
  const asked = {
    conventionId: psu2017Id,
    before: { ...before, on: on(before.on) },
    after: { ...after, on: on(after.on) }
  }
  return {
    holders: index.holders(asked),
    differences: index.differences(psu2017Id, asked.before, asked.after)
  }
}

test('Comparer: who came, since when, how long after it was known, and by which act', () => {
  const frame = frameOn('2018-02-01', '/comparer', { vs: '2018-02-01' })
  const answers = compared(
    { on: '2018-02-01', knownAt: instant('2018-03-01T00:00:00Z') },
    { on: '2018-02-01' }
  )
  const page = pageOf(frame, comparer(frame, answers, { vs: '2018-02-01', vsKnown: '2018-03-01' }))
  expect(page).toMatch(
    /Début du rôle\u00a0:<\/strong> .*titulaire, depuis le 01\/01\/2018, appris 7[45] jours après/
  )
  expect(page).toContain('&lt;b&gt;&lt;script&gt;alert')
  expect(page).toContain('Claire FONTAINE, titulaire, depuis le 01/01/2017')
  expect(page).toMatch(/Réception du formulaire|Révision de l&#39;annexe/)
  expect(page).toContain('PSU, article\u00a0')
  expect(page).toContain('value="2018-03-01"')
  const rows = counted(page, /data-label="Établissement"/g)
  expect(rows).toBe(answers.holders.etablissements.length)
  const same = pageOf(
    frame,
    comparer(frame, compared({ on: '2018-02-01' }, { on: '2018-02-01' }), { vs: '', vsKnown: '' })
  )
  expect(same).toContain('Aucune différence.')
  expect(same).not.toContain('class="change')
})

test('P19 Comparer: at the end of the convention each role ends, and nobody has left', () => {
  const frame = frameOn('2021-01-01', '/comparer')
  const page = pageOf(
    frame,
    comparer(frame, compared({ on: '2020-12-31' }, { on: '2021-01-01' }), { vs: '', vsKnown: '' })
  )
  expect(page).toMatch(/Fin du rôle\u00a0:<\/strong> Claire FONTAINE, titulaire jusqu&#39;au 31\/12\/2020/)
  expect(page).not.toMatch(/[Dd]épart/)
  expect(page).toMatch(/<summary>Avec ce changement, \d+ autres<\/summary>/)
})

test('G16 Accès: a cell for each person, establishment and role; the one that is asked for tells each condition', () => {
  const frame = frameOn('2018-02-01', '/acces', { cellule: '201500086/import/p-1960-2', page: 1 })
  const asked = { conventionId: psu2017Id, on: on('2018-02-01') }
  const cell = { personneId: 'p-1960-2', etablissementId: '201500086', role: 'import' }
  const access = index.access({ ...asked, cell: cell as never })
  const page = pageOf(frame, acces(frame, access, { page: 1 }))
  expect(counted(page, /<button form="pourquoi"/g)).toBe(access.cells.length)
  expect(counted(page, />Oui<\/button>/g)).toBe(access.cells.filter(({ answer }) => answer === 'oui').length)
  expect(page).toContain('Claire FONTAINE ne peut pas utiliser le rôle «\u00a0')
  expect(page).toContain('L&#39;habilitation ne porte pas sur ce rôle')
  expect(page).toContain('value="201500086/import/p-1960-2" aria-current="true"')
  // Between an answer and why stands a mark.
  expect(page).toContain(
    'Non</button>\u00a0<span class="note">: rôle non attribué, rôle hors habilitation</span>'
  )
  const ended = pageOf(frame, acces(frame, index.access({ ...asked, on: on('2021-01-01') }), { page: 1 }))
  expect(ended).toContain(
    'Non</button>\u00a0<span class="note">: convention non en vigueur, sauf déclarations de 2020</span>'
  )
  const closed = pageOf(frame, acces(frame, index.access(asked), { page: 1 }))
  expect(closed).not.toContain('Pourquoi')
  const none = index.access({ ...asked, knownAt: instant('2001-01-01T00:00:00Z') })
  expect(pageOf(frame, acces(frame, none, { page: 1 }))).toContain(
    'Il ne peut pas être répondu : aucune convention « psu-1960-2017 » n&#39;est connue à ce moment.'.replace(
      / (?=[:»])|(?<=«) /g,
      '\u00a0'
    )
  )
})

const forms = commandForms(psu2017Id)
const frame = frameOn('2018-07-01', '/et-si')
const answered = (tried: Parameters<typeof etSi>[1]['tried'], command = '{}') =>
  pageOf(frame, etSi(frame, { forms, type: 'TerminateConvention', command, tried }))

test('Et si: a command is chosen by its name, and written from its example', () => {
  const page = answered(null, JSON.stringify(forms[3]?.example))
  expect(page).toContain('<option value="TerminateConvention" selected>Résiliation de la convention</option>')
  expect(counted(page, /<option /g)).toBe(forms.length)
  expect(page).toContain('<form method="post" action="/avenant/conventions/psu-1960-2017/et-si"')
  // What opens a convention is not given to one that is there.
  expect(forms.map(({ type }) => type)).not.toContain('DraftConvention')
  for (const { example, type } of forms) expect(example).toMatchObject({ type })
})

test('Et si: what is written comes back as it was, whatever is in it', () => {
  const written = `{"nom":"\u202e<b>محمد</b> & \\"x\\""}`
  const page = answered(null, written)
  const [, field = ''] = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(page) ?? []
  const read = field
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  expect(JSON.parse(read)).toEqual(JSON.parse(written))
})

test('Et si: what would differ of the annexes, the accesses and the deadlines, or each refusal with its article and path', () => {
  const recorded = journalOf([
    ...signedScheduled,
    psu('2018-06-01T08:00:00Z', 'TerminateConvention', { on: '2018-07-01', manquement: HOSTILE })
  ])
  const isTried = ({ type }: { readonly type: string }) => type === 'ConventionTerminated'
  const said = whatIf(shippedModels)({
    conventionId: psu2017Id,
    on: on('2018-07-01'),
    at: instant('2018-06-01T08:00:00Z'),
    journal: recorded.filter(one => !isTried(one) && !one.stream.includes('mef')),
    events: recorded.filter(isTried)
  })
  expect(E.isRight(said)).toBe(true)
  if (E.isLeft(said)) return
  const page = answered({ outcome: 'accepted', whatIf: said.right })
  expect(page).toContain('elle enregistrerait «\u00a0Résiliation de la convention\u00a0»')
  expect(page).toContain('ne sont plus en vigueur')
  expect(page).toContain('ne peut pas')
  expect(page).toContain('n&#39;aurait plus lieu')
  const refused = answered({
    outcome: 'refused',
    refusals: [
      {
        code: 'x',
        path: 'data.on',
        article: { source: 'PSU', article: '2.4' },
        computation: '01/01/2017 + 1 mois = 01/02/2017',
        facts: {},
        sentence: `avant ${HOSTILE}\u202e`
      } as never
    ]
  })
  for (const part of [
    '1 motif',
    'Avant &lt;script',
    '<code>data.on</code>',
    'PSU, article\u00a02.4',
    '01/02/2017'
  ])
    expect(refused).toContain(part)
  const faulty = answered({
    outcome: 'faulty',
    sentence: 'à reprendre',
    faults: [{ path: 'data', message: 'absent' }]
  })
  expect(faulty).toContain('<code>data</code>\u00a0: absent')
})
