/** What holds of the kinds of lines for which a document has no place of its own. */
import { type Aggregate, differenceSentence, oneOfLabel, type Told } from '@avenant/domain'
import type { Annexes } from './answer'
import type { MentionDescription } from './description'
import { kinds as conventionKinds, heldIn } from './held-facts'
import { nameOf, namesOf } from './naming'
import type { OtherDays } from './pending'
import { hasPlace } from './shown'

/** Each line by the sentence that tells that it came: a kind that is new needs no more to be read. */
export const mentionsOf = (
  annexes: Annexes,
  { personneOn, spanOf }: Pick<OtherDays, 'personneOn' | 'spanOf'>,
  kinds: Aggregate<unknown>['kinds'] = conventionKinds
): ReadonlyArray<MentionDescription> => {
  const names = namesOf([annexes])
  return Object.entries(kinds)
    .filter(([kind]) => !hasPlace(kind))
    .flatMap(([kind, described]) =>
      heldIn(annexes, kind).map(({ id, value }) => {
        const line: Told<unknown> = {
          id,
          value,
          until: () => spanOf(kind, id)?.to ?? null,
          personneOn: (personneId, on) => nameOf(personneId, personneOn(personneId, on))
        }
        return {
          kind,
          id,
          label: oneOfLabel(described.label),
          sentence: differenceSentence(described, null, line, names)
        }
      })
    )
}
