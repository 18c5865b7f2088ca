import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { openAvenant } from 'avenant'
import * as E from 'fp-ts/Either'
import { tellDepartures } from './departures'

const folder = mkdtempSync(join(tmpdir(), 'avenant-departures-'))
const store = `sqlite:${join(folder, 'journal.db')}`
afterAll(() => rmSync(folder, { recursive: true }))

const right = <A>(outcome: E.Either<{ readonly message: string }, A>): A => {
  if (E.isLeft(outcome)) throw new Error(outcome.left.message)
  return outcome.right
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 20))
}
const onFirst = (type: string, data: object) => ({
  type,
  habilitationId: 'h-1960-1',
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data
})

test('each departure is told once, also one that a correction moved or took back, whichever of two programs runs it', async () => {
  const [one, other] = [
    right(await openAvenant({ store, hands: 'told' })()),
    right(await openAvenant({ store, hands: 'told' })())
  ]
  const lines: string[] = []
  const tell = (line: string) => lines.push(line)
  const programs = [
    right(await tellDepartures(one, store, tell)()),
    right(await tellDepartures(other, store, tell)())
  ]
  for (const { command, commandId } of [...psu2017, ...psu2017Habilitations])
    right(await one.execute(command, { commandId })())
  const left = { departedOn: '2018-03-01', reportedOn: '2018-03-12' }
  const { revision } = right(await one.execute(onFirst('ReportEndOfMission', left))())
  const correcting = (instead: object | null) =>
    onFirst('CorrectHabilitation', { corrections: [{ corrects: revision, instead }], motif: 'date mal lue' })
  const moved = { type: 'ReportEndOfMission', data: { ...left, departedOn: '2018-02-01' } }
  right(await other.execute(correcting(moved))())
  right(await one.execute(correcting(null))())
  await until(() => lines.length >= 3)
  expect(lines.map(line => line.replace(/ : .*/, ''))).toEqual(
    [0, 1, 2].map(n => `habilitation-h-1960-1, révision ${(revision ?? 0) + n}`)
  )
  for (const { stop } of programs) await stop()
  expect(lines).toHaveLength(3)
  await Promise.all([one.close(), other.close()])
})
