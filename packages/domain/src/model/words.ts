/** Words of a source that its model lists: what is recorded is the id, what people read is the label. */
import * as t from 'io-ts'
import { described, NonBlank, struct } from '../codec'
import { StableId } from '../identity/ids'
import { ModelArticle } from './article'

export const Word = struct(
  'Mot',
  {
    id: described('Ce qui est enregistré : lettres ASCII, chiffres et tirets.', StableId),
    label: described('Ce que les gens lisent.', NonBlank)
  },
  { article: described("L'article qui le nomme.", ModelArticle) }
)
export type Word = t.TypeOf<typeof Word>

export const Words = t.readonlyArray(Word)

/** The label of a word; its id where the model does not list it. */
export const labelOf = (words: ReadonlyArray<Pick<Word, 'id' | 'label'>>, id: string): string =>
  words.find(word => word.id === id)?.label ?? id

/** « crèche, accueil de loisirs » */
export const labelsOf = (
  words: ReadonlyArray<Pick<Word, 'id' | 'label'>>,
  ids: ReadonlyArray<string>
): string => ids.map(id => labelOf(words, id)).join(', ')
