import { type DamagedJournal, type StoreFault, storeUnavailable } from '../errors'

/** What a call that was not answered in its time is rejected with. The code is gRPC's for an exceeded deadline. */
export const noAnswer = (milliseconds: number): Error =>
  Object.assign(new Error(`no answer within ${milliseconds} ms`), { code: 4 })

/** An event of a newer version of this program. Thrown, to go through the retries as the client's errors do. */
export class NewerEvent extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly version: number
  ) {
    super(`${revision}@${stream} cannot be read`)
  }
}

/** What an append, or a look-up, finds damaged on its way. Thrown, to go through the retries. */
export class Damaged extends Error {
  constructor(readonly damage: DamagedJournal) {
    super(damage.message)
  }
}

/** The server has the stream elsewhere than the append wanted it; `actual` is null when there is no stream. */
export type WrongRevision = { readonly actual: number | null }

/**
 * The errors of the client as values. By shape, and not by class: the same failure comes as a plain gRPC error from
 * one call and as an error of the client from another (code 14 and `unavailable`, code 16 and `access-denied`).
 */
export const faultOf = (error: unknown): StoreFault => {
  if (error instanceof NewerEvent) return newer(error)
  if (error instanceof Damaged) return error.damage
  const { type, code, message } = shapeOf(error)
  // A mistake of this program is not a failure of the server.
  if (type === null && code === null && error instanceof TypeError) throw error
  if (type === 'unavailable' || code === 14)
    return tls.test(message)
      ? storeUnavailable('TLS', false, "vérifiez tls, tlsCAFile et le certificat du serveur dans l'adresse")
      : storeUnavailable('UNAVAILABLE', true, 'vérifiez le serveur et le réseau, puis réessayez')
  if (type === 'deadline-exceeded' || type === 'timeout' || code === 4 || code === 10)
    return storeUnavailable('DEADLINE_EXCEEDED', true, 'le serveur tarde ; réessayez')
  if (type === 'access-denied' || code === 16 || code === 7)
    return storeUnavailable('ACCESS_DENIED', false, "vérifiez l'utilisateur, son mot de passe et ses droits")
  if (type === 'not-leader') return storeUnavailable('NOT_LEADER', true, 'réessayez auprès du nœud principal')
  if (type === 'stream-deleted')
    return storeUnavailable('STREAM_DELETED', false, 'le flux a été supprimé sur le serveur')
  if (type === 'maximum-append-size-exceeded' || (code === 8 && /larger than max/i.test(message)))
    return storeUnavailable(
      'MAXIMUM_APPEND_SIZE',
      false,
      "relevez MaxAppendSize sur le serveur ou découpez l'ajout"
    )
  if (code === 12)
    return storeUnavailable('UNIMPLEMENTED', false, 'mettez le serveur à la version 23.10 ou plus')
  // A cut connection has many codes, or none when the client meets its own closed channel. All may pass.
  return storeUnavailable(cut[code ?? -1] ?? 'UNKNOWN', true, 'vérifiez le serveur, puis réessayez')
}

const newer = ({ stream, revision, version }: NewerEvent): StoreFault =>
  storeUnavailable(
    'NEWER_EVENT',
    false,
    `l'événement ${revision} du flux ${stream} est de la version ${version} : mettez le programme à jour`
  )

const tls = /certificate|\bssl\b|\btls\b|wrong version number|EPROTO/i

const cut: Readonly<Record<number, string>> = { 1: 'CANCELLED', 8: 'RESOURCE_EXHAUSTED', 13: 'INTERNAL' }

export const wrongRevisionOf = (error: unknown): WrongRevision | null => {
  if (shapeOf(error).type !== 'wrong-expected-version') return null
  const actual =
    typeof error === 'object' && error !== null && 'actualVersion' in error && error.actualVersion
  return { actual: typeof actual === 'bigint' ? Number(actual) : null }
}

export const isStreamNotFound = (error: unknown): boolean => shapeOf(error).type === 'stream-not-found'

type Shape = { readonly type: string | null; readonly code: number | null; readonly message: string }

const shapeOf = (error: unknown): Shape => {
  if (typeof error !== 'object' || error === null) return { type: null, code: null, message: String(error) }
  return {
    type: 'type' in error && typeof error.type === 'string' ? error.type : null,
    code: 'code' in error && typeof error.code === 'number' ? error.code : null,
    message: 'message' in error ? String(error.message) : ''
  }
}
