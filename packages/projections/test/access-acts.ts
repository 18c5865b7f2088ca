/** For tests only: what may be told of one access, each as a command and as the oracle reads it. Days lean on those told before. */
import { HabilitationCommand } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { type Act, type Day, dayIn, dayOf, isoOf, type Zone } from './access-oracle'

export type Given = { readonly command: HabilitationCommand; readonly act: Act }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// --- Numbers in turn ---

export const dealer = (numbers: ReadonlyArray<number>) => {
  let i = 0
  const next = () => numbers[i++ % numbers.length] ?? 0
  const pick = <A>(values: ReadonlyArray<A>): A => values[next() % values.length] as A
  return { next, pick, oneIn: (n: number) => next() % n === 0 }
}
export type Deal = ReturnType<typeof dealer>

// --- Moments ---

/** Midnight of each zone, in summer and in winter, and a moment before; the hour that is there twice, or not at all. */
const hours = [
  ...[4, 20, 22, 23, 24].flatMap(hour => [hour * HOUR - 1, hour * HOUR]),
  HOUR - 1,
  HOUR,
  8 * HOUR,
  22.5 * HOUR,
  23.5 * HOUR
]
const changesOfHour = ['2017-03-26', '2017-10-29', '2018-03-25', '2020-03-29', '2020-10-25'].map(dayOf)

const someDay = ({ pick, oneIn }: Deal, anchors: ReadonlyArray<Day>): Day => {
  const anchor = oneIn(3) ? pick(anchors) : (anchors.at(-1) ?? 0)
  const changes = changesOfHour.filter(day => day >= anchor && day < anchor + 60)
  if (changes.length > 0 && oneIn(4)) return pick(changes) + pick([-1, 0, 0, 1])
  return anchor + pick([-1, 0, 0, 1, 2, 10, 30, 44, 45, 45, 46, 46, 47, 60])
}

/** At once, or some days later, or on a day that leans on another. */
export const nextMoment = (deal: Deal, now: number, anchors: ReadonlyArray<Day>): number => {
  const { pick, oneIn } = deal
  if (oneIn(2)) return now + pick([0, 1, MINUTE, 5 * HOUR, DAY, 3 * DAY, 20 * DAY])
  const then = someDay(deal, anchors) * DAY + pick(hours)
  return then >= now ? then : now + pick([0, HOUR, 2 * DAY])
}

type Connected = { readonly at: number; readonly recordedAt: number; readonly successful: boolean }

/** One at once, by a clock that may be ahead; one that is told late; several a day; or many, one day in so many. */
export const connectionsOf = (
  deal: Deal,
  now: number,
  anchors: ReadonlyArray<Day>
): ReadonlyArray<Connected> => {
  const { pick, oneIn, next } = deal
  const isOk = () => !oneIn(6)
  switch (next() % 6) {
    case 0:
    case 1:
      return [{ at: now + pick([0, 0, MINUTE, -1]), recordedAt: now, successful: isOk() }]
    case 2:
    case 3: {
      const at = someDay(deal, anchors) * DAY + pick(hours)
      const told = Math.max(now, at) + pick([0, 1, HOUR, 2 * DAY, 30 * DAY])
      return [{ at: Math.max(at, told - 60 * DAY), recordedAt: told, successful: isOk() }]
    }
    case 4: {
      const day = Math.floor(now / DAY) - pick([0, 1, 20, 44])
      return [pick(hours), pick(hours), pick(hours)]
        .map(hour => day * DAY + hour)
        .filter(at => at <= now)
        .map(at => ({ at, recordedAt: now, successful: isOk() }))
    }
    default: {
      const [gap, hour, isLate] = [pick([1, 20, 44, 45, 46]), pick(hours), oneIn(2)]
      const first = Math.floor(now / DAY) + 1
      const many = Array.from(
        { length: 2 + (next() % (gap === 1 ? 12 : 4)) },
        (_, i) => (first + i * gap) * DAY + hour
      )
      const told = Math.min(many.at(-1) ?? now, (first + 59) * DAY)
      return isLate
        ? many.filter(at => at <= told).map(at => ({ at, recordedAt: told, successful: isOk() }))
        : many.map(at => ({ at, recordedAt: at, successful: isOk() }))
    }
  }
}

// --- Acts ---

const agent = { kind: 'agent-caf', id: 'agent-1' }
const partenaire = { kind: 'partenaire', id: 'partenaire-1' }
const systeme = { kind: 'systeme', id: 'portail' }
type Raw = { readonly type: string; readonly data: unknown; readonly acteur: unknown; readonly act: Act }

const given = ({ type, data, acteur, act }: Raw): Given => ({
  command: read(HabilitationCommand, { type, acteur, data }),
  act
})

