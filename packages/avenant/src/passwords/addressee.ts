/** Whose password it is: what the journal says of an habilitation, when one is drawn for it. */
import {
  type ConventionId,
  civilDateOf,
  type DateCivile,
  findModel,
  fold,
  type HabilitationEvent,
  type HabilitationId,
  habilitationDecider,
  habilitationOf,
  habilitationStream,
  habilitationValueOn,
  type Instant,
  type Models,
  type PasswordPolicy,
  type Personne,
  type PersonneId
} from '@avenant/domain'
import type { EventStore } from '@avenant/store-adapter'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { eventsIn, type StreamFault } from '../reading'

export type Addressee = {
  readonly habilitationId: HabilitationId
  readonly conventionId: ConventionId
  readonly personneId: PersonneId
  /** As the journal names her on the day, with her own mail address: the one that the request gave, or what corrected it. */
  readonly personne: Personne
}

/** What is drawn for whom on which day; null: nothing may be sent, since nobody asked for this access, or its model knows no password. */
export type Drawing = {
  /** Today, in the zone of the model. */
  readonly on: DateCivile
  readonly drawn: { readonly addressee: Addressee; readonly policy: PasswordPolicy } | null
}

/** Read from the journal itself, as it is now. */
export const drawingOf =
  (store: EventStore, models: Models) =>
  (habilitationId: HabilitationId, now: Instant): TE.TaskEither<StreamFault, Drawing> =>
    pipe(
      eventsIn(store, habilitationStream(habilitationId)),
      TE.map(events => {
        // The codec of the journal has read each by its type; the fold passes over those of a service's own.
        const dossier = fold(habilitationDecider(models))(
          events as unknown as ReadonlyArray<HabilitationEvent>
        )
        const { ground, model: ref } = dossier
        const model = ref === null ? null : findModel(models)(ref)
        if (ground === null || model === null) return { on: civilDateOf(now, 'UTC'), drawn: null }
        const on = civilDateOf(now, model.zone)
        const { conventionId, personneId } = ground
        const personne = habilitationValueOn(dossier, 'personne', personneId, on)
        const policy = habilitationOf(model).passwords
        return {
          on,
          drawn:
            personne === null || policy === null
              ? null
              : { policy, addressee: { habilitationId, conventionId, personneId, personne } }
        }
      })
    )
