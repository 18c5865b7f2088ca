/** A journal as a whole, on the command line: out, in, moved, copied, looked through. */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { postgresServer } from '../../packages/store-adapter/test/postgres-server'
import { sqliteFile } from '../../packages/store-adapter/test/sqlite-file'
import { quickstart } from '../quickstart/main'
import { avenant, ended, inShell, installed } from './child'

const played = mkdtempSync(join(tmpdir(), 'avenant-played-'))
let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  const shown = await quickstart({ store: `sqlite:${join(played, 'avenant.db')}`, folder: played })
  if (E.isLeft(shown)) throw new Error(shown.left)
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-journals-'))
  for (const name of ['avenant.db', 'journal.ndjson']) copyFileSync(join(played, name), at(name))
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => rmSync(played, { recursive: true }))

const journal = (): string => readFileSync(at('journal.ndjson'), 'utf8')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const everything = (): ReadonlyArray<string> => readdirSync(folder).toSorted()

test('export writes the journal into a file, or on standard output, and leaves nothing beside the store', async () => {
  const before = everything()
  expect(await avenant('export', '--store', at('avenant.db'))).toEqual({
    text: journal(),
    faults: [],
    code: 0
  })
  expect(everything()).toEqual(before)
  const { code, text } = await avenant('export', '--store', at('avenant.db'), '--output', at('out.ndjson'))
  expect([code, text]).toEqual([0, `${at('out.ndjson')} : ${journal().split('\n').length - 1} événements`])
  expect(readFileSync(at('out.ndjson'), 'utf8')).toBe(journal())
})

test('a dossier is one file, of a store as of a journal, and holds what was recorded', async () => {
  const before = everything()
  const of = (...source: ReadonlyArray<string>) =>
    avenant('dossier', ...source, '--convention', 'psu-1960-2017', '--output', at('dossier.html'))
  for (const source of [
    ['--store', at('avenant.db')],
    ['--journal', at('journal.ndjson')]
  ]) {
    const { text, faults, code } = await of(...source)
    expect([faults, code]).toEqual([[], 0])
    // What was printed is what is kept elsewhere: the digest of the file, and how far its events go, habilitations too.
    expect(text.split('\n')).toEqual([
      `${at('dossier.html')} : 89 événements, le dernier enregistré le 08/06/2021 à 15:30:10,310 (heure de Paris)`,
      `sha256 ${sha256(readFileSync(at('dossier.html'), 'utf8'))}`,
      "Gardez cette empreinte ailleurs que le fichier : elle seule montre s'il a été modifié depuis."
    ])
    const [, enclosed = ''] =
      /<script type="application\/json" id="enclosed">(.*?)<\/script>/.exec(
        readFileSync(at('dossier.html'), 'utf8')
      ) ?? []
    const { events } = JSON.parse(enclosed)
    const lines = journal()
      .split('\n')
      .filter(line => /"stream":"(convention-psu-1960-2017|habilitation-h-1960-|access-h-1960-)/.test(line))
    expect(events.map((event: object) => JSON.stringify(event)).toSorted()).toEqual(lines.toSorted())
    rmSync(at('dossier.html'))
  }
  expect(everything()).toEqual(before)
  expect(await avenant('dossier', '--store', at('avenant.db'), '--convention', 'nulle-part')).toMatchObject({
    code: 2,
    text: '',
    faults: [expect.stringContaining('convention inconnue de ce journal : nulle-part')]
  })
})

test('a dossier on standard output has its digest on standard error', async () => {
  const { text, faults } = await avenant(
    'dossier',
    '--store',
    at('avenant.db'),
    '--convention',
    'psu-1960-2017'
  )
  expect(faults[1]).toBe(`sha256 ${sha256(text)}`)
})

test('a store that is given as a file, a line that is no JSON, and a stream that a retention cut are told by what to do', async () => {
  const asked = (name: string, ...more: ReadonlyArray<string>) =>
    avenant('register', '--journal', at(name), '--on', '2018-03-15', ...more)
  expect((await asked('avenant.db')).faults[0]).toBe(
    "ligne 1 : c'est une base SQLite, et non du texte : sur la ligne de commande, donnez-la par --store"
  )
  writeFileSync(at('malformed.ndjson'), `${journal()}{"position"}\n`)
  expect(await asked('malformed.ndjson')).toMatchObject({
    code: 3,
    faults: ['ligne 107 : JSON malformé : un signe manque ou est de trop']
  })
  const [first = ''] = journal().split('\n')
  const kept = { ...JSON.parse(first), position: '200', stream: 'mesure-1', revision: 3, type: 'Mesuré' }
  writeFileSync(at('retained.ndjson'), `${journal()}${JSON.stringify(kept)}\n`)
  expect((await asked('retained.ndjson')).faults).toEqual([expect.stringContaining('--retained mesure')])
  const retained = ['--retained', 'mesure']
  expect(await asked('retained.ndjson', ...retained)).toMatchObject({ code: 0, faults: [] })
  for (const [name, ...more] of [['verify'], ['dossier', '--convention', 'psu-1960-2017']] as const)
    expect([
      name,
      await avenant(name, '--journal', at('retained.ndjson'), ...more, ...retained)
    ]).toMatchObject([name, { code: 0 }])
})

test('import takes a journal into a new store, byte for byte; what is refused makes no store', async () => {
  const taken = await avenant('import', '--journal', at('journal.ndjson'), '--store', at('new.db'))
  expect(taken).toMatchObject({ code: 0, faults: [] })
  expect((await avenant('export', '--store', at('new.db'))).text).toBe(journal())
  expect(await avenant('import', '--journal', at('journal.ndjson'), '--store', at('new.db'))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining('vide')]
  })
  const lines = journal().split('\n')
  writeFileSync(at('cut.ndjson'), [...lines.slice(0, 2), ...lines.slice(3)].join('\n'))
  const refused = await avenant('import', '--journal', at('cut.ndjson'), '--store', at('other.db'))
  expect(refused).toMatchObject({ code: 3, text: '' })
  expect(refused.faults[0]).toMatch(/^ligne 3/)
  expect(existsSync(at('other.db'))).toBe(false)
})

