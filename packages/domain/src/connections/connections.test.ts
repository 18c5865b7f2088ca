import * as E from 'fp-ts/Either'
import { AddressedCommand, streamOfCommand } from '../addressed-command'
import { decode } from '../codec'
import { unrecorded } from '../decider'
import { instant } from '../time/instant'
import { ConnectionCommand, connectionDecider, connectionEntries, unknownCodeStream } from '.'

const systeme = { kind: 'systeme', id: 'portail' }
const connection = (data: unknown, acteur: unknown = systeme) => ({
  type: 'RecordConnection',
  habilitationId: 'h-1',
  acteur,
  data
})
const success = { at: '2017-04-09T21:00:00Z', outcome: 'reussie' }

const decidedAt = (at: string | null, command: unknown) => {
  const read = decode(ConnectionCommand)(command)
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  const recording = { ...unrecorded, at: at === null ? null : instant(at) }
  return connectionDecider.decide(read.right, recording)(null)
}
const codesOf = (decided: ReturnType<typeof decidedAt>) =>
  E.isLeft(decided) ? decided.left.map(({ code, path }) => [code, path]) : []

test('A1 P13 a connection is recorded in the stream of its habilitation, an attempt on an unknown code in one of its own', () => {
  const streamOf = (command: unknown) => {
    const read = decode(AddressedCommand)(command)
    return E.isRight(read) ? streamOfCommand(read.right) : read.left
  }
  expect(streamOf(connection(success))).toBe('access-h-1')
  expect(streamOf({ type: 'RecordUnknownCode', acteur: systeme, data: { at: '2017-04-09T21:00:00Z' } })).toBe(
    unknownCodeStream
  )
  expect(decidedAt('2017-04-09T21:00:01Z', connection(success))).toEqual(
    E.right([{ type: 'ConnectionRecorded', data: { at: '2017-04-09T21:00:00.000Z', outcome: 'reussie' } }])
  )
})

test('A1 no habilitation can be taken for the unknown code', () => {
  expect(
    E.isLeft(decode(ConnectionCommand)({ ...connection(success), habilitationId: '-unknown-code' }))
  ).toBe(true)
})

test.each(connectionEntries)('A1 the example of $command is recorded', ({ command, event, example }) => {
  const named = command === 'RecordConnection' ? { habilitationId: 'h-1' } : {}
  const decided = decidedAt(null, { type: command, acteur: systeme, ...named, data: example })
  expect(decided).toEqual(E.right([{ type: event, data: example }]))
})

test('A1 A4 what is typed is refused wherever it is put, and is in no message', () => {
  for (const key of ['password', 'motDePasse', 'code', 'typed'])
    for (const command of [
      connection({ ...success, [key]: 'S3cret-Vacances' }),
      { ...connection(success), [key]: 'S3cret-Vacances' },
      { type: 'RecordUnknownCode', acteur: systeme, data: { at: success.at, [key]: 'S3cret-Vacances' } }
    ]) {
      const read = decode(ConnectionCommand)(command)
      if (E.isRight(read)) throw new Error(`${key} is taken`)
      expect(JSON.stringify(read.left)).not.toContain('S3cret')
    }
})

test('A1 G7 the service itself tells of connections', () => {
  for (const kind of ['agent-caf', 'partenaire', 'habilite'])
    expect(codesOf(decidedAt(null, connection(success, { kind, id: 'x-1' })))).toEqual([
      ['acteur-not-allowed', 'acteur']
    ])
})

test('A1 G24 a connection to come is refused, but not for two clocks that differ by a few seconds', () => {
  expect(codesOf(decidedAt('2017-04-09T20:59:30Z', connection(success)))).toEqual([])
  expect(codesOf(decidedAt('2017-04-09T20:58:59Z', connection(success)))).toEqual([
    ['connection-to-come', 'data.at']
  ])
  expect(codesOf(decidedAt('2017-04-12T09:00:00Z', connection(success)))).toEqual([])
})
