import { type DamagedJournal, type StoreFault, storeBusy, storeUnavailable } from '../errors'

/** What a call that was not answered in its time is rejected with. The code is gRPC's for an exceeded deadline. */
export const noAnswer = (milliseconds: number): Error =>
  Object.assign(new Error(`no answer within ${milliseconds} ms`), { code: 4 })

/** No node of a cluster says that one of them leads. */
export const noLeader = Object.assign(new Error('no node leads'), { type: 'no-leader' })

/**
 * Another's append that the server counts and gives nobody to read yet: what is decided now would be decided without it.
 */
export class NotReadableYet extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number
  ) {
    super(`${revision}@${stream} cannot be read yet`)
  }
}

/** Written, and kept from being read back: what it became is not known to this program. */
export class NotReadBack extends Error {
  constructor(readonly stream: string) {
    super(`${stream} was written and cannot be read back`)
  }
}

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
  if (error instanceof NotReadableYet) return storeBusy('NOT_READABLE_YET')
  if (error instanceof NotReadBack)
    return storeUnavailable(
      'ACCESS_DENIED',
      false,
      `l'ajout au flux ${error.stream} est écrit, et ce programme n'a pas le droit de le relire : donnez-lui ce droit, puis redonnez le même ajout`
    )
  const { type, code, message } = shapeOf(error)
  // A mistake of this program is not a failure of the server.
  if (type === null && code === null && error instanceof TypeError) throw error
  if (type === 'unavailable' || code === 14)
    return tls.test(message)
      ? storeUnavailable('TLS', false, "vérifiez tls, tlsCAFile et le certificat du serveur dans l'adresse")
      : storeUnavailable(
          'UNAVAILABLE',
          true,
          "vérifiez le serveur, le réseau et tls dans l'adresse, puis réessayez"
        )
  if (type === 'deadline-exceeded' || type === 'timeout' || code === 4 || code === 10)
    return storeUnavailable('DEADLINE_EXCEEDED', true, 'le serveur tarde ; réessayez')
  if (type === 'access-denied' || code === 16 || code === 7)
    return storeUnavailable('ACCESS_DENIED', false, "vérifiez l'utilisateur, son mot de passe et ses droits")
  if (type === 'no-leader')
    return storeUnavailable('NO_LEADER', true, 'aucun nœud ne dirige la grappe ; rétablissez-en la majorité')
  if (type === 'not-leader') return storeUnavailable('NOT_LEADER', true, 'réessayez auprès du nœud principal')
  if (type === 'stream-deleted')
    return storeUnavailable('STREAM_DELETED', false, 'le flux a été supprimé sur le serveur')
  if (
    type === 'maximum-append-size-exceeded' ||
    (code === 8 && /larger than max|maximum configured message size/i.test(message))
  )
    return storeUnavailable(
      'MAXIMUM_APPEND_SIZE',
      false,
      "relevez MaxAppendSize sur le serveur ou découpez l'ajout"
    )
  if (code === 12)
    return storeUnavailable('UNIMPLEMENTED', false, 'mettez le serveur à la version 23.10 ou plus')
  // What the server met while it worked on the call: the same call meets it again.
  if (code === 2 && /^(?:2 UNKNOWN: )?(?:Unexpected Read|Exception was thrown)/.test(message))
    return storeUnavailable('REFUSED', false, `le serveur refuse cet appel : ${message}`)
  if (code === 3)
    return storeUnavailable('INVALID_ARGUMENT', false, `le serveur refuse cet appel : ${message}`)
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

/** Null where the fault has none, or is a mistake of this program. */
export const codeOfFault = (error: unknown): string | null => {
  if (error instanceof TypeError) return null
  const fault = faultOf(error)
  return 'code' in fault ? fault.code : null
}

/** The leader, as a node that is none names it. */
export const leaderToldBy = (error: unknown): string | null => {
  if (typeof error !== 'object' || error === null || !('leader' in error)) return null
  const { leader } = error
  if (typeof leader !== 'object' || leader === null || !('address' in leader) || !('port' in leader))
    return null
  return `${leader.address}:${leader.port}`
}

/** The stream was tombstoned: its events are not read any more, nor may others be written. */
export const isStreamDeleted = (error: unknown): boolean => shapeOf(error).type === 'stream-deleted'

export const isAccessDenied = (error: unknown): boolean => codeOfFault(error) === 'ACCESS_DENIED'

export const isAccessDeniedFault = (fault: StoreFault): boolean =>
  'code' in fault && fault.code === 'ACCESS_DENIED'

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
