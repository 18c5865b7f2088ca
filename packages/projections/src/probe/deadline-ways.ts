/** A deadline that comes each year, or once, has a day around the days in force. */
import { addDays, ConventionId, firstDate, frenchDate, lastDate, read } from '@avenant/domain'
import { endedByAnAct } from './ends'
import { type Begun, conventionId, situationOn, type Way } from './opening'
import type { Trial, Why } from './trial'

const DAYS_LOOKED_AT = 3 * 365

export const deadlineWays = (begun: Begun): ReadonlyArray<Way> =>
  begun.model.deadlines.flatMap(({ id, label, for: each }, i) =>
    each === 'act' || each === 'echeance'
      ? []
      : [
          {
            what: `l'échéance « ${label} » a un jour`,
            path: `deadlines[${i}].due`,
            play: (trial: Trial) => {
              const why = undated(begun, trial, id)
              if (why.length === 0 || situationOn(trial, begun.start).lastDay !== null) return why
              // What is counted from an end that nobody knows yet has its day once an act has ended the convention.
              return endedByAnAct(begun, trial) ? undated(begun, trial, id) : why
            }
          }
        ]
  )

/** Around the days in force first; a deadline may be centuries away from them. */
const undated = ({ start }: Begun, trial: Trial, id: string): Why => {
  const end = situationOn(trial, start).lastDay ?? start
  const near = { from: addDays(start, -DAYS_LOOKED_AT), to: addDays(end, DAYS_LOOKED_AT) }
  return [near, { from: firstDate, to: lastDate }].reduce<Why>((why, { from, to }, i) => {
    if (i > 0 && why.length === 0) return why
    const asked = { from, to, conventionId: read(ConventionId, conventionId) }
    const found = trial
      .index()
      .deadlines(asked)
      .deadlines.filter(({ kind }) => kind === id)
    return found.some(({ due }) => due !== null)
      ? []
      : [found[0]?.computation ?? `aucun jour du ${frenchDate(from)} au ${frenchDate(to)}`]
  }, [])
}
