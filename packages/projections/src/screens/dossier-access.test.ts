import { dateCivile } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { accessHtml } from './dossier-access'
import type { Frame } from './frame'
import { textOf } from './html'

const index = dossiersOf(
  journalOf([
    ...signedScheduled,
    commandOn('habilitation-h-1960-1')('2018-03-20T09:00:00Z', 'ReportEndOfMission', {
      departedOn: '2018-03-10',
      reportedOn: '2018-03-18'
    })
  ])
)

const shownOn = (day: string): string => {
  const on = dateCivile(day)
  const frame: Frame = {
    base: '',
    point: { on, known: null },
    knownAt: null,
    today: dateCivile('2018-05-01'),
    zone: 'Europe/Paris',
    head: null,
    here: { path: '/', params: {} },
    visitor: { kind: 'caf', partie: null },
    dossier: null,
    copies: true,
    tabs: [],
    assets: { style: '/a.css', scripts: [] }
  }
  return textOf(accessHtml(frame, index.access({ conventionId: psu2017Id, on }))).replaceAll('\u00a0', ' ')
}

test('G16 a dossier says of whom the annexes still give a role that her access is closed, and since when', () => {
  const [before, after] = [shownOn('2018-03-05'), shownOn('2018-03-15')]
  expect(before).toContain('peuvent agir.')
  expect(before).not.toContain('Claire FONTAINE')
  expect(after).toMatch(
    /Claire FONTAINE, [^:]*Approbateur[^:]* : mission terminée : premier jour sans accès, le 10\/03\/2018/
  )
  expect(after).toContain(`href="/conventions/${psu2017Id}/acces?on=2018-03-15"`)
})

test('G16 while the convention is not in force nothing is said of access: nobody may act', () => {
  expect(shownOn('2021-06-01')).toBe('')
  expect(shownOn('2016-01-01')).toBe('')
})