export const request = (asked: {
  readonly habilitationId: string
  readonly conventionId: string
  readonly personneId: string
  readonly on: Day
}): Given => {
  const { on, ...ids } = asked
  return given({
    type: 'RequestHabilitation',
    acteur: partenaire,
    act: { type: 'request' },
    data: {
      ...ids,
      model: { id: 'psu', version: 1 },
      demandeur: {
        denomination: 'COMMUNE DE SCEAUX',
        siege: { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' }
      },
      caf: 'HAUTS-DE-SEINE',
      personne: { nom: 'AGENT', prenom: null, fonction: null, mail: 'agent@example.fr', telephone: null },
      roles: [{ role: 'approbateur', etablissementId: '201500086', nature: 'eaje' }],
      requestedOn: isoOf(on)
    }
  })
}

type Moment = {
  readonly now: number
  readonly anchors: ReadonlyArray<Day>
  readonly zone: Zone
  /** How many acts are recorded: the request alone is one. */
  readonly acts: number
  readonly isDelivered: boolean
}

const deliver = (on: Day): Raw => ({
  type: 'DeliverHabilitation',
  data: { on: isoOf(on) },
  acteur: agent,
  act: { type: 'deliver', on }
})

/** The delivery comes first; a correction may name any act, and give any other in its place. */
export const anAct = (deal: Deal, moment: Moment): Given => {
  const { now, zone, acts, isDelivered } = moment
  if (acts === 1 && isDelivered) return given(deliver(dayIn(zone, now) - deal.pick([0, 0, 1, 10])))
  if (!deal.oneIn(5)) return given(rawAct(deal, moment))
  const revision = deal.next() % acts
  const instead = deal.oneIn(3)
    ? null
    : revision === 1
      ? deliver(dayIn(zone, now) - deal.pick([0, 1, 5, 46]))
      : rawAct(deal, moment)
  return given({
    type: 'CorrectHabilitation',
    acteur: agent,
    data: {
      corrections: [
        { corrects: revision, instead: instead === null ? null : { type: instead.type, data: instead.data } }
      ],
      motif: 'saisie erronée'
    },
    act: { type: 'correct', corrects: [{ revision, instead: instead?.act ?? null }] }
  })
}

const rawAct = (deal: Deal, { now, anchors, zone, acts, isDelivered }: Moment): Raw => {
  const { next, pick, oneIn } = deal
  const today = dayIn(zone, now)
  const day = oneIn(2) ? today + pick([-20, -2, -1, 0, 0, 1, 10]) : someDay(deal, anchors)
  const past = Math.min(day, today)
  switch (next() % 19) {
    case 0:
    case 1:
    case 2:
      return {
        type: 'BlockAccess',
        data: { from: isoOf(day), cause: pick(['incident', 'decision']), motif: 'codes perdus' },
        acteur: agent,
        act: { type: 'block', on: day, told: 'by-the-caf' }
      }
    case 3:
    case 4:
    case 5:
    case 6:
      return {
        type: 'UnblockAccess',
        data: { from: isoOf(day), motif: 'codes renouvelés' },
        acteur: agent,
        act: { type: 'lift', on: day }
      }
    case 7:
    case 8:
      return {
        type: 'BlockAccess',
        data: { from: isoOf(day), cause: 'non-utilisation', motif: 'non utilisé' },
        acteur: systeme,
        act: { type: 'block', on: day, told: 'for-want-of-use' }
      }
    case 9:
      return {
        type: 'ReportIncident',
        data: {
          incidentId: `i-${acts}`,
          kind: 'perte',
          foundOn: isoOf(past),
          toldOn: isoOf(past),
          recit: 'carnet égaré'
        },
        acteur: partenaire,
        act: { type: 'incident' }
      }
    case 10:
      return {
        type: 'ReportEndOfMission',
        data: { departedOn: isoOf(day), reportedOn: isoOf(past) },
        acteur: partenaire,
        act: { type: 'depart', on: day }
      }
    case 11: {
      const [type, act] = pick([['CloseAccess', 'withdraw'] as const, ['TellConventionEnd', 'end'] as const])
      return { type, data: { on: isoOf(day) }, acteur: agent, act: { type: act, on: day } }
    }
    case 12:
      return { type: 'TellConventionEnd', data: { on: null }, acteur: systeme, act: { type: 'resume' } }
    case 17:
      return {
        type: 'TellRole',
        data: {
          conventionId: 'psu-autre',
          personneId: 'p-1',
          role: 'approbateur',
          held: [{ from: null, to: isoOf(day) }]
        },
        acteur: systeme,
        act: { type: 'tell-role' }
      }
    case 13:
    case 14:
      return {
        type: 'SendPassword',
        data: { on: isoOf(past), occasion: pick(['premiere-connexion', 'oubli', 'renouvellement']) },
        acteur: agent,
        act: { type: 'send', on: past }
      }
    case 15:
    case 16:
      return {
        type: 'ChangePassword',
        data: { on: isoOf(past) },
        acteur: systeme,
        act: { type: 'change', on: past }
      }
    default:
      return isDelivered
        ? deliver(past)
        : { type: 'TellConventionEnd', data: { on: null }, acteur: systeme, act: { type: 'resume' } }
  }
}
