/** What a change of the annexes speaks of, and the changes that undo it. */
import { factKey } from '../fact'
import { addDays, type DateCivile, maxDate } from '../time/date-civile'
import { sameValue, type Timeline, timelineOf, timelinesOf, valueOn } from '../timeline'
import type { AnnexeChange } from './changes'
import { attributionId, attributionOf, type ConventionFacts } from './facts'
import { type ConventionState, inForceOf, type Modification } from './state'

/** The timelines of what a change speaks of, by the keys of their facts. */
const linesOfChange = (
  { timelines }: ConventionState,
  change: AnnexeChange
): ReadonlyArray<readonly [key: string, timeline: Timeline<unknown>]> => {
  const line = (kind: 'personne' | 'etablissement' | 'attribution' | 'partie' | 'fiche', id: string) =>
    [factKey({ kind, id }), timelineOf<ConventionFacts, typeof kind>(timelines, kind, id)] as const
  switch (change.kind) {
    case 'identify-personne':
      return [line('personne', change.personneId)]
    case 'list-etablissement':
    case 'delist-etablissement':
      return [
        line('etablissement', change.etablissementId),
        ...rolesOn(timelines, change.etablissementId).map(id => line('attribution', id))
      ]
    case 'attribute-role':
    case 'withdraw-role':
      return [line('attribution', attributionId(change))]
    case 'amend-partie':
      return [line('partie', change.partie.id)]
    case 'amend-fiche':
      return [line('fiche', '')]
  }
}

const rolesOn = (timelines: ConventionState['timelines'], etablissementId: string): ReadonlyArray<string> =>
  [...timelinesOf(timelines, 'attribution').keys()].filter(id => id.startsWith(`${etablissementId}/`))

/**
 * The first date, between that on which a modification took effect and that on which it should have (null: never), on
 * which the same things change otherwise. Another modification that asked the same has left no trace of its own: what
 * it gave would be undone with the first.
 */
export const firstBetween = (
  state: ConventionState,
  { changes }: Pick<Modification, 'changes'>,
  others: ReadonlyArray<Modification>,
  known: DateCivile,
  right: DateCivile | null
): DateCivile | null => {
  const lines = new Map(changes.flatMap(change => linesOfChange(state, change)))
  const changed = [...lines.values()].flatMap(timeline => timeline.flatMap(({ from }) => from ?? []))
  const [first, last] = right === null ? [known, null] : known < right ? [known, right] : [right, known]
  const isBetween = (date: DateCivile) => date >= first && (last === null || date <= last)
  const start = inForceOf(state)?.from ?? null
  const asked = others.flatMap(({ changes, effectiveOn }) => {
    const on = effectiveOn === null || start === null ? effectiveOn : maxDate(effectiveOn, start)
    if (on === null || !isBetween(on)) return []
    const shared = changes
      .flatMap(change => linesOfChange(state, change))
      .filter(
        ([key, timeline]) => lines.has(key) && (right !== null || on === known || !changesOn(timeline, on))
      )
    return shared.length === 0 ? [] : [on]
  })
  const otherwise =
    right === null
      ? [...lines.values()].flatMap(timeline => turnsSince(timeline, known))
      : changed.filter(date => date !== known && date > first && isBetween(date))
  return [...asked, ...otherwise].sort()[0] ?? null
}

/**
 * The dates after one on which a line turns to something else than what held before it. What is withdrawn is undone to
 * the next of them: what is given again afterwards may have been its own.
 */
const turnsSince = (timeline: Timeline<unknown>, known: DateCivile): ReadonlyArray<DateCivile> => {
  const before = valueOn(addDays(known, -1))(timeline)
  return timeline.flatMap(({ from, value }) =>
    from !== null && from > known && !sameValue(value, before) ? [from] : []
  )
}

const changesOn = (timeline: Timeline<unknown>, date: DateCivile): boolean =>
  timeline.some(({ from }) => from === date)

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
      return [
        { kind: 'list-etablissement', etablissementId, etablissement: before.was },
        ...(change.kind === 'delist-etablissement' ? rolesOn(timelines, etablissementId).flatMap(role) : [])
      ]
    }
    case 'attribute-role':
    case 'withdraw-role':
      return role(attributionId(change))
    case 'amend-partie': {
      const partie = held(timelineOf(timelines, 'partie', change.partie.id))?.was ?? null
      return partie === null ? [] : [{ kind: 'amend-partie', partie }]
    }
    case 'amend-fiche': {
      const fiche = held(timelineOf(timelines, 'fiche', ''))?.was ?? null
      return fiche === null ? [] : [{ kind: 'amend-fiche', fiche }]
    }
  }
}
