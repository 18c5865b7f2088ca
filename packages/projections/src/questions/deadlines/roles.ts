/** Where an access and the annexe no longer agree: a person who left and has roles there, one who is habilitated and has none. */
import {
  type Article,
  type Attribution,
  attributionId,
  attributionOf,
  type ChangeInstrument,
  type ConventionModel,
  type DateCivile,
  frenchDate,
  type HabilitationId,
  habilitationOf,
  habilitationStream,
  type Instant,
  labelOf,
  maxDate,
  type ÉtablissementId
} from '@avenant/domain'
import type { Cause, KnowledgeSpan, Step } from '../../bitemporal'
import { isWithin } from '../../bitemporal/knowledge'
import type { ConventionFact } from '../../dossiers'
import { evidenceOf } from '../asked'
import { type Lines, nameOfÉtablissement } from '../lines'
import type { Found } from './answer'
import { mayBeBareOver } from './bare'
import { eventOf, type Ground, type Line, partnersIn } from './ground'

/** The attributions of roles, each with its line. */
type Attributions = ReadonlyArray<{
  readonly id: string
  readonly steps: ReadonlyArray<Step<Extract<ConventionFact, { readonly kind: 'attribution' }>>>
}>

/** A ground, and the attributions as known at a moment: nearly every act moves them, and no ground is made of them. */
type Attributing = Ground & {
  readonly attributionsOf: (ids: ReadonlyArray<string>) => Attributions
  /** An establishment by its name of a day. */
  readonly nomOf: (id: ÉtablissementId, on: DateCivile) => string
}

/** They are kept of each ground, over the knowledge between two recordings of what they read besides it. */
export const roleDeadlinesOver = (lines: Lines) => {
  const { convention } = lines.dossiers
  const mayBeBare = mayBeBareOver(lines)
  const kept = new WeakMap<Ground, { readonly over: KnowledgeSpan; readonly found: ReadonlyArray<Found> }>()
  const found = (
    ground: Ground,
    departures: ReadonlyArray<Line>,
    bare: ReadonlySet<string>,
    knownAt: Instant
  ): ReadonlyArray<Found> => {
    const { conventionId } = ground
    const attributing: Attributing = {
      ...ground,
      attributionsOf: ids =>
        ids.map(id => ({ id, steps: convention.line(conventionId, { kind: 'attribution', id }, knownAt) })),
      nomOf: (id, on) => nameOfÉtablissement(lines, conventionId, id, { on, knownAt })
    }
    const all = convention.ids(conventionId, 'attribution')
    return [
      ...departures.flatMap(line => afterDeparture(attributing, all, line)),
      ...(bare.size === 0 ? [] : ground.linesOf('delivrance'))
        .filter(({ stream }) => bare.has(stream))
        .flatMap(line => withoutRole(attributing, line))
    ]
  }
  return (ground: Ground, knownAt: Instant): ReadonlyArray<Found> => {
    const known = kept.get(ground)
    if (known !== undefined && isWithin(known.over, knownAt)) return known.found
    const { conventionId } = ground
    const departures = ground.linesOf('depart')
    const bare = mayBeBare(conventionId)
    const isAsked = departures.length > 0 || bare.size > 0
    const now = {
      found: isAsked ? found(ground, departures, bare, knownAt) : NONE,
      over: isAsked
        ? convention.knowledgeAround(conventionId, ['attribution', 'etablissement'], knownAt)
        : ALWAYS
    }
    kept.set(ground, now)
    return now.found
  }
}

const NONE: ReadonlyArray<Found> = []
const ALWAYS: KnowledgeSpan = { knownFrom: null, knownTo: null }

/** From a day on no role is held, by the act of `cause`, until a day on which one is again; null: for good. */
type Gap = {
  readonly from: DateCivile
  readonly cause: Cause | null
  readonly until: DateCivile | null
  readonly again: Cause | null
}

