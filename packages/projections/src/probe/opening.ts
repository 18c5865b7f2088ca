/** How every history of a probe begins: a draft, its annexes, the signature of each party. */
import {
  addDays,
  ConventionId,
  type ConventionModel,
  type DateCivile,
  dateCivile,
  parseDateCivile,
  read
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import {
  type Cast,
  etablissementOf,
  ficheOf,
  identified,
  type Listed,
  partieOf,
  partiesOf,
  representantOf,
  type Seat
} from './cast'
import type { ToGive, Trial, Why } from './trial'

/** The convention that is invented. */
export const conventionId = 'essai'
export const onConvention = { conventionId }

/** Before the first date that the effect or the term writes, or on any day where they write none. */
const draftedOn = ({ effect, duration }: ConventionModel): DateCivile => {
  const written = JSON.stringify([effect, duration]).match(/\d{4}-\d{2}-\d{2}/g) ?? []
  // An article may write what no calendar has.
  const dates = written.flatMap(text =>
    E.toUnion(
      E.bimap(
        () => [],
        (date: DateCivile) => [date]
      )(parseDateCivile(text))
    )
  )
  const first = dates.filter(date => date > '1900' && date < '2900').sort()[0]
  return first === undefined ? dateCivile('2030-01-07') : addDays(first, -DAYS_BEFORE)
}

const DAYS_BEFORE = 120
/** Long enough for a notice that ends the convention by its delay; a declared period may be as long as the parties want. */
const daysDeclared = ({ notice }: ConventionModel): number => {
  const offset = notice?.ends === 'delay' ? notice.delay.offset : undefined
  return 4 * 365 + (offset === undefined ? 0 : offset.count * DAYS_IN[offset.unit])
}
const DAYS_IN = { day: 1, 'working-day': 7, week: 7, month: 31, year: 366 }
/** The last signature. */
const signedOn = (model: ConventionModel): DateCivile => addDays(draftedOn(model), partiesOf(model).length)

/** A convention that has begun, from which every way goes on. */
export type Begun = {
  readonly model: ConventionModel
  readonly cast: Cast
  /** The first day on which it is both signed and in force. */
  readonly start: DateCivile
}

/** What a way of a probe is about, where the model says it, and how it is tried. */
export type Way = {
  readonly what: string
  readonly path: string
  readonly play: (trial: Trial) => Why
}

/** An establishment where there is one: a role that is held on none names none. */
export const placeOf = ({ etablissementId }: Pick<Seat, 'etablissementId'>) =>
  etablissementId === null ? {} : { etablissementId }

export const attributing = ({ role, personneId, rang, ...place }: Seat) => ({
  kind: 'attribute-role',
  role,
  personneId,
  ...placeOf(place),
  rang
})

export const listing = ({ etablissementId, nature }: Listed, i: number) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: etablissementOf(nature, i + 1)
})

const draft = (model: ConventionModel, { seats }: Cast): ToGive => {
  const { id, version, fiche, effect } = model
  const parties = partiesOf(model)
  const names = [
    ...parties.map((_, i) => representantOf(i)),
    ...new Set(seats.map(({ personneId }) => personneId))
  ]
  const on = draftedOn(model)
  return {
    on,
    type: 'DraftConvention',
    data: {
      conventionId,
      model: { id, version },
      parties: parties.map((partie, i) => partieOf(partie, representantOf(i))),
      personnes: names.map(name => identified(name)),
      ...(fiche === null ? {} : { fiche: ficheOf(model) }),
      ...(effect.from === 'declared' ? { period: { from: on, to: addDays(on, daysDeclared(model)) } } : {})
    }
  }
}

export const signature = (partie: string, i: number, on: DateCivile) => ({
  partie,
  signataire: representantOf(i),
  qualite: 'Représentant',
  signedOn: on,
  channel: 'papier'
})

/** The steps in their order; what is refused stops all that follows. */
export const opening = (model: ConventionModel, cast: Cast): ReadonlyArray<Way> => {
  const { listed, seats } = cast
  const changes = [...listed.map(listing), ...seats.map(attributing)]
  return [
    { what: 'la convention se rédige', path: 'parties', play: trial => trial.give(draft(model, cast)) },
    ...(changes.length === 0
      ? []
      : [
          {
            what: 'ses annexes se remplissent',
            path: model.roles.length === 0 ? 'etablissements' : 'roles',
            play: (trial: Trial) =>
              trial.give({ on: draftedOn(model), of: onConvention, type: 'EditAnnexes', data: { changes } })
          }
        ]),
    ...partiesOf(model).map(({ id, label, of }, i) => ({
      what: `elle est signée par ${label}`,
      path: `parties.roles[${of}]`,
      play: (trial: Trial) => {
        const on = addDays(draftedOn(model), i + 1)
        return trial.give({ on, of: onConvention, type: 'SignConvention', data: signature(id, i, on) })
      }
    })),
    {
      what: 'elle prend effet',
      path: 'effect',
      play: trial => {
        const { status, sentence } = situationOn(trial, startOf(model, trial))
        return status === 'en-vigueur' ? [] : [sentence]
      }
    }
  ]
}

export const situationOn = (trial: Trial, on: DateCivile) =>
  trial.index().describe(read(ConventionId, conventionId), { on }).situation

/** Who is party on a day. */
export const partiesOn = (trial: Trial, on: DateCivile): ReadonlyArray<string> =>
  trial
    .index()
    .describe(read(ConventionId, conventionId), { on })
    .convention?.parties.map(({ id }) => id) ?? []

/** The first day on which it is both signed and in force. */
export const startOf = (model: ConventionModel, trial: Trial): DateCivile => {
  const signed = signedOn(model)
  const first = situationOn(trial, signed).firstDay
  return first !== null && first > signed ? first : signed
}
