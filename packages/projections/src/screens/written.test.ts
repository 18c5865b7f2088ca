import { instant } from '@avenant/domain'
import fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { parseWrittenDay, parseWrittenKnowledge, writtenKnowledge } from './written'

test('a day is read as people write it, and as an address writes it', () => {
  for (const written of ['31/08/2017', '31.08.2017', '31-8-2017', ' 31/8/2017 ', '2017-08-31'])
    expect([written, parseWrittenDay(written)]).toEqual([written, E.right('2017-08-31')])
})

test('what is wrong with a day is told in the words of the field', () => {
  for (const [written, told] of [
    ['31/02/2026', "cette date n'existe pas : 31/02/2026"],
    ['2026-02-31', "cette date n'existe pas : 31/02/2026"],
    ['1/1/1800', 'attendu : une année de 1900 à 2999, reçu : 01/01/1800'],
    ['15/6/26', 'attendu : une date comme 31/08/2017, reçu : « 15/6/26 »'],
    ['hier', 'attendu : une date comme 31/08/2017, reçu : « hier »']
  ] as const)
    expect([written, parseWrittenDay(written)]).toEqual([written, E.left(told)])
})

test('G2 what was known is a whole day, a moment of the zone, or an instant', () => {
  const read = (written: string, zone = 'Europe/Paris') => parseWrittenKnowledge(zone)(written)
  const right = (known: string, knownAt = known) => E.right({ known, knownAt })
  expect(read('31/08/2017')).toEqual(right('2017-08-31', '2017-08-31T21:59:59.999Z'))
  expect(read('17/03/2024 12:50:05')).toEqual(right('2024-03-17T11:50:05.000Z'))
  expect(read('17/03/2024 à 12h50')).toEqual(right('2024-03-17T11:50:00.000Z'))
  expect(read('17/03/2024 12:50:05,12', 'Indian/Reunion')).toEqual(right('2024-03-17T08:50:05.120Z'))
  expect(read('2024-03-17T11:50:05Z')).toEqual(right('2024-03-17T11:50:05.000Z'))
  for (const written of ['hier', '31/02/2026 12:00', '17/03/2024 25:00', '31/03/2024 02:30'])
    expect([written, E.isLeft(read(written))]).toEqual([written, true])
  expect(read('31/02/2026')).toEqual(E.left("cette date n'existe pas : 31/02/2026"))
  expect(read('hier')).toEqual(
    E.left('attendu : une date comme 31/08/2017, ou un moment comme 31/08/2017 14:05:00, reçu : « hier »')
  )
})

test('a knowledge is written as people read it, and read again is the same instant, also when the hour changes', () => {
  expect(writtenKnowledge('2024-03-17T11:50:05.000Z', 'Europe/Paris')).toBe('17/03/2024 12:50:05')
  expect(writtenKnowledge('2024-03-17', 'Europe/Paris')).toBe('2024-03-17')
  expect(writtenKnowledge('hier', 'Europe/Paris')).toBe('hier')
  // Half past two comes twice on that night: its second time has no other name than its instant.
  expect(writtenKnowledge('2026-10-25T00:30:00.000Z', 'Europe/Paris')).toBe('25/10/2026 02:30:00')
  expect(writtenKnowledge('2026-10-25T01:30:00.000Z', 'Europe/Paris')).toBe('2026-10-25T01:30:00.000Z')
  const changes = Date.UTC(2026, 9, 25)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: changes - 7_200_000, max: changes + 14_400_000 }),
        fc.integer({ min: Date.UTC(1950, 0, 2), max: Date.UTC(2900, 0, 1) })
      ),
      fc.constantFrom('Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion', 'UTC'),
      (epoch, zone) => {
        const at = instant(new Date(epoch).toISOString())
        expect(parseWrittenKnowledge(zone)(writtenKnowledge(at, zone))).toEqual(
          E.right({ known: at, knownAt: at })
        )
      }
    )
  )
})
