import { positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type Checkpoint, steppedOn, type Trail } from './checkpoint'
import { checkpointOf, memoryCheckpoints, modelStoreFault } from './checkpoints'

const position = (n: number) => positionOf(n)
const at = (n: number): Checkpoint => ({ position: position(n), event: null })
const trail = (n: number): Trail => steppedOn(null, at(n), null)
const positionOfTrail = E.map((kept: Trail | null) => kept?.last.position)

test('a checkpoint that is written after it was given up is not taken for that of another', async () => {
  const kept = memoryCheckpoints()
  await kept.save('copie', trail(10), null)()
  let late: ReturnType<typeof kept.save> | null = null
  const { move } = checkpointOf(
    {
      load: kept.load,
      // The first is given up, and done between the look and the second.
      save: (name, to, from) => async () => {
        if (late === null) {
          late = kept.save(name, to, from)
          return E.left(modelStoreFault('CONNECTION_SILENT', true, 'réessayez'))
        }
        await late()
        return kept.save(name, to, from)()
      }
    },
    'copie',
    trail(10)
  )
  expect(await move(at(20), null)).toMatchObject({ left: { retryable: true } })
  expect(await move(at(20), null)).toEqual(E.right(undefined))
  expect(await move(at(30), null)).toEqual(E.right(undefined))
  expect(positionOfTrail(await kept.load('copie')())).toEqual(E.right(position(30)))
})

test('another that moved on is another, also after an answer that was lost', async () => {
  const kept = memoryCheckpoints()
  let losing = true
  const { move } = checkpointOf(
    {
      load: kept.load,
      save: (name, to, from) =>
        losing
          ? async () => E.left(modelStoreFault('CONNECTION_SILENT', true, 'réessayez'))
          : kept.save(name, to, from)
    },
    'copie',
    null
  )
  expect(await move(at(20), null)).toMatchObject({ left: { retryable: true } })
  losing = false
  await kept.save('copie', trail(25), null)()
  expect(await move(at(30), null)).toMatchObject({ left: { code: 'MOVED', retryable: false } })
  expect(positionOfTrail(await kept.load('copie')())).toEqual(E.right(position(25)))
})
