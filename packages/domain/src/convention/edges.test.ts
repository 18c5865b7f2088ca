/** The days at the edges of what holds: the first and the last one of a role, of a name, of a term. */
import {
  attribute,
  command,
  correct,
  given,
  identify,
  list,
  notice,
  psuSigned,
  receive,
  rivageDrafted,
  sign,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { effetOn, valueOn } from '../../test/convention-lines'
import { defineModel, psu } from '../model'
import { specification } from '../testing'
import { conventionDecider } from '.'

test('P2 G18 a role given on the day before its establishment is listed begins with the establishment; two days before, it has ended', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-05-02', [list('e-3'), attribute('p-4', 'approbateur', 'e-3')]),
    signAvenant('m-1', 'gestionnaire', '2018-06-01'),
    signAvenant('m-1', 'caf', '2018-06-01'),
    signal('m-2', '2018-06-01', [attribute('p-3', 'activite', 'e-3')]),
    receive('m-2', '2018-06-01')
  )
  const roleOn = (listedOn: string, on: string) => {
    const { events, state } = when(correct(6, signAvenant('m-1', 'caf', listedOn)))
    expect(events).toHaveLength(1)
    return valueOn(state, 'attribution', 'e-3/activite/p-3', on) !== null
  }
  expect(['2018-06-01', '2018-06-02'].map(on => roleOn('2018-06-02', on))).toEqual([false, true])
  expect(['2018-06-02', '2018-06-03', '2019-01-01'].map(on => roleOn('2018-06-03', on))).toEqual([
    false,
    false,
    false
  ])
})

/** A name given from a day until another. */
const named = (id: string, nom: string, on: string, to: string) => [
  signal(id, '2018-05-02', [identify('p-9', nom, { to })]),
  receive(id, on)
]
const restate = command('RestateConvention', { motif: 'règles' })

test('G2 a name that was given for a time, after another for a time, is the one that is kept', () => {
  const renamed = given(
    ...psuSigned,
    ...named('m-1', 'ALBA', '2018-05-03', '2018-06-01'),
    ...named('m-2', 'BREST', '2018-06-01', '2018-08-01')
  )
  expect(
    ['2018-01-01', '2018-05-31', '2018-06-01', '2018-08-01', '2019-01-01'].map(
      on => valueOn(renamed.state, 'personne', 'p-9', on)?.nom
    )
  ).toEqual(['ALBA', 'ALBA', 'BREST', 'BREST', 'BREST'])
  expect(renamed.when(restate).events).toEqual([])
})

test('G2 G18 a name that was given for one day is kept after it, where what followed it is withdrawn', () => {
  const { when } = given(
    ...psuSigned,
    ...named('m-1', 'ALBA', '2018-05-03', '2018-06-01'),
    ...named('m-2', 'BREST', '2018-06-01', '2018-06-02'),
    ...named('m-3', 'CORTE', '2018-06-02', '2018-06-05')
  )
  const { events, state } = when(correct(9, null))
  expect(events).toHaveLength(1)
  expect(
    ['2018-05-31', '2018-06-01', '2018-06-03'].map(on => valueOn(state, 'personne', 'p-9', on)?.nom)
  ).toEqual(['ALBA', 'BREST', 'BREST'])
})

const article = { source: 'RIVAGE', article: '6' }
/** Two terms of a year at most. */
const twice = defineModel({
  ...psu,
  id: 'rivage',
  version: 3,
  parties: {
    ...psu.parties,
    roles: ['association', 'commune', 'caf'].map(id => ({
      id,
      label: id,
      acteur: id === 'caf' ? ('agent-caf' as const) : ('partenaire' as const)
    }))
  },
  fiche: null,
  otherSources: ['RIVAGE'],
  etablissements: {
    natures: [{ id: 'accueil-de-loisirs', label: 'accueil de loisirs' }],
    article,
    change: { instrument: 'avenant', article }
  },
  roles: ['validation'].map(id => ({
    id,
    label: id,
    article,
    change: { instrument: 'formulaire' as const, article }
  })),
  declarations: null,
  deadlines: [],
  habilitation: null,
  effect: { from: { from: 'last-signature' }, article },
  duration: { term: { count: 1, unit: 'year' }, renewal: { kind: 'tacit', times: 1 }, article },
  notice: {
    delay: { from: 'echeance', offset: { unit: 'month', count: 2, direction: 'before' } },
    counts: 'receipt',
    article
  }
})

test('M19 a notice for the last échéance ends nothing: the term does so by itself', () => {
  const { given } = specification(conventionDecider([twice]))
  const signed = given(
    ...rivageDrafted(3),
    ...['association', 'commune', 'caf'].map(of => sign(of, '2020-01-01'))
  )
  expect(effetOn(signed.state, '2022-01-01')).toMatchObject({ status: 'terminee', cause: 'terme' })
  expect(signed.when(notice('2020-10-01', '2020-11-01', 'commune')).codes).toEqual([])
  expect(signed.when(notice('2020-10-01', '2020-11-02', 'commune')).codes).toEqual(['no-echeance'])
})
