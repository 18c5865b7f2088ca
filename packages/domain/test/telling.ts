/** What the reactions tell the habilitations of short conventions, for tests. */
import type { ConventionCommand, ConventionEvent } from '../src/convention'
import { read } from '../src/fixtures'
import type { HabilitationCommand } from '../src/habilitation'
import { Acteur } from '../src/identity/acteur'
import { ConventionId, HabilitationId, habilitationStream, PersonneId } from '../src/identity/ids'
import { type Reaction, tellConvention } from '../src/reactions/convention-told'
import { type Placed, type Telling, tellingOf } from '../src/reactions/placed-under'
import { given, models } from './convention-commands'

export const systeme = read(Acteur, { kind: 'systeme', id: 'reactions' })
export const tell = tellConvention(models, systeme)

export const placed = (id: string, personneId: string, conventionId = 'essai-psu'): Placed => ({
  stream: habilitationStream(read(HabilitationId, id)),
  conventionId: read(ConventionId, conventionId),
  personneId: read(PersonneId, personneId)
})

/** The events of commands; of one that is refused none, where some may be. */
export const recorded = (
  commands: ReadonlyArray<ConventionCommand>,
  { someRefused = false }: { readonly someRefused?: boolean } = {}
) => {
  let { state } = given()
  const events: Array<ConventionEvent> = []
  for (const command of commands) {
    const outcome = given.from(state).when(command)
    if (!someRefused || outcome.codes.length === 0) events.push(...outcome.events)
    state = outcome.state
  }
  return events
}

/** What the event at a revision has told, when all of these stand. */
export const toldAt = (
  events: ReadonlyArray<ConventionEvent>,
  revision: number,
  under: ReadonlyArray<Placed>
): ReadonlyArray<Reaction<HabilitationCommand>> => {
  const event = events[revision]
  if (event === undefined) throw new Error(`no event ${revision}`)
  const what: Telling | null = tellingOf({ stream: 'convention-essai-psu', revision, data: event.data })
  return what === null ? [] : tell(events, under, what)
}

/** What the last of the commands has told. */
export const toldBy =
  (...under: ReadonlyArray<Placed>) =>
  (...commands: ReadonlyArray<ConventionCommand>): ReadonlyArray<Reaction<HabilitationCommand>> => {
    const before = recorded(commands.slice(0, -1))
    const events = recorded(commands)
    return events.slice(before.length).flatMap((_, i) => toldAt(events, before.length + i, under))
  }
