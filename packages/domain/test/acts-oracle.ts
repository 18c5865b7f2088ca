/**
 * A judge of the annexes: what holds on a day, computed from the acts that stand and from nothing else. It is slow on
 * purpose. For one day it looks at everything that was ever said, and chooses the winner (DESIGN 1, ACTS.md). It
 * imports types, and the calendar; no line of the implementation that it judges.
 */
import { calendarsOf, computeDate, type DateExpression, shippedCalendars } from '../src/dates'
import type { Établissement } from '../src/identity/etablissement'
import type { Fiche, Partie } from '../src/identity/partie'
import type { Personne } from '../src/identity/personne'
import type { ConventionModel } from '../src/model/model'
import { addDays, addMonths, type DateCivile, dateCivile, type Period, parseDateCivile } from '../src/time'

// --- The language of the commands ---

type Rang = 'titulaire' | 'suppleant'
/** Without an establishment: a role that is held for the convention as a whole. */
type Place = { readonly personneId: string; readonly role: string; readonly etablissementId?: string }
type Inscribed = { readonly etablissementId: string; readonly etablissement: Établissement }

type Change = { readonly to?: DateCivile } & (
  | { readonly kind: 'identify-personne'; readonly personneId: string; readonly personne: Personne }
  | ({ readonly kind: 'list-etablissement' } & Inscribed)
  | ({ readonly kind: 'amend-etablissement' } & Inscribed)
  | { readonly kind: 'delist-etablissement'; readonly etablissementId: string }
  | ({ readonly kind: 'attribute-role'; readonly rang: Rang } & Place)
  | ({ readonly kind: 'change-rang'; readonly rang: Rang } & Place)
  | ({ readonly kind: 'withdraw-role' } & Place)
  | { readonly kind: 'amend-partie'; readonly partie: Partie }
  | { readonly kind: 'amend-fiche'; readonly fiche: Fiche }
  | { readonly kind: 'prolong'; readonly to: DateCivile }
  | { readonly kind: 'renew' }
)
type ChangeOf<K extends Change['kind']> = Extract<Change, { readonly kind: K }>

type Asks<T extends string, D> = { readonly type: T; readonly data: D }
type OfModification = { readonly modificationId: string }
type Signs = { readonly partie: string; readonly signedOn: DateCivile }

/** What an act says, as far as a day depends on it. */
type Asked =
  | Asks<
      'DraftConvention',
      {
        readonly parties: ReadonlyArray<Partie>
        readonly personnes: ReadonlyArray<{ readonly personneId: string; readonly personne: Personne }>
        readonly fiche?: Fiche
        readonly period?: Period
      }
    >
  | Asks<'EditAnnexes', { readonly changes: ReadonlyArray<Change> }>
  | Asks<
      'AgreeNonRespect',
      { readonly etablissementIds: ReadonlyArray<string>; readonly agreedOn: DateCivile }
    >
  | Asks<
      'GrantDérogation',
      { readonly derogationId: string; readonly agreedOn: DateCivile; readonly to: DateCivile }
    >
  | Asks<'SignConvention', Signs>
  | Asks<
      'SignalModification',
      OfModification & {
        readonly changes: ReadonlyArray<Change>
        readonly signalledOn: DateCivile
        readonly effectiveOn?: DateCivile
      }
    >
  | Asks<'WithdrawModification', OfModification & { readonly on: DateCivile }>
  | Asks<'ReceiveFormulaire', OfModification & { readonly receivedOn: DateCivile }>
  | Asks<'ReviseAnnexe', OfModification & { readonly establishedOn: DateCivile }>
  | Asks<'SignAvenant', OfModification & Signs>
  | Asks<'GiveNotice', { readonly dispatchedOn: DateCivile; readonly receivedOn: DateCivile }>
  | Asks<'TerminateConvention', { readonly on: DateCivile }>
  | Asks<'AnnulClause', { readonly clause: string; readonly on: DateCivile }>
  | Asks<'RecordTransmission', Transmission & { readonly modificationId?: string }>
  | Asks<
      'RecordVerification',
      { readonly verificationId: string; readonly on: DateCivile; readonly resultat: string }
    >
type AskedOf<T extends Asked['type']> = Extract<Asked, { readonly type: T }>

type Correction = Asks<
  'CorrectConvention',
  { readonly corrections: ReadonlyArray<{ readonly corrects: number; readonly instead: Asked | null }> }
>

