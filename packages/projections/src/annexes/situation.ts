import {
  addDays,
  type DateCivile,
  type Effect,
  frenchDate,
  frenchExtension,
  frenchPeriod
} from '@avenant/domain'
import type { Annexes, AnnexesInForce, NoAnnexes } from './answer'
import type { Situation, Term } from './description'
import { type EffetLines, type EndStep, endIn, frenchCauses } from './end'
import { partiesOn } from './parties'
import { isUnlessDenounced, termOn, UNLESS_DENOUNCED } from './term'

/** Whether annexes are in force, from when to when, and why, in French. */
export const situationOf = (annexes: Annexes, lines: EffetLines): Situation =>
  annexes.status === 'en-vigueur' ? inForce(annexes, lines) : notInForce(annexes, lines)

const inForce = ({ effect, on }: AnnexesInForce, lines: EffetLines): Situation => {
  const end = endIn(lines, on)
  const term = termOn(lines.versions, effect, on, end?.on ?? null)
  const period = frenchPeriod({ from: effect.period.from, to: end?.on ?? null })
  return {
    status: 'en-vigueur',
    sentence: `En vigueur ${period}${frenchExtensions(effect)}${end === null || end.cause === 'terme' ? '' : ` (${frenchCauses[end.cause]})`}${
      term === null ? '' : `, ${frenchTerm(term)}`
    }${isUnlessDenounced(effect, on, end) ? `, ${UNLESS_DENOUNCED}` : ''}.`,
    reason: null,
    ...effectShown(effect, end),
    term
  }
}

const notInForce = (annexes: NoAnnexes, lines: EffetLines): Situation => {
  const { status, on } = annexes
  const shown = effectShown(effectIn(lines), endIn(lines))
  const reason = reasonOf(annexes, shown)
  return {
    status,
    sentence: `Aucune annexe en vigueur le ${frenchDate(on)} : ${reason}.`,
    reason,
    ...shown,
    term: null
  }
}

/** From when to when, and why. */
const effectShown = (
  effect: Effect | null,
  known: EndStep | null
): Pick<Situation, 'firstDay' | 'lastDay' | 'endCause' | 'end' | 'computation' | 'extensions'> => ({
  ...(effect?.extensions === undefined ? {} : { extensions: effect.extensions.map(frenchExtension) }),
  firstDay: effect?.period.from ?? null,
  lastDay: known === null ? null : addDays(known.on, -1),
  endCause: known?.cause ?? null,
  end: known === null ? null : endShown(known),
  computation:
    effect === null
      ? null
      : known === null || known.cause === 'terme'
        ? effect.computation
        : // It may speak of a later end, or of renewals: so it was agreed, and no longer is.
          `prévu à la signature : ${effect.computation}`
})

const endShown = ({ cause, article, computation }: EndStep): Situation['end'] => ({
  cause,
  article,
  computation
})

const reasonOf = (
  { status, on, model, conventionId, facts }: NoAnnexes,
  { firstDay, lastDay, endCause }: Pick<Situation, 'firstDay' | 'lastDay' | 'endCause'>
): string => {
  const cause = endCause === null ? '' : ` (${frenchCauses[endCause]})`
  switch (status) {
    case 'inconnue':
      return `aucune convention « ${conventionId} » n'est connue à ce moment`
    case 'modele-inconnu':
      return `son modèle${facts.model.map(({ value }) => ` (${value.id}, version ${value.version})`).join('')} n'est pas connu de ce service`
    case 'projet': {
      const parties = model === null ? [] : partiesOn(model, facts.partie)
      const awaited = parties.filter(({ id }) => signedOn(facts, id) === null)
      const missing =
        facts.signature.length === 0
          ? "aucune signature de la convention n'est enregistrée"
          : 'les signatures de la convention ne sont pas toutes enregistrées'
      return `${missing}${
        awaited.length === 0
          ? ''
          : ` (${awaited.length === 1 ? 'signature attendue' : 'signatures attendues'} : ${awaited.map(({ label }) => label).join(', ')})`
      }`
    }
    case 'a-venir': {
      const later = (model === null ? [] : partiesOn(model, facts.partie)).flatMap(({ id, label }) => {
        const day = signedOn(facts, id)
        return day === null || day <= on ? [] : [`${label}, ${frenchDate(day)}`]
      })
      const when = firstDay === null ? 'plus tard' : `le ${frenchDate(firstDay)}`
      return later.length === 0
        ? `la convention est signée mais ne prend effet que ${when}`
        : `la convention n'est pas encore signée à cette date (${later.length === 1 ? 'signature' : 'signatures'} à venir : ${later.join(' ; ')}) et ne prend effet que ${when}`
    }
    case 'terminee':
      return `la convention a pris fin${lastDay === null ? '' : ` le ${frenchDate(lastDay)}`}${cause}`
  }
}

/** The day on which a party signed the convention itself; null: no signature of hers is recorded. */
const signedOn = ({ signature }: NoAnnexes['facts'], partie: string): DateCivile | null =>
  signature.find(({ id }) => id === partie)?.value.signedOn ?? null

/** « , prolongée jusqu'au 31/12/2021 par l'avenant m-1 du 15/11/2020 ». */
const frenchExtensions = ({ extensions = [] }: Effect): string =>
  extensions.map(extension => `, ${frenchExtension(extension)}`).join('')

/** The effect that the steps speak of: that of the days in force, or still to come. */
const effectIn = ({ effet }: EffetLines): Effect | null =>
  effet.flatMap(({ value }) =>
    value !== null && (value.status === 'en-vigueur' || value.status === 'a-venir') ? [value.effect] : []
  )[0] ?? null

/** « 7e renouvellement, du 26/07/2030 au 25/07/2031 ». */
export const frenchTerm = ({ kind, renewal, firstDay, lastDay }: Term): string =>
  `${
    renewal === 0
      ? 'première période'
      : `${renewal === 1 ? '1er' : `${renewal}e`} renouvellement${kind === 'expresse' ? '' : ' par tacite reconduction'}`
  }, du ${frenchDate(firstDay)} au ${frenchDate(lastDay)}`
