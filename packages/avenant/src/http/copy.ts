/** `/conventions/:id/hors-ligne`: a copy of a dossier as one file, for who may see all of it. */
import { ConventionId, conventionStream, habilitationStream } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Answering } from '../answering'
import { common, notFound, type Problem, problemOf } from './problem'
import { mayView, type Visitor } from './visitor'

/** Null: it is the address of something else. */
export const copyAt = ([first, id, last, ...others]: ReadonlyArray<string>): string | null =>
  first === 'conventions' && last === 'hors-ligne' && others.length === 0 ? (id ?? null) : null

export const copyOf = async (
  avenant: Answering,
  visitor: Visitor,
  zone: string,
  conventionId: string
): Promise<E.Either<Problem, Response>> => {
  if (!ConventionId.is(conventionId) || avenant.offlineDossier === null) return E.left(notFound)
  const dossier = await avenant.standingOf(conventionStream(conventionId))()
  if (E.isLeft(dossier)) return E.left(problemOf(dossier.left))
  if (dossier.right === null) return E.left(notFound)
  // An habilitation that was also asked for under another convention tells of that one.
  for (const stream of [
    conventionStream(conventionId),
    ...dossier.right.habilitations.map(habilitationStream)
  ]) {
    const standing = await avenant.standingOf(stream)()
    if (E.isLeft(standing)) return E.left(problemOf(standing.left))
    if (standing.right !== null && !mayView(visitor, standing.right.conventions)) return E.left(notFound)
  }
  const file = await avenant.offlineDossier({ conventionId, zone })()
  if (E.isLeft(file)) return E.left(problemOf(file.left))
  if (file.right === null) return E.left(notFound)
  return E.right(
    new Response(file.right, {
      headers: {
        ...common,
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': `attachment; filename="${conventionId}.html"`
      }
    })
  )
}
