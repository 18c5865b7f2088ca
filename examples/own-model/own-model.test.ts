import * as E from 'fp-ts/Either'
import { main } from './main'

test('G11 a model given as data: three signatories, three years, a notice by its dispatch', async () => {
  const told = await main()
  if (E.isLeft(told)) throw new Error(told.left.join('\n'))
  const sentences = told.right.map(page => page.split('\n').find(line => /^\*\*/.test(line)))
  expect(sentences).toEqual([])
  expect(told.right[1]).toContain('Animation du relais')
})
