/** What an opening answers when it cannot do what it is asked: each with a line in French that says what to do. */
import type { Fault } from '@avenant/domain'
import type { AnyFault, NotReached } from '@avenant/store-adapter'

/** The question is none; paths are those of what was asked (`conventionId`, `before.on`). */
export type InvalidQuestion = {
  readonly _tag: 'InvalidQuestion'
  readonly faults: ReadonlyArray<Fault>
  readonly retryable: false
  readonly message: string
}

export const invalidQuestion = (faults: ReadonlyArray<Fault>): InvalidQuestion => ({
  _tag: 'InvalidQuestion',
  faults,
  retryable: false,
  message: `question refusée : ${faults.map(({ path, message }) => (path === '' ? message : `${path} : ${message}`)).join(' ; ')}`
})

/** An event of the journal could not be taken in: nothing is answered on a part of it. */
export type IndexStopped = {
  readonly _tag: 'IndexStopped'
  readonly fault: AnyFault
  readonly retryable: false
  readonly message: string
}

export const indexStopped = (fault: AnyFault): IndexStopped => ({
  _tag: 'IndexStopped',
  fault,
  retryable: false,
  message: `aucune réponse n'est donnée sur une partie du journal : ${fault.message}`
})

/** The connections of the journal are in a store of their own, which was not given: every access would seem unused. */
export type ConnectionsApart = {
  readonly _tag: 'ConnectionsApart'
  readonly retryable: false
  readonly message: string
}

export const connectionsApart: ConnectionsApart = {
  _tag: 'ConnectionsApart',
  retryable: false,
  message:
    "les connexions de ce journal sont gardées à part, et sans elles chaque accès paraîtrait inutilisé : donnez aussi l'adresse de leur base (`connections`, ou --connections)"
}

/** The journal has connections of its own: they stay there. */
export type ConnectionsWithin = {
  readonly _tag: 'ConnectionsWithin'
  readonly retryable: false
  readonly message: string
}

export const connectionsWithin: ConnectionsWithin = {
  _tag: 'ConnectionsWithin',
  retryable: false,
  message:
    'ce journal contient des connexions : elles y restent, et il ne peut pas en avoir ailleurs ; ouvrez-le sans donner de base des connexions'
}

/** This program has closed it. */
export type Closed = { readonly _tag: 'Closed'; readonly retryable: false; readonly message: string }

export const closed: Closed = {
  _tag: 'Closed',
  retryable: false,
  message: 'Avenant a été fermé par ce programme ; ouvrez-le à nouveau'
}

/** There is no letter of what was asked: no such act, one of which none is written, or no block on that day. */
export type NoLetter = { readonly _tag: 'NoLetter'; readonly retryable: false; readonly message: string }

export const noLetter = (message: string): NoLetter => ({ _tag: 'NoLetter', retryable: false, message })

export type AskFault = InvalidQuestion | NoLetter | IndexStopped | NotReached | Closed
