/** The questions over every dossier, on the command line: of a store and of a file the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quickstart } from '../quickstart/main'
import { avenant } from './child'

const folder = mkdtempSync(join(tmpdir(), 'avenant-questions-'))
const file = join(folder, 'avenant.db')
const journal = join(folder, 'journal.ndjson')
const psu = ['--convention', 'psu-1960-2017']
const mef = ['--convention', 'mef-219200789-2023']
const seat = ['--personne', 'p-1960-2', '--etablissement', '201500086']

beforeAll(async () => {
  expect(await quickstart({ store: `sqlite:${file}`, folder })).toMatchObject({ _tag: 'Right' })
})
afterAll(() => rmSync(folder, { recursive: true }))

const asked: ReadonlyArray<readonly [number, string, ReadonlyArray<string>, string]> = [
  [0, 'register', ['--on', '2018-03-15'], 'en vigueur'],
  [0, 'access', [...psu, '--on', '2018-03-15'], '2 personnes peuvent agir'],
  [1, 'access', [...psu, '--on', '2021-01-01'], 'Personne ne peut agir'],
  [0, 'may-act', [...seat, '--role', 'activite', '--on', '2018-03-15'], 'peut utiliser le rôle'],
  [0, 'may-act', [...seat, '--role', 'activite', '--at', '2018-03-15T09:00:00Z'], 'peut utiliser le rôle'],
  [1, 'may-act', [...seat, '--role', 'import', '--on', '2018-03-15'], 'ne peut pas utiliser'],
  [0, 'connections', ['--habilitation', 'h-1960-1', '--on', '2018-03-15'], "l'accès est ouvert"],
  [
    0,
    'connections',
    ['--habilitation', 'h-1960-1', '--on', '2018-02-05', '--to', '2018-02-05'],
    '05/02/2018'
  ],
  [1, 'connections', ['--habilitation', 'h-mef-1', '--on', '2023-08-01'], '0 connexion réussie'],
  [0, 'history', psu, 'Signature de la convention'],
  [0, 'history', ['--habilitation', 'h-1960-1', '--order', 'recording'], "Demande d'habilitation"],
  [0, 'deadlines', ['--from', '2018-01-01', '--to', '2018-12-31', ...psu], 'Justificatifs de 2017'],
  [0, 'letter', ['--habilitation', 'h-1960-1', '--act', '0'], "Accusé de réception d'une demande"],
  [1, 'deadlines', ['--from', '2001-01-01', '--to', '2001-12-31', ...mef], 'Aucune échéance']
]

test.each(asked)('%i: %s %j', async (code, ask, argv, expected) => {
  const [fromStore, fromJournal] = [
    await avenant(ask, '--store', file, ...argv),
    await avenant(ask, '--journal', journal, ...argv)
  ]
  expect(fromStore).toEqual({ code, faults: [], text: expect.stringContaining(expected) })
  expect(fromJournal).toEqual(fromStore)
  const { text } = await avenant(ask, '--store', file, ...argv, '--format', 'json')
  expect(JSON.parse(text)).toMatchObject({ format: `avenant/${ask}`, version: 1 })
})

test('G2 what was not yet recorded is in no answer', async () => {
  const known = ['--store', file, '--known-at', '2016-01-01']
  expect(await avenant('register', ...known, '--on', '2018-03-15')).toMatchObject({ code: 1 })
  expect(await avenant('history', ...known, ...psu)).toMatchObject({ code: 1 })
  const ofOne = ['--habilitation', 'h-1960-1', '--on', '2018-03-15']
  expect(await avenant('connections', ...known, ...ofOne)).toMatchObject({ code: 1 })
})

test('G15 every fault is told by its option, each once', async () => {
  const faults = async (...argv: ReadonlyArray<string>) => (await avenant(...argv)).faults
  expect(await faults('may-act', '--personne', 'a b', '--on', 'hier', '--format', 'csv')).toEqual([
    'il manque --role <id>',
    expect.stringMatching(/^--personne : attendu : /),
    expect.stringMatching(/^--on : attendu : /),
    'il manque --store FICHIER ou --journal FICHIER.ndjson',
    '--format : inconnu : csv ; valeurs admises : md, json, html'
  ])
  expect(await faults('access', '--store', file, ...psu)).toEqual(['il manque --on <date> ou --at <instant>'])
  expect(
    await faults('access', '--store', file, ...psu, '--on', '2018-03-15', '--at', '2018-03-15T09:00:00Z')
  ).toEqual(['--on ou --at, pas les deux'])
  expect(
    await faults(
      'access',
      '--store',
      file,
      ...psu,
      '--at',
      '2018-03-15T09:00:00Z',
      '--known-at',
      '2018-03-15'
    )
  ).toEqual(['--known-at ne va pas avec --at, qui dit le jour et ce qui en est connu'])
  expect(await faults('deadlines', '--store', file, '--from', '2018-12-31', '--to', '2018-01-01')).toEqual([
    '--to : précède le premier jour demandé, 2018-12-31'
  ])
  expect(await faults('history', '--store', file, ...psu, '--habilitation', 'h-9')).toEqual([
    '--convention ou --habilitation, pas les deux'
  ])
  expect(await faults('history', '--store', file, '--dossiers', 'deux', ...psu)).toEqual([
    '--dossiers : inconnu : deux ; valeurs admises : un, tous'
  ])
  expect(await faults('history', '--store', file, '--habilitation', 'h-9')).toEqual([
    expect.stringMatching(/^habilitation inconnue de ce journal : h-9 ; valeurs admises : .*h-1960-1/)
  ])
  expect(await faults('connections', '--store', file, '--habilitation', 'h-9', '--on', '2018-03-15')).toEqual(
    [expect.stringMatching(/^habilitation inconnue de ce journal : h-9 ; valeurs admises : .*h-1960-1/)]
  )
  const habilitation = ['--habilitation', 'h-1960-1']
  const backwards = ['--from', '2018-04-02', '--to', '2018-04-01']
  expect(await faults('connections', '--store', file, '--on', 'hier', ...backwards)).toEqual([
    'il manque --habilitation <id>',
    expect.stringMatching(/^--on : attendu : /)
  ])
  expect(
    await faults('connections', '--store', file, ...habilitation, '--on', '2018-04-01', ...backwards)
  ).toEqual(['--to : précède le premier jour demandé, 2018-04-02'])
  for (const ask of ['access', 'history', 'deadlines'])
    expect(
      await faults(
        ...[ask, '--store', file, '--convention', 'psu-1960-2018'],
        ...({ access: ['--on', '2018-01-01'], deadlines: ['--from', '2018-01-01', '--to', '2018-02-01'] }[
          ask
        ] ?? [])
      )
    ).toEqual([
      expect.stringMatching(/^convention inconnue de ce journal : psu-1960-2018 ; valeurs admises : /)
    ])
})

test('G15 an id that the journal has never spoken of is no finding against somebody: it is told, with those that there are', async () => {
  const asked = async (personne: string, etablissement: string, role: string) =>
    avenant(
      ...['may-act', '--store', file, '--personne', personne, '--etablissement', etablissement],
      ...['--role', role, '--on', '2018-03-15']
    )
  expect(await asked('FONTAINE', '201500086', 'activite')).toEqual({
    code: 2,
    text: '',
    faults: [
      expect.stringMatching(
        /^personne inconnue de ce journal : FONTAINE ; valeurs admises : p-1960-2 \(Claire FONTAINE\), /
      )
    ]
  })
  const { code, faults } = await asked('p-9999', '999999999', 'activites')
  expect([code, faults]).toEqual([
    2,
    [
      expect.stringMatching(/^personne inconnue de ce journal : p-9999 ; valeurs admises : /),
      expect.stringMatching(
        /^rôle inconnu de ce journal : activites ; valeurs admises : activite \(Fournisseur de données d'activité\), /
      ),
      expect.stringMatching(/^établissement inconnu de ce journal : 999999999 ; valeurs admises : /)
    ]
  ])
  // One that is known and holds nothing there is a true « no ».
  expect((await asked('p-mef-2', '201500086', 'activite')).code).toBe(1)
})

test('P8 P18 a letter that there is not is told, and why; a sheet lists each habilitation', async () => {
  const letter = (...argv: ReadonlyArray<string>) => avenant('letter', '--store', file, ...argv)
  const [habilitation, act] = [
    ['--habilitation', 'h-1960-1'],
    ['--act', '1']
  ]
  expect(await letter(...habilitation, ...act)).toEqual({
    code: 2,
    faults: ["Aucun courrier n'est prévu pour cet acte : Délivrance de l'habilitation."],
    text: ''
  })
  expect((await letter(...habilitation, '--on', '2017-03-15')).faults).toEqual([
    expect.stringMatching(/^Aucun courrier : le 15\/03\/2017, l'accès n'est pas bloqué faute d'utilisation/)
  ])
  expect((await letter('--habilitation', 'h-9', ...act)).faults).toEqual([
    expect.stringMatching(/^habilitation inconnue de ce journal : h-9/)
  ])
  expect((await letter(...habilitation)).faults).toEqual(['il manque --act <numero> ou --on <date>'])
  expect((await letter(...habilitation, ...act, '--on', '2017-03-15')).faults).toEqual([
    '--act ou --on, pas les deux'
  ])
  expect((await letter(...habilitation, '--act', 'x')).faults).toEqual([expect.stringMatching(/^--act : /)])
  const sheet = await avenant('access', '--store', file, ...psu, '--on', '2018-03-15', '--format', 'csv')
  expect(sheet.text.split('\r\n')).toHaveLength(4)
  expect(sheet.text).toContain('"délivrée et ouverte depuis le 01/03/2017"')
})