/** The days on which none of the roles is held, from a day on. */
const gapsFrom = (roles: Attributions, first: DateCivile): ReadonlyArray<Gap> => {
  const steps = roles.flatMap(({ steps }) => steps)
  const held = steps.filter(({ value }) => value !== null)
  const gaps: Array<Gap> = []
  let [from, cause]: [DateCivile, Cause | null] = [first, null]
  for (;;) {
    const holding = held.find(
      ({ span }) => (span.from === null || span.from <= from) && (span.to === null || from < span.to)
    )
    if (holding !== undefined) {
      const { to } = holding.span
      if (to === null) return gaps
      // It is ended by the act that says so from that day on; an attribution of some days, by its own.
      cause = steps.find(({ value, span }) => value === null && span.from === to)?.cause ?? holding.cause
      from = to
      continue
    }
    const next = held
      .filter(({ span }) => span.from !== null && span.from > from)
      .toSorted((a, b) => ((a.span.from ?? '') < (b.span.from ?? '') ? -1 : 1))[0]
    gaps.push({ from, cause, until: next?.span.from ?? null, again: next?.cause ?? null })
    if (next?.span.from == null) return gaps
    from = next.span.from
  }
}

type Done = NonNullable<Found['done']>

/** What there was to do ends with the convention. */
const endOfConvention = ({ end, stream }: Ground): ReadonlyArray<Done> =>
  end === null ? [] : [{ on: end.on, event: () => evidenceOf(stream, end.cause) }]

const firstOf = (all: ReadonlyArray<Done>): Done | null =>
  all.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null

/**
 * The mission is over, and the annexe still gives her roles: the partner owes what takes them out (P20, P21, M21), and the
 * journal writes no annexe for him. Her other accesses under the convention are to be closed too (P19).
 */
const afterDeparture = (
  ground: Attributing,
  all: ReadonlyArray<string>,
  line: Line
): ReadonlyArray<Found> => {
  const departedOn = line.span.from
  const { model } = ground.versionOn(departedOn)
  const person = ground.personOf(line.stream)
  // As long as it is not signed by all, its annexe is a draft.
  if (ground.inForce === null || departedOn === null || model === null || person === null) return []
  if (isOverBy(ground, departedOn)) return []
  const held = ground
    .attributionsOf(all.filter(id => attributionOf(id).personneId === person.personneId))
    .filter(role => gapsFrom([role], departedOn)[0]?.from !== departedOn)
  const about = {
    occurrence: '',
    nature: 'a-faire',
    ruledOn: departedOn,
    due: departedOn
  } as const
  const told = {
    who: partnersIn(model),
    computation: `mission terminée le ${frenchDate(departedOn)}`,
    event: eventOf(line)
  }
  const [gap] = gapsFrom(held, departedOn)
  const leaving: Found = {
    ...about,
    kind: 'roles-apres-depart',
    dossier: line.stream,
    subject: '',
    done: firstOf([
      ...(gap === undefined ? [] : [{ on: gap.from, event: () => outOf(ground, gap.cause, line) }]),
      ...endOfConvention(ground)
    ]),
    tell: () => {
      const changes = changesOf(
        model,
        held.map(({ id }) => attributionOf(id)),
        id => ground.nomOf(id, departedOn)
      )
      return {
        ...told,
        label: `Mission terminée le ${frenchDate(departedOn)}, encore à l'annexe : ${changes.map(({ sentence }) => sentence).join(' ; ')}`,
        article: changes[0]?.article ?? null
      }
    }
  }
  return [
    ...(held.length === 0 ? [] : [leaving]),
    ...stillOpen(ground, line, departedOn).map(other => ({
      ...about,
      kind: 'habilitation-apres-depart',
      dossier: habilitationStream(other.habilitationId),
      subject: line.stream.slice(line.stream.indexOf('-') + 1),
      done: firstOf([
        ...closingsOf(ground, habilitationStream(other.habilitationId)),
        ...endOfConvention(ground)
      ]),
      tell: () => ({
        ...told,
        label: `Mission terminée le ${frenchDate(departedOn)}, autre habilitation encore ouverte : ${other.habilitationId}`,
        article: habilitationOf(model).endOfMission.article
      })
    }))
  ]
}