/** An accepted command; `place` is the revision of the one event that it recorded. */
export type Recorded = {
  readonly place: number
  readonly command: (Asked | Correction) & { readonly acteur: { readonly kind: string; readonly id: string } }
}

type Transmission = {
  readonly acte: string
  readonly transmittedOn: DateCivile
  readonly receivedOn: DateCivile
}

export type Day = {
  readonly effet: 'projet' | 'a-venir' | 'en-vigueur' | 'terminee'
  /** Inscribed that day, with the attributes of that day. */
  readonly etablissements: Readonly<Record<string, Établissement>>
  /** By `établissement/rôle/personne`. */
  readonly attributions: Readonly<Record<string, Rang>>
  /** Everybody who was ever identified, under the name of the day. */
  readonly personnes: Readonly<Record<string, Personne>>
  readonly parties: Readonly<Record<string, Partie>>
  readonly fiche: Fiche | null
  /** Ids, in alphabetical order, as in `pending` and `clauses`. */
  readonly derogations: ReadonlyArray<string>
  readonly nonRespect: ReadonlyArray<string> | null
  readonly pending: ReadonlyArray<string>
  /** By modification; that of the convention itself under `''`. */
  readonly transmissions: Readonly<Record<string, Transmission>>
  readonly clauses: ReadonlyArray<string>
  /** The result of each verification, by its id. */
  readonly verifications: Readonly<Record<string, string>>
}

// --- Days, as texts: they compare as dates do ---

const SINCE_ALWAYS = '0000-00-00'
const WITHOUT_END = '9999-99-99'
type Span = { readonly from: string; readonly to: string }
const everyDay: Span = { from: SINCE_ALWAYS, to: WITHOUT_END }
/** G4: the last day is the one before `to`. */
const covers = ({ from, to }: Span, day: string): boolean => from <= day && day < to
const earliest = (dates: ReadonlyArray<string>): string => [WITHOUT_END, ...dates].sort()[0] ?? WITHOUT_END
const latest = (dates: ReadonlyArray<string>): string => [...dates].sort().at(-1) ?? SINCE_ALWAYS

const withNeighbours = (dates: ReadonlyArray<string>): ReadonlyArray<DateCivile> => [
  ...new Set(
    dates
      .filter(isDate)
      .flatMap(date => [addDays(date, -1), date, addDays(date, 1)])
      .sort()
  )
]
const isDate = (text: string): text is DateCivile => parseDateCivile(text)._tag === 'Right'

// --- Which acts stand ---

/** An act, at the place at which it was first recorded, whatever corrected it since (G18). */
type Act<T extends Asked['type'] = Asked['type']> = { readonly place: number; readonly asked: AskedOf<T> }

/** G18: a correction replaces each act that it names at its place, or withdraws it; it may be given again there. */
const standing = (recorded: ReadonlyArray<Recorded>): ReadonlyArray<Act> => {
  const acts = new Map<number, Asked | null>()
  for (const { place, command } of recorded) {
    if (command.type !== 'CorrectConvention') acts.set(place, command)
    else
      for (const { corrects, instead } of command.data.corrections) {
        if (!acts.has(corrects)) throw new Error(`no act was recorded at ${corrects}`)
        acts.set(corrects, instead)
      }
  }
  return [...acts].flatMap(([place, asked]) => (asked === null ? [] : [{ place, asked }]))
}

const isA = <T extends Asked['type']>(asked: Asked, type: T): asked is AskedOf<T> => asked.type === type
const ofType = <T extends Asked['type']>(acts: ReadonlyArray<Act>, type: T): ReadonlyArray<Act<T>> =>
  acts.flatMap(({ place, asked }) => (isA(asked, type) ? [{ place, asked }] : []))

/** ACTS 1: one signature per party and text, one form per modification. The judge does not guess between two. */
const only = <A>(found: ReadonlyArray<A>, what: string): A | null => {
  if (found.length > 1) throw new Error(`two stand: ${what}`)
  return found[0] ?? null
}

/** A text is signed once every party of the model has signed it. */
const signed = (
  model: ConventionModel,
  signatures: ReadonlyArray<Act<'SignConvention'> | Act<'SignAvenant'>>,
  text: string
): { readonly first: string; readonly last: string; readonly place: number } | null => {
  const each = model.parties.roles.map(({ id }) =>
    only(
      signatures.filter(({ asked }) => asked.data.partie === id),
      `the signature of ${text} by ${id}`
    )
  )
  const all = each.flatMap(signature => (signature === null ? [] : [signature]))
  if (all.length < each.length) return null
  const dates = all.map(({ asked }) => asked.data.signedOn)
  return { first: earliest(dates), last: latest(dates), place: Math.max(...all.map(({ place }) => place)) }
}

