/** Under which article of its model what differs is decided. */
import type { Article, ConventionModel } from '@avenant/domain'
import type { AnnexeChange } from './annexe-changes'
import { kinds } from './held-facts'

/** Null where the model names none. */
export const articleOf = (model: ConventionModel, change: AnnexeChange): Article | null => {
  if (change.kind === 'alerte') return (change.after ?? change.before)?.article ?? null
  const value = change.after ?? change.before
  return value === null ? null : (kinds[change.kind]?.article?.(model, change.id, value) ?? null)
}
