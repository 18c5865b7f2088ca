import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { quickstart } from './main'

const folder = mkdtempSync(join(tmpdir(), 'avenant-quickstart-'))
const places = { store: `sqlite:${join(folder, 'avenant.db')}`, folder: join(folder, 'out') }
afterAll(() => rmSync(folder, { recursive: true }))

const journal = (): string => readFileSync(join(places.folder, 'journal.ndjson'), 'utf8')

test('G13 played twice it says the same and adds nothing', async () => {
  const first = await quickstart(places)
  if (E.isLeft(first)) throw new Error(first.left)
  const recorded = journal()
  expect(recorded.split('\n').length).toBeGreaterThan(25)
  expect(await quickstart(places)).toEqual(first)
  expect(journal()).toBe(recorded)
})

test('G12 the refused command is shown with its article and its computation', async () => {
  const told = await quickstart(places)
  if (E.isLeft(told)) throw new Error(told.left)
  const [, refused = ''] = told.right.split('Une commande refusée')
  expect(refused).toContain('ReceiveFormulaire')
  expect(refused).toContain('PSU, article 2.1')
  expect(refused).toContain('3 personnes > 2 au plus')
})

test('G1 a difference is told with its cause as people name it, and where it stands', async () => {
  const told = await quickstart(places)
  if (E.isLeft(told)) throw new Error(told.left)
  const words = told.right.replace(/[│\s]+/g, ' ')
  expect(words).toContain("Octroi d'une dérogation, enregistré le")
  expect(words).toContain('DérogationGranted')
})

test('G10 no stream name holds a name', () => {
  const names = /VASSEUR|FONTAINE|DIALLO|MORVAN|FERRAND|MARCHAIS|TORCY|DELAUNAY|ROCHETTE|BERTIN/i
  const streams = journal()
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line).stream)
  expect(new Set(streams).size).toBe(8)
  expect(streams.filter(stream => names.test(stream))).toEqual([])
})