// --- From when to when the convention is in force ---

type Effet = { readonly start: string; readonly end: string; readonly lastSignature: string }

/** What the draft declares, or every day. */
const declaredPeriod = (acts: ReadonlyArray<Act>): Span => {
  const period = only(ofType(acts, 'DraftConvention'), 'the draft')?.asked.data.period
  return { from: period?.from ?? SINCE_ALWAYS, to: period?.to ?? WITHOUT_END }
}

const monthsOf = ({ count, unit }: { readonly count: number; readonly unit: string }): number =>
  unit === 'year' ? 12 * count : count

type DateOf = Parameters<typeof computeDate>[0]['dateOf']
const calendars = calendarsOf(shippedCalendars)

const dateFrom = (
  expression: DateExpression,
  dateOf: (anchor: Parameters<DateOf>[0]) => string | null,
  year: number | null = null
): string => {
  const found = computeDate({
    dateOf: anchor => {
      const date = dateOf(anchor)
      return date === null ? null : dateCivile(date)
    },
    year,
    calendars,
    partyLabel: id => id
  })(expression)
  if (found._tag === 'Left') throw new Error('no date')
  return found.right.date
}

/** P27, M17, M18, M19, P22. Null is a draft: not everybody has signed. */
const effetOf = (model: ConventionModel, acts: ReadonlyArray<Act>): Effet | null => {
  const signature = signed(model, ofType(acts, 'SignConvention'), 'the convention')
  if (signature === null) return null
  const { effect, duration } = model
  const declared = effect.from === 'declared' ? declaredPeriod(acts) : everyDay
  const signatures = new Map(
    ofType(acts, 'SignConvention').map(({ asked: { data } }) => [data.partie, data.signedOn] as const)
  )
  const year = Number(signature.last.slice(0, 4))
  const start =
    effect.from === 'declared'
      ? declared.from
      : dateFrom(
          effect.from,
          anchor =>
            anchor.from === 'first-signature'
              ? signature.first
              : anchor.from === 'party-signature'
                ? (signatures.get(anchor.party) ?? null)
                : signature.last,
          year
        )
  const { term, renewal } = duration
  const first = term !== null && 'count' in term ? monthsOf(term) : null
  const next = renewal.kind === 'none' || renewal.term === null ? first : monthsOf(renewal.term)

  /** The end of the first term (0), and of each renewal; null when nothing says it. */
  const echeance = (n: number): DateCivile | null => {
    if (declared.to !== WITHOUT_END) return n === 0 ? dateCivile(declared.to) : later(declared.to, n)
    if (start === SINCE_ALWAYS) return null
    if (term !== null && !('count' in term))
      return later(addDays(dateCivile(dateFrom(term, () => start, Number(start.slice(0, 4)))), 1), n)
    if (first === null) return null
    return first === next
      ? addMonths(dateCivile(start), (n + 1) * first)
      : later(addMonths(dateCivile(start), first), n)
  }
  const later = (from: string, n: number): DateCivile | null =>
    n === 0 ? dateCivile(from) : next === null ? null : addMonths(dateCivile(from), n * next)
  const own = renewal.kind !== 'tacit' ? echeance(0) : renewal.times === null ? null : echeance(renewal.times)

  /** Prolongations and renewals, each in time where the model does not say otherwise. */
  const moves = ofType(acts, 'SignalModification')
    .flatMap(({ asked: { data } }) => {
      const change = data.changes.find(({ kind }) => kind === 'prolong' || kind === 'renew')
      const completed = completionOf(model, acts, data.modificationId)
      return change === undefined || completed === null ? [] : [{ change, ...completed }]
    })
    .sort((a, b) => (a.givenOn === b.givenOn ? a.place - b.place : a.givenOn < b.givenOn ? -1 : 1))
  let end: string | null = own
  let renewed = 0
  let since: { readonly from: string; readonly count: number } | null = null
  for (const { change, givenOn } of moves) {
    const need = change.kind === 'prolong' ? model.changes?.kinds.prolongation : model.changes?.kinds.renewal
    if (end === null || need == null || (givenOn >= end && !need.afterEnd)) continue
    if (change.kind === 'prolong' && change.to > end) {
      end = change.to
      since = { from: change.to, count: 0 }
    }
    if (change.kind === 'renew' && renewal.kind === 'express') {
      if (renewal.times !== null && renewed >= renewal.times) continue
      since = since === null ? null : { ...since, count: since.count + 1 }
      renewed++
      end = since === null ? echeance(renewed) : later(since.from, since.count)
    }
  }

  /** M19: the first échéance whose last day of notice is not passed on the date that counts; or the end of the delay. */
  const endByNotice = ({ dispatchedOn, receivedOn }: AskedOf<'GiveNotice'>['data']): string => {
    const { notice } = model
    if (notice === null) return WITHOUT_END
    const counted = notice.counts === 'receipt' ? receivedOn : dispatchedOn
    if (notice.ends === 'delay') return addDays(dateCivile(dateFrom(notice.delay, () => counted)), 1)
    if (renewal.kind !== 'tacit') return WITHOUT_END
    for (let n = 0; ; n++) {
      const due = echeance(n)
      if (due === null || (end !== null && due >= end)) return WITHOUT_END
      if (counted <= dateFrom(notice.delay, () => due)) return due
    }
  }
  const ends = [
    end ?? WITHOUT_END,
    ...ofType(acts, 'GiveNotice').map(({ asked }) => endByNotice(asked.data)),
    ...ofType(acts, 'TerminateConvention').map(({ asked }) => asked.data.on)
  ]
  return { start, end: earliest(ends), lastSignature: signature.last }
}

