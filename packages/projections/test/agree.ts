import { isDeepStrictEqual } from 'node:util'

/** As `expect(a).toEqual(b)`, for what is compared a hundred thousand times: jest is asked only where they differ. */
export const expectEqual = (a: unknown, b: unknown): void => {
  if (!isDeepStrictEqual(a, b)) expect(a).toEqual(b)
}