test('move takes it elsewhere, compares both byte for byte, and says again that it is there', async () => {
  const move = () => avenant('move', '--from', at('avenant.db'), '--to', at('moved.db'))
  const moved = await move()
  expect(moved).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^\d+ événements, les mêmes octets : sha256 [0-9a-f]{64}$/)
  })
  expect((await avenant('export', '--store', at('moved.db'))).text).toBe(journal())
  expect(await move()).toEqual(moved)
})

test('move never touches where it reads, and writes over no other journal', async () => {
  expect(await avenant('move', '--from', at('absent.db'), '--to', at('moved.db'))).toMatchObject({ code: 3 })
  expect(everything()).toEqual(['avenant.db', 'journal.ndjson'])
  for (const to of ['memory:', at('avenant.db'), `sqlite:${at('avenant.db')}`]) {
    const { code, faults } = await avenant('move', '--from', at('avenant.db'), '--to', to)
    expect([to, code, faults.length]).toEqual([to, 2, 1])
  }
})

test('backup copies a store into a new file, reads it back, and replaces nothing', async () => {
  const { code, text } = await avenant('backup', '--store', at('avenant.db'), '--output', at('copy.db'))
  expect([code, text]).toEqual([0, expect.stringMatching(/copy\.db : \d+ événements, relus$/)])
  expect((await avenant('export', '--store', at('copy.db'))).text).toBe(journal())
  for (const taken of [at('copy.db'), at('avenant.db'), at('journal.ndjson'), folder])
    expect(await avenant('backup', '--store', at('avenant.db'), '--output', taken)).toMatchObject({ code: 2 })
  expect(journal()).toBe(readFileSync(join(played, 'journal.ndjson'), 'utf8'))
})

