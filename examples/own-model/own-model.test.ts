import * as E from 'fp-ts/Either'
import { main } from './main'

test('G11 a model given as data: three signatories, three years, a notice by its dispatch', async () => {
  const told = await main()
  if (E.isLeft(told)) throw new Error(told.left.join('\n'))
  const sentences = told.right.map(page => page.split('\n').find(line => /^\*\*/.test(line)))
  expect(sentences).toEqual([
    "**Aucune annexe en vigueur le 29/02/2024 : la convention n'est pas encore signée à cette date (signature à venir : la commune, 01/03/2024) et ne prend effet que le 01/03/2024.**",
    ...['28/02/2027', '28/02/2027'].map(
      end =>
        `**En vigueur du 01/03/2024 au ${end} (préavis donné), première période, du 01/03/2024 au ${end}.**`
    ),
    '**Aucune annexe en vigueur le 01/03/2027 : la convention a pris fin le 28/02/2027 (préavis donné).**'
  ])
  expect(told.right[1]).toContain('Animation du relais')
})
