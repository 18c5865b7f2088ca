/** A journal says itself that its connections are elsewhere: a program that was not given them would take every access for unused. */
import { Acteur, accessCategory, read, usesCategory } from '@avenant/domain'
import type { AnyFault, EventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { connectionsApart, connectionsWithin } from './faults'
import { ownEvent } from './own-event'

/** No dossier, and nothing that an answer rests on. */
export const apartStream = 'journal-connections'

/** Where they are is not said: an address may hold a password, and may change. */
const apart = ownEvent(
  { type: 'ConnectionsKeptApart', data: {} },
  'connexions-a-part',
  read(Acteur, { kind: 'systeme', id: 'connexions' })
)

const keepsApart = (journal: EventStore): TE.TaskEither<AnyFault, boolean> =>
  TE.map(found => found !== null)(journal.find(apartStream, apart.id))

/**
 * Whether a journal may be opened so: with connections elsewhere, or with none but its own. One that has connections keeps them:
 * in two stores, those of one habilitation would be numbered twice.
 */
export const agreed = (journal: EventStore, isApart: boolean): TE.TaskEither<AnyFault, void> =>
  pipe(
    keepsApart(journal),
    TE.chain(isSaid => {
      if (isSaid === isApart) return done
      if (isSaid) return TE.left(connectionsApart)
      return TE.chain((holds: boolean) => (holds ? TE.left(connectionsWithin) : done))(
        holdsConnections(journal)
      )
    })
  )

/** Says it in the journal, once the other store is open: once, whoever else does at the same time. */
export const saidApart = (journal: EventStore): TE.TaskEither<AnyFault, void> =>
  pipe(
    keepsApart(journal),
    TE.chain(isSaid => (isSaid ? done : TE.map(() => undefined)(journal.append(apartStream, [apart], 'any'))))
  )

const done: TE.TaskEither<AnyFault, void> = TE.right(undefined)

const holdsConnections =
  (journal: EventStore): TE.TaskEither<AnyFault, boolean> =>
  async () => {
    for (const category of [accessCategory, usesCategory])
      for await (const page of journal.readAll({ category })) {
        if (E.isLeft(page)) return page
        if (page.right.length > 0) return E.right(true)
      }
    return E.right(false)
  }
