import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { avenant, examples } from './child'

const relais = join(examples, 'own-model', 'relais.json')
const folder = mkdtempSync(join(tmpdir(), 'avenant-model-'))
afterAll(() => rmSync(folder, { recursive: true }))
const whole = JSON.parse(readFileSync(relais, 'utf8'))
const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(content))
  return join(folder, name)
}

test('G11 a good model is 0: what it says in French, and what was done of it', async () => {
  const { code, faults, text } = await avenant('model', 'check', relais)
  expect([code, faults]).toEqual([0, []])
  expect(text).toContain(`bon : ${relais} – Convention territoriale`)
  expect(text).toContain('Animation du relais')
  expect(text).toContain('fait : elle prend effet (effect)')
})

test('G11 G15 every fault of every file is told at once with its path, and is 2', async () => {
  const one = file('un.json', { ...whole, zone: 'Mars', annexes: [{ ...whole.annexes[0], sections: [] }] })
  const two = file('deux.json', { extends: { id: 'nul', version: 1 }, id: 'deux', version: 1 })
  const { code, faults, text } = await avenant('model', 'check', one, join(folder, 'trois.json'), two)
  expect([code, text]).toEqual([2, ''])
  expect(faults).toEqual(
    expect.arrayContaining([
      `fichier introuvable : ${join(folder, 'trois.json')}`,
      expect.stringContaining(`${one} : zone : `),
      expect.stringContaining(`${two} : extends : modèle inconnu : nul version 1`)
    ])
  )
})

test('G11 what cannot be done is told with its path and why, and is 1', async () => {
  const [first, ...roles] = whole.roles
  const impossible = { ...whole, roles: [{ ...first, min: 5000, cap: null }, ...roles] }
  const { code, text } = await avenant('model', 'check', file('foule.json', impossible))
  expect(code).toBe(1)
  expect(text).toMatch(/^à revoir : .*\n {2}impossible : ses rôles sont tenus \(roles\[0\]\.min\) : /)
})

test('bad usage is 2 and says the good one', async () => {
  for (const argv of [[], ['check'], ['play', relais]])
    expect(await avenant('model', ...argv)).toMatchObject({
      code: 2,
      faults: [expect.stringContaining('check')]
    })
  expect(await avenant('model', '--help')).toMatchObject({ code: 0 })
})
