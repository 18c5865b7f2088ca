/** What a change of the annexes speaks of, and the changes that undo it. */
import { addDays, type DateCivile } from '../time/date-civile'
import { sameValue, type Timeline, timelineOf, timelinesOf, valueOn } from '../timeline'
import type { AnnexeChange } from './changes'
import { attributionId, attributionOf } from './facts'
import type { ConventionState } from './state'

/** The timelines of what a change speaks of. */
export const linesOfChange = (
  { timelines }: ConventionState,
  change: AnnexeChange
): ReadonlyArray<Timeline<unknown>> => {
  switch (change.kind) {
    case 'identify-personne':
      return [timelineOf(timelines, 'personne', change.personneId)]
    case 'list-etablissement':
    case 'delist-etablissement':
      return [
        timelineOf(timelines, 'etablissement', change.etablissementId),
        ...[...timelinesOf(timelines, 'attribution')].flatMap(([id, timeline]) =>
          id.startsWith(`${change.etablissementId}/`) ? [timeline] : []
        )
      ]
    case 'attribute-role':
    case 'withdraw-role':
      return [timelineOf(timelines, 'attribution', attributionId(change))]
    case 'amend-partie':
      return [timelineOf(timelines, 'partie', change.partie.id)]
  }
}

/** The changes that bring back, from a day, what held the day before it. */
export const undone = (
  { timelines }: ConventionState,
  change: AnnexeChange,
  from: DateCivile
): ReadonlyArray<AnnexeChange> => {
  /** What held, when it is not what holds. */
  const held = <V>(timeline: Timeline<V>): { readonly was: V | null } | null => {
    const was = valueOn(addDays(from, -1))(timeline)
    return sameValue(was, valueOn(from)(timeline)) ? null : { was }
  }
  const role = (id: string): ReadonlyArray<AnnexeChange> => {
    const timeline = timelineOf(timelines, 'attribution', id)
    const before = held(timeline)
    if (before === null) return []
    if (before.was !== null) return [{ kind: 'attribute-role', ...attributionOf(id, before.was) }]
    const { rang: _, ...seat } = attributionOf(id, { rang: 'titulaire' })
    return [{ kind: 'withdraw-role', ...seat }]
  }
  switch (change.kind) {
    case 'identify-personne': {
      const { personneId } = change
      const personne = held(timelineOf(timelines, 'personne', personneId))?.was ?? null
      return personne === null ? [] : [{ kind: 'identify-personne', personneId, personne }]
    }
    case 'list-etablissement':
    case 'delist-etablissement': {
      const { etablissementId } = change
      const before = held(timelineOf(timelines, 'etablissement', etablissementId))
      if (before === null) return []
      if (before.was === null) return [{ kind: 'delist-etablissement', etablissementId }]
      const roles = [...timelinesOf(timelines, 'attribution').keys()].filter(id =>
        id.startsWith(`${etablissementId}/`)
      )
      return [
        { kind: 'list-etablissement', etablissementId, etablissement: before.was },
        ...(change.kind === 'delist-etablissement' ? roles.flatMap(role) : [])
      ]
    }
    case 'attribute-role':
    case 'withdraw-role':
      return role(attributionId(change))
    case 'amend-partie': {
      const partie = held(timelineOf(timelines, 'partie', change.partie.id))?.was ?? null
      return partie === null ? [] : [{ kind: 'amend-partie', partie }]
    }
  }
}