const isOverBy = ({ end }: Ground, day: DateCivile): boolean => end !== null && end.on <= day

const outOf = ({ stream }: Ground, cause: Cause | null, line: Line) =>
  cause === null ? eventOf(line) : evidenceOf(stream, cause)

/** Her other habilitations that are delivered by then, and closed by nothing. */
const stillOpen = (
  ground: Ground,
  { stream }: Line,
  on: DateCivile
): ReadonlyArray<{ readonly habilitationId: HabilitationId }> => {
  const person = ground.personOf(stream)
  return ground.linesOf('delivrance').flatMap(other => {
    const known = other.stream === stream ? null : ground.personOf(other.stream)
    const isOpen = !closingsOf(ground, other.stream).some(closing => closing.on <= on)
    return known !== null &&
      known.personneId === person?.personneId &&
      (other.span.from ?? '') <= on &&
      isOpen
      ? [known]
      : []
  })
}

/** The days from which an access is closed: by the Caf, or by a departure. */
const closingsOf = (ground: Ground, stream: string): ReadonlyArray<Done> =>
  [...ground.linesOf('fermeture'), ...ground.linesOf('depart')].flatMap(line =>
    line.stream === stream && line.span.from !== null
      ? [{ on: line.span.from, event: () => eventOf(line) }]
      : []
  )

const instruments: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'formulaire nominatif à établir',
  'annexe-revisee': 'annexe révisée à établir',
  avenant: 'avenant à signer'
}

/** A role at a time: « Approbateur sur CHARAIRE, LES BLAGIS (annexe révisée à établir) ». */
const changesOf = (
  model: ConventionModel,
  held: ReadonlyArray<Attribution>,
  nomOf: (id: ÉtablissementId) => string
): ReadonlyArray<{ readonly sentence: string; readonly article: Article | null }> =>
  [...new Set(held.map(({ role }) => role))].map(role => {
    const known = model.roles.find(other => other.id === role)
    const places = held.flatMap(other =>
      other.role === role && other.etablissementId !== null ? [nomOf(other.etablissementId)] : []
    )
    return {
      sentence: `${labelOf(model.roles, role)}${places.length === 0 ? '' : ` sur ${places.join(', ')}`}${
        known === undefined ? '' : ` (${instruments[known.change.instrument]})`
      }`,
      article: known?.change.article ?? null
    }
  })

/** An access that is delivered and open, for roles of which the annexe gives none: nobody may act by it (G16). */
const withoutRole = (ground: Attributing, line: Line): ReadonlyArray<Found> => {
  const deliveredOn = line.span.from
  const person = ground.personOf(line.stream)
  const begins = ground.inForce?.from ?? null
  if (deliveredOn === null || person === null || person.roles.length === 0 || begins === null) return []
  const { personneId, roles } = person
  const first = maxDate(deliveredOn, begins)
  const asked = ground.attributionsOf(
    roles.map(({ role, etablissementId = null }) => attributionId({ personneId, role, etablissementId }))
  )
  return gapsFrom(asked, first).flatMap((gap, i): ReadonlyArray<Found> => {
    const { model } = ground.versionOn(gap.from)
    const closings = [...closingsOf(ground, line.stream), ...endOfConvention(ground)]
    if (model === null || closings.some(({ on }) => on <= gap.from)) return []
    const { article } = habilitationOf(model)
    return [
      {
        kind: 'habilitation-sans-role',
        dossier: line.stream,
        subject: '',
        occurrence: String(i + 1),
        nature: 'a-faire',
        ruledOn: gap.from,
        due: gap.from,
        done: firstOf([
          ...(gap.until === null ? [] : [{ on: gap.until, event: () => outOf(ground, gap.again, line) }]),
          ...closings
        ]),
        tell: () => ({
          label: `Habilitation sans rôle depuis le ${frenchDate(gap.from)} : la fermer, ou lui donner un rôle à l'annexe`,
          who: partnersIn(model),
          computation: "l'annexe ne donne aucun des rôles de cette habilitation",
          article,
          event: outOf(ground, gap.cause, line)
        })
      }
    ]
  })
}
