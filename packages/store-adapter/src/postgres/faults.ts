import type * as E from 'fp-ts/Either'
import { left } from 'fp-ts/Either'
import { codeOf, messageOf } from '../error-code'
import { type StoreFault, storeBusy, storeUnavailable } from '../errors'

/** What failed, by PostgreSQL's own code (SQLSTATE), the system's, or a name for what has none. */
export type Failure = {
  readonly code: string
  readonly kind: 'busy' | 'passing' | 'lasting'
  readonly advice: string
}

/** Null: not of PostgreSQL, nor of the way to it. */
export const failureOf = (error: unknown): Failure | null => {
  const code = codeOf(error) ?? uncoded(messageOf(error))
  if (code === null) return null
  const found = failures.find(([pattern]) => pattern.test(code))
  if (found === undefined) return null
  const [, kind, advice] = found
  // Of what is not foreseen, also what the server says itself.
  return { code, kind, advice: advice === unforeseen ? `${advice} : ${messageOf(error)}` : advice }
}

const reach = 'vérifiez que le serveur PostgreSQL tourne et que son adresse est bonne, puis réessayez'
const identity = "vérifiez l'utilisateur, le mot de passe et le nom de la base"

const unforeseen = 'voyez si un autre programme a changé le schéma ; le serveur dit'

const failures: ReadonlyArray<readonly [RegExp, Failure['kind'], string]> = [
  // Serialization, deadlock, a lock that did not come in time.
  [/^(?:40...|55P03)$/, 'busy', ''],
  [/^57014$/, 'passing', 'la requête a dépassé son temps : réessayez, ou relevez statementTimeout'],
  [/^53100$/, 'passing', 'libérez de la place sur le disque du serveur'],
  [/^53...$/, 'passing', 'le serveur manque de connexions ou de mémoire : réessayez'],
  [/^(?:08...|57P0[1235]|25P03)$/, 'passing', reach],
  [/^25006$/, 'passing', 'le serveur est en lecture seule : adressez-vous au primaire'],
  [/^28...$/, 'lasting', identity],
  [/^3D000$/, 'lasting', identity],
  [/^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_AGAIN)/, 'passing', reach],
  [/^CONNECTION_/, 'passing', reach],
  [/^ENOTFOUND$/, 'lasting', "vérifiez le nom du serveur dans l'adresse"],
  [/^E[A-Z]+$/, 'passing', reach],
  [
    /^(?:TLS|ERR_TLS|ERR_SSL|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/,
    'lasting',
    'vérifiez le certificat et sslmode'
  ],
  [/^42501$/, 'lasting', 'donnez à cet utilisateur les droits sur le schéma, ou créez le schéma pour lui'],
  [/^XX00[12]$/, 'lasting', 'la base est abîmée : restaurez une sauvegarde'],
  [/^[0-9A-Z]{5}$/, 'lasting', unforeseen]
]

/** What `pg` says without a code. */
const uncoded = (message: string): string | null =>
  /timeout exceeded when trying to connect|due to connection timeout|timeout expired/.test(message)
    ? 'CONNECTION_TIMEOUT'
    : /Connection terminated|connection error|not queryable|Client was closed/.test(message)
      ? 'CONNECTION_LOST'
      : /does not support SSL/.test(message)
        ? 'TLS_REFUSED'
        : /SASL|password must be a string/.test(message)
          ? '28P01'
          : null

/** PostgreSQL's own errors as values; anything else is a defect of this program, and goes on. */
const storeFaultOf = (error: unknown): StoreFault => {
  const failure = failureOf(error)
  if (failure === null) throw error
  return failure.kind === 'busy'
    ? storeBusy(failure.code)
    : storeUnavailable(failure.code, failure.kind === 'passing', failure.advice)
}

/** PostgreSQL's failures beside those that `work` gives itself. */
export const attempt = async <Fault, A>(
  work: () => Promise<E.Either<Fault, A>>
): Promise<E.Either<Fault | StoreFault, A>> => {
  try {
    return await work()
  } catch (error) {
    return left(storeFaultOf(error))
  }
}
