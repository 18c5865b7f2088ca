/** Which accesses are blocked since nobody uses them: what is told of them is computed, and never waits for it (P14, G6). */
import {
  type Article,
  addDays,
  type ConventionId,
  type ConventionModel,
  countedComputation,
  type DateCivile,
  type HabilitationId,
  habilitationOf,
  habilitationStream,
  remindersBefore,
  unusedCause
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import type { At, Evidence } from './asked'
import type { Deadline } from './deadlines/answer'
import { partnersIn } from './deadlines/ground'
import { namedPartiesOn, ofRoles } from './deadlines/telling'
import type { UnusedFrom } from './inactivity'
import { conventionSays, habilitationSays, type Lines, ruledOn } from './lines'

/** An access that is blocked for want of use, or was until the Caf lifted it. */
export type UnusedAccess = {
  readonly conventionId: ConventionId
  readonly habilitationId: HabilitationId
  /** The first day without access. */
  readonly from: DateCivile
  /** In French: « dernière utilisation 23/02/2017 + 45 jours = 09/04/2017 ». */
  readonly computation: string
  readonly article: Article
  /** The connection, the delivery or the lifting from which it is counted. */
  readonly event: Evidence
}

/** One that will be, unless it is used by `due`, on a day on which somebody is to be reminded of it. */
export type UnusedSoon = Omit<UnusedAccess, 'from'> & {
  /** Its stream, with `kind`, `subject` and `occurrence` its identity (G6): each use moves `due`, and it is the same. */
  readonly dossier: string
  readonly kind: typeof unusedCause
  readonly subject: ''
  /** Of which delivery or lifting its days are, by its number. */
  readonly occurrence: string
  /** In French: « Dernier jour pour utiliser l'accès h-1960-1 avant son blocage ». */
  readonly label: string
  /** The parties of the partner. */
  readonly who: Deadline['who']
  /** The last day on which it may be used. */
  readonly due: DateCivile
  /** The day on which one is reminded: the last that has come, where there are several. */
  readonly day: DateCivile
}

/** Each by the instant asked, of accesses that nothing else closed on that day. */
export const unusedAccesses =
  (lines: Lines) =>
  (asked: At): ReadonlyArray<UnusedAccess> =>
    blocksUnder(lines, asked, (model, id, point) => lines.inactivities.blocksOf(model, id, point)).map(
      ({ block: { from }, access }) => ({ ...access(), from })
    )

/** Each of which one is to be reminded at the instant asked, where nothing that is known closes it before. */
export const unusedSoon =
  (lines: Lines) =>
  (asked: At): ReadonlyArray<UnusedSoon> =>
    blocksUnder(lines, asked, (model, id, point) =>
      habilitationOf(model).inactivity?.reminders.length === 0
        ? []
        : lines.inactivities.comingBlocksOf(model, id, point)
    ).flatMap(({ block: { from, period }, model, point, access }) => {
      const due = addDays(from, -1)
      const day = remindersBefore(habilitationOf(model).inactivity?.reminders ?? [], due).findLast(
        reminder => reminder <= point.on
      )
      if (day === undefined) return []
      const told = access()
      return [
        {
          ...told,
          dossier: habilitationStream(told.habilitationId),
          kind: unusedCause,
          subject: '',
          occurrence: String(period),
          label: `Dernier jour pour utiliser l'accès ${told.habilitationId} avant son blocage`,
          who: ofRoles(
            namedPartiesOn(lines, told.conventionId, { day: point.on, model }, point),
            partnersIn(model)
          ),
          due,
          day
        }
      ]
    })

type BlockUnder = {
  readonly block: UnusedFrom
  readonly model: ConventionModel
  readonly point: Point
  readonly access: () => Omit<UnusedAccess, 'from'>
}

const blocksUnder = (
  lines: Lines,
  asked: At,
  blocksOf: (model: ConventionModel, id: HabilitationId, point: Point) => ReadonlyArray<UnusedFrom>
): ReadonlyArray<BlockUnder> =>
  lines.directory.conventions.flatMap(conventionId => {
    const { model, point } = ruledOn(lines, conventionId, asked)
    if (model === null) return []
    const { inactivity } = habilitationOf(model)
    if (inactivity === null) return []
    const { article } = inactivity
    return lines.directory.habilitationsUnder(conventionId).flatMap(habilitationId =>
      blocksOf(model, habilitationId, point)
        .filter(({ from }) =>
          isOpenOtherwise(lines, conventionId, habilitationId, { on: from, knownAt: point.knownAt })
        )
        .map(block => ({
          block,
          model,
          point,
          access: () => ({
            conventionId,
            habilitationId,
            computation: countedComputation(model, block.counted),
            article,
            event: block.event()
          })
        }))
    )
  })

/** What is not delivered, or is closed or blocked by an act, has no want of use to be told of. */
export const isOpenOtherwise = (
  lines: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point
): boolean =>
  habilitationSays(lines, id, 'sujet', point)?.value?.conventionId === conventionId &&
  conventionSays(lines, conventionId, 'effet', '', point)?.value?.status === 'en-vigueur' &&
  habilitationSays(lines, id, 'delivrance', point)?.value != null &&
  (['blocage', 'depart', 'fermeture'] as const).every(
    kind => habilitationSays(lines, id, kind, point)?.value == null
  )
