/** How a convention goes on and ends: by its term, a notice, a termination. */
import { addDays, type ConventionModel, type DateCivile, dateCivile } from '@avenant/domain'
import { type Party, partiesOf } from './cast'
import { type Begun, onConvention, partiesOn, situationOn, type Way } from './opening'
import type { Trial, Why } from './trial'

export const endWays = (begun: Begun): ReadonlyArray<Way> => [
  ...(begun.model.duration.renewal.kind === 'tacit' ? [renewalWay(begun)] : [termWay(begun)]),
  ...noticeWays(begun),
  ...terminationWays(begun)
]

const noticeWays = (begun: Begun): ReadonlyArray<Way> =>
  begun.model.notice === null
    ? []
    : partiesOf(begun.model)
        .filter(mayGiveNotice(begun.model))
        .map(({ id, label, role }) => ({
          what:
            role.noticeEnds === 'all'
              ? `un préavis y met fin (partie : ${label})`
              : `un préavis met fin à sa seule part (partie : ${label})`,
          path: 'notice',
          play: (trial: Trial) =>
            role.noticeEnds === 'all' ? noticed(begun, trial, id) : noticedAlone(begun, trial, id)
        }))

/** For each cause that the model lists; for a breach alone where it lists none. */
const terminationWays = ({ model: { termination }, start }: Begun): ReadonlyArray<Way> => {
  if (termination === null) return []
  return termination.causes.length === 0
    ? [{ what: 'la Caf la résilie', path: 'termination', play: trial => terminated(start, trial) }]
    : termination.causes.map(({ id, label }, i) => ({
        what: `la Caf la résilie : ${label}`,
        path: `termination.causes[${i}]`,
        play: trial => terminated(start, trial, id)
      }))
}

const mayGiveNotice =
  ({ notice }: ConventionModel) =>
  ({ role: { id } }: Party): boolean =>
    notice?.by == null || notice.by.some(role => role === id)

/** The last day before a day, and that day. */
const endsOn = (trial: Trial, on: DateCivile): Why => {
  const [before, after] = [addDays(on, -1), on].map(day => situationOn(trial, day))
  if (before?.status !== 'en-vigueur') return [before?.sentence ?? '']
  return after?.status === 'terminee' ? [] : [after?.sentence ?? '']
}

const termWay = ({ start }: Begun): Way => ({
  what: 'elle prend fin à son terme',
  path: 'duration',
  play: trial => {
    const { lastDay } = situationOn(trial, start)
    // Without a term it ends otherwise, or the model is refused before it is played.
    return lastDay === null ? [] : endsOn(trial, addDays(lastDay, 1))
  }
})

const renewalWay = ({ start }: Begun): Way => ({
  what: 'elle se reconduit',
  path: 'duration.renewal',
  play: trial => {
    const { term } = situationOn(trial, start)
    if (term === null) return ['elle n’a pas de période']
    const next = situationOn(trial, addDays(term.lastDay, 1))
    return next.status === 'en-vigueur' && next.term?.renewal === term.renewal + 1 ? [] : [next.sentence]
  }
})

/** On the day after the convention begins. */
const giveNotice = ({ start }: Begun, trial: Trial, partie: string) => {
  const on = addDays(start, 1)
  const data = { partie, dispatchedOn: on, receivedOn: on }
  return { on, why: trial.give({ on, of: onConvention, type: 'GiveNotice', data }) }
}

const noticed = (begun: Begun, trial: Trial, partie: string): Why => {
  const { on, why } = giveNotice(begun, trial, partie)
  if (why.length > 0) return why
  const { lastDay, sentence } = situationOn(trial, on)
  return lastDay === null ? [sentence] : endsOn(trial, addDays(lastDay, 1))
}

/** The convention goes on without the party that gives notice. */
const noticedAlone = (begun: Begun, trial: Trial, partie: string): Why => {
  const { why } = giveNotice(begun, trial, partie)
  if (why.length > 0) return why
  const { echeance } = Object(Object(trial.last()[0]?.data).computed)
  const day = dateCivile(echeance)
  const situation = situationOn(trial, day)
  if (situation.status !== 'en-vigueur') return [situation.sentence]
  return partiesOn(trial, day).includes(partie) ? ['elle est encore partie après son préavis'] : []
}

const terminated = (start: DateCivile, trial: Trial, cause?: string): Why => {
  const on = addDays(start, 1)
  const why = trial.give({
    on,
    of: onConvention,
    type: 'TerminateConvention',
    data: { on, manquement: 'Manquement inventé pour l’essai', ...(cause === undefined ? {} : { cause }) }
  })
  return why.length > 0 ? why : endsOn(trial, on)
}

/** Whether an act has ended the convention: a notice, or a termination. */
export const endedByAnAct = (begun: Begun, trial: Trial): boolean =>
  [...noticeWays(begun), ...terminationWays(begun)].some(
    ({ play }) => play(trial).length === 0 && situationOn(trial, begun.start).lastDay !== null
  )
