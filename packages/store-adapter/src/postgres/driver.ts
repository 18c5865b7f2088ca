import { notInstalled } from '../missing-driver'

/** `pg`, loaded when a server is first called: a program on another engine never loads it. */
export const driver = (): typeof import('pg') => {
  try {
    return require('pg')
  } catch (error) {
    throw notInstalled('pg', error)
  }
}
