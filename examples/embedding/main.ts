import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { annexesHtml, withAvenant } from 'avenant'
import { function as F, taskEither as TE } from 'fp-ts'

export const main = (store: string) =>
  withAvenant({ store, hands: 'told' }, avenant =>
    F.pipe(
      psu2017,
      TE.traverseSeqArray(({ command, commandId }) => avenant.execute(command, { commandId })),
      TE.chainW(() => avenant.annexes({ conventionId: psu2017Id, on: '2017-08-31' })),
      TE.map(annexesHtml)
    )
  )
