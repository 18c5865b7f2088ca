/**
 * The list of the accesses of a convention, whole, as files that a person can open. After a wanted change:
 * `UPDATE_GOLDEN=1 npx jest packages/projections/src/documents/listed-accesses`, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateCivile, visible } from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { parse } from 'csv-parse/sync'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'
import { accessHtml } from './html'
import { accessCsv } from './listed-accesses'
import { accessMarkdown } from './markdown'

const [one, two] = [commandOn('habilitation-h-1960-1'), commandOn('habilitation-h-1960-2')]
const three = commandOn('habilitation-h-1960-3')
const requested: AnyScheduled = three('2017-05-10T09:00:00Z', 'RequestHabilitation', {
  habilitationId: 'h-1960-3',
  conventionId: psu2017Id,
  model: { id: 'psu', version: 1 },
  demandeur: {
    denomination: 'COMMUNE DE SCEAUX',
    siege: { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' }
  },
  caf: 'HAUTS-DE-SEINE',
  personneId: 'p-1960-9',
  personne: { nom: 'NGUYEN', prenom: null, fonction: '=2+2', mail: 'a.b@example.fr', telephone: null },
  roles: [{ role: 'approbateur', etablissementId: '201500086', nature: 'eaje' }],
  requestedOn: '2017-05-09'
})

const access = dossiersOf(
  journalOf([
    ...psu2017,
    ...psu2017Habilitations,
    connects('h-1960-1', '2017-03-23T08:00:00Z'),
    one('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
      anomalyId: 'a-1',
      rule: 'echecs-repetes',
      finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
      on: '2017-03-31'
    }),
    one('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' }),
    two('2017-04-12T09:00:00Z', 'BlockAccess', {
      from: '2017-04-12',
      cause: 'incident',
      motif: 'carnet volé'
    }),
    requested
  ])
).access({ conventionId: psu2017Id, on: dateCivile('2017-05-20') })

test.each([
  ['psu-2017-05-20-access.csv', accessCsv(access)],
  ['psu-2017-05-20-access.md', accessMarkdown(access)]
])('P8 P14 P17 %s', (file, text) => {
  const path = join(__dirname, 'golden', file)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})

const rowsOf = (sheet: string): ReadonlyArray<Readonly<Record<string, string>>> =>
  parse(sheet, { bom: true, columns: true, delimiter: ';' })

test('P14 a row for each habilitation, with its state, its computation and the event', () => {
  expect(
    rowsOf(accessCsv(access)).map(row => [row.Habilitation, row.Nom, row.État, row['Depuis le'], row.Acte])
  ).toEqual([
    ['h-1960-2', 'DIALLO', 'bloquée par la Caf depuis le 12/04/2017', '12/04/2017', "Blocage de l'accès"],
    ['h-1960-1', 'FONTAINE', "bloquée depuis le 08/05/2017 faute d'utilisation", '08/05/2017', 'Connexion'],
    [
      'h-1960-3',
      'NGUYEN',
      "demandée, à l'étape « demande » depuis le 09/05/2017",
      '09/05/2017',
      "Demande d'habilitation"
    ]
  ])
})

test.each(['=1+1', '@SUM(A1)', '\u200b=1+1', '＝1', '"+1', "'-1", '<b>x</b>', 'a\u202eb', '| a |'])(
  'G14 %j in a name is a name in each format',
  nom => {
    // They are put into the answer as they are: a command would be refused with some of them.
    const habilitations = access.habilitations.map(one => ({ ...one, nom }))
    const hostile = { ...access, habilitations }
    const [row] = rowsOf(accessCsv(hostile)).filter(({ Habilitation }) => Habilitation === 'h-1960-3')
    expect([visible(nom), `'${visible(nom)}`]).toContain(row?.Nom)
    for (const cell of Object.values(row ?? {})) expect(cell).not.toMatch(/^[=+\-@＝]/)
    expect(row?.Fonction).toBe("'=2+2")
    for (const text of [accessHtml(hostile), accessMarkdown(hostile)]) {
      expect(text).toBe(visible(text))
      expect(text).not.toContain('<b>')
    }
  }
)

test('P17 no list says in whose words an access was blocked', () => {
  for (const text of [accessCsv(access), accessHtml(access), accessMarkdown(access)])
    expect(text).not.toContain('carnet volé')
})
