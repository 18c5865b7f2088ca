/** The deadlines that every convention has by itself: its effect, its terms, its end, and what its acts leave to come. */
import {
  Article,
  addDays,
  avenantArticle,
  type DateCivile,
  frenchDate,
  frenchExtension,
  lastDayOfNoticeUnder,
  reportOf,
  signatureId
} from '@avenant/domain'
import type { PendingDescription } from '../../annexes/description'
import { frenchCauses } from '../../annexes/end'
import { once } from '../../once'
import { evidenceOf } from '../asked'
import { accessDeadlines } from './access'
import type { Found } from './answer'
import { eventOf, eveOf, type Ground, type Line, partnersIn, termsUntil } from './ground'
import { dateIn, type Range } from './stated'

export const ownDeadlines = (ground: Ground, range: Range): ReadonlyArray<Found> => [
  ...effect(ground),
  ...terms(ground, range),
  ...end(ground),
  ...ground.linesOf('derogation').flatMap(line => endOfDérogation(ground, line)),
  ...ground.linesOf('adhesion').flatMap(line => endOfPart(ground, line)),
  ...ground.linesOf('depart').flatMap(line => endOfMission(ground, line)),
  ...accessDeadlines(ground),
  ...(ground.statesDays ? ground.linesOf('modification').flatMap(line => statedEffect(ground, line)) : [])
]

const occurringOnce = { subject: '', occurrence: '', nature: 'de-soi' } as const

const effect = ({ inForce, versionOn, stream }: Ground): ReadonlyArray<Found> => {
  if (inForce === null || inForce.from === null) return []
  const { cause, effect, from } = inForce
  return [
    {
      kind: 'prise-d-effet',
      ...occurringOnce,
      due: from,
      tell: () => ({
        label: "Prise d'effet de la convention",
        who: [],
        computation: effect.computation,
        article: versionOn(from).model?.effect.article ?? null,
        event: evidenceOf(stream, cause)
      })
    }
  ]
}

/** The last day of notice of each term (M19), and each renewal (M18); of a term that something ends, what ends it. */
const terms = (ground: Ground, { to }: Range): ReadonlyArray<Found> =>
  termsUntil(ground, to).flatMap(({ renewal, next }) => {
    const { end } = ground
    return [
      ...(end === null || end.on > next || (end.on === next && end.value.cause === 'preavis')
        ? notice(ground, String(renewal + 1), next)
        : []),
      ...(end === null || end.on > next ? [renewalAt(ground, renewal + 1, next)] : [])
    ]
  })

const notice = (ground: Ground, occurrence: string, échéance: DateCivile): ReadonlyArray<Found> => {
  const { versions, end, stream } = ground
  const last = lastDayOfNoticeUnder(versions, échéance)
  if (last === null) return []
  const { model } = last
  const isGiven = end?.on === échéance && end.value.cause === 'preavis'
  return [
    {
      kind: 'preavis',
      subject: '',
      occurrence,
      nature: 'possible',
      due: last.date,
      done: isGiven
        ? { on: end.value.noticedOn ?? end.on, event: () => evidenceOf(stream, end.cause) }
        : null,
      tell: () => ({
        label: `Dernier jour du préavis pour l'échéance du ${frenchDate(échéance)}`,
        who: model.notice?.by ?? model.parties.roles.map(({ id }) => id),
        computation: `échéance ${last.computation}`,
        article: model.notice?.article ?? model.duration.article
      })
    }
  ]
}

/** By itself, or by the act that gave it. */
const renewalAt = ({ versionOn, inForce }: Ground, count: number, next: DateCivile): Found => ({
  kind: 'reconduction',
  subject: '',
  occurrence: String(count),
  nature: 'de-soi',
  due: next,
  tell: () => {
    const given = inForce?.effect.extensions?.find(
      ({ kind, from }) => kind === 'renouvellement' && from === next
    )
    const { model } = versionOn(next)
    const article = model?.duration.article ?? null
    return {
      label: `${count === 1 ? '1er' : `${count}e`} renouvellement`,
      who: [],
      computation: `échéance du ${frenchDate(next)}, ${
        given === undefined ? 'reconduite sans acte de personne' : frenchExtension(given)
      }`,
      article: given === undefined ? article : (model?.changes?.kinds.renewal?.article ?? article)
    }
  }
})

const end = ({ end, lastDay, stream }: Ground): ReadonlyArray<Found> =>
  end === null || lastDay === null
    ? []
    : [
        {
          kind: 'fin',
          ...occurringOnce,
          due: lastDay,
          tell: () => ({
            label: 'Dernier jour de la convention',
            who: [],
            computation: `${frenchCauses[end.value.cause]} : ${end.value.computation}`,
            article: end.value.article,
            event: evidenceOf(stream, end.cause)
          })
        }
      ]

