/**
 * A judge of who may act (G16), for tests only: it looks at one day, at the acts that stand as known at one instant,
 * and at nothing else. It is slow on purpose. What a convention holds on a day is the judgment of `acts-oracle`; what
 * an habilitation holds is judged here. It imports types, and the calendar; no line of the implementation.
 */
import { addDays, dateCivile, type Models } from '@avenant/domain'
import {
  type Recorded as ConventionAct,
  oracle as conventionOracle,
  type Day,
  daysOf
} from '../../domain/test/acts-oracle'

/** An accepted command; `place` is the revision of the one event that it recorded. */
export type RecordedCommand = {
  readonly stream: string
  readonly place: number
  /** UTC, to the millisecond: instants compare as their texts do. */
  readonly recordedAt: string
  readonly command: { readonly type: string; readonly data: unknown }
}

export type Question = {
  readonly personneId: string
  /** Absent: a role that is held on no establishment. */
  readonly etablissementId?: string
  readonly role: string
  /** `YYYY-MM-DD`. */
  readonly on: string
  readonly knownAt: string
  /** The year whose declarations the role would be used for, and nothing else. */
  readonly declarationsOf?: number
}

/** The conditions of G16, in its order. */
export type Condition =
  | 'in-force'
  | 'inscribed'
  | 'attributed'
  | 'habilitated'
  | 'not-blocked'
  | 'not-unused'
  | 'password-changed'
  | 'not-closed'

export type Judgment = {
  readonly yes: boolean
  /** The conditions that fail where the fewest do, which is nowhere when she may; all of them without a convention. */
  readonly failing: ReadonlyArray<Condition>
  /** Each way in which she might: one convention, one habilitation under it or none, one day of the role. */
  readonly ways: ReadonlyArray<{ readonly conventionId: string; readonly failing: ReadonlyArray<Condition> }>
}

// --- The language of the commands, as far as this judge reads it ---

type Asks<T extends string, D> = { readonly type: T; readonly data: D }
type On = { readonly on: string }
type Asked =
  | Asks<
      'RequestHabilitation',
      {
        readonly conventionId: string
        readonly personneId: string
        readonly model: { readonly id: string; readonly version: number }
        readonly roles: ReadonlyArray<{ readonly role: string; readonly etablissementId?: string }>
      }
    >
  | Asks<'DeliverHabilitation' | 'RefuseHabilitation', On>
  | Asks<'BlockAccess' | 'UnblockAccess', { readonly from: string }>
  | Asks<'RecordConnection', { readonly at: string; readonly outcome: 'reussie' | 'echouee' }>
  | Asks<'SendPassword' | 'ChangePassword', On>
  | Asks<'ReportEndOfMission', { readonly departedOn: string }>
  | Asks<'CloseAccess', On>
  // Of a convention, besides what the other judge reads: which it is.
  | Asks<
      'DraftConvention',
      {
        readonly conventionId: string
        readonly model: { readonly id: string; readonly version: number }
      }
    >
type Corrections = {
  readonly corrections: ReadonlyArray<{ readonly corrects: number; readonly instead: Asked | null }>
}
type Correction = Asks<'CorrectHabilitation', Corrections> | Asks<'CorrectConvention', Corrections>
type Act = { readonly place: number; readonly asked: Asked }

/** G18: a correction replaces each act that it names at its place, or withdraws it. */
const standing = (recorded: ReadonlyArray<RecordedCommand>): ReadonlyArray<Act> => {
  const acts = new Map<number, Asked | null>()
  for (const { place, command } of recorded) {
    // The judge has its own words for what is asked, and reads the commands as data.
    const asked = command as Asked | Correction
    if (asked.type !== 'CorrectHabilitation' && asked.type !== 'CorrectConvention') acts.set(place, asked)
    else for (const { corrects, instead } of asked.data.corrections) acts.set(corrects, instead)
  }
  return [...acts].flatMap(([place, asked]) => (asked === null ? [] : [{ place, asked }]))
}

// --- One habilitation on one day ---

