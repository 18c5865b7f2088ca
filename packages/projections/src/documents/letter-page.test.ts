/**
 * The letters, and the connections on paper, whole, as files that a person can open. After a wanted change:
 * `UPDATE_GOLDEN=1 npx jest packages/projections/src/documents/letter-page`, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateCivile, HabilitationId, instant, visible } from '@avenant/domain'
import { psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'
import type { Letter } from '../questions/letter'
import { connectionsHtml, letterHtml } from './html'
import { connectionsMarkdown, letterMarkdown } from './markdown'
import { STYLE } from './style'

const habilitationId = read(HabilitationId, 'h-1960-1')
const on = commandOn('habilitation-h-1960-1')
const steps: ReadonlyArray<AnyScheduled> = [
  ...psu2017,
  ...psu2017Habilitations,
  connects('h-1960-1', '2017-03-03T08:00:00Z'),
  commandOn('access-h-1960-1')(
    '2017-03-30T21:02:00Z',
    'RecordConnection',
    { at: '2017-03-30T21:02:00Z', outcome: 'echouee', origin: '203.0.113.7' },
    { kind: 'systeme', id: 'portail' }
  ),
  on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
    anomalyId: 'a-1',
    rule: 'echecs-repetes',
    finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
    on: '2017-03-31'
  }),
  on('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' }),
  on('2017-04-03T09:00:00Z', 'ReportIncident', {
    incidentId: 'i-1',
    kind: 'perte',
    foundOn: '2017-04-02',
    toldOn: '2017-04-03',
    recit: 'carnet égaré'
  }),
  on('2017-04-03T10:00:00Z', 'BlockAccess', {
    from: '2017-04-03',
    cause: 'incident',
    motif: 'codes perdus',
    incidentId: 'i-1'
  }),
  on('2017-04-06T10:00:00Z', 'UnblockAccess', { from: '2017-04-06', motif: 'codes renouvelés' })
]
const corrected = on('2017-04-10T09:00:00Z', 'CorrectHabilitation', {
  corrections: [
    { corrects: 3, instead: null },
    { corrects: 2, instead: null }
  ],
  motif: 'autre personne'
})
const index = dossiersOf(journalOf(steps))
const letterOf = (act: number, from = index): Letter => from.letter({ habilitationId, act })
const anomaly = letterOf(2)
const blocked = letterOf(5)
const acknowledged = index.letter({ habilitationId, act: 0, knownAt: instant('2017-02-28T12:00:00Z') })
const unused = index.letter({ habilitationId, on: dateCivile('2017-06-01') })
const withdrawn = letterOf(2, dossiersOf(journalOf([...steps, corrected])))
const connections = index.connections({ habilitationId, on: dateCivile('2017-06-01') })

/** The style sheet has no place in a file that shows what a page says. */
const withoutStyle = (html: string): string => html.replace(STYLE, '')

test.each([
  ['letter-anomaly.md', letterMarkdown(anomaly)],
  ['letter-anomaly.html', withoutStyle(letterHtml(anomaly))],
  ['letter-anomaly-withdrawn.md', letterMarkdown(withdrawn)],
  ['letter-block.md', letterMarkdown(blocked)],
  ['letter-request.md', letterMarkdown(acknowledged)],
  ['letter-unused.md', letterMarkdown(unused)],
  ['connections-2017-06-01.md', connectionsMarkdown(connections)],
  ['connections-2017-06-01.html', withoutStyle(connectionsHtml(connections))]
])('P8 P14 P17 P18 %s', (file, text) => {
  const path = join(__dirname, 'golden', file)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})

test('G1 what was withdrawn stands first, and nobody is to sign it', () => {
  const page = letterMarkdown(withdrawn)
  expect(page.indexOf('## Acte retiré : ce courrier ne vaut plus')).toBe(page.indexOf('## '))
  expect(page).toContain('motif : autre personne')
  expect(page).not.toContain('Nom, qualité, signature')
  expect(letterMarkdown(anomaly)).toContain('Nom, qualité, signature')
})

test.each([
  ['letter', letterHtml(anomaly)],
  ['letter of a block', letterHtml(unused)],
  ['no letter', letterHtml(letterOf(1))],
  ['connections', connectionsHtml(connections)]
])('%s: a whole page, in French, with one h1, captions, and a scope for every th', (_, html) => {
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  const parts = (/<title>([^<]*)/.exec(html)?.[1] ?? '').toLowerCase().split(' – ')
  for (const [i, part] of parts.entries())
    expect(parts.filter((other, j) => i !== j && other.includes(part))).toEqual([])
  expect(html.match(/<th /g)?.length ?? 0).toBe(html.match(/<th scope=/g)?.length ?? 0)
  expect(html.match(/<table/g)?.length ?? 0).toBe(html.match(/<caption>/g)?.length ?? 0)
})

/** An answer with a text wherever a person wrote one: a command would be refused with some of them. */
const put = <A>(answer: A, ...written: ReadonlyArray<string>) => {
  const text = JSON.stringify(answer)
  return (nom: string): A =>
    JSON.parse(written.reduce((all, one) => all.replaceAll(one, JSON.stringify(nom).slice(1, -1)), text))
}
const hostile = [
  '<script>alert(1)</script>',
  '</h1>',
  '](javascript:x)',
  '| a |',
  '# titre',
  'a\u202eb',
  '\u200b',
  '"><img src=x>',
  'a\nb'
]
test.each(hostile)('G14 %j is a text in a letter, and in connections', text => {
  const letters = [
    put(blocked, 'codes perdus', 'FONTAINE', 'COMMUNE DE SCEAUX')(text),
    put(withdrawn, 'autre personne')(text)
  ]
  const uses = put(connections, 'FONTAINE', 'codes perdus', '203.0.113.7', 'carnet égaré')(text)
  const pages = [...letters.map(letterHtml), connectionsHtml(uses)]
  const texts = [...letters.map(letterMarkdown), connectionsMarkdown(uses)]
  for (const page of [...pages, ...texts]) expect(page).toBe(visible(page))
  for (const page of pages) {
    expect(page).not.toMatch(/<script|<img/)
    expect(page.match(/<h1>/g)).toHaveLength(1)
  }
  for (const page of texts) {
    expect(page).not.toMatch(/(?<!\\)\]\(javascript/)
    expect(page.match(/^# /gm)).toHaveLength(1)
  }
})

test('A1 M9 no letter and no page of connections speaks of what a password is, nor in whose words an incident was told', () => {
  for (const page of [letterHtml(blocked), letterHtml(unused), letterHtml(acknowledged)])
    expect(page).not.toContain('carnet')
})