test('on PostgreSQL too: there and back the same bytes, a copy as NDJSON, and what is whole', async () => {
  const server = await postgresServer()
  try {
    const url = new URL(server.url)
    url.pathname = 't_command_line'
    await server.run("CREATE DATABASE t_command_line TEMPLATE template0 ENCODING 'UTF8'")
    const moved = await avenant('move', '--from', at('avenant.db'), '--to', url.href)
    expect(moved).toMatchObject({ code: 0, faults: [] })
    expect(await avenant('move', '--from', url.href, '--to', at('back.db'))).toEqual(moved)
    expect((await avenant('export', '--store', at('back.db'))).text).toBe(journal())
    const copied = await avenant('backup', '--store', url.href, '--output', at('copy.ndjson'))
    expect([copied.code, readFileSync(at('copy.ndjson'), 'utf8')]).toEqual([0, journal()])
    expect(await avenant('verify', '--store', url.href)).toMatchObject({ code: 0 })
    const asked = ['--convention', 'psu-1960-2017', '--on', '2017-08-31']
    expect(await avenant('annexes', '--store', url.href, ...asked)).toEqual(
      await avenant('annexes', '--store', at('avenant.db'), ...asked)
    )
    expect(await avenant('export', '--store', `${url.href}_absent`)).toMatchObject({ code: 3 })
  } finally {
    await server.remove()
  }
})

/** The text of `avenant verify` on what `npm start` leaves: its ids and instants are of each playing. */
const soundly =
  /^106 événements lus et décodés : 2 conventions, 4 habilitations ; aucune dérive\nPremier : ConventionDrafted, convention-psu-1960-2017, révision 0, enregistré le 05\/12\/2016 à [\d:]+ \(heure de Paris\)\nDernier : TransmissionRecorded, convention-mef-219200789-2023, révision 4, enregistré le 08\/08\/2023 à [\d:]+ \(heure de Paris\)\nEmpreinte de ces 106 événements, tels qu'avenant export les écrit : sha256 ([0-9a-f]{64})\nNe prouve pas que rien n'a été modifié ni retiré : comparez l'empreinte et le nombre à ceux qui ont été gardés ailleurs\.$/

test('verify tells how many events, from which to which, their digest, and what it does not prove; in a store and in a file alike', async () => {
  const whole = await avenant('verify', '--store', at('avenant.db'))
  expect(whole).toMatchObject({ code: 0, faults: [], text: expect.stringMatching(soundly) })
  expect(soundly.exec(whole.text)?.[1]).toBe(sha256(journal()))
  expect(await avenant('verify', '--journal', at('journal.ndjson'))).toEqual(whole)
  expect((await avenant('verify', '--help')).text).toContain(
    "Ne prouve pas que rien n'a été modifié ni retiré"
  )
  // A file as an editor of Windows keeps it says the same.
  writeFileSync(at('windows.ndjson'), `\uFEFF${journal().replaceAll('\n', '\r\n')}`)
  expect(await avenant('verify', '--journal', at('windows.ndjson'))).toEqual(whole)
})