type Habilitation = {
  readonly stream: string
  readonly model: string
  readonly conventionId: string
  readonly personneId: string
  readonly covers: (role: string, etablissementId: string | undefined) => boolean
  readonly isDelivered: (day: string) => boolean
  /** A delivery or a lifting: from there the days without use are counted. */
  readonly begins: ReadonlySet<string>
  readonly isBlocked: (day: string) => boolean
  /** A password was sent, and none was changed since. */
  readonly waits: (day: string) => boolean
  readonly isClosed: (day: string) => boolean
}

/** Null: no request stands. */
const habilitationOf = (recorded: ReadonlyArray<RecordedCommand>): Habilitation | null => {
  const acts = standing(recorded)
  const requests = acts.flatMap(({ asked }) => (asked.type === 'RequestHabilitation' ? [asked.data] : []))
  if (requests.length > 1) throw new Error('two requests stand in one habilitation')
  const [request] = requests
  if (request === undefined) return null
  return {
    stream: recorded[0]?.stream ?? '',
    model: `${request.model.id} ${request.model.version}`,
    conventionId: request.conventionId,
    personneId: request.personneId,
    begins: new Set(
      acts.flatMap(({ asked }) =>
        asked.type === 'DeliverHabilitation'
          ? [asked.data.on]
          : asked.type === 'UnblockAccess'
            ? [asked.data.from]
            : []
      )
    ),
    covers: (role, etablissementId) =>
      request.roles.some(one => one.role === role && one.etablissementId === etablissementId),
    // P8, P27: delivered by that day; a request that was refused is not delivered.
    isDelivered: day =>
      acts.some(({ asked }) => asked.type === 'DeliverHabilitation' && asked.data.on <= day) &&
      !acts.some(({ asked }) => asked.type === 'RefuseHabilitation' && asked.data.on <= day),
    // P15, P17: the last said by effective date, then by place, of those that have taken effect.
    isBlocked: day => {
      const said = acts
        .flatMap(({ place, asked }) =>
          asked.type === 'BlockAccess' || asked.type === 'UnblockAccess'
            ? [{ place, from: asked.data.from, blocks: asked.type === 'BlockAccess' }]
            : []
        )
        .filter(({ from }) => from <= day)
        .sort((a, b) => (a.from === b.from ? a.place - b.place : a.from < b.from ? -1 : 1))
      return said.at(-1)?.blocks ?? false
    },
    // P9: the last of the sendings and changes by their days, then by place.
    waits: day => {
      const said = acts
        .flatMap(({ place, asked }) =>
          asked.type === 'SendPassword' || asked.type === 'ChangePassword'
            ? [{ place, on: asked.data.on, sent: asked.type === 'SendPassword' }]
            : []
        )
        .filter(({ on }) => on <= day)
        .sort((a, b) => (a.on === b.on ? a.place - b.place : a.on < b.on ? -1 : 1))
      return said.at(-1)?.sent ?? false
    },
    // P19: the day of departure is the first without access. M21: the Caf closes an access. What a reaction told of the
    // end of the convention (`TellConventionEnd`) or of a role (`TellRole`) decides nothing (G16).
    isClosed: day =>
      acts.some(
        ({ asked }) =>
          (asked.type === 'ReportEndOfMission' && asked.data.departedOn <= day) ||
          (asked.type === 'CloseAccess' && asked.data.on <= day)
      )
  }
}

/** A2, A3: the days on which the access is blocked for want of use, told day after day. */
const unusedDays = (
  { begins, isBlocked }: Habilitation,
  uses: ReadonlySet<string>,
  delay: number
): ReadonlySet<string> => {
  const unused = new Set<string>()
  const first = [...begins].sort()[0]
  if (first === undefined) return unused
  let [left, last] = [delay, dateCivile(LAST_DAY)]
  for (let day = dateCivile(first); day <= last; day = addDays(day, 1)) {
    if (begins.has(day) || (left >= 0 && uses.has(day) && !isBlocked(day))) left = delay
    if (left < 0) unused.add(day)
    left -= 1
  }
  return unused
}
/** The histories ask of no later one. */
const LAST_DAY = '2024-12-31'

