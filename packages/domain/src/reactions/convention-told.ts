import {
  type ConventionEvent,
  type ConventionState,
  conventionAggregate,
  conventionDecider
} from '../convention'
import { roleArticle } from '../convention/french-lines'
import { lineOf, valueOn } from '../convention/lines'
import { attributionOf, type Effet } from '../convention/values'
import { fold } from '../decider'
import type { HabilitationCommand } from '../habilitation'
import { lastChangeOf } from '../habilitation/acts/told'
import type { Acteur } from '../identity/acteur'
import { type ConventionModel, findModel, type Models } from '../model/model'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always } from '../time/period'
import { within } from '../timeline'
import type { Placed, Telling } from './placed-under'

/** A command for another aggregate, that an event asks for. */
export type Reaction<Command> = { readonly stream: string; readonly command: Command }

/**
 * @param events all those of the convention, as it stands by now
 * @param habilitations those under it that are told
 */
export type TellConvention = (
  events: ReadonlyArray<ConventionEvent>,
  habilitations: ReadonlyArray<Placed>,
  telling: Telling
) => ReadonlyArray<Reaction<HabilitationCommand>>

/**
 * What a convention says of the habilitations under it is told to each, when it moves: its end, at its term (P27), by a notice
 * (M19), at once (P22); and each role of the person that leaves the annexe, by whichever act, or is in it again (P20, P21,
 * M21). It looks at what events moved, not at what acts they were, so that avenants and corrections tell it too.
 *
 * What is told is what stands by the last of the events, whole: told in another order, or twice, the last told is the same.
 * What never ended is not told, for it is as the request and the delivery found it.
 *
 * @param acteur the system that reacts
 */
export const tellConvention = (models: Models, acteur: Acteur): TellConvention => {
  const stateOf = fold(conventionDecider(models))
  const find = findModel(models)
  return (events, habilitations, telling) => {
    const ended = endedIn(events)
    const isEndTold = telling.end === 'stands' || (telling.end === 'moved' && ended.isEnded)
    const roles = [...ended.roles].filter(id => telling.roles === 'all' || telling.roles.has(id))
    if (habilitations.length === 0 || (!isEndTold && roles.length === 0)) return []
    const state = stateOf(events)
    const model = state.model === null ? null : find(state.model)
    const ends = isEndTold ? [endCommand(acteur, state)] : []
    const told = roles.map(id => roleTold(model, state, id))
    return habilitations.flatMap(({ stream, conventionId, personneId }) => [
      ...ends.map(command => ({ stream, command })),
      ...told
        .filter(role => role.personneId === personneId)
        .map(role => ({
          stream,
          command: { type: 'TellRole', acteur, data: { conventionId, ...role } } as const
        }))
    ])
  }
}

/** What stood in a convention once and was ended by an event, whether or not it stands again. */
const endedIn = (
  events: ReadonlyArray<ConventionEvent>
): { readonly isEnded: boolean; readonly roles: ReadonlySet<string> } => {
  const roles = new Set<string>()
  let isEnded = false
  for (const { data } of events)
    for (const { kind, id, period, value, at } of data.moves) {
      // Taken away, or given until a day.
      if (kind === 'attribution' && (period.to !== null || (value == null && at === undefined))) roles.add(id)
      // The codec of the kind has read the value, which is computed, and so written in the move.
      if (kind === 'effet') isEnded ||= (value as Effet | null)?.status === 'terminee'
    }
  return { isEnded, roles }
}

/** The first day on which the convention is no longer in force; without one, the habilitations go on. */
const endCommand = (acteur: Acteur, state: ConventionState): HabilitationCommand => {
  for (const { from: on, value } of lineOf(state, 'effet', ''))
    if (value?.status === 'terminee' && on !== null)
      return { type: 'TellConventionEnd', acteur, data: { on, article: value.article } }
  return { type: 'TellConventionEnd', acteur, data: { on: null } }
}

/** Every day on which the annexe gives a role, and the article by which it does or does not. */
const roleTold = (model: ConventionModel | null, state: ConventionState, id: string) => {
  const { etablissementId, ...attribution } = attributionOf(id)
  const held = within(always)(lineOf(state, 'attribution', id)).map(({ period }) => period)
  const article = model === null ? null : articleOn(model, state, id, lastChangeOf(held))
  return {
    ...attribution,
    ...(etablissementId === null ? {} : { etablissementId }),
    held,
    ...(article === null ? {} : { article })
  }
}

/** The role's own; that of the list of the establishments, where the role is no longer held because its establishment left. */
const articleOn = (
  opening: ConventionModel,
  state: ConventionState,
  id: string,
  on: DateCivile | null
): Article | null => {
  const model = conventionAggregate.modelOn(state.ground, opening, on)
  const { etablissementId } = attributionOf(id)
  const hasLeft = etablissementId !== null && valueOn(state, 'inscription', etablissementId, on) === null
  return (hasLeft ? model.etablissements?.article : null) ?? roleArticle(model, id)
}
