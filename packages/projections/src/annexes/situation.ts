import {
  addDays,
  type ConventionFact,
  type DateCivile,
  type EndCause,
  type FactOf,
  frenchDate,
  frenchPeriod
} from '@avenant/domain'
import type { Step } from '../bitemporal'
import type { Annexes, AnnexesInForce, NoAnnexes } from './answer'
import type { Situation, Term } from './description'
import { termOn } from './term'

/** The line of the effet as known at the moment asked: when it starts, when and why it ends. */
export type EffetSteps = ReadonlyArray<Step<FactOf<ConventionFact, 'effet'>>>

/** Whether annexes are in force, from when to when, and why, in French. */
export const situationOf = (annexes: Annexes, steps: EffetSteps): Situation =>
  annexes.status === 'en-vigueur' ? inForce(annexes, steps) : notInForce(annexes, steps)

/** The first end after a date: a step of the effet that is `terminee`. */
export const endAfter = (steps: EffetSteps, on: DateCivile): EffetSteps[number] | null =>
  steps.find(({ value, span }) => isEnd(value) && span.from !== null && span.from > on) ?? null

const inForce = ({ model, effect, on }: AnnexesInForce, steps: EffetSteps): Situation => {
  const end = endAfter(steps, on)
  const endsOn = end?.span.from ?? null
  const endCause = end?.value?.status === 'terminee' ? end.value.cause : null
  const term = termOn(model, effect, on, endsOn)
  const period = frenchPeriod({ from: effect.period.from, to: endsOn })
  return {
    status: 'en-vigueur',
    sentence: `En vigueur ${period}${endCause === null || endCause === 'terme' ? '' : ` (${causes[endCause]})`}${
      term === null ? '' : `, ${frenchTerm(term)}`
    }.`,
    reason: null,
    firstDay: effect.period.from,
    lastDay: endsOn === null ? null : addDays(endsOn, -1),
    endCause,
    computation: effect.computation,
    term
  }
}

const notInForce = (annexes: NoAnnexes, steps: EffetSteps): Situation => {
  const { status, on } = annexes
  const end = steps.find(({ value, span }) => isEnd(value) && span.from !== null)
  const endsOn = end?.span.from ?? null
  const effect = effectIn(steps)
  const ended = end?.value?.status === 'terminee' ? end.value : null
  const situation = {
    firstDay: effect?.period.from ?? null,
    lastDay: endsOn === null ? null : addDays(endsOn, -1),
    endCause: ended?.cause ?? null
  }
  const reason = reasonOf(annexes, situation)
  return {
    status,
    sentence: `Aucune annexe en vigueur le ${frenchDate(on)} : ${reason}.`,
    reason,
    ...situation,
    computation: ended?.computation ?? effect?.computation ?? null,
    term: null
  }
}

const reasonOf = (
  { status, model, conventionId, facts }: NoAnnexes,
  { firstDay, lastDay, endCause }: Pick<Situation, 'firstDay' | 'lastDay' | 'endCause'>
): string => {
  switch (status) {
    case 'inconnue':
      return `aucune convention « ${conventionId} » n'est connue à ce moment`
    case 'modele-inconnu':
      return `son modèle${facts.model.map(({ value }) => ` (${value.id}, version ${value.version})`).join('')} n'est pas connu de ce service`
    case 'projet': {
      const awaited = (model?.parties ?? []).filter(
        ({ id }) => !facts.signature.some(signature => signature.id === id)
      )
      return `la convention n'est pas encore signée${
        awaited.length === 0
          ? ''
          : ` (signatures attendues : ${awaited.map(({ label }) => label).join(', ')})`
      }`
    }
    case 'a-venir':
      return `la convention est signée mais ne prend effet que le ${day(firstDay)}`
    case 'terminee':
      return `la convention a pris fin le ${day(lastDay)}${endCause === null ? '' : ` (${causes[endCause]})`}`
  }
}

const isEnd = (value: EffetSteps[number]['value']): boolean => value?.status === 'terminee'

/** The effect that the steps speak of: that of the days in force, or still to come. */
const effectIn = (steps: EffetSteps) =>
  steps.flatMap(({ value }) =>
    value !== null && (value.status === 'en-vigueur' || value.status === 'a-venir') ? [value.effect] : []
  )[0]

const day = (date: DateCivile | null): string => (date === null ? '… (date inconnue)' : frenchDate(date))

const causes: Readonly<Record<EndCause, string>> = {
  terme: 'arrivée à son terme',
  preavis: "préavis donné pour l'échéance",
  resiliation: 'résiliation'
}

/** « 7e renouvellement, du 26/07/2030 au 25/07/2031 ». */
export const frenchTerm = ({ renewal, firstDay, lastDay }: Term): string =>
  `${
    renewal === 0
      ? 'première période'
      : `${renewal === 1 ? '1er' : `${renewal}e`} renouvellement par tacite reconduction`
  }, du ${frenchDate(firstDay)} au ${frenchDate(lastDay)}`