// --- What modifications say, and from when ---

type Effective = { readonly on: string; readonly place: number }

/** When it takes effect, and the place of the act that completes it; null: it waits. P21, P20, M21. */
const effectiveOf = (model: ConventionModel, acts: ReadonlyArray<Act>, id: string): Effective | null => {
  const completed = completionOf(model, acts, id)
  if (completed === null) return null
  const { place, givenOn, isAvenant } = completed
  const stated = ofType(acts, 'SignalModification').find(({ asked }) => asked.data.modificationId === id)
  return { place, on: (isAvenant ? stated?.asked.data.effectiveOn : undefined) ?? givenOn }
}

/** The act that completes a modification, and its day. */
const completionOf = (model: ConventionModel, acts: ReadonlyArray<Act>, id: string) => {
  const ofThis = acts.filter(
    ({ asked }) => 'modificationId' in asked.data && asked.data.modificationId === id
  )
  only(ofType(ofThis, 'SignalModification'), `the signalling of ${id}`)
  const avenant = signed(model, ofType(ofThis, 'SignAvenant'), `the avenant ${id}`)
  const completed = (givenOn: string, place: number, isAvenant = false) => ({ givenOn, place, isAvenant })
  return only(
    [
      ...ofType(ofThis, 'ReceiveFormulaire').map(({ asked, place }) =>
        completed(asked.data.receivedOn, place)
      ),
      ...ofType(ofThis, 'ReviseAnnexe').map(({ asked, place }) => completed(asked.data.establishedOn, place)),
      ...(avenant === null ? [] : [completed(avenant.last, avenant.place, true)])
    ],
    `what makes ${id} effective`
  )
}

const isOneOf = <K extends Change['kind']>(change: Change, kinds: ReadonlyArray<K>): change is ChangeOf<K> =>
  kinds.some(kind => kind === change.kind)

/** One thing said of the annexes: over which days, and how strongly. */
type Said<C extends Change = Change> = Span & Strength & { readonly change: C }
type Strength = { readonly from: string; readonly place: number; readonly rank: number }

/** ACTS 6: the later effective date; then the place; then the order within the act. */
const stronger = (a: Strength, b: Strength): boolean => {
  if (a.from !== b.from) return a.from > b.from
  if (a.place !== b.place) return a.place > b.place
  return a.rank > b.rank
}
const strongest = <S extends Strength>(said: ReadonlyArray<S>): S | null =>
  said.reduce<S | null>((most, one) => (most === null || stronger(one, most) ? one : most), null)

/**
 * In the order of the list. That persons and establishments come first (ACTS 6) shows on no day: what is said of them
 * and what is said of roles, parties and the sheet is never said of one thing.
 */
const said = (changes: ReadonlyArray<Change>, { on, place }: Effective): ReadonlyArray<Said> =>
  changes.map((change, rank) => ({ from: on, to: change.to ?? WITHOUT_END, place, rank, change }))

