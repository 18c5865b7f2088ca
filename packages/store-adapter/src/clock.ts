import { type Instant, instantOfEpoch } from '@avenant/domain'

/** Says what time it is. The domain has none (G8): the store asks it when it records. */
export type Clock = () => Instant

export const systemClock: Clock = () => instantOfEpoch(Date.now())
