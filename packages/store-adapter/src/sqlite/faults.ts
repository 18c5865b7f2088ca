import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import { type OpenError, type StoreFault, storeBusy, storeUnavailable } from '../errors'

/** SQLite's own errors as values; anything else is a defect of this program, and goes on. */
export const storeFaultOf = (error: unknown): StoreFault => {
  const code = sqliteCodeOf(error)
  if (code === null) throw error
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return storeBusy(code)
  if (/^SQLITE_FULL/.test(code)) return storeUnavailable(code, true, 'libérez de la place sur le disque')
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code))
    return storeUnavailable(code, false, 'le fichier est abîmé : restaurez une sauvegarde')
  if (/^SQLITE_(?:READONLY|PERM|AUTH)/.test(code))
    return storeUnavailable(code, false, "donnez à ce programme le droit d'écrire le fichier et son dossier")
  if (/^SQLITE_(?:IOERR|CANTOPEN|NOMEM|PROTOCOL|INTERRUPT)/.test(code))
    return storeUnavailable(code, true, 'vérifiez le disque et la mémoire, puis réessayez')
  return storeUnavailable(
    code,
    false,
    'le fichier a été changé par un autre programme : restaurez une sauvegarde'
  )
}

/** `SQLITE_BUSY`, `SQLITE_FULL`…; null for what does not come from SQLite. */
export const sqliteCodeOf = (error: unknown): string | null => {
  const code = codeOf(error)
  return code?.startsWith('SQLITE_') === true ? code : null
}

/** SQLite's failures beside those that `work` gives itself. */
export const attempt = <Fault, A>(work: () => E.Either<Fault, A>): E.Either<Fault | StoreFault, A> => {
  try {
    return work()
  } catch (error) {
    return E.left(storeFaultOf(error))
  }
}

/** Why another connection of an open store could not be opened, as a fault of the store. */
export const faultOfOpening = (refused: OpenError | StoreFault): StoreFault => {
  switch (refused._tag) {
    case 'StoreBusy':
    case 'StoreClosed':
    case 'StoreUnavailable':
    case 'DamagedJournal':
    case 'HalfRestored':
      return refused
    default:
      return storeUnavailable('code' in refused ? refused.code : refused._tag, false, refused.message)
  }
}
