/** Roles that are held on no establishment, of a convention that has some, and of one that has none. */
import * as E from 'fp-ts/Either'
import {
  attribute,
  changeRang,
  command,
  correct,
  delist,
  edit,
  partie,
  personnes,
  receive,
  rivageDrafted,
  sign,
  given as underShared,
  withdraw
} from '../../test/convention-commands'
import { defineModel, type ModelInput, resolveModel, shippedModels } from '../model'
import { specification } from '../testing'
import { dateCivile } from '../time'
import { attributionId, attributionOf, conventionDecider } from '.'
import { valueOn } from './lines'

const need = { instrument: 'formulaire', article: '4' } as const
type Role = NonNullable<ModelInput['roles']>[number]
const role = (more: Partial<Role> = {}): Role => ({
  id: 'profil-1',
  label: 'Profil 1',
  onEtablissement: false,
  article: '3',
  change: need,
  ...more
})
const written = (roles: ReadonlyArray<unknown>, more: object = {}) => ({
  id: 'consultation',
  version: 1,
  titre: 'Consultation des dossiers',
  source: 'C',
  zone: 'Europe/Paris',
  parties: {
    article: '1',
    change: need,
    roles: [
      { id: 'partenaire', label: 'le partenaire', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  roles,
  effect: { from: { from: 'last-signature' }, article: '2' },
  duration: { term: { count: 1, unit: 'year' }, article: '2' },
  ...more
})
const under = (...roles: ReadonlyArray<Role>) =>
  specification(conventionDecider([defineModel(written(roles) as ModelInput)])).given
const drafted = command('DraftConvention', {
  conventionId: 'c-1',
  model: { id: 'consultation', version: 1 },
  parties: [partie('partenaire'), partie('caf', 'p-2')],
  personnes
})
const signatures = [sign('partenaire', '2024-01-08'), sign('caf', '2024-01-08')]
const hold = (personneId: string, more: Readonly<Record<string, unknown>> = {}) =>
  attribute(personneId, 'profil-1', null, more)
const signalled = (...changes: ReadonlyArray<{ readonly kind: string }>) =>
  command('SignalModification', { modificationId: 'm-1', changes, signalledOn: '2024-02-01' })

test('G11 an attribution without establishment has an id of its own, which reads back', () => {
  const id = attributionId({ role: 'profil-1', personneId: 'p-3' })
  expect(id).toBe('profil-1/p-3')
  expect(attributionOf(id)).toEqual({ etablissementId: null, role: 'profil-1', personneId: 'p-3' })
  expect(attributionOf('e-1/profil-1/p-3').etablissementId).toBe('e-1')
})

test('G11 a role is given, changes rang and is withdrawn in a convention that has no establishment', () => {
  const changes = [
    hold('p-4'),
    changeRang('p-3', 'profil-1', 'suppleant', null),
    // Suspended until a day.
    withdraw('p-5', 'profil-1', null, { to: '2024-03-01' })
  ]
  const { state, codes } = under(role())(
    drafted,
    edit(hold('p-3'), hold('p-5')),
    ...signatures,
    signalled(...changes)
  ).when(receive('m-1', '2024-02-05'))
  expect(codes).toEqual([])
  const heldOn = (on: string) =>
    ['p-3', 'p-4', 'p-5'].map(id =>
      valueOn(state, 'attribution', `profil-1/${id}`, dateCivile(on)) === null
        ? null
        : valueOn(state, 'rang', `profil-1/${id}`, dateCivile(on))
    )
  expect(heldOn('2024-02-04')).toEqual(['titulaire', null, 'titulaire'])
  expect(heldOn('2024-02-05')).toEqual(['suppleant', 'titulaire', null])
  expect(heldOn('2024-03-01')).toEqual(['suppleant', 'titulaire', 'titulaire'])
})

test('G11 its caps are of the convention: by number, by rang, and those per convention', () => {
  const full = (caps: Partial<Role>, ...more: ReadonlyArray<ReturnType<typeof hold>>) =>
    under(role(caps))(drafted, edit(hold('p-3'))).when(edit(hold('p-4'), ...more))
  expect(full({ cap: 1 }).refusals).toMatchObject([
    { code: 'role-full', sentence: 'le rôle « Profil 1 » est déjà tenu par 1 personne' }
  ])
  expect(full({ capPerConvention: 1 }).codes).toEqual(['role-full-in-convention'])
  expect(full({ capByRang: { titulaire: 1 } }).refusals).toMatchObject([
    { code: 'rang-full', sentence: "le rôle « Profil 1 » n'admet que 1 titulaire" }
  ])
  expect(full({ cap: 2, capPerConvention: 2 }).codes).toEqual([])
  const given = under(role({ capByRang: { titulaire: 1 } }))(
    drafted,
    edit(hold('p-3'), hold('p-4', { rang: 'suppleant' }))
  )
  expect(given.when(edit(changeRang('p-4', 'profil-1', 'titulaire', null))).codes).toEqual(['rang-full'])
})

test('G11 its minimum is asked at the last signature, and of what leaves it', () => {
  const [first, last] = signatures
  if (first === undefined || last === undefined) throw new Error('nobody signs')
  for (const [minima, code] of [
    [{ min: 1 }, 'role-uncovered'],
    [{ minPerConvention: 1 }, 'role-uncovered-in-convention']
  ] as const) {
    const given = under(role(minima))
    expect(given(drafted, first).when(last).codes).toEqual([code])
    const signed = [drafted, edit(hold('p-3')), ...signatures, signalled(withdraw('p-3', 'profil-1', null))]
    expect(given(...signed).when(receive('m-1', '2024-02-05')).codes).toEqual([code])
    const passing = [...signed.slice(0, -1), signalled(withdraw('p-3', 'profil-1', null), hold('p-4'))]
    expect(given(...passing).when(receive('m-1', '2024-02-05')).codes).toEqual([])
  }
})

test('G18 its attribution is corrected as any other', () => {
  const { state } = under(role())(drafted, edit(hold('p-3')), ...signatures).when(
    correct(1, edit(hold('p-4')))
  )
  expect(valueOn(state, 'attribution', 'profil-1/p-3', null)).toBeNull()
  expect(valueOn(state, 'attribution', 'profil-1/p-4', null)).toEqual({})
})

test('P2 it does not end with an establishment that leaves the annexe', () => {
  const { state } = underShared(
    ...rivageDrafted(5, { period: { from: '2017-01-01', to: '2021-01-01' } }),
    edit(attribute('p-3', 'coordination', null))
  ).when(edit(delist('e-1')))
  expect(valueOn(state, 'attribution', 'coordination/p-3', null)).toEqual({})
  expect(valueOn(state, 'attribution', 'e-1/validation/p-1', null)).toBeNull()
})

test('G11 what contradicts a role without establishment is told with its path', () => {
  const faultsOf = (more: object): unknown => {
    const read = resolveModel(written([{ ...role(), ...more }]), shippedModels)
    return E.isLeft(read) ? read.left.map(({ path }) => path) : []
  }
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ natures: ['eaje'] })).toEqual(['roles[0].natures'])
  expect(faultsOf({ onceAcross: { article: '3' } })).toEqual(['roles[0].onceAcross'])
  expect(faultsOf({ cap: 1, minPerConvention: 2 })).toEqual(['roles[0].minPerConvention'])
  expect(faultsOf({ capByRang: { titulaire: 1, suppleant: 0 }, minPerConvention: 2 })).toEqual([
    'roles[0].capByRang'
  ])
  expect(faultsOf({ min: 2, capPerConvention: 1 })).toEqual(['roles[0].capPerConvention'])
  // A role on establishments still wants their block.
  expect(faultsOf({ onEtablissement: true })).toEqual(['roles'])
})
