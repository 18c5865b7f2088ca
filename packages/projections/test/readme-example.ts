import {
  conventionDecider,
  dateCivile,
  instant,
  metadataOf,
  positionOf,
  psu,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { annexesHtml, annexesIndex, differencesMarkdown } from '@avenant/projections'
import { either as E } from 'fp-ts'

export const main = (): string => {
  // In a service these events are read from a store. Here a signed convention is played in memory.
  const { initial, decide, evolve } = conventionDecider(shippedModels)
  const index = annexesIndex(shippedModels)
  let state = initial
  for (const { at, commandId, stream, command } of psu2017) {
    const decided = decide(command)(state)
    if (E.isLeft(decided)) return decided.left.map(refusal => refusal.code).join(', ')
    for (const event of decided.right) {
      const { revision } = state
      state = evolve(state, event)
      index.append({
        ...event,
        position: positionOf(revision + 1),
        stream,
        revision,
        id: `${commandId}-${revision}`,
        schema: 1,
        recordedAt: at,
        metadata: { ...metadataOf(command.acteur, commandId), model: { id: psu.id, version: psu.version } }
      })
    }
  }

  // On 15/01/2017: nothing was signed for who asked on 1 February, all is in force for who asks today.
  const on = dateCivile('2017-01-15')
  const then = index.annexesAt(psu2017Id, { on, knownAt: instant('2017-02-01T00:00:00Z') })
  const now = index.annexesAt(psu2017Id, { on })
  const page = annexesHtml(index.describe(psu2017Id, { on }))
  const differences = index.differences(
    psu2017Id,
    { on: dateCivile('2017-08-31') },
    { on: dateCivile('2017-09-01') }
  )
  return [then.status, now.status, `${page.length > 0}`, differencesMarkdown(differences)].join('\n')
}
