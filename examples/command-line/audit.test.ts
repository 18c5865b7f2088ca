import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { psu as psuModel } from '@avenant/domain'
import { openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { admitted, conventionsOf } from '../../packages/avenant/src/cli/conventions'
import { today } from '../../packages/avenant/src/cli/known-at'
import type { Said } from '../../packages/avenant/src/program'
import { quickstart } from '../quickstart/main'
import { avenant } from './child'

const folder = mkdtempSync(join(tmpdir(), 'avenant-audit-'))
const file = join(folder, 'avenant.db')
const journal = join(folder, 'journal.ndjson')
const psu = ['--convention', 'psu-1960-2017']
const mef = ['--convention', 'mef-219200789-2023']

beforeAll(async () => {
  expect(await quickstart({ store: `sqlite:${file}`, folder })).toMatchObject({ _tag: 'Right' })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Both sources must say the same. */
const ask = async (...argv: ReadonlyArray<string>): Promise<Said> => {
  const [fromStore, fromJournal] = [
    await annexes(['--store', file, ...argv, '--format', 'json']),
    await annexes(['--journal', journal, ...argv, '--format', 'json'])
  ]
  expect(fromJournal).toEqual(fromStore)
  expect(fromStore.faults).toEqual([])
  return fromStore
}
const annexes = (argv: ReadonlyArray<string>): Promise<Said> => avenant('annexes', ...argv)
const differences = (argv: ReadonlyArray<string>): Promise<Said> => avenant('differences', ...argv)
const faultsOf = ({ text, faults, code }: Said): ReadonlyArray<string> =>
  code < 2 ? [`not refused: ${text}`] : faults

describe('the dates of the signed PSU convention', () => {
  test('P27 on 15/01/2017 as known 01/02/2017: none in force, not yet signed', async () => {
    const { text, code } = await ask(...psu, '--on', '2017-01-15', '--known-at', '2017-02-01')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({ situation: { status: 'projet' }, annexes: [] })
  })

  test.each([
    ['2017-01-15', ['--known-at', '2017-03-01'], 1],
    ['2017-08-31', [], 1],
    ['2017-09-01', [], 0],
    ['2020-12-31', [], 0]
  ])('P3 P27 on %s %j: annexes 1, 2, 3, with %i dérogation', async (on, known, derogations) => {
    const { text, code } = await ask(...psu, '--on', on, ...known)
    expect(code).toBe(0)
    const answer = JSON.parse(text)
    expect(answer.annexes.map((annexe: { numero: number }) => annexe.numero)).toEqual([1, 2, 3])
    expect(answer.annexes[0].sections[0].etablissements).toHaveLength(4)
    expect(answer.annexes[1].sections[0].personnes).toHaveLength(2)
    expect(answer.annexes[2].sections[0].derogations).toHaveLength(derogations)
    expect(answer.situation).toMatchObject({ firstDay: '2017-01-01', lastDay: '2020-12-31' })
  })

  test('P27 on 01/01/2021: ended', async () => {
    const { text, code } = await ask(...psu, '--on', '2021-01-01')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({ situation: { status: 'terminee', endCause: 'terme' } })
  })
})

describe('the dates of the signed convention « Structures »', () => {
  test('M17 on 20/07/2023: none in force', async () => {
    const { text, code } = await ask(...mef, '--on', '2023-07-20')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({ situation: { status: 'a-venir' }, annexes: [] })
  })

  test.each([
    ['2023-07-26', 0],
    ['2030-07-26', 7]
  ])('M12 M18 on %s: two persons, five establishments, renewal %i', async (on, renewal) => {
    const { text, code } = await ask(...mef, '--on', on)
    expect(code).toBe(0)
    const answer = JSON.parse(text)
    const [personnes, etablissements] = answer.annexes[0].sections
    expect(personnes.personnes).toHaveLength(2)
    expect(etablissements.etablissements).toHaveLength(5)
    expect(answer.situation.term.renewal).toBe(renewal)
  })
})

describe('differences', () => {
  test('P3 the dérogation ends on 31/08/2017, and the event that granted it is the cause', async () => {
    const told = await differences([
      ...['--store', file, ...psu, '--from', '2017-08-31', '--to', '2017-09-01', '--format', 'json']
    ])
    const answer = JSON.parse(told.text)
    expect(answer.differences).toHaveLength(1)
    expect(answer.differences[0]).toMatchObject({
      kind: 'derogation',
      after: null,
      cause: { type: 'DérogationGranted' }
    })
    expect(told.code).toBe(0)
  })

  test('G2 hindsight is a difference between two knowledges of one date', async () => {
    const told = await differences([
      ...['--journal', journal, ...psu, '--from', '2017-01-15'],
      ...['--known-from', '2017-02-01', '--known-to', '2017-03-01', '--format', 'json']
    ])
    expect(JSON.parse(told.text).differences).toMatchObject([{ cause: { type: 'ConventionSigned' } }])
  })

  test('two days alike have none', async () => {
    const told = await differences(['--store', file, ...psu, '--from', '2018-01-01', '--to', '2018-01-02'])
    expect(told).toMatchObject({ code: 1 })
  })
})

describe('bad usage and bad input', () => {
  test('G15 every fault of the command line is told, a line each', async () => {
    expect(faultsOf(await annexes(['--on', '2017-02-30', '--format', 'pdf', '--known-at', 'hier']))).toEqual([
      'il manque --store FICHIER ou --journal FICHIER.ndjson',
      'il manque --convention ID',
      "--on : cette date n'existe pas : 2017-02-30",
      expect.stringContaining('--known-at : attendu'),
      '--format : inconnu : pdf ; valeurs admises : md, json, html, csv'
    ])
  })

  test('an option given twice is refused: the last would win in silence', async () => {
    expect(faultsOf(await annexes(['--on', '2017-01-01', '--on', '2018-01-01']))).toEqual([
      'option donnée deux fois : --on <date>'
    ])
  })

  test('G2 what will be known in the future is refused, the rest of today is not', async () => {
    const asked = ['--store', file, ...psu, '--on', '2017-01-15', '--known-at']
    expect(faultsOf(await annexes([...asked, '2999-01-01']))).toEqual([
      "--known-at : ce moment est dans l'avenir"
    ])
    expect(await annexes([...asked, today('Europe/Paris')])).toMatchObject({ code: 0 })
  })

  test('a convention that the journal does not know is no answer about a date', async () => {
    for (const source of [
      ['--store', file],
      ['--journal', journal]
    ])
      expect(
        faultsOf(await annexes([...source, '--convention', 'psu-1960-2018', '--on', '2017-01-15']))
      ).toEqual([
        'convention inconnue de ce journal : psu-1960-2018 ; valeurs admises : mef-219200789-2023, psu-1960-2017'
      ])
    expect(faultsOf(await annexes(['--store', 'memory:', ...psu, '--on', '2017-01-15']))).toHaveLength(1)
  })

  test('of many conventions, twenty are told, first those whose name is like the one asked for', () => {
    const streams = Array.from({ length: 30 }, (_, i) => `convention-mef-${i + 10}`)
    const told = admitted([...streams, 'convention-psu-1960-2017', 'convention-psu-1960-2017'], 'PSU')
    expect(told).toMatch(/^valeurs admises : psu-1960-2017, mef-10, mef-11, .*, mef-28 et 11 autres$/)
    expect(admitted([], 'psu')).toBe("il n'en contient aucune")
  })

  test('an engine that keeps no list of its streams is read through', async () => {
    const opened = await openEventStore(`sqlite:${file}`, { readOnly: true })()
    if (E.isLeft(opened)) throw new Error(opened.left.message)
    const listed = await conventionsOf(opened.right)
    const code = 'NO_STREAM_LIST'
    const fault = { _tag: 'StoreUnavailable', code, retryable: false, message: '' } as const
    const withoutList = {
      ...opened.right,
      streams: async function* () {
        yield E.left(fault)
      }
    }
    expect(listed).toMatchObject({ right: expect.arrayContaining(['convention-psu-1960-2017']) })
    expect(
      E.map((names: ReadonlyArray<string>) => [...names].sort())(await conventionsOf(withoutList))
    ).toEqual(listed)
    await opened.right.close()
  })

  test('unknown options and arguments too many are refused', async () => {
    expect(faultsOf(await annexes(['--quand', '2017-01-01']))).toEqual(['option inconnue : --quand'])
    expect(faultsOf(await annexes(['--on']))).toEqual(['il manque la valeur de --on <date>'])
    expect(faultsOf(await annexes(['2017-01-01']))).toEqual(['arguments en trop : 2017-01-01'])
  })

  test('a missing file is not made', async () => {
    const missing = join(folder, 'missing.db')
    for (const source of [
      ['--store', missing],
      ['--store', `sqlite:${missing}`],
      ['--journal', missing]
    ])
      expect(faultsOf(await annexes([...source, ...psu, '--on', '2017-01-15']))).toEqual([
        expect.stringMatching(/^impossible (?:de lire|d'ouvrir) .*missing\.db/)
      ])
    expect(() => readFileSync(missing)).toThrow('ENOENT')
  })

  test('a store may be named by its address; a fault of one is one line without its password', async () => {
    const asked = [...psu, '--on', '2017-08-31']
    expect(await annexes(['--store', `sqlite:${file}`, ...asked])).toEqual(
      await annexes(['--store', file, ...asked])
    )
    for (const address of ['mysql://moi:secret@ici/base', 'postgres://moi:secret@127.0.0.1:1/base']) {
      const faults = faultsOf(await annexes(['--store', address, ...asked]))
      expect(faults).toEqual([expect.stringMatching(/^impossible d'ouvrir .*[^\n]$/)])
      expect(faults[0]).not.toContain('secret')
    }
  })

  test('what only looks like an address is a file, and a mistyped address is none', async () => {
    const asked = [...psu, '--on', '2017-08-31']
    const here = process.cwd()
    process.chdir(folder)
    try {
      for (const name of [
        'caf:92.db',
        'c:92.db',
        'avenant-2017:01.db',
        'Caf:92.db',
        'a+b:c.db',
        'sqlite-92.db'
      ]) {
        copyFileSync(file, name)
        expect(await annexes(['--store', name, ...asked])).toMatchObject({ code: 0 })
      }
      const before = readdirSync(folder)
      for (const address of [
        'postgre://ici/base',
        'mysql://ici/base',
        'Esdbs://ici',
        'postgres:ici',
        'memory:x'
      ])
        expect(faultsOf(await annexes(['--store', address, ...asked]))).toEqual([
          expect.stringContaining('attendu : sqlite:fichier.db, postgres://…, esdb://… ou memory:')
        ])
      expect(readdirSync(folder)).toEqual(before)
    } finally {
      process.chdir(here)
    }
  })

  test('a journal with an unknown type is refused with its line, its id and what is known', async () => {
    const lines = readFileSync(journal, 'utf8').split('\n')
    const broken = join(folder, 'broken.ndjson')
    writeFileSync(
      broken,
      lines.join('\n').replace('"type":"NonRespectAgreed"', '"type":"NonRespectAccepted"')
    )
    const faults = faultsOf(await annexes(['--journal', broken, ...psu, '--on', '2017-01-15']))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^ligne \d+, [0-9a-f-]{36}, type : .*NonRespectAccepted.*NonRespectAgreed/)
  })

  test('a file that is no journal is refused', async () => {
    const other = join(folder, 'other.db')
    writeFileSync(other, 'not a database')
    expect(faultsOf(await annexes(['--store', other, ...psu, '--on', '2017-01-15']))).toHaveLength(1)
    expect(readFileSync(other, 'utf8')).toBe('not a database')
    const json = join(__dirname, '..', 'package.json')
    expect(faultsOf(await annexes(['--journal', json, ...psu, '--on', '2017-01-15']))).toEqual([
      expect.stringMatching(/^ligne 1 : /),
      expect.stringMatching(/^… et \d+ autres$/)
    ])
  })
})

describe('a model of the office itself', () => {
  const models = join(folder, 'models.json')
  const own = join(folder, 'own.ndjson')
  const marked = join(folder, 'marked.json')
  const asked = ['--journal', own, ...psu, '--on', '2017-08-31']
  beforeAll(() => {
    const { id: _, ...model } = psuModel
    writeFileSync(models, JSON.stringify({ ...model, id: 'psu-ici' }))
    writeFileSync(own, readFileSync(journal, 'utf8').replaceAll('"id":"psu",', '"id":"psu-ici",'))
  })

  test('G11 it is read from a file, and its absence is told', async () => {
    expect(faultsOf(await annexes(asked))).toEqual([
      expect.stringContaining('suit le modèle psu-ici, version 1, inconnu ici : donnez-le par --models')
    ])
    expect(await annexes([...asked, '--models', models])).toMatchObject({ code: 0 })
  })

  test('it may be written by an editor of Windows; another encoding is told by its name', async () => {
    const text = readFileSync(models, 'utf8')
    writeFileSync(marked, `\uFEFF${text.replaceAll('\n', '\r\n')}`)
    expect(await annexes([...asked, '--models', marked])).toMatchObject({ code: 0 })
    for (const other of [text, `\uFEFF${text}`]) {
      writeFileSync(marked, Buffer.from(other, 'utf16le'))
      expect(faultsOf(await annexes([...asked, '--models', marked]))).toEqual([
        expect.stringMatching(/^--models : .*marked\.json : texte en UTF-16 ; enregistrez-le en UTF-8$/)
      ])
    }
    writeFileSync(marked, Buffer.from(text.replace('psu-ici', 'psu-\u00e9'), 'latin1'))
    expect(faultsOf(await annexes([...asked, '--models', marked]))).toEqual([
      expect.stringContaining("octets qui ne sont pas de l'UTF-8")
    ])
    expect(faultsOf(await annexes([...asked, '--models', folder]))).toEqual([
      expect.stringContaining('EISDIR')
    ])
  })

  test('so may the journal', async () => {
    const text = readFileSync(own, 'utf8')
    const asked = [...psu, '--on', '2017-08-31', '--models', models, '--journal', marked]
    writeFileSync(marked, `\uFEFF${text.replaceAll('\n', '\r\n')}`)
    expect(await annexes(asked)).toMatchObject({ code: 0 })
    writeFileSync(marked, Buffer.from(text, 'utf16le'))
    expect(faultsOf(await annexes(asked))[0]).toContain('texte en UTF-16')
  })

  test('G3 a knowledge given as a day ends with that day where the convention is', async () => {
    const { id: _, ...model } = psuModel
    const there = join(folder, 'there.json')
    writeFileSync(there, JSON.stringify({ ...model, id: 'psu-ici', zone: 'America/Guadeloupe' }))
    // 22:00 on the 24th in Guadeloupe.
    writeFileSync(marked, readFileSync(own, 'utf8').replaceAll(/2017-02-24T08:3\d/g, '2017-02-25T02:00'))
    const source = ['--journal', marked, ...psu, '--format', 'json']
    const endOf24 = { [there]: '2017-02-25T03:59:59.999Z', [models]: '2017-02-24T22:59:59.999Z' }
    for (const [zoned, knownAt] of Object.entries(endOf24)) {
      const on = ['--on', '2017-01-15', '--known-at', '2017-02-24', '--models', zoned]
      const told = await annexes([...source, ...on])
      expect(told.code).toBe(zoned === there ? 0 : 1)
      expect(JSON.parse(told.text)).toMatchObject({ knownAt })
      const between = ['--from', '2017-01-15', '--known-from', '2017-02-23', '--known-to', '2017-02-24']
      expect(await differences([...source, ...between, '--models', zoned])).toMatchObject({
        code: zoned === there ? 0 : 1
      })
    }
  })

  test('G11 the models of several files may extend each other; a shipped one is not replaced', async () => {
    const [one, two] = [join(folder, 'one.json'), join(folder, 'two.json')]
    writeFileSync(
      one,
      JSON.stringify({ extends: { id: 'psu-ailleurs', version: 1 }, id: 'psu-ici', version: 1 })
    )
    writeFileSync(two, JSON.stringify({ ...psuModel, id: 'psu-ailleurs' }))
    expect(await annexes([...asked, '--models', one, two])).toMatchObject({ code: 0 })
    writeFileSync(two, JSON.stringify(psuModel))
    expect(faultsOf(await annexes([...asked, '--models', two]))).toEqual([
      '--models : le modèle psu, version 1, est livré : donnez à celui-ci un autre id ou une autre version'
    ])
  })

  test('G15 every fault of the file is told', async () => {
    const listed = join(folder, 'listed.json')
    expect(faultsOf(await annexes([...asked, '--models', join(folder, 'none.json')]))).toHaveLength(1)
    writeFileSync(listed, JSON.stringify([psuModel, { ...psuModel, version: 2, titre: 1 }, null]))
    expect(faultsOf(await annexes([...asked, '--models', listed]))).toEqual([
      `--models : ${listed} : [1].titre : attendu : texte, reçu : 1`,
      `--models : ${listed} : [2] : attendu : un objet, reçu : null`
    ])
    writeFileSync(listed, 'null')
    expect(faultsOf(await annexes([...asked, '--models', listed]))).toEqual([
      `--models : ${listed} : attendu : un objet, reçu : null`
    ])
    expect(faultsOf(await annexes(['--journal', folder, ...psu, '--on', '2017-08-31']))).toEqual([
      `impossible de lire ${folder} : c'est un dossier ; donnez un fichier (EISDIR)`
    ])
    expect(faultsOf(await annexes([...asked, '--models', journal]))).toEqual([
      expect.stringContaining("n'est pas du JSON")
    ])
    writeFileSync(models, JSON.stringify([{ ...psuModel, zone: 'Mars/Olympe', titre: '' }]))
    expect(faultsOf(await annexes([...asked, '--models', models]))).toEqual([
      expect.stringContaining('titre'),
      expect.stringContaining('zone')
    ])
  })
})