test('verify: a journal whose end was cut reads as well, with another digest, and is not the end of one that was kept', async () => {
  const lines = journal().split('\n')
  writeFileSync(at('cut.ndjson'), `${lines.slice(0, 29).join('\n')}\n`)
  const cut = await avenant('verify', '--journal', at('cut.ndjson'))
  expect(cut).toMatchObject({ code: 0, text: expect.stringContaining('Empreinte de ces 29 événements') })
  expect(cut.text).toContain(sha256(readFileSync(at('cut.ndjson'), 'utf8')))
  const kept = async (source: ReadonlyArray<string>, file: string) => {
    const { code, text } = await avenant('verify', ...source, '--kept', at(file))
    return [code, text.split('\n').at(-1)?.replace(`${folder}/`, '')]
  }
  expect(await kept(['--journal', at('cut.ndjson')], 'journal.ndjson')).toEqual([
    1,
    "journal.ndjson : ce journal s'arrête avant ; il y manque l'événement de la ligne 30 et les suivants."
  ])
  expect(await kept(['--store', at('avenant.db')], 'cut.ndjson')).toEqual([
    0,
    'cut.ndjson : ses 29 événements sont le début de ce journal, qui continue.'
  ])
  expect(await kept(['--store', at('avenant.db')], 'journal.ndjson')).toEqual([
    0,
    'journal.ndjson : les mêmes 106 événements, et aucun autre.'
  ])
  writeFileSync(at('other.ndjson'), journal().replaceAll('agent-4021', 'agent-4022'))
  expect(await kept(['--store', at('avenant.db')], 'other.ndjson')).toEqual([
    1,
    "other.ndjson : ce journal n'en est pas la suite : le premier événement différent est celui de la ligne 1."
  ])
})

test('verify, import: a journal without an event is none', async () => {
  writeFileSync(at('empty.ndjson'), '')
  expect(await avenant('verify', '--journal', at('empty.ndjson'))).toMatchObject({
    code: 1,
    text: expect.stringMatching(/\nAucun événement : un journal vide ne prouve rien\.$/)
  })
  expect(await avenant('import', '--journal', at('empty.ndjson'), '--store', at('new.db'))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining("aucun événement : ce n'est pas un journal")]
  })
  expect(existsSync(at('new.db'))).toBe(false)
})

/** As somebody does who wants it unseen: the triggers that are in the way are put back. */
const removedByHand = (file: string, where: string): void => {
  const db = sqliteFile(file)
  const triggers = db
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all()
  db.exec('DROP TRIGGER events_stay; DROP TRIGGER events_never_change')
  db.exec(`DELETE FROM events WHERE ${where}`)
  for (const trigger of triggers) db.exec(trigger)
  db.close()
}

test('of a store from which an event was removed nothing is copied, and whoever asks it is warned', async () => {
  removedByHand(at('avenant.db'), 'position = 106')
  const store = ['--store', at('avenant.db')]
  const convention = ['--convention', 'psu-1960-2017']
  for (const [name, ...options] of [
    ['verify', ...store],
    ['export', ...store],
    ['export', ...store, '--output', at('out.ndjson')],
    ['backup', ...store, '--output', at('copy.db')],
    ['move', '--from', at('avenant.db'), '--to', at('moved.db')],
    ['dossier', ...store, ...convention, '--output', at('dossier.html')]
  ] as const)
    expect([name, await avenant(name, ...options)]).toEqual([
      name,
      {
        text: '',
        code: 3,
        faults: [expect.stringContaining("un événement de moins qu'il n'en fut écrit")]
      }
    ])
  expect(everything()).toEqual(['avenant.db', 'journal.ndjson'])
  const person = ['--personne', 'p-1960-2', '--role', 'activite', '--etablissement', '201500086']
  for (const [name, ...options] of [
    ['annexes', ...convention, '--on', '2018-03-15'],
    ['differences', ...convention, '--from', '2017-08-31', '--to', '2017-09-01'],
    ['register', '--on', '2018-03-15'],
    ['access', ...convention, '--on', '2018-03-15'],
    ['may-act', ...person, '--on', '2018-03-15'],
    ['deadlines', '--from', '2018-01-01', '--to', '2018-12-31'],
    ['history', ...convention],
    ['register', '--on', '2018-03-15', '--output', at('register.md')]
  ] as const)
    expect([name, await avenant(name, ...store, ...options)]).toEqual([
      name,
      {
        text: expect.any(String),
        code: 0,
        faults: [expect.stringContaining("attention : cette base n'a plus tous ses événements")]
      }
    ])
})

