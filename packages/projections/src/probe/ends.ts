/** How a convention goes on and ends: by its term, a notice, a termination. */
import { addDays, type ConventionModel, type DateCivile, dateCivile } from '@avenant/domain'
import { type Party, partiesOf } from './cast'
import { onConvention, partiesOn, situationOn, startOf, type Way } from './opening'
import type { Trial, Why } from './trial'

export const endWays = (model: ConventionModel): ReadonlyArray<Way> => [
  ...(model.duration.renewal.kind === 'tacit' ? [renewalWay(model)] : [termWay(model)]),
  ...(model.notice === null
    ? []
    : partiesOf(model)
        .filter(mayGiveNotice(model))
        .map(({ id, label, role }) => ({
          what:
            role.noticeEnds === 'all'
              ? `un préavis y met fin (partie : ${label})`
              : `un préavis met fin à sa seule part (partie : ${label})`,
          path: 'notice',
          play: (trial: Trial) =>
            role.noticeEnds === 'all' ? noticed(model, trial, id) : noticedAlone(model, trial, id)
        }))),
  ...(model.termination === null ? [] : terminationWays(model, model.termination.causes))
]

/** For each cause that the model lists; for a breach alone where it lists none. */
const terminationWays = (
  model: ConventionModel,
  causes: NonNullable<ConventionModel['termination']>['causes']
): ReadonlyArray<Way> =>
  causes.length === 0
    ? [{ what: 'la Caf la résilie', path: 'termination', play: trial => terminated(model, trial) }]
    : causes.map(({ id, label }, i) => ({
        what: `la Caf la résilie : ${label}`,
        path: `termination.causes[${i}]`,
        play: trial => terminated(model, trial, id)
      }))

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

const termWay = (model: ConventionModel): Way => ({
  what: 'elle prend fin à son terme',
  path: 'duration',
  play: trial => {
    const { lastDay } = situationOn(trial, startOf(model, trial))
    // Without a term it ends otherwise, or the model is refused before it is played.
    return lastDay === null ? [] : endsOn(trial, addDays(lastDay, 1))
  }
})

const renewalWay = (model: ConventionModel): Way => ({
  what: 'elle se reconduit',
  path: 'duration.renewal',
  play: trial => {
    const { term } = situationOn(trial, startOf(model, trial))
    if (term === null) return ['elle n’a pas de période']
    const next = situationOn(trial, addDays(term.lastDay, 1))
    return next.status === 'en-vigueur' && next.term?.renewal === term.renewal + 1 ? [] : [next.sentence]
  }
})

/** On the day after the convention begins. */
const giveNotice = (model: ConventionModel, trial: Trial, partie: string) => {
  const on = addDays(startOf(model, trial), 1)
  const data = { partie, dispatchedOn: on, receivedOn: on }
  return { on, why: trial.give({ on, of: onConvention, type: 'GiveNotice', data }) }
}

const noticed = (model: ConventionModel, trial: Trial, partie: string): Why => {
  const { on, why } = giveNotice(model, trial, partie)
  if (why.length > 0) return why
  const { lastDay, sentence } = situationOn(trial, on)
  return lastDay === null ? [sentence] : endsOn(trial, addDays(lastDay, 1))
}

/** The convention goes on without the party that gives notice. */
const noticedAlone = (model: ConventionModel, trial: Trial, partie: string): Why => {
  const { why } = giveNotice(model, trial, partie)
  if (why.length > 0) return why
  const { echeance } = Object(Object(trial.last()[0]?.data).computed)
  const day = dateCivile(echeance)
  const situation = situationOn(trial, day)
  if (situation.status !== 'en-vigueur') return [situation.sentence]
  return partiesOn(trial, day).includes(partie) ? ['elle est encore partie après son préavis'] : []
}

const terminated = (model: ConventionModel, trial: Trial, cause?: string): Why => {
  const on = addDays(startOf(model, trial), 1)
  const why = trial.give({
    on,
    of: onConvention,
    type: 'TerminateConvention',
    data: { on, manquement: 'Manquement inventé pour l’essai', ...(cause === undefined ? {} : { cause }) }
  })
  return why.length > 0 ? why : endsOn(trial, on)
}
