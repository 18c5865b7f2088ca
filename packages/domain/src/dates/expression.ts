/** The one grammar of dates: an anchor, an offset, a landing, a bound, a shift. */
import * as t from 'io-ts'
import { Count, described, oneOf, struct, tagged } from '../codec'
import { StableId } from '../identity/ids'
import { integer } from '../integer'
import { recursive } from '../recursive'
import { DateCivile } from '../time/date-civile'

/**
 * The days from which dates are counted that something recorded tells. Each of `recording`, `receipt`, `dispatch`,
 * `departure`, `notification`, `request`, `password-change` and `occurrence` is that of the act which the date is about; `stated` is the date that an act states.
 */
export const anchorNames = [
  'first-signature',
  'last-signature',
  'effect',
  'echeance',
  'end',
  'recording',
  'receipt',
  'dispatch',
  'departure',
  'notification',
  'last-use',
  'request',
  'password-change',
  'occurrence',
  'stated'
] as const
export type AnchorName = (typeof anchorNames)[number]

/** A day of a month; `last` is its last one, in leap years too. */
const isDayOfMonth = (u: unknown): u is number | 'last' =>
  u === 'last' || (Number.isInteger(u) && Number(u) >= 1 && Number(u) <= 31)
export const DayOfMonth: t.Type<number | 'last', unknown, unknown> = new t.Type(
  'jour du mois',
  isDayOfMonth,
  (u, context) =>
    isDayOfMonth(u)
      ? t.success(u)
      : t.failure(u, context, 'attendu : un jour du mois, de 1 à 31, ou "last", son dernier jour'),
  day => day
)
export type DayOfMonth = t.TypeOf<typeof DayOfMonth>

const count = described('Combien.', Count)
const direction = described('Après, ou avant.', oneOf('sens', ['after', 'before']))
const unitOf = <const U extends string>(unit: U) => described("L'unité.", t.literal(unit))
const calendar = described('Le calendrier des jours ouvrés : `france`.', StableId)
const plain = <const U extends string>(name: string, unit: U) =>
  struct(name, { unit: unitOf(unit), count, direction })

/**
 * So long after, or before. Months and years keep the day number, or take the last day of the month where there is none
 * (G5). Working days are those of the named calendar; the day from which they are counted is not one of them.
 */
export const Offset = tagged('Décalage', 'unit', {
  day: plain('EnJours', 'day'),
  'working-day': struct('EnJoursOuvrés', {
    unit: unitOf('working-day'),
    count,
    direction,
    calendar
  }),
  week: plain('EnSemaines', 'week'),
  month: plain('EnMois', 'month'),
  year: plain('EnAnnées', 'year')
})
export type Offset = t.TypeOf<typeof Offset>

/**
 * A day of the calendar near the date that is reached: `{ day: 1, side: 'after' }` is the first of the next month,
 * `{ day: 'last', months: [3, 6, 9, 12], side: 'on-or-after' }` is the end of the quarter. `same` is that of the same month, or,
 * when `months` names one, of the same year.
 */
export const Landing = struct(
  'Arrondi',
  {
    day: described('Le jour du mois, de 1 à 31 ; `last`, son dernier jour.', DayOfMonth),
    side: described(
      "Du même mois ou de la même année, après ou avant la date atteinte ; `on-` : elle-même, si c'est ce jour.",
      oneOf('côté', ['same', 'on-or-after', 'after', 'on-or-before', 'before'])
    )
  },
  { months: described('Les mois, de 1 à 12 ; absent : chacun.', t.readonlyArray(integer(1, 12))) }
)
export type Landing = t.TypeOf<typeof Landing>

/** `inclusive` is « au plus tard le »; `exclusive` is « avant le »: the last day is the one before. */
export const Bound = oneOf('borne', ['inclusive', 'exclusive'])
export type Bound = t.TypeOf<typeof Bound>

/** A date that is no working day of the calendar is carried to the next one, or to the previous one. */
export const Shift = struct('Report', {
  to: described('Au jour ouvré suivant, ou au précédent.', oneOf('sens', ['next', 'previous'])),
  calendar
})
export type Shift = t.TypeOf<typeof Shift>

/** What is done to the day from which a date is counted, in this order. */
const moves = {
  offset: described('Un délai, compté après ou avant.', Offset),
  to: described('Un jour du calendrier près de la date atteinte : le premier du mois suivant.', Landing),
  bound: described(
    '`inclusive` : « au plus tard le » ; `exclusive` : « avant le », dont le dernier jour est la veille.',
    Bound
  ),
  shift: described("Un report, si ce jour n'est pas ouvré.", Shift)
}
type Moves = Partial<{ readonly [K in keyof typeof moves]: t.TypeOf<(typeof moves)[K]> }>

/** An anchor whose date is asked of who evaluates. */
export type AskedAnchor =
  | { readonly from: AnchorName }
  | { readonly from: 'party-signature'; readonly party: StableId }

type Anchor =
  | AskedAnchor
  | { readonly from: 'date'; readonly date: DateCivile }
  | { readonly from: 'day'; readonly month: number; readonly day: DayOfMonth; readonly yearsAfter?: number }
  | { readonly from: 'latest' | 'earliest'; readonly of: ReadonlyArray<DateExpression> }

/**
 * How a date is found. `from` names the anchor: one of {@link anchorNames}, the signature of one `party`, a `date`, a `day`
 * of the year that is asked about or of one `yearsAfter` it (−1 is the year before), the `latest` or the `earliest` of
 * several dates. Then, each if it is there: `offset`, `to`, `bound`, `shift`, in this order.
 *
 * @example
 * decode(DateExpression)({ from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'inclusive' })
 * decode(DateExpression)({ from: 'last-signature', to: { day: 1, side: 'after' } })
 */
export type DateExpression = Anchor & Moves

export const DateExpression = recursive<DateExpression>('Date', self => {
  const asked = struct(
    'DateDUnFait',
    { from: described('Le fait dont on compte.', oneOf('point de départ', anchorNames)) },
    moves
  )
  const several = struct(
    'DateParmiPlusieurs',
    {
      from: described('La plus tardive, ou la plus précoce.', oneOf('choix', ['latest', 'earliest'])),
      of: described('Les dates parmi lesquelles choisir.', t.readonlyArray(self))
    },
    moves
  )
  // The cast says what `fromEntries` does not: its keys are those of the list.
  const everyAsked = Object.fromEntries(anchorNames.map(name => [name, asked])) as Readonly<
    Record<AnchorName, typeof asked>
  >
  const members = {
    ...everyAsked,
    'party-signature': struct(
      'DateDeLaSignature',
      {
        from: described("La signature d'une partie.", t.literal('party-signature')),
        party: described('La partie : son id.', StableId)
      },
      moves
    ),
    date: struct(
      'DateDite',
      { from: described('Une date.', t.literal('date')), date: described('AAAA-MM-JJ.', DateCivile) },
      moves
    ),
    day: struct(
      'JourDeLAnnée',
      {
        from: described("Un jour de l'année N dont il s'agit.", t.literal('day')),
        month: described('Le mois, de 1 à 12.', integer(1, 12)),
        day: described('Le jour, de 1 à 31 ; `last`, le dernier du mois.', DayOfMonth)
      },
      {
        yearsAfter: described("Combien d'années après N ; −1 : l'année d'avant.", integer(-100, 100)),
        ...moves
      }
    ),
    latest: several,
    earliest: several
  }
  return tagged('Date', 'from', members)
})