/** Everything that is said of the annexes by the acts that stand. */
const everythingSaid = (
  model: ConventionModel,
  acts: ReadonlyArray<Act>,
  effet: Effet | null
): ReadonlyArray<Said> => [
  // ACTS 4: drafts since always.
  ...ofType(acts, 'DraftConvention').flatMap(({ asked: { data }, place }) =>
    said(
      [
        ...data.personnes.map(one => ({ ...one, kind: 'identify-personne' as const })),
        ...data.parties.map(partie => ({ kind: 'amend-partie' as const, partie })),
        ...(data.fiche === undefined ? [] : [{ kind: 'amend-fiche' as const, fiche: data.fiche }])
      ],
      { on: SINCE_ALWAYS, place }
    )
  ),
  ...ofType(acts, 'EditAnnexes').flatMap(({ asked, place }) =>
    said(asked.data.changes, { on: SINCE_ALWAYS, place })
  ),
  ...ofType(acts, 'SignalModification').flatMap(({ asked }) => {
    const effective = effectiveOf(model, acts, asked.data.modificationId)
    // ACTS 5: what takes effect on or after the end says nothing while that end stands.
    return effective === null || !beforeEnd(effet, effective.on) ? [] : said(asked.data.changes, effective)
  })
]
const beforeEnd = (effet: Effet | null, on: string): boolean => effet === null || on < effet.end

// --- The judge ---

