/** The kinds of lines of a convention. */
import * as t from 'io-ts'
import { attribute } from '../dossier/attribute'
import { laidOn } from '../dossier/dossier'
import type { Kind, Segment } from '../dossier/kind'
import { type LaidStep, layOver } from '../dossier/lay'
import { Établissement } from '../identity/etablissement'
import { Fiche, Partie } from '../identity/partie'
import { Personne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { addDays, DateCivile } from '../time/date-civile'
import { always, compareStarts, type Period } from '../time/period'
import { SignalSays } from './changes'
import { effetLine } from './effect'
import type { Ground } from './ground'
import { groupOf, holderGroup, inscriptionGroup, listedGroup, seatGroup } from './groups'
import {
  AcceptedDocument,
  AnnulledClause,
  attributionOf,
  Dérogation,
  Effet,
  Manquement,
  NonRespect,
  Presence,
  Rang,
  Signature,
  Transmission
} from './values'

const kind = <Value extends t.Mixed>(value: Value, more: Omit<Kind<Ground>, 'value'> = {}) => ({
  value,
  ...more
})

export const conventionKinds = {
  model: kind(ModelRef),
  effet: kind(Effet, { grounded: effetLine }),
  partie: { ...attribute<Ground>(Partie), value: Partie },
  fiche: { ...attribute<Ground>(Fiche), value: Fiche },
  documents: kind(t.readonlyArray(AcceptedDocument)),
  /** The date by which an annexe names the convention (M23). */
  'date-nommee': kind(DateCivile),
  signature: kind(Signature),
  personne: { ...attribute<Ground>(Personne), value: Personne },
  /** That an establishment is in the annexe; its name is another line. */
  inscription: kind(Presence, {
    groups: () => [listedGroup],
    followers: (dossier, { id, period }) =>
      groupOf(dossier, inscriptionGroup(id)).map(attribution => ({
        kind: 'attribution',
        id: attribution,
        period: { from: period.from, to: null }
      }))
  }),
  etablissement: { ...attribute<Ground>(Établissement), value: Établissement },
  /** That a person has a role on an establishment; the rang is another line. */
  attribution: kind(Presence, {
    groups: id => {
      const { etablissementId, role, personneId } = attributionOf(id)
      return [inscriptionGroup(etablissementId), seatGroup(etablissementId, role), holderGroup(personneId)]
    },
    derived: (dossier, { id }, laid) => {
      const inscription = layOver(laidOn(dossier, 'inscription', attributionOf(id).etablissementId), always)
      return laid.flatMap((step, i) => heldSegments(step, laid[i + 1]?.from, inscription))
    }
  }),
  rang: { ...attribute<Ground>(Rang), value: Rang },
  'non-respect': kind(NonRespect),
  derogation: kind(Dérogation),
  /** A modification that was signalled, while it is pending (G22). */
  modification: kind(SignalSays),
  /** Of the convention, or of an avenant by the id of its modification. */
  transmission: kind(Transmission),
  clause: kind(AnnulledClause),
  /** The breach for which the Caf ended the convention (P22). */
  manquement: kind(Manquement)
} as const

/** The values of each kind. */
export type ConventionValues = {
  readonly [K in keyof typeof conventionKinds]: t.TypeOf<(typeof conventionKinds)[K]['value']>
}

/**
 * Who has a role has it while its establishment is in the annexe: it ends for good on the first day after its start on
 * which the establishment is not, and an absence with a stated end only suspends it (P2).
 */
const heldSegments = (
  { from, by }: LaidStep,
  until: Period['from'] | undefined,
  inscription: ReadonlyArray<LaidStep>
): ReadonlyArray<Segment> => {
  if (by === null || by.value === null) return [{ from, value: null, at: null }]
  const segments: Array<Segment> = []
  for (const [i, listed] of inscription.entries()) {
    const to = inscription[i + 1]?.from
    if (isOver(to, by.from)) continue
    const start = compareStarts(listed.from, from) < 0 ? from : listed.from
    if (until !== undefined && compareStarts(start, until) >= 0) break
    const isPresent = listed.by !== null && listed.by.value !== null
    const isForATime = listed.by !== null && listed.by.value === null && listed.by.to !== null
    const ends = !isPresent && !isForATime && !isOver(to, dayAfter(by.from))
    if (ends || !isOver(to, from))
      segments.push({ from: start, value: isPresent ? by.value : null, at: null })
    if (ends) break
  }
  return segments
}

/** Whether days that end there are over by a day. */
const isOver = (to: Period['from'] | undefined, day: Period['from']): boolean =>
  to !== undefined && compareStarts(to, day) <= 0

const dayAfter = (day: Period['from']): Period['from'] => (day === null ? null : addDays(day, 1))
