/** Whose password it is: what the journal says of an habilitation, when one is drawn for it. */
import {
  type ConventionEvent,
  type ConventionId,
  civilDateOf,
  conventionDecider,
  conventionStream,
  conventionValueOn,
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
  /**
   * As the annexe names her on the day or, without one, her request. Her mail address is that of the annexe or, where it gives none,
   * of the request.
   */
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
      // The codec of the journal has read each by its type; the fold passes over those of a service's own.
      TE.map(events =>
        fold(habilitationDecider(models))(events as unknown as ReadonlyArray<HabilitationEvent>)
      ),
      TE.bindTo('dossier'),
      TE.bind('annexe', ({ dossier: { ground } }) =>
        ground === null ? TE.right([]) : eventsIn(store, conventionStream(ground.conventionId))
      ),
      TE.map(({ dossier, annexe }) => {
        const { ground, model: ref } = dossier
        const model = ref === null ? null : findModel(models)(ref)
        if (ground === null || model === null) return { on: civilDateOf(now, 'UTC'), drawn: null }
        const on = civilDateOf(now, model.zone)
        const { conventionId, personneId } = ground
        const asked = habilitationValueOn(dossier, 'personne', personneId, on)
        const convention = fold(conventionDecider(models))(
          annexe as unknown as ReadonlyArray<ConventionEvent>
        )
        const named = conventionValueOn(convention, 'personne', personneId, on) ?? asked
        const personne = named === null ? null : { ...named, mail: named.mail ?? asked?.mail ?? null }
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
