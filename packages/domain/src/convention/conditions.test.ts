/** The conditions that the Caf agrees are not respected, as words of the model (P3). */
import * as E from 'fp-ts/Either'
import { agreeNonRespect, command, psuDrafted } from '../../test/convention-commands'
import { ConventionModel, defineModel, psu, resolveModel } from '../model'
import { specification } from '../testing'
import { dateCivile } from '../time'
import { conventionDecider } from '.'
import { valueOn } from './lines'

const conditions = [
  { id: 'horaires', label: 'amplitude des horaires' },
  { id: 'repas', label: 'fourniture des repas' }
]
const model = defineModel({ ...psu, derogations: { conditions, article: 'annexe 3' } })
const under = specification(conventionDecider([model])).given(...psuDrafted)
const agree = (...named: ReadonlyArray<string>) =>
  command('AgreeNonRespect', { etablissementIds: ['e-1'], agreedOn: '2016-12-02', conditions: named })

test('P3 an agreement names conditions of the model, and records their ids', () => {
  const { state, codes } = under.when(agree('repas'))
  expect(codes).toEqual([])
  expect(valueOn(state, 'non-respect', '', dateCivile('2017-01-01'))?.conditions).toEqual(['repas'])
})

test('P3 a condition that the model does not list, none, or one twice is refused at its place', () => {
  expect(under.when(agree('surface', 'repas', 'repas')).refusals).toMatchObject([
    {
      code: 'unknown-condition',
      path: 'data.conditions[0]',
      sentence:
        'condition inconnue, ou nommée deux fois : « surface » ; valeurs admises : horaires (amplitude des horaires), repas (fourniture des repas)'
    },
    { code: 'unknown-condition', path: 'data.conditions[2]' }
  ])
  expect(under.when(agreeNonRespect('2016-12-02')).codes).toEqual(['conditions-missing'])
})

test('P3 M25 a model that lists none is given none', () => {
  const none = specification(conventionDecider([psu])).given(...psuDrafted)
  expect(none.when(agree('repas')).codes).toEqual(['not-in-model'])
  expect(none.when(agreeNonRespect('2016-12-02')).codes).toEqual([])
})

test('G11 a condition said twice in the model is told with its path', () => {
  const twice = { conditions: [...conditions, conditions[0]], article: 'annexe 3' }
  const read = resolveModel({ ...Object(ConventionModel.encode(psu)), derogations: twice }, [])
  expect(E.isLeft(read) ? read.left.map(({ path }) => path) : []).toEqual(['derogations.conditions[2].id'])
})