/** The days of the successful connections, in Paris. */
const usesIn = (recorded: ReadonlyArray<RecordedCommand>): ReadonlySet<string> =>
  new Set(
    recorded.flatMap(({ command }) => {
      const asked = command as Asked
      return asked.type === 'RecordConnection' && asked.data.outcome === 'reussie'
        ? [paris.format(new Date(asked.data.at))]
        : []
    })
  )
const paris = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })

// --- One convention on one day ---

type Convention = {
  readonly id: string
  readonly day: (on: string) => Day
  /** Of a year, the last day on which the convention is in force; null: it is not in force in that year. */
  readonly lastDayInForce: (year: number) => string | null
  /** P25: until which day the declarations of a year are given; null: the model knows none. */
  readonly lastDayToProvide: (year: number) => string | null
}

/** Null: no draft stands, or its model is not known. */
const conventionOf = (models: Models, recorded: ReadonlyArray<RecordedCommand>): Convention | null => {
  const draft = standing(recorded).flatMap(({ asked }) =>
    asked.type === 'DraftConvention' ? [asked.data] : []
  )[0]
  const model = models.find(({ id, version }) => id === draft?.model.id && version === draft.model.version)
  if (draft === undefined || model === undefined) return null
  const { declarations, deadlines } = model
  // The other judge reads models and commands as data, as this one does.
  const acts = recorded as unknown as ReadonlyArray<ConventionAct>
  const itsModel = model as unknown as Parameters<typeof conventionOracle>[0]
  const judge = conventionOracle(itsModel, acts)
  let found: ReadonlyArray<string> | null = null
  const turns = () => (found ??= daysOf(acts, itsModel))
  const days = new Map<string, Day>()
  const day = (on: string): Day => {
    const found = days.get(on) ?? judge(on as Parameters<typeof judge>[0])
    days.set(on, found)
    return found
  }
  return {
    id: draft.conventionId,
    day,
    // The last day of the effect is the eve of its end, which is among the days of the acts; or the year ends first.
    lastDayInForce: year =>
      [...turns(), `${year}-12-31`]
        .filter(one => one.startsWith(`${year}-`))
        .sort()
        .reverse()
        .find(one => day(one).effet === 'en-vigueur') ?? null,
    lastDayToProvide: year => {
      const due = deadlines.find(({ id }) => id === declarations?.deadline)?.due
      if (due === undefined) return null
      // The judge knows days of the year alone.
      if (due.from !== 'day' || due.day === 'last') throw new Error(`the judge knows no ${due.from}`)
      const { month, day, yearsAfter = 0, bound } = due
      const named = [year + yearsAfter, month, day].map(part => String(part).padStart(2, '0')).join('-')
      return bound === 'exclusive' ? addDays(dateCivile(named), -1) : named
    }
  }
}

// --- The judge ---