test('who gives commands to such a store is warned too', async () => {
  removedByHand(at('avenant.db'), 'position = 30')
  writeFileSync(at('commands.ndjson'), '{}\n')
  const { faults } = await avenant('execute', '--store', at('avenant.db'), at('commands.ndjson'))
  expect(faults).toEqual([
    expect.stringContaining("attention : cette base n'a plus tous ses événements"),
    '1 ligne fautive : 1'
  ])
})

test('who is shown such a store is warned too, on standard error', async () => {
  // The last of its stream: what is left can be answered, and is less than there was.
  removedByHand(at('avenant.db'), 'position = (SELECT max(position) FROM events)')
  const [command = '', ...others] = installed('serve', '--port', '0', '--store', at('avenant.db'))
  const child = spawn(command, others)
  const [line] = await once(child.stderr, 'data')
  expect(String(line)).toContain("attention : cette base n'a plus tous ses événements")
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('verify tells what was damaged, and what does not decode', async () => {
  const text = journal().replace('"type":"NonRespectAgreed"', '"type":"NonRespectAccepted"')
  writeFileSync(at('other.ndjson'), text)
  expect(await avenant('verify', '--journal', at('other.ndjson'))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining('NonRespectAccepted')]
  })
})

test('verify tells a store whose file was damaged', async () => {
  const bytes = readFileSync(at('avenant.db'))
  writeFileSync(at('avenant.db'), bytes.fill(0x5a, bytes.length - 4096, bytes.length - 1024))
  const { code, faults } = await avenant('verify', '--store', at('avenant.db'))
  expect([code, faults]).toEqual([3, [expect.stringMatching(/^[^\n]+$/)]])
})

test('with --progress each says on standard error how far it is, and its answer stays alone', () => {
  for (const [argv, said] of [
    [['verify', '--store', 'avenant.db'], /relecture : 106 événements\n$/],
    [
      ['register', '--journal', 'journal.ndjson', '--on', '2018-03-15'],
      /relecture : 106 événements \(100 %\)\n$/
    ],
    [['export', '--store', 'avenant.db'], /écriture : 106 événements\n$/],
    [['import', '--journal', 'journal.ndjson', '--store', 'new.db'], /import : 106 événements\n$/],
    [['move', '--from', 'avenant.db', '--to', 'moved.db'], /déplacement : 106 événements\n$/],
    [['backup', '--store', 'avenant.db', '--output', 'copy.db'], /relecture : 106 événements\n$/]
  ] as const) {
    const quiet = ended(
      installed(
        ...argv.map(text => text.replace('new', 'quiet').replace('moved', 'still').replace('copy', 'same'))
      ),
      { cwd: folder }
    )
    const { status, stdout, stderr } = ended(installed(...argv, '--progress'), { cwd: folder })
    expect([argv, status, stderr]).toEqual([argv, 0, expect.stringMatching(said)])
    expect(quiet).toMatchObject({ status: 0, stderr: '' })
    expect(stdout.replace('copy', 'same')).toBe(quiet.stdout)
  }
})

/** The journal with one of its events changed by hand, in a file. */
const altered = (
  type: string,
  change: (event: Line) => object
): { readonly line: number; readonly id: string } => {
  const lines = journal().split('\n')
  const i = lines.findIndex(line => line.includes(`"type":"${type}"`))
  const event: Line = JSON.parse(lines[i] ?? '')
  writeFileSync(at('altered.ndjson'), lines.with(i, JSON.stringify(change(event))).join('\n'))
  return { line: i + 1, id: event.id }
}
type Line = {
  readonly id: string
  readonly data: { readonly says: Readonly<Record<string, unknown>>; readonly moves: ReadonlyArray<object> }
}

