import { dateCivile } from '@avenant/domain'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Deadline } from '../questions/deadlines/answer'
import { yearsAround } from './days'
import type { Frame } from './frame'
import { textOf } from './html'
import { type TodoAsked, todo } from './todo'
import { todoCsv } from './todo-csv'
import { ofUrgency, todoDeadlines, type Urgency } from './todo-items'

const index = dossiersOf(journalOf(signedScheduled))
const on = dateCivile('2018-09-01')
const asked: TodoAsked = {
  ...yearsAround(on),
  since: yearsAround(on).from,
  asked: { who: 'tous' },
  nature: null,
  urgency: null,
  page: 1
}
const frame: Frame = {
  base: '',
  point: { on, known: null },
  knownAt: null,
  today: on,
  zone: 'Europe/Paris',
  head: null,
  here: { path: '/a-faire', params: {} },
  visitor: { kind: 'caf', partie: null },
  dossier: null,
  copies: true,
  tabs: [],
  assets: { style: '/a.css', scripts: [] }
}
const register = index.register({ on, knownAt: null })
const { deadlines: all, ...head } = index.deadlines({ ...yearsAround(on), on, knownAt: null })

/** The first échéance again, with other values. */
const answers = (...others: ReadonlyArray<Partial<Deadline>>) => {
  const [first] = all
  if (first === undefined) throw new Error('no échéance to make others of')
  return {
    register,
    deadlines: {
      ...head,
      deadlines: others.map(
        (other, i): Deadline => ({ ...first, occurrence: `${i}`, done: null, late: false, ...other })
      )
    }
  }
}
const pageOf = (given: ReturnType<typeof answers>, more: Partial<TodoAsked> = {}): string =>
  textOf(todo(frame, given, { ...asked, ...more }).main).replaceAll('\u00a0', ' ')
const rowsOf = (given: ReturnType<typeof answers>, more: Partial<TodoAsked> = {}) =>
  todoCsv(given, { ...asked, ...more, on })
    .trim()
    .split('\r\n')
    .slice(1)
    .map(row => row.slice(1, -1).split('";"'))

const owed = {
  label: 'Justificatifs de 2017',
  nature: 'a-faire',
  state: 'passee',
  due: dateCivile('2018-03-31')
} as const
const possible = {
  label: 'Dernier jour du préavis',
  nature: 'possible',
  state: 'passee',
  due: dateCivile('2018-04-01')
} as const
const byItself = {
  label: 'Prise d’effet',
  nature: 'de-soi',
  state: 'passee',
  due: dateCivile('2018-05-01'),
  who: []
} as const
const coming = {
  label: 'Justificatifs de 2018',
  nature: 'a-faire',
  state: 'a-venir',
  due: dateCivile('2018-09-30')
} as const

test('G6 what somebody owed is never told to have asked for nothing: nothing recorded says whether it was done', () => {
  const given = answers(owed, possible, byItself)
  const page = pageOf(given)
  expect(page).toContain('0 échéance en retard, 1 échéance passée sans suite enregistrée, ')
  const over = pageOf(given, { urgency: 'passe' })
  expect([over.includes(owed.label), over.includes(possible.label), over.includes('Prise d’effet')]).toEqual([
    false,
    true,
    true
  ])
  const withoutSequel = pageOf(given, { urgency: 'sans-suite' })
  expect(withoutSequel).toContain('il y a 154 jours, sans suite enregistrée')
  expect([withoutSequel.includes(owed.label), withoutSequel.includes(possible.label)]).toEqual([true, false])
  expect(rowsOf(given).map(([urgency]) => urgency)).toEqual(
    expect.arrayContaining(['passé, sans suite enregistrée', 'passé', 'passé'])
  )
  // Where nothing is so, nothing is said of it.
  expect(pageOf(answers(possible))).not.toContain('sans suite')
})

test('G6 the sheet says who must act and who only may, of which gestionnaire', () => {
  const [must, may, itself] = ['a-faire', 'possible', 'de-soi'].map(
    nature => rowsOf(answers({ ...owed, nature: nature as Deadline['nature'] }))[0]
  )
  const who = owed.nature === 'a-faire' ? must?.[6] : ''
  expect(must?.slice(1, 2)).toEqual(['à faire'])
  expect(must?.[4]).toMatch(/^[A-Z]/)
  expect([must?.[7], may?.[6], may?.[7], may?.[1], itself?.[1]]).toEqual(['', '', who, 'possible', 'de soi'])
})

test('the sheet and the calendar are of what is shown: of one urgency, of one nature', () => {
  const given = answers(owed, possible, coming)
  const dated = (urgency: Urgency | null) =>
    rowsOf(given, { urgency }).filter(row => row[1] !== 'à vérifier').length
  expect([dated(null), dated('mois'), dated('sans-suite'), dated('passe')]).toEqual([3, 1, 1, 1])
  expect(ofUrgency(given.deadlines, 'mois', on).deadlines.map(({ label }) => label)).toEqual([coming.label])
  expect(ofUrgency(given.deadlines, null, on).deadlines).toHaveLength(3)
  expect(todoDeadlines(given.deadlines, { ...asked, nature: 'possible' }).deadlines).toHaveLength(1)
  expect(rowsOf(given, { nature: 'possible' }).map(row => row[1])).toEqual(['possible'])
  expect(pageOf(given, { nature: 'a-faire' })).not.toContain(possible.label)
  const page = pageOf(given, { urgency: 'mois' })
  expect(page).toContain(`tableau (CSV)</a>, 1 ligne ;`)
})

test('an alert says what is wrong where it stands: its title is that of all of its kind', () => {
  const line = register.conventions.find(({ alertes }) => alertes > 0) ?? register.conventions[0]
  if (line === undefined) throw new Error('no convention')
  const titre = 'Date de la convention dans les annexes'
  const computation = "l'annexe nomme la convention du 14/02/2019"
  const given = {
    ...answers(),
    register: {
      ...register,
      conventions: [
        { ...line, premisses: [], recoupements: [], constats: [{ titre, computation, article: null }] }
      ]
    }
  } as unknown as ReturnType<typeof answers>
  const page = pageOf(given)
  const [, alert = ''] = page.split('id="alerte"')
  expect(alert.replace(/<details[\s\S]*?<\/details>/g, '')).toContain(
    'L&#39;annexe nomme la convention du 14/02/2019.'
  )
})
