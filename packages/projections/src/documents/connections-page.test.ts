/** The connections of an habilitation as a file that a person can open. After a wanted change: `UPDATE_GOLDEN=1`, and read the difference. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateCivile, HabilitationId, instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'
import { connectionsHtml } from './html'
import { connectionsMarkdown } from './markdown'

const habilitationId = read(HabilitationId, 'h-1960-1')
const portail = { kind: 'systeme', id: 'portail' } as const
const fails = (at: string, origin: string) =>
  commandOn('access-h-1960-1')(at, 'RecordConnection', { at, outcome: 'echouee', origin }, portail)
const on = commandOn('habilitation-h-1960-1')
const agents: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const story = (origin: string, motif: string) =>
  dossiersOf(
    journalOf([
      ...agents,
      on('2017-03-02T09:00:00Z', 'SendPassword', { on: '2017-03-02', occasion: 'premiere-connexion' }),
      on('2017-03-02T10:00:00Z', 'ChangePassword', { on: '2017-03-02' }, portail),
      connects('h-1960-1', '2017-03-05T23:30:00Z'),
      fails('2017-03-30T21:02:00Z', origin),
      on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
        anomalyId: 'a-1',
        rule: 'echecs-repetes',
        finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
        on: '2017-03-31'
      }),
      on('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' }),
      on('2017-04-02T09:00:00Z', 'BlockAccess', { from: '2017-04-02', cause: 'incident', motif }),
      on('2017-04-03T09:00:00Z', 'UnblockAccess', { from: '2017-04-03', motif: 'Origine reconnue' }),
      connects('h-1960-1', '2017-04-04T08:00:00Z')
    ])
  )
const index = story('203.0.113.7', 'Essais répétés')
const asked = { habilitationId, on: dateCivile('2017-05-20') }

test('A1 M15 the state of an access, what was made of it and each connection, as a page', () => {
  const text = connectionsMarkdown(index.connections(asked))
  const path = join(__dirname, 'golden', 'h-1960-1-2017-05-20-connections.md')
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})

test('G2 it says as known when, and of which days its connections are', () => {
  const page = connectionsMarkdown(
    index.connections({ ...asked, from: dateCivile('2017-03-30'), knownAt: instant('2017-03-31T00:00:00Z') })
  )
  expect(page).toContain(
    'État des connaissances : 31/03/2017 à 02:00:00 (heure de Paris), connexions à partir du 30/03/2017'
  )
  expect(page).toContain('0 connexion réussie, 1 tentative échouée')
  expect(page).not.toContain('Anomalies')
})

test('of what nothing is recorded it says so', () => {
  const page = connectionsMarkdown(
    index.connections({ habilitationId: read(HabilitationId, 'h-0'), on: asked.on })
  )
  expect(page).toContain("Rien n'est enregistré de cette habilitation à ce moment")
  expect(page).toContain('0 connexion réussie, 0 tentative échouée')
})

test('G12 P13 a whole page in French, with one h1, captions and a scope for every th; what a portal tells as an origin is a text', () => {
  const html = connectionsHtml(story('<b>|`x`', '<script>').connections(asked))
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  expect(html.match(/<th /g)?.length).toBe(html.match(/<th scope=/g)?.length)
  expect(html.match(/<table/g)?.length).toBe(html.match(/<caption>/g)?.length)
  expect(html).not.toMatch(/<b>|<script>/)
  expect(html).toContain('&lt;b&gt;')
  expect(connectionsMarkdown(story('<b>|`x`', '<script>').connections(asked))).not.toMatch(
    /<b>|<script>|[^\\]\|`x/
  )
})