test('verify, import: an altered line is told by dossier, line, event and both values, and both ways that it may come', async () => {
  const { id } = altered('ConventionSigned', event => ({
    ...event,
    data: { ...event.data, says: { ...event.data.says, signedOn: '2017-02-22' } }
  }))
  const verified = await avenant('verify', '--journal', at('altered.ndjson'))
  expect(verified.code).toBe(1)
  expect(verified.text).toContain(
    ` ; dérive :\n  convention-psu-1960-2017, ligne 5 du journal, révision 4, ConventionSigned, ${id} : signature gestionnaire, sans limite : enregistré : {`
  )
  expect(verified.text).toMatch(
    /enregistré : {[^\n]+"signedOn":"2017-02-23"[^\n]+ ; selon les règles : {[^\n]+"signedOn":"2017-02-22"/
  )
  for (const explanation of [
    'modifiés hors du programme depuis leur enregistrement : comparez le journal à une copie gardée ailleurs',
    'les règles du programme ont changé depuis : si la première est écartée, et seulement alors'
  ])
    expect(verified.text).toContain(explanation)
  const taken = await avenant('import', '--journal', at('altered.ndjson'), '--store', at('new.db'))
  expect(taken).toMatchObject({ code: 1, faults: [] })
  expect(taken.text.split('\n').slice(1)).toEqual(
    verified.text.split('\n').filter(line => line.startsWith('  '))
  )
})

test('verify: a line that no act says any more is told as one that the rules lay', async () => {
  // The first attribution that the draft moved, taken out of what the event says that it moved.
  const { line } = altered('ConventionDrafted', event => ({
    ...event,
    data: { ...event.data, moves: event.data.moves.slice(1) }
  }))
  const { code, text } = await avenant('verify', '--journal', at('altered.ndjson'))
  expect(code).toBe(1)
  expect(text).toMatch(
    new RegExp(
      ` ; dérive :\n {2}convention-psu-1960-2017, ligne ${line} du journal, révision 0, ConventionDrafted, .+ : enregistré : rien ; selon les règles : [{"]`
    )
  )
})

test('verify: what is under a model that is not known here is not called sound', async () => {
  writeFileSync(at('own.ndjson'), journal().replaceAll('"id":"psu",', '"id":"psu-ici",'))
  expect(await avenant('verify', '--journal', at('own.ndjson'))).toMatchObject({
    code: 1,
    text: expect.stringMatching(
      /\n\d+ dossiers non jugés, dont le modèle est inconnu ici \(donnez-le par --models\) : convention-psu-1960-2017, /
    )
  })
})

test('move says where a store that is not empty differs, and writes nothing to it', async () => {
  const lines = journal().split('\n')
  const into = async (text: string): Promise<unknown> => {
    writeFileSync(at('to.ndjson'), text)
    rmSync(at('to.db'), { force: true })
    expect(await avenant('import', '--journal', at('to.ndjson'), '--store', at('to.db'))).toMatchObject({
      code: 0
    })
    const { code, faults } = await avenant('move', '--from', at('avenant.db'), '--to', at('to.db'))
    expect((await avenant('export', '--store', at('to.db'))).text).toBe(text)
    return [code, ...faults]
  }
  const refused = (holds: string) => [
    3,
    `--to contient déjà ${holds} ; rien n'y est écrit : donnez une base qui ne contient rien`
  ]
  expect(await into(`${lines.slice(0, 29).join('\n')}\n`)).toEqual(
    refused('les 29 événements du début de --from, sans les suivants')
  )
  expect(await into(journal().replace('"partenaire-1960"', '"partenaire-9999"'))).toEqual(
    refused(
      `un autre journal : le premier événement différent est le n° ${lines.findIndex(line => line.includes('"partenaire-1960"')) + 1}`
    )
  )
})

test('a signal while a journal is written into a file leaves nothing behind', () => {
  mkdirSync(at('out'))
  const line = '"$@" > said & pid=$!; sleep 0.1; kill -TERM $pid; wait $pid; echo $?; ls -A out'
  const { stdout } = ended(
    inShell(line, installed('export', '--store', at('avenant.db'), '--output', at('out/j.ndjson'))),
    { cwd: folder }
  )
  expect(stdout).toMatch(/^(?:143\n|0\nj\.ndjson\n)$/)
})
