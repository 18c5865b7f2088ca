/** What an access leaves to be done by a day: a justification that was asked for (P18), a password that serves too long (A4). */
import { frenchDate, habilitationOf, habilitationStream, renewalOf } from '@avenant/domain'
import { evidenceOf } from '../asked'
import type { Found } from './answer'
import { type Course, type Ground, partnersIn } from './ground'
import { followsAnomalies, isRuled, renewsPasswords } from './kinds-read'

export const accessDeadlines = (ground: Ground): ReadonlyArray<Found> => {
  const known = kept.get(ground)
  if (known !== undefined) return known
  const found = [
    ...(isRuled(ground, followsAnomalies)
      ? ground.courseOf('suivi').flatMap(course => justifications(ground, course))
      : []),
    ...(isRuled(ground, renewsPasswords)
      ? ground.courseOf('mot-de-passe').flatMap(course => renewals(ground, course))
      : [])
  ]
  kept.set(ground, found)
  return found
}

const kept = new WeakMap<Ground, ReadonlyArray<Found>>()

/** Each that was asked, by its number: given by its last day, or late; the Caf that closes the anomaly waits for none. */
const justifications = (
  ground: Ground,
  { habilitationId, id, steps }: Course<'suivi'>
): ReadonlyArray<Found> => {
  const stream = habilitationStream(habilitationId)
  return steps
    .filter(({ value }) => value?.status === 'justification-demandee')
    .flatMap((asked, i): ReadonlyArray<Found> => {
      const { value } = asked
      const { model } = ground.versionOn(value?.on ?? null)
      if (value === null || value.lastDay === undefined || model === null) return []
      const ending = steps
        .slice(steps.indexOf(asked) + 1)
        .find(({ value }) => value?.status === 'justifiee' || value?.status === 'close')
      return [
        {
          kind: 'justification',
          dossier: stream,
          subject: id,
          occurrence: String(i + 1),
          nature: 'a-faire',
          ruledOn: value.on,
          due: value.lastDay,
          done:
            ending?.value == null
              ? null
              : { on: ending.value.on, event: () => evidenceOf(stream, ending.cause) },
          tell: () => ({
            label: `Justification de l'anomalie ${id}, demandée le ${frenchDate(value.on)}`,
            who: partnersIn(model),
            computation: value.computation ?? '',
            article: value.article,
            remarque: ending?.value?.status === 'close' ? 'anomalie close sans justification' : null,
            event: evidenceOf(stream, asked.cause)
          })
        }
      ]
    })
}

/**
 * Each password that was changed serves until its last day, under a model that gives one. Another one that is sent takes its
 * place; an access that is over by then needs none.
 */
const renewals = (
  ground: Ground,
  { habilitationId, steps }: Course<'mot-de-passe'>
): ReadonlyArray<Found> => {
  const stream = habilitationStream(habilitationId)
  const closings = [...ground.linesOf('fermeture'), ...ground.linesOf('depart')].flatMap(line =>
    line.stream === stream && line.span.from !== null ? [line.span.from] : []
  )
  return steps
    .filter(({ value }) => value?.status === 'change')
    .flatMap((changed, i): ReadonlyArray<Found> => {
      const { value } = changed
      const { model } = ground.versionOn(value?.on ?? null)
      if (value === null || model === null || habilitationOf(model).passwords === null) return []
      const { lastDay, computation, article } = renewalOf(model, value.on)
      const isOver = (day: typeof value.on): boolean =>
        [...closings, ...(ground.end === null ? [] : [ground.end.on])].some(from => from <= day)
      if (lastDay === null || isOver(lastDay)) return []
      const next = steps[steps.indexOf(changed) + 1]
      return [
        {
          kind: 'renouvellement-de-mot-de-passe',
          dossier: stream,
          subject: '',
          occurrence: String(i + 1),
          nature: 'a-faire',
          ruledOn: value.on,
          due: lastDay,
          done:
            next?.value == null ? null : { on: next.value.on, event: () => evidenceOf(stream, next.cause) },
          tell: () => ({
            label: `Renouveler le mot de passe changé le ${frenchDate(value.on)}`,
            who: partnersIn(model),
            computation: computation ?? '',
            article,
            event: evidenceOf(stream, changed.cause)
          })
        }
      ]
    })
}