/** It ends by itself, or with the convention (P3). */
const endOfDérogation = ({ versionOn }: Ground, line: Line): ReadonlyArray<Found> => {
  const { to } = line.span
  if (to === null) return []
  const granted = dateIn(line, 'to')
  const objet = textIn(line, 'objet')
  const last = eveOf(to)
  return [
    {
      kind: 'fin-de-derogation',
      ...occurringOnce,
      subject: line.id,
      due: last,
      tell: () => ({
        label: `Dernier jour de la dérogation${objet === null ? '' : ` « ${objet} »`}`,
        who: [],
        computation:
          granted === to || granted === null
            ? `admise jusqu'au ${frenchDate(last)}`
            : `admise jusqu'au ${frenchDate(addDays(granted, -1))} ; elle ne tient plus après le ${frenchDate(last)}`,
        article: versionOn(last).model?.derogations?.article ?? null,
        event: eventOf(line)
      })
    }
  ]
}

/** The last day of a party that leaves, or whose notice ends its own part; who ends with the convention has none of its own. */
const endOfPart = ({ versionOn, labelOf }: Ground, line: Line): ReadonlyArray<Found> => {
  const { from } = line.span
  const status = textIn(line, 'status')
  if (from === null || (status !== 'retrait' && status !== 'preavis')) return []
  return [
    {
      kind: 'fin-de-part',
      ...occurringOnce,
      subject: line.id,
      ruledOn: from,
      due: eveOf(from),
      tell: () => ({
        label: `Dernier jour d'une partie : ${labelOf(line.id, from)}`,
        who: [],
        computation:
          textIn(line, 'computation') ??
          `retrait par la modification ${textIn(line, 'modificationId') ?? ''}`,
        article: status === 'preavis' ? articleIn(line) : (versionOn(from).model?.parties.article ?? null),
        event: eventOf(line)
      })
    }
  ]
}

const textIn = ({ value }: Line, name: string): string | null => {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return typeof text === 'string' ? text : null
}

const articleIn = ({ value }: Line): Article | null => {
  const article: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'article') : null
  return Article.is(article) ? article : null
}

/** A departure is told within a delay; what is known of it is that it was told, in time or late (P19). */
const endOfMission = ({ versionOn }: Ground, line: Line): ReadonlyArray<Found> => {
  const [departedOn, reportedOn] = [dateIn(line, 'departedOn'), dateIn(line, 'reportedOn')]
  if (departedOn === null || reportedOn === null) return []
  const { model } = versionOn(departedOn)
  if (model === null) return []
  const { lastDay, computation, article } = reportOf(model, { departedOn, reportedOn })
  if (lastDay === null) return []
  return [
    {
      kind: 'fin-de-mission',
      dossier: line.stream,
      subject: '',
      occurrence: '',
      nature: 'a-faire',
      ruledOn: departedOn,
      due: lastDay,
      done: { on: reportedOn, event: () => eventOf(line) },
      tell: () => ({
        label: `Signaler la fin de mission du ${frenchDate(departedOn)}`,
        who: partnersIn(model),
        computation: computation ?? '',
        article,
        event: eventOf(line)
      })
    }
  ]
}

/** An avenant that states its own day: signed in time, or not yet; one that was taken back has none. */
const statedEffect = (ground: Ground, line: Line): ReadonlyArray<Found> => {
  const { end, versionOn } = ground
  const on = dateIn(line, 'effectiveOn')
  if (on === null || (end !== null && end.on <= on)) return []
  const { model } = versionOn(on)
  const signatures = ground.linesOf('signature')
  const isSigned = ground
    .partiesOn(dateIn(line, 'signalledOn') ?? on)
    .every(id => signatures.some(signature => signature.id === signatureId(id, line.id)))
  return !isSigned && line.span.to !== null
    ? []
    : [
        {
          kind: 'effet-de-modification',
          ...occurringOnce,
          subject: line.id,
          due: on,
          tell: () => ({
            label: `Effet de la modification ${line.id}`,
            who: [],
            computation: `effet dit : ${frenchDate(on)}`,
            article: model === null ? null : avenantArticle(model),
            remarque: isSigned ? null : 'sans effet tant que toutes les parties ne l’ont pas signée',
            event: eventOf(line)
          })
        }
      ]
}

/**
 * What a modification waits for has no day of its own (G22), unless it states that of its effect, and this may not be past
 * when the last party signs (M21).
 */
export const pendingDeadlines = (
  ground: Ground,
  pending: ReadonlyArray<PendingDescription>,
  lineOf: (modificationId: string) => Line | null
): ReadonlyArray<Found> =>
  pending.flatMap(({ modificationId, signalledOn, effectiveOn, changes, waitsFor, mustAct, sentence }) => {
    // Once all have signed, it is its effect that is to come.
    if (effectiveOn !== undefined && mustAct.length === 0) return []
    const { model } = ground.versionOn(signalledOn)
    const mayBePast = model?.changes?.avenantEffect?.mayBePast === true
    return [
      {
        kind: 'modification',
        subject: modificationId,
        occurrence: '',
        nature: 'a-faire',
        due: mayBePast ? null : (effectiveOn ?? null),
        tell: once(() => {
          const line = lineOf(modificationId)
          return {
            label: `Modification signalée le ${frenchDate(signalledOn)} : ${changes.join(' ; ')}`,
            who: [],
            parties: mustAct,
            computation: sentence,
            article: waitsFor?.article ?? null,
            event: line === null ? null : eventOf(line)
          }
        })
      }
    ]
  })
