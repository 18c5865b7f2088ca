/** The frame of a screen, from an address: the point that it says, the day it is, the dossier that it is about. */
import { ConventionId, type Fault, type Instant } from '@avenant/domain'
import {
  type Assets,
  type Frame,
  parseWrittenDay,
  parseWrittenKnowledge,
  type ScreenPoint,
  type Tab
} from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type { Answering } from '../../answering'
import { type Clock, notYetKnown, todayAt } from '../knowledge'
import { notFound, type Params, type Problem } from '../problem'
import { answerSeen } from '../questions'
import type { Visitor } from '../visitor'

/** The clock and the place of a service. */
export type Here = Clock & {
  readonly base: string
  readonly assets: Assets
  readonly tabs: ReadonlyArray<Tab>
}

export type ReadPoint = { readonly point: ScreenPoint; readonly knownAt: Instant | null }

/**
 * The point of an address: without a date today, without a knowledge all that is known. What will be known after today nobody
 * knows: no answer is told as known then. People may write 31/08/2017.
 */
export const pointIn = (
  { on, known }: Params,
  { zone, now }: Here
): E.Either<ReadonlyArray<Fault>, ReadPoint> => {
  const clock = { zone, now }
  const day = on == null ? E.right(todayAt(clock)) : parseWrittenDay(`${on}`)
  const knowledge =
    known == null
      ? E.right(null)
      : E.chain((written: WrittenKnowledge): E.Either<string, WrittenKnowledge> => {
          const fault = notYetKnown(written.knownAt, clock)
          return fault === null ? E.right(written) : E.left(fault)
        })(parseWrittenKnowledge(zone)(`${known}`))
  if (E.isRight(day) && E.isRight(knowledge))
    return E.right({
      point: { on: day.right, known: knowledge.right?.known ?? null },
      knownAt: knowledge.right?.knownAt ?? null
    })
  return E.left([
    ...(E.isLeft(day) ? [{ path: 'on', message: day.left }] : []),
    ...(E.isLeft(knowledge) ? [{ path: 'known', message: knowledge.left }] : [])
  ])
}

type WrittenKnowledge = { readonly known: string; readonly knownAt: Instant }

type Placed = {
  readonly path: string
  readonly params: Frame['here']['params']
  readonly conventionId: string | undefined
  readonly read: ReadPoint
}

/** The dossier is asked for as every answer is: one that he may not see is not there. */
export const frameOf = async (
  avenant: Answering,
  visitor: Visitor,
  { base, zone, now, assets, tabs }: Here,
  { path, params, conventionId, read: { point, knownAt } }: Placed
): Promise<E.Either<Problem, Frame>> => {
  const { index } = await avenant.health()
  const dossier =
    conventionId === undefined
      ? E.right(null)
      : await dossierOf(avenant, visitor, conventionId, { point, knownAt })
  if (E.isLeft(dossier)) return dossier
  // Who acts for several, as each command says, acts for none of them here.
  const hand = typeof visitor.hand === 'function' ? null : visitor.hand
  return E.right({
    base,
    point,
    knownAt,
    today: todayAt({ zone, now }),
    zone,
    head: index.position,
    here: { path, params },
    visitor: {
      kind: hand?.kind ?? 'personne',
      partie: hand?.kind === 'partie' ? { conventionId: hand.conventionId, partie: hand.partie } : null
    },
    dossier: dossier.right,
    copies: avenant.offlineDossier !== null,
    // In a copy no command is tried: nothing there decides.
    tabs: avenant.offlineDossier === null ? tabs.filter(({ path }) => path !== '/et-si') : tabs,
    assets
  })
}

const dossierOf = async (
  avenant: Answering,
  visitor: Visitor,
  id: string,
  { point: { on }, knownAt }: ReadPoint
): Promise<E.Either<Problem, NonNullable<Frame['dossier']>>> => {
  if (!ConventionId.is(id)) return E.left(notFound)
  const course = await answerSeen(avenant, visitor, { ask: 'course', conventionId: id, knownAt })
  if (E.isLeft(course)) return course
  const document = await answerSeen(avenant, visitor, { ask: 'annexes', conventionId: id, on, knownAt })
  return E.map(({ answer }: { readonly answer: NonNullable<Frame['dossier']>['document'] }) => ({
    conventionId: id,
    course: course.right.answer,
    document: answer
  }))(document)
}
