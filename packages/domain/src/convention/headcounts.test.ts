import {
  attribute,
  draftPsu,
  edit,
  list,
  receive,
  sign,
  signal,
  withdraw
} from '../../test/convention-commands'
import { defineModel, type ModelInput, psu } from '../model'
import { specification } from '../testing'
import { conventionDecider } from '.'

const article = { source: 'PSU', article: '2.1' }
type Caps = Partial<NonNullable<ModelInput['roles']>[number]>
const under = (caps: Caps) => {
  const roles = psu.roles.map(role => (role.id === 'activite' ? { ...role, cap: null, ...caps } : role))
  return specification(conventionDecider([defineModel({ ...psu, roles })])).given
}
const approved = [attribute('p-1', 'approbateur'), attribute('p-1', 'approbateur', 'e-2')]
const drafted = [draftPsu(), edit(list('e-1'), list('e-2'), ...approved)]
const signed = [
  ...drafted,
  sign('gestionnaire', '2017-02-01'),
  sign('caf', '2017-02-02', { signataire: 'p-2' })
]
const suppleant = { rang: 'suppleant' }

test('G11 a role has one titulaire and one suppléant on each establishment', () => {
  const given = under({ capByRang: { titulaire: 1, suppleant: 1 } })
  const { when } = given(...drafted, edit(attribute('p-1', 'activite')))
  expect(when(edit(attribute('p-2', 'activite', 'e-1', suppleant))).codes).toEqual([])
  expect(when(edit(attribute('p-2', 'activite', 'e-2'))).codes).toEqual([])
  expect(when(edit(attribute('p-2', 'activite'))).refusals).toMatchObject([
    {
      code: 'rang-full',
      path: 'data.changes[0]',
      article,
      computation: '2 titulaires > 1 au plus',
      sentence: "le rôle « Fournisseur de données d'activité » de e-1 n'admet que 1 titulaire"
    }
  ])
})

test('G11 a suppléant does not become titulaire beside another', () => {
  const given = under({ capByRang: { titulaire: 1 } })
  const promote = { ...attribute('p-2', 'activite'), kind: 'change-rang' }
  const both = edit(attribute('p-1', 'activite'), attribute('p-2', 'activite', 'e-1', suppleant))
  expect(given(...drafted, both).when(edit(promote)).codes).toEqual(['rang-full'])
  const alone = edit(attribute('p-2', 'activite', 'e-1', suppleant))
  expect(given(...drafted, alone).when(edit(promote)).codes).toEqual([])
  // No suppléant at all is a cap of its own.
  expect(under({ capByRang: { suppleant: 0 } })(...drafted).when(alone).codes).toEqual(['rang-full'])
})

test('G11 two persons hold a role in the whole convention, each on any establishments', () => {
  const { when } = under({ capPerConvention: 2 })(
    ...drafted,
    edit(attribute('p-1', 'activite'), attribute('p-2', 'activite', 'e-2'))
  )
  expect(when(edit(attribute('p-1', 'activite', 'e-2'))).codes).toEqual([])
  expect(when(edit(attribute('p-3', 'activite', 'e-2'))).refusals).toMatchObject([
    {
      code: 'role-full-in-convention',
      path: 'data.changes[0]',
      article,
      computation: '3 personnes > 2 au plus',
      sentence:
        "le rôle « Fournisseur de données d'activité » est déjà tenu par 2 personnes dans la convention"
    }
  ])
})

test('G11 a minimum in the whole convention is asked at the last signature, and of what leaves it', () => {
  const given = under({ minPerConvention: 1 })
  const [last] = signed.slice(-1)
  if (last === undefined) throw new Error('nobody signs')
  expect(given(...signed.slice(0, -1)).when(last).refusals).toMatchObject([
    { code: 'role-uncovered-in-convention', path: '', computation: '0 personne < 1 au moins' }
  ])
  const held = [...drafted, edit(attribute('p-3', 'activite')), ...signed.slice(-2)]
  const leaving = signal('m-1', '2017-03-01', [withdraw('p-3', 'activite')])
  expect(given(...held, leaving).when(receive('m-1', '2017-03-02')).refusals).toMatchObject([
    { code: 'role-uncovered-in-convention', facts: { min: 1, from: '2017-03-02' } }
  ])
  const passing = signal('m-1', '2017-03-01', [
    withdraw('p-3', 'activite'),
    attribute('p-4', 'activite', 'e-2')
  ])
  expect(given(...held, passing).when(receive('m-1', '2017-03-02')).codes).toEqual([])
})
