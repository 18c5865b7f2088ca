import { psu2017Habilitations } from '@avenant/domain/fixtures'
import { commandOn, journalOf, signedScheduled } from '../../test/journal'
import { shippedReactions } from './reactions'

const habilitation = 'habilitation-h-1960-1'
const request = psu2017Habilitations.find(({ stream }) => stream === habilitation)
if (request === undefined) throw new Error('no request')

test('G18 P22 a request that is corrected to another convention is told no more of the end of the first', () => {
  const corrected = commandOn(habilitation)('2018-01-02T08:00:00Z', 'CorrectHabilitation', {
    corrections: [
      {
        corrects: 0,
        instead: {
          type: 'RequestHabilitation',
          data: { ...request.command.data, conventionId: 'psu-autre' }
        }
      }
    ],
    motif: 'autre convention'
  })
  const terminated = commandOn('convention-psu-1960-2017')('2018-06-01T08:00:00Z', 'TerminateConvention', {
    on: '2018-06-01',
    manquement: 'codes confiés'
  })
  const told = (...more: Parameters<typeof journalOf>[0]) => {
    const journal = journalOf([...signedScheduled, ...more, terminated])
    const reactions = shippedReactions()
    for (const event of journal) reactions.take(event)
    const last = journal.findLast(({ type }) => type === 'ConventionTerminated')
    return last === undefined ? [] : reactions.to(last).map(({ stream }) => stream)
  }
  expect(told()).toEqual([habilitation, 'habilitation-h-1960-2'])
  expect(told(corrected)).toEqual(['habilitation-h-1960-2'])
})
