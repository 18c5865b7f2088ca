/** What changes the convention itself: its end, the version of its model; and an avenant that says its day. */
import { addDays, type DateCivile } from '@avenant/domain'
import { identified, otherVersionOf, partieOf, partiesOf } from './cast'
import { changed, type MakeWay, modificationId } from './changed'
import { type Begun, situationOn, type Way } from './opening'
import type { Trial, Why } from './trial'

const DAYS_MORE = 365

/** What moves the end of the convention itself, asked for on the day after it begins. */
export const extensionWays = ({ model, start }: Begun): ReadonlyArray<Way> => {
  const { prolongation = null, renewal = null } = model.changes?.kinds ?? {}
  const extended =
    (changeOf: (end: DateCivile) => object) =>
    (trial: Trial): Why => {
      const on = addDays(start, 1)
      const { lastDay } = situationOn(trial, on)
      if (lastDay === null) return ['la convention n’a pas de fin à reporter']
      const why = changed(model, trial, { id: modificationId, on, changes: [changeOf(addDays(lastDay, 1))] })
      if (why.length > 0) return why
      const { status, sentence } = situationOn(trial, addDays(lastDay, 1))
      return status === 'en-vigueur' ? [] : [sentence]
    }
  return [
    ...(prolongation === null
      ? []
      : [
          {
            what: 'elle est prolongée',
            path: 'changes.kinds.prolongation',
            play: extended(end => ({ kind: 'prolong', to: addDays(end, DAYS_MORE) }))
          }
        ]),
    ...(renewal === null
      ? []
      : [
          {
            what: 'elle est renouvelée par un acte',
            path: 'changes.kinds.renewal',
            play: extended(() => ({ kind: 'renew' }))
          }
        ])
  ]
}

/** An avenant that says its day; what needs less than an avenant says none. */
export const statedWays = ({ model, start }: Begun): ReadonlyArray<Way> => {
  const [partie] = partiesOf(model)
  return model.changes?.avenantEffect?.when !== 'stated' ||
    partie === undefined ||
    model.parties.change.instrument !== 'avenant'
    ? []
    : [
        {
          what: 'un avenant prend effet au jour qu’il dit',
          path: 'changes.avenantEffect',
          play: trial => {
            const on = addDays(start, 1)
            return changed(model, trial, {
              id: modificationId,
              on,
              effectiveOn: addDays(on, 2),
              changes: [
                { kind: 'identify-personne', ...identified('p-nouvelle') },
                { kind: 'amend-partie', partie: partieOf(partie, 'p-nouvelle') }
              ]
            })
          }
        }
      ]
}

/** Another version of the model is adopted, and the convention goes on under it: a person changes, by what that version asks. */
export const adoptionWay = ({ model }: Begun, way: MakeWay): Way => {
  const { id, version } = otherVersionOf(model)
  return way(
    'une autre version du modèle est adoptée, puis une personne change',
    'changes.kinds.model',
    [{ kind: 'adopt-model', model: { id, version } }],
    [{ kind: 'identify-personne', ...identified('p-nouvelle') }]
  )
}