/** Asks the acts of several dossiers, in order of recording, who may act. */
export const mayActOracle = (models: Models, recorded: ReadonlyArray<RecordedCommand>) => {
  const streams = [...new Set(recorded.map(({ stream }) => stream))]
  const knownBy = (stream: string, knownAt: string) =>
    recorded.filter(one => one.stream === stream && one.recordedAt <= knownAt)
  // What is known of a stream depends on how many of its acts are: the same judgment is not made twice.
  const conventionAt = once((acts: ReadonlyArray<RecordedCommand>) => conventionOf(models, acts))
  const habilitationAt = once(habilitationOf)
  const unusedAt = new Map<string, ReadonlySet<string>>()
  /** A day of a use is blocked when the day before it was over: uses are judged with the acts that are known with them. */
  const isUnused = (habilitation: Habilitation, on: string, knownAt: string): boolean => {
    const model = models.find(({ id, version }) => `${id} ${version}` === habilitation.model)
    const { offset } = model?.habilitation?.inactivity?.delay ?? {}
    if (offset === undefined) return false
    const connections = knownBy(habilitation.stream.replace('habilitation', 'access'), knownAt)
    const acts = knownBy(habilitation.stream, knownAt).length
    const key = `${habilitation.stream} ${acts} ${connections.length}`
    const unused = unusedAt.get(key) ?? unusedDays(habilitation, usesIn(connections), offset.count)
    unusedAt.set(key, unused)
    return unused.has(on)
  }
  const all = <A>(
    category: string,
    knownAt: string,
    read: (acts: ReadonlyArray<RecordedCommand>) => A | null
  ): ReadonlyArray<A> =>
    streams
      .filter(stream => stream.startsWith(`${category}-`))
      .flatMap(stream => read(knownBy(stream, knownAt)) ?? [])

  return ({ personneId, etablissementId, role, on, knownAt, declarationsOf }: Question): Judgment => {
    const habilitations = all('habilitation', knownAt, habilitationAt).filter(
      habilitation => habilitation.personneId === personneId
    )

    /** In force, inscribed and attributed: what is asked of the convention on a day. */
    const failingRole = (convention: Convention, day: string): ReadonlyArray<Condition> => {
      const { effet, etablissements, attributions } = convention.day(day)
      return failing({
        'in-force': effet === 'en-vigueur',
        ...(etablissementId === undefined ? {} : { inscribed: etablissementId in etablissements }),
        attributed:
          [...(etablissementId === undefined ? [] : [etablissementId]), role, personneId].join('/') in
          attributions
      })
    }
    /** What is asked of an habilitation, always on the day of the question: who has left or is blocked does nothing. */
    const failingAccess = (habilitation: Habilitation): ReadonlyArray<Condition> =>
      failing({
        habilitated: habilitation.isDelivered(on) && habilitation.covers(role, etablissementId),
        'not-blocked': !habilitation.isBlocked(on),
        'not-unused': !isUnused(habilitation, on, knownAt),
        'password-changed': !habilitation.waits(on),
        'not-closed': !habilitation.isClosed(on)
      })

    /**
     * On which days the role may have been held: that of the question; and for the declarations of a year alone, the
     * last day of that year or of the convention in it, from its morrow until the last day to provide (G16).
     */
    const roleDays = (convention: Convention): ReadonlyArray<string> => {
      const held = declarationsOf === undefined ? null : convention.lastDayInForce(declarationsOf)
      const until = declarationsOf === undefined ? null : convention.lastDayToProvide(declarationsOf)
      return held !== null && until !== null && held < on && on <= until ? [on, held] : [on]
    }

    const ways = all('convention', knownAt, conventionAt).flatMap(convention => {
      const under = habilitations.filter(({ conventionId }) => conventionId === convention.id)
      const accesses = under.length === 0 ? [failing({ habilitated: false })] : under.map(failingAccess)
      return roleDays(convention).flatMap(day =>
        accesses.map(access => ({
          conventionId: convention.id,
          failing: [...failingRole(convention, day), ...access]
        }))
      )
    })
    const [least = failing(nothingHolds)] = ways
      .map(way => way.failing)
      .sort((one, other) => one.length - other.length)
    return { yes: least.length === 0, failing: least, ways }
  }
}

const nothingHolds = { 'in-force': false, inscribed: false, attributed: false, habilitated: false }

const failing = (holds: Partial<Readonly<Record<Condition, boolean>>>): ReadonlyArray<Condition> =>
  // The keys of a record of conditions are conditions.
  (Object.keys(holds) as ReadonlyArray<Condition>).filter(condition => holds[condition] !== true)

/** Remembers what was made of the first acts of a stream, by their number. */
const once = <A>(of: (acts: ReadonlyArray<RecordedCommand>) => A | null) => {
  const known = new Map<string, A | null>()
  return (acts: ReadonlyArray<RecordedCommand>): A | null => {
    const [first] = acts
    if (first === undefined) return null
    const key = `${first.stream} ${acts.length}`
    if (!known.has(key)) known.set(key, of(acts))
    return known.get(key) ?? null
  }
}