export const oracle = (
  model: ConventionModel,
  recorded: ReadonlyArray<Recorded>
): ((on: DateCivile) => Day) => {
  const acts = standing(recorded)
  const effet = effetOf(model, acts)
  const inForce: Span = effet === null ? declaredPeriod(acts) : { from: effet.start, to: effet.end }
  const all = everythingSaid(model, acts, effet).filter(({ from, to }) => from < to)
  /** No answer changes between two of these days; the first is before anything that has a date. */
  const turns = withNeighbours(['1900-01-01', ...all.flatMap(({ from, to }) => [from, to])])

  const about = <K extends Change['kind']>(
    kinds: ReadonlyArray<K>,
    of: (change: ChangeOf<K>) => boolean = () => true
  ): ReadonlyArray<Said<ChangeOf<K>>> =>
    all.flatMap(one => {
      const { change } = one
      return isOneOf(change, kinds) && of(change) ? [{ ...one, change }] : []
    })
  /** DESIGN 1, 2: of all that is said of one thing, what prevails on a day. */
  const prevailing = <C extends Change>(said: ReadonlyArray<Said<C>>, day: string): Said<C> | null =>
    strongest(said.filter(one => covers(one, day)))

  // P2. ACTS 8: presence and attributes are two lines, and an amendment returns nobody.
  const presenceOf = (id: string, day: string) =>
    prevailing(
      about(['list-etablissement', 'delist-etablissement'], one => one.etablissementId === id),
      day
    )
  const isInscribed = (id: string, day: string): boolean =>
    presenceOf(id, day)?.change.kind === 'list-etablissement'
  const attributesOf = (id: string, day: string): Établissement | null =>
    prevailing(
      about(['list-etablissement', 'amend-etablissement'], one => one.etablissementId === id),
      day
    )?.change.etablissement ?? null

  /** ACTS 7: an absence ends the roles there for good, unless it was said until when it lasts. */
  const endsRoles = (id: string, day: string): boolean => {
    const presence = presenceOf(id, day)
    if (presence?.change.kind === 'list-etablissement') return false
    return presence === null || presence.to === WITHOUT_END
  }
  // P7, P11.
  const rangOf = (key: Place, day: string): Rang | null => {
    const same = (one: Place): boolean => keyOf(one) === keyOf(key)
    const holds = prevailing(about(['attribute-role', 'withdraw-role'], same), day)
    if (holds?.change.kind !== 'attribute-role') return null
    const { etablissementId } = key
    if (etablissementId !== undefined) {
      if (!isInscribed(etablissementId, day)) return null
      const start = holds.from
      if (turns.some(turn => start < turn && turn <= day && endsRoles(etablissementId, turn))) return null
    }
    return prevailing(about(['attribute-role', 'change-rang'], same), day)?.change.rang ?? null
  }

  /** ACTS 9: a gap keeps the name before; the first name extends backwards. */
  const nameOf = (personneId: string, day: string): Personne | null => {
    const names = about(['identify-personne'], one => one.personneId === personneId)
    const before = turns.filter(turn => turn < day).reverse()
    const after = turns.filter(turn => turn > day)
    for (const one of [day, ...before, ...after]) {
      const name = prevailing(names, one)
      if (name !== null) return name.change.personne
    }
    return null
  }

  // P3. ACTS 4: "in the draft" is a matter of dates, and an agreement starts with the convention at the earliest.
  const agreements = ofType(acts, 'AgreeNonRespect')
    .map(({ asked: { data }, place }) => ({
      from:
        effet === null || data.agreedOn <= effet.lastSignature
          ? inForce.from
          : latest([data.agreedOn, inForce.from]),
      place,
      rank: 0,
      ids: data.etablissementIds
    }))
    .filter(({ from }) => beforeEnd(effet, from))

  const effetOn = (day: string): Day['effet'] => {
    if (effet === null) return 'projet'
    if (day < effet.start) return 'a-venir'
    return day < effet.end ? 'en-vigueur' : 'terminee'
  }
  /** G22. */
  const isPending = ({ modificationId, signalledOn }: AskedOf<'SignalModification'>['data'], day: string) => {
    const effective = effectiveOf(model, acts, modificationId)
    const withdrawn = ofType(acts, 'WithdrawModification').some(
      ({ asked: { data } }) => data.modificationId === modificationId && data.on <= day
    )
    return signalledOn <= day && !(effective !== null && effective.on <= day) && !withdrawn
  }

  return on => ({
    effet: effetOn(on),
    etablissements: each(
      about(['list-etablissement']).map(({ change }) => change.etablissementId),
      id => (isInscribed(id, on) ? attributesOf(id, on) : null)
    ),
    attributions: Object.fromEntries(
      about(['attribute-role']).flatMap(({ change }) => {
        const rang = rangOf(change, on)
        return rang === null ? [] : [[keyOf(change), rang]]
      })
    ),
    personnes: each(
      about(['identify-personne']).map(({ change }) => change.personneId),
      id => nameOf(id, on)
    ),
    parties: each(
      about(['amend-partie']).map(({ change }) => change.partie.id),
      id =>
        prevailing(
          about(['amend-partie'], ({ partie }) => partie.id === id),
          on
        )?.change.partie ?? null
    ),
    fiche: prevailing(about(['amend-fiche']), on)?.change.fiche ?? null,
    // P3. ACTS 10: what was asked, within the effect.
    derogations: ids(
      ofType(acts, 'GrantDérogation')
        .filter(
          ({ asked: { data } }) => covers({ from: data.agreedOn, to: data.to }, on) && covers(inForce, on)
        )
        .map(({ asked }) => asked.data.derogationId)
    ),
    nonRespect: strongest(agreements.filter(({ from }) => from <= on))?.ids ?? null,
    pending: ids(
      ofType(acts, 'SignalModification')
        .filter(({ asked }) => isPending(asked.data, on))
        .map(({ asked }) => asked.data.modificationId)
    ),
    // M24: it moves no effect date, and depends on no day; the last recorded prevails.
    transmissions: Object.fromEntries(
      [...ofType(acts, 'RecordTransmission')]
        .sort((a, b) => a.place - b.place)
        .map(
          ({
            asked: {
              data: { modificationId = '', acte, transmittedOn, receivedOn }
            }
          }) => [modificationId, { acte, transmittedOn, receivedOn }]
        )
    ),
    // M22.
    clauses: ids(
      ofType(acts, 'AnnulClause')
        .filter(({ asked }) => asked.data.on <= on)
        .map(({ asked }) => asked.data.clause)
    ),
    // P12.
    verifications: Object.fromEntries(
      ofType(acts, 'RecordVerification')
        .filter(({ asked }) => asked.data.on <= on)
        .map(({ asked }) => [asked.data.verificationId, asked.data.resultat])
    )
  })
}

const keyOf = ({ etablissementId, role, personneId }: Place): string =>
  [...(etablissementId === undefined ? [] : [etablissementId]), role, personneId].join('/')
const ids = (found: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(found)].sort()
const each = <V>(
  keys: ReadonlyArray<string>,
  value: (key: string) => V | null
): Readonly<Record<string, V>> =>
  Object.fromEntries(
    keys.flatMap(key => {
      const found = value(key)
      return found === null ? [] : [[key, found]]
    })
  )

/**
 * Every civil date in the commands, the day before and the day after each, in order. With the model, also those of the
 * start and end of the effect, which no command may name: an échéance.
 */
export const daysOf = (
  recorded: ReadonlyArray<Recorded>,
  model?: ConventionModel
): ReadonlyArray<DateCivile> => {
  const effet = model === undefined ? null : effetOf(model, standing(recorded))
  return withNeighbours([
    ...recorded.flatMap(({ command }) => textsIn(command.data)),
    ...(effet === null ? [] : [effet.start, effet.end])
  ])
}
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
