/** An event that a program itself records beside the dossiers, and that nobody gave a command for. */
import { type Acteur, metadataOf } from '@avenant/domain'
import { type EventToAppend, eventIdOf } from '@avenant/store-adapter'

/** @param named what it is about, as one text: told twice under one name it is recorded once */
export const ownEvent = (
  { type, data }: Pick<EventToAppend, 'type' | 'data'>,
  named: string,
  acteur: Acteur
): EventToAppend => {
  const id = eventIdOf(named, 0)
  return {
    id,
    type,
    schema: 1,
    data,
    metadata: metadataOf(acteur, id)
  }
}
