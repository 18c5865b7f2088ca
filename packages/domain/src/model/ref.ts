import type * as t from 'io-ts'
import { Count, described, struct } from '../codec'
import { StableId } from '../identity/ids'

/** Names a convention model and its version (G11). */
export const ModelRef = struct('ModelRef', {
  id: described('Le nom du modèle.', StableId),
  version: described('Sa version.', Count)
})
export type ModelRef = t.TypeOf<typeof ModelRef>
