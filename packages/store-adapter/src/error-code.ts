/**
 * The code that the system or SQLite gives to its errors (`ENOENT`, `SQLITE_BUSY`), or null. By shape, not by
 * `instanceof`: a native module keeps the `Error` of the realm that loaded it first.
 */
export const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null

/** Anything can be thrown, also what cannot be written as a text. */
export const messageOf = (error: unknown): string => {
  try {
    return typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : String(error)
  } catch {
    return 'erreur sans texte'
  }
}
