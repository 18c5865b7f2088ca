import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { events } from '../test/tables'
import { Count, decode, struct } from './codec'
import { conventionEvents } from './convention'
import { defineEvent } from './event'
import { habilitationEvents } from './habilitation'

const folder = join(__dirname, '../test/golden')
const fileOf = (type: string, schema: number): string =>
  `${type.normalize('NFD').replace(/\p{M}/gu, '')}.v${schema}.json`
const definitions = new Map(events)

const Golden = struct('Golden', { type: t.string, schema: Count, data: t.unknown })
const golden = (type: string, schema: number) => {
  const read = decode(Golden)(JSON.parse(readFileSync(join(folder, fileOf(type, schema)), 'utf8')))
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

/** Every type and version that is read: an act that is no longer given keeps its definition, and its golden files (G9). */
const versions = events.flatMap(([type, { schema }]) =>
  Array.from({ length: schema }, (_, i) => [type, i + 1] as const)
)

test('G9 G14 every type and version has its golden file, and no file is left without its type', () => {
  const expected = versions.map(([type, schema]) => fileOf(type, schema))
  expect(new Set(expected).size).toBe(expected.length)
  expect(readdirSync(folder).sort()).toEqual([...expected].sort())
  for (const name of expected) expect(name).toMatch(/^[A-Za-z]+\.v\d+\.json$/)
})

test.each(versions)(
  'G9 the golden %s, version %i, is still read, and written as the same JSON',
  (type, schema) => {
    const file = golden(type, schema)
    expect([file.type, file.schema]).toEqual([type, schema])
    const definition = definitions.get(type)
    if (definition === undefined) throw new Error(`${type} is no longer defined`)
    const today = definition.upcasters
      .slice(schema - 1)
      .reduce<unknown>((data, upcast) => upcast(data), file.data)
    const read = decode(definition.data)(today)
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    const written = JSON.stringify(definition.data.encode(read.right))
    const meant = schema === definition.schema ? file.data : golden(type, definition.schema).data
    expect(written).toBe(JSON.stringify(meant))
  }
)

test('G9 as many upcasters lead to a version as there were versions before it', () => {
  for (const [, { schema, upcasters }] of events) expect(upcasters).toHaveLength(schema - 1)
  const twice = defineEvent(Count, Number, Number)
  expect(twice.schema).toBe(3)
})

test('G9 no two tables define the same event type', () => {
  const types = [...Object.keys(conventionEvents), ...Object.keys(habilitationEvents)]
  expect(new Set(types).size).toBe(types.length)
})

/** What a golden file is read as. */
const readGolden = (type: string): unknown => {
  const definition = definitions.get(type)
  return E.toUnion(decode<unknown>(definition?.data ?? t.never)(golden(type, 1).data))
}

test('G9 P3 a dérogation through 31/08/2017 means the same for ever', () => {
  expect(readGolden('DérogationGranted')).toEqual({
    says: {
      derogationId: 'd-1960-1',
      objet: "Prise en compte d'un maximum de congés",
      etablissementIds: ['201500086'],
      agreedOn: '2016-12-02',
      to: '2017-09-01'
    },
    moves: [
      {
        kind: 'derogation',
        id: 'd-1960-1',
        period: { from: '2017-01-01', to: '2017-09-01' },
        // In event 2 of its stream: its own.
        at: [2, 'says']
      }
    ]
  })
})

test('G9 M24 a transmission to the préfecture means the same for ever', () => {
  expect(readGolden('TransmissionRecorded')).toMatchObject({
    says: { acte: '092-219200789-20230726-DCM232-AI' },
    moves: [
      {
        kind: 'transmission',
        id: '',
        period: { from: null, to: null },
        value: {
          acte: {
            asWritten: '092-219200789-20230726-DCM232-AI',
            departement: '092',
            siren: '219200789',
            date: '2023-07-26',
            numero: 'DCM232',
            nature: 'AI'
          },
          transmittedOn: '2023-08-07',
          receivedOn: '2023-08-07'
        }
      }
    ]
  })
})

test('G9 M19 a notice means the same for ever', () => {
  const article = { source: 'MEF', article: '5' }
  const computation =
    'préavis donné par le fournisseur de données, envoyé le 20/04/2024, reçu le 23/04/2024 (la réception compte) ; ' +
    'échéance du 26/07/2024, dernier jour du préavis : 26/07/2024 − 3 mois = 26/04/2024'
  expect(readGolden('NoticeGiven')).toEqual({
    says: { partie: 'fournisseur', dispatchedOn: '2024-04-20', receivedOn: '2024-04-23' },
    computed: { echeance: '2024-07-26', article, computation },
    moves: [
      {
        kind: 'effet',
        id: '',
        period: { from: '2024-07-26', to: null },
        value: { status: 'terminee', cause: 'preavis', computation, article }
      }
    ]
  })
})

test('G9 P17 a blocking from a day on means the same for ever', () => {
  expect(readGolden('AccessBlocked')).toEqual({
    says: { from: '2018-05-02', cause: 'incident', motif: 'codes perdus' },
    moves: [
      {
        kind: 'blocage',
        id: '',
        period: { from: '2018-05-02', to: null },
        value: { cause: 'incident', article: { source: 'PSU', article: '2.3' } }
      }
    ]
  })
})

test('G9 G18 a correction means the same for ever', () => {
  expect(readGolden('HabilitationCorrected')).toMatchObject({
    says: {
      corrections: [{ corrects: 1, instead: { type: 'HabilitationDelivered', says: { on: '2017-03-06' } } }],
      motif: 'délivrée le lundi suivant'
    },
    moves: [
      { kind: 'delivrance', period: { from: '2017-03-01', to: '2017-03-06' }, value: null },
      { kind: 'demande', period: { from: '2017-03-01', to: '2017-03-06' } }
    ]
  })
})

test('G10 no golden file names a real person: mails at example.fr, telephones 01 99 00', () => {
  const texts = versions.map(([type, schema]) => JSON.stringify(golden(type, schema).data)).join('\n')
  const mails = texts.match(/[^"\s«]+@[^"\s»]+/g) ?? []
  expect(mails.length).toBeGreaterThan(0)
  expect(mails.filter(mail => !mail.endsWith('@example.fr') && mail !== 'mairie@…')).toEqual([])
  const telephones = texts.match(/"telephone":"[^"]+"/g) ?? []
  expect(telephones.filter(line => !line.includes('"01 99 00 '))).toEqual([])
})
