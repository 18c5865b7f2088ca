import { positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { checkpointOf, memoryCheckpoints, modelStoreFault } from './checkpoints'

const position = (n: number) => positionOf(n)

test('a checkpoint that is written after it was given up is not taken for that of another', async () => {
  const kept = memoryCheckpoints()
  await kept.save('copie', position(10), null)()
  let late: ReturnType<typeof kept.save> | null = null
  const move = checkpointOf(
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
    position(10)
  )
  expect(await move(position(20))).toMatchObject({ left: { retryable: true } })
  expect(await move(position(20))).toEqual(E.right(undefined))
  expect(await move(position(30))).toEqual(E.right(undefined))
  expect(await kept.load('copie')()).toEqual(E.right(position(30)))
})

test('another that moved on is another, also after an answer that was lost', async () => {
  const kept = memoryCheckpoints()
  let losing = true
  const move = checkpointOf(
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
  expect(await move(position(20))).toMatchObject({ left: { retryable: true } })
  losing = false
  await kept.save('copie', position(25), null)()
  expect(await move(position(30))).toMatchObject({ left: { code: 'MOVED', retryable: false } })
  expect(await kept.load('copie')()).toEqual(E.right(position(25)))
})
