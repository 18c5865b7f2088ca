/**
 * A process of its own that moves a journal: from where (an exported file, or a place), to which place, and where it is
 * ended by SIGKILL.
 */
import { right } from '../src/contract/harness'
import { type KilledAt, moveInto } from '../src/contract/mover'
import type { RestoreProgress } from '../src/event-store'
import { moveJournal } from '../src/journal/move'
import { openAt, type Place } from './places'

const main = async (from = '', to = '', killedAt = ''): Promise<void> => {
  const { step, events }: KilledAt = JSON.parse(killedAt)
  const progress = (reached: RestoreProgress): void => {
    if (reached.step === step && reached.events >= events) process.kill(process.pid, 'SIGKILL')
  }
  const target = await openAt(JSON.parse(to) as Place)
  if (from.startsWith('[')) {
    const source = await openAt(JSON.parse(from) as Place, { pageSize: 10 })
    right(await moveJournal({ from: source, to: target, progress })())
    await source.close()
  } else await moveInto(target, from, progress)
  await target.close()
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
