/** What each difference says to people, in French. */
import { addDays, differenceSentence, frenchDate, frenchPeriod } from '@avenant/domain'
import { type AnnexeChange, pendingIn, type Side, toldIn } from './annexe-changes'
import type { AnnexesDocument, PendingDescription } from './description'
import { kindOf } from './held-facts'
import { namesOf } from './naming'

/** Annexes that come into force, or cease to be, at once. */
export const effetSentence = (before: AnnexesDocument, after: AnnexesDocument): string => {
  if (after.annexes.length > 0)
    return before.on === after.on
      ? `${annexesOf(after)} désormais ${after.annexes.length === 1 ? 'connue' : 'connues'} comme en vigueur ce jour-là, ${effectOf(after)}.`
      : `${annexesOf(after)} en vigueur, ${effectOf(after)}.`
  const reason = after.situation.reason ?? after.situation.sentence
  return before.annexes.length > 0
    ? `${annexesOf(before, 'ne sont plus', "n'est plus")} en vigueur : ${reason}.`
    : `Toujours aucune annexe en vigueur, mais pour une autre raison : ${reason}.`
}

/** Annexes in force on both sides, whose effect or known end differs. */
export const endSentence = (before: AnnexesDocument, after: AnnexesDocument): string =>
  `L'effet de la convention est ${effectOf(after)} ; il était ${effectOf(before)}.`

const effectOf = ({
  situation: { firstDay, lastDay, endCause, extensions = [] }
}: AnnexesDocument): string => {
  const period = frenchPeriod({ from: firstDay, to: lastDay === null ? null : addDays(lastDay, 1) })
  return endCause === 'preavis'
    ? `${period}, par préavis`
    : endCause === 'resiliation'
      ? `${period}, par résiliation`
      : [period, ...extensions].join(', ')
}

const annexesOf = ({ annexes }: AnnexesDocument, several = 'sont', one = 'est'): string => {
  const [first, ...others] = annexes.map(({ numero }) => String(numero))
  if (first === undefined) return `La convention ${one}`
  const last = others.at(-1)
  if (last === undefined) return `L'annexe ${first} ${one}`
  return `Les annexes ${[first, ...others.slice(0, -1)].join(', ')} et ${last} ${several}`
}

/** What a difference says: as its kind of line does, but for what annexes compute of it. */
export const sentencesBetween = (was: Side, is: Side): ((change: AnnexeChange) => string) => {
  const names = namesOf([is.annexes, was.annexes])
  const lineSentence = (kind: string, id: string, before: unknown, after: unknown): string => {
    const told = (side: Side, value: unknown) => (value === null ? null : toldIn(side, kind, id, value))
    return differenceSentence(kindOf(kind), told(was, before), told(is, after), names)
  }
  return change => {
    const { id } = change
    switch (change.kind) {
      case 'alerte': {
        const { after } = change
        const alerte = after ?? change.before
        return `${after === null ? 'Alerte levée' : 'Alerte'} : ${alerte?.computation ?? id}.`
      }
      case 'modification':
        return pendingSentence(id, pendingIn(was.document, id), pendingIn(is.document, id))
      case 'attribution':
        return lineSentence('rang', id, change.before?.rang ?? null, change.after?.rang ?? null)
      default:
        return lineSentence(change.kind, id, change.before, change.after)
    }
  }
}

const pendingSentence = (
  id: string,
  former: PendingDescription | undefined,
  present: PendingDescription | undefined
): string => {
  if (present === undefined)
    return `N'est plus en attente : la modification ${id}${
      former === undefined ? '' : `, signalée le ${frenchDate(former.signalledOn)}`
    }.`
  return former === undefined
    ? `Modification ${id}, signalée le ${frenchDate(present.signalledOn)} : ${present.changes.join(' ; ')}. ${present.sentence}`
    : `La modification ${id} attend désormais autre chose. ${present.sentence}`
}
