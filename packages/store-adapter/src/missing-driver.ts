import { codeOf } from './error-code'

/** Drivers are only installed by those who use their engine. */
class NotInstalled extends Error {
  constructor(readonly driver: string) {
    super(`${driver} is not installed`)
  }
}

/**
 * For the `catch` around the loading of a driver. Loading within a `try` lets a bundler, too, go on where the driver is
 * not installed.
 */
export const notInstalled = (driver: string, error: unknown): unknown =>
  /^(?:ERR_)?MODULE_NOT_FOUND$/.test(codeOf(error) ?? '') ? new NotInstalled(driver) : error

/** Loads a driver. Null when it is there; else what to install. */
export const missingDriver = async (load: () => unknown): Promise<string | null> => {
  try {
    await load()
    return null
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error
    return `installez ${error.driver} (npm install ${error.driver})`
  }
}
