import { join } from 'node:path'

/** The arguments of `node` for `working-process.ts` on a journal. */
export const working = (...address: ReadonlyArray<string>): ReadonlyArray<string> => [
  '-r',
  join(__dirname, 'swc-register.cjs'),
  join(__dirname, 'working-process.ts'),
  ...address
]
