import {
  attribute,
  correct,
  delist,
  draftPsu,
  edit,
  given,
  identify,
  list,
  psuDrafted,
  psuSigned,
  receive,
  revise,
  sign,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, valueOn } from '../../test/convention-lines'
import { psu } from '../model'
import { dateCivile, frenchDate } from '../time'

const article = { source: 'PSU', article: '2.1' }
const full = (path: string, from: string | null, holders: ReadonlyArray<string>) => ({
  code: 'role-full',
  path,
  article,
  computation: '3 personnes > 2 au plus',
  facts: {
    role: { id: 'activite', label: "Fournisseur de données d'activité" },
    etablissementId: 'e-1',
    cap: 2,
    holders,
    from
  },
  sentence: `le rôle « Fournisseur de données d'activité » de e-1 est déjà tenu par 2 personnes${
    from === null ? '' : ` au ${frenchDate(dateCivile(from))}`
  }`
})
const two = edit(attribute('p-1', 'activite'), attribute('p-2', 'activite', 'e-1', { rang: 'suppleant' }))

test('P6 four roles: activité, financières, approbateur, import', () => {
  expect(psu.roles.map(({ id }) => id)).toEqual(['activite', 'financier', 'approbateur', 'import'])
  expect(given(...psuDrafted).when(edit(attribute('p-1', 'directeur'))).refusals).toMatchObject([
    { code: 'unknown-role', path: 'data.changes[0].role', article, facts: { role: 'directeur' } }
  ])
})

test('P7 one person may hold several roles on an establishment', () => {
  const { state } = given(
    ...psuDrafted,
    edit(...['activite', 'financier', 'import'].map(role => attribute('p-1', role)))
  )
  for (const { id } of psu.roles) expect(holdersOn(state, id, 'e-1', null)).toEqual(['p-1'])
})

test('P7 two persons at most for one role: two titulaires, and a third is refused', () => {
  const { when } = given(...psuDrafted, edit(attribute('p-1', 'activite'), attribute('p-2', 'activite')))
  expect(when(edit(attribute('p-3', 'activite'))).refusals).toEqual([
    full('data.changes[0]', null, ['p-1', 'p-2', 'p-3'])
  ])
})

test('P7 the cap is per establishment and per role', () => {
  const { when } = given(...psuDrafted, two)
  expect(when(edit(attribute('p-3', 'activite', 'e-2'), attribute('p-3', 'financier'))).codes).toEqual([])
})

test('P7 three in one list are refused once; one who replaces another in that list is not', () => {
  const three = ['p-1', 'p-2', 'p-3'].map(id => attribute(id, 'activite'))
  expect(given(...psuDrafted).when(edit(...three)).refusals).toEqual([
    full('data.changes[0]', null, ['p-1', 'p-2', 'p-3'])
  ])
  expect(
    given(...psuDrafted, two).when(edit(attribute('p-3', 'activite'), withdraw('p-1', 'activite'))).codes
  ).toEqual([])
})

test('P7 the same person twice in one list is refused: which of the two is meant is not guessed', () => {
  const twice = edit(attribute('p-1', 'activite'), attribute('p-1', 'activite', 'e-1', { rang: 'suppleant' }))
  expect(given(...psuDrafted).when(twice).refusals).toMatchObject([
    { code: 'said-twice', path: 'data.changes[1]', facts: { first: 'data.changes[0]' } }
  ])
})

test('P7 the cap holds on every day: a replacement for a time may not make three on any of its days', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-0', '2017-03-01', [attribute('p-1', 'activite'), attribute('p-2', 'activite')]),
    receive('m-0', '2017-03-01')
  )
  const forSummer = [attribute('p-3', 'activite', 'e-1', { to: '2018-09-01' })]
  const away = withdraw('p-2', 'activite', 'e-1', { to: '2018-09-01' })
  const asked = (changes: ReadonlyArray<{ readonly kind: string }>) => {
    const { events } = when(signal('m-1', '2018-07-01', changes))
    expect(events).toHaveLength(1)
    return given(
      ...psuSigned,
      signal('m-0', '2017-03-01', [attribute('p-1', 'activite'), attribute('p-2', 'activite')]),
      receive('m-0', '2017-03-01'),
      signal('m-1', '2018-07-01', changes)
    ).when(receive('m-1', '2018-07-01'))
  }
  expect(asked(forSummer).refusals).toEqual([full('data.receivedOn', '2018-07-01', ['p-1', 'p-2', 'p-3'])])
  const replaced = asked([away, ...forSummer])
  expect(replaced.codes).toEqual([])
  expect(holdersOn(replaced.state, 'activite', 'e-1', '2018-08-31')).toEqual(['p-1', 'p-3'])
  expect(holdersOn(replaced.state, 'activite', 'e-1', '2018-09-01')).toEqual(['p-1', 'p-2'])
  expect(asked([away, attribute('p-3', 'activite')]).refusals).toEqual([
    full('data.receivedOn', '2018-09-01', ['p-1', 'p-2', 'p-3'])
  ])
})

test('P7 the cap holds under a correction of the past', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-1', 'activite'), attribute('p-2', 'activite')]),
    receive('m-1', '2018-03-01'),
    signal('m-2', '2018-05-01', [withdraw('p-1', 'activite')]),
    receive('m-2', '2018-05-01'),
    signal('m-3', '2018-06-01', [attribute('p-3', 'activite')]),
    receive('m-3', '2018-06-01')
  )
  // Were the departure later than who follows, three would hold it for a month.
  expect(when(correct(7, receive('m-2', '2018-07-01'))).refusals).toEqual([
    full('data.corrections', '2018-06-01', ['p-1', 'p-2', 'p-3'])
  ])
  expect(when(correct(7, receive('m-2', '2018-06-01'))).codes).toEqual([])
})

test('P7 G17 at a full cap the act that comes last is refused, at the first day that it would break, past or to come', () => {
  const leaves = withdraw('p-1', 'activite')
  const acts = {
    leaves: [signal('m-l', '2018-05-01', [leaves]), receive('m-l', '2018-05-01')],
    follows: [signal('m-f', '2018-06-01', [attribute('p-3', 'activite')]), receive('m-f', '2018-06-01')],
    late: [signal('m-t', '2018-05-15', [attribute('p-4', 'activite')]), receive('m-t', '2018-05-15')]
  }
  const told = (...order: ReadonlyArray<keyof typeof acts>) => {
    let known = given(
      ...psuSigned,
      signal('m-0', '2017-03-01', [attribute('p-1', 'activite'), attribute('p-2', 'activite')]),
      receive('m-0', '2017-03-01')
    )
    return order.map(name => {
      for (const command of acts[name].slice(0, -1)) known = given.from(known.when(command).state)
      const outcome = known.when(acts[name].at(-1) ?? signal('m-9', '2018-01-01', []))
      known = given.from(outcome.state)
      return outcome.codes.length === 0 ? 'accepted' : outcome.refusals.map(({ facts }) => facts)
    })
  }
  const fullFrom = (from: string, ...holders: ReadonlyArray<string>) => [
    expect.objectContaining({ from, holders })
  ]
  // A seat that is freed is given once, on whichever day it is asked for.
  expect(told('leaves', 'follows', 'late')).toEqual([
    'accepted',
    'accepted',
    fullFrom('2018-06-01', 'p-2', 'p-3', 'p-4')
  ])
  expect(told('leaves', 'late', 'follows')).toEqual([
    'accepted',
    'accepted',
    fullFrom('2018-06-01', 'p-2', 'p-4', 'p-3')
  ])
  // Nobody follows who has not been told to have left.
  expect(told('follows', 'leaves', 'late')).toEqual([
    fullFrom('2018-06-01', 'p-1', 'p-2', 'p-3'),
    'accepted',
    'accepted'
  ])
  expect(told('late', 'follows', 'leaves')).toEqual([
    fullFrom('2018-05-15', 'p-1', 'p-2', 'p-4'),
    fullFrom('2018-06-01', 'p-1', 'p-2', 'p-3'),
    'accepted'
  ])
})

test('P7 the approbateur is not capped', () => {
  const { state } = given(
    ...psuDrafted,
    edit(...['p-2', 'p-3', 'p-4', 'p-5'].map(id => attribute(id, 'approbateur')))
  )
  expect(holdersOn(state, 'approbateur', 'e-1', null)).toHaveLength(5)
})

test('P7 an establishment without approbateur is not signed', () => {
  const { when } = given(
    draftPsu(),
    edit(list('e-1'), list('e-2'), attribute('p-1', 'approbateur')),
    sign('gestionnaire', '2017-02-23')
  )
  expect(when(sign('caf', '2017-02-23')).refusals).toEqual([
    {
      code: 'role-uncovered',
      path: '',
      article,
      computation: '0 personne < 1 au moins',
      facts: {
        role: { id: 'approbateur', label: 'Approbateur' },
        etablissementId: 'e-2',
        min: 1,
        holders: [],
        from: '2017-01-01'
      },
      sentence: 'le rôle « Approbateur » de e-2 doit être tenu par au moins 1 personne au 01/01/2017'
    }
  ])
})

const revised = (on: string, ...changes: ReadonlyArray<{ readonly kind: string }>) =>
  given(...psuSigned, signal('m-1', on, changes)).when(revise('m-1', on))
const signed = (on: string, ...changes: ReadonlyArray<{ readonly kind: string }>) =>
  given(...psuSigned, signal('m-1', on, changes), signAvenant('m-1', 'gestionnaire', on)).when(
    signAvenant('m-1', 'caf', on)
  )

test('P7 the last approbateur is not withdrawn, on any day; nor is an establishment added without one', () => {
  for (const { refusals } of [
    revised('2018-01-01', withdraw('p-1', 'approbateur')),
    revised('2018-01-01', withdraw('p-1', 'approbateur', 'e-1', { to: '2018-01-02' })),
    signed('2018-01-01', list('e-3'))
  ])
    expect(refusals).toMatchObject([
      { code: 'role-uncovered', article, facts: { min: 1, holders: [], from: '2018-01-01' } }
    ])
  expect(signed('2018-01-01', list('e-3'), attribute('p-1', 'approbateur', 'e-3')).codes).toEqual([])
})

test('P7 an approbateur for a time does not cover the days after', () => {
  const temporary = attribute('p-3', 'approbateur', 'e-1', { to: '2018-06-01' })
  expect(revised('2018-01-01', temporary, withdraw('p-1', 'approbateur')).refusals).toMatchObject([
    { code: 'role-uncovered', path: 'data.establishedOn', facts: { from: '2018-06-01' } }
  ])
})

test('P7 an establishment that leaves needs no approbateur any more', () => {
  expect(signed('2018-01-01', delist('e-2')).codes).toEqual([])
})

test('P11 activité, financières and approbateur must be covered, import is optional; each person with name, function, mail', () => {
  expect(psu.roles.map(({ id, covered }) => [id, covered])).toEqual([
    ['activite', true],
    ['financier', true],
    ['approbateur', true],
    ['import', false]
  ])
  expect(psu.roles.map(({ coverageArticle }) => coverageArticle.article)).toEqual(Array(4).fill('annexe 2'))
  // A gap of activité is an alert, not a refusal.
  expect(given(...psuDrafted).when(sign('caf', '2017-02-23', { signataire: 'p-2' })).codes).toEqual([])
  const { state } = given(...psuDrafted, edit(identify('p-6', 'GARNIER', {})))
  expect(valueOn(state, 'personne', 'p-6', null)).toEqual({
    nom: 'GARNIER',
    prenom: 'Dominique',
    fonction: 'Agent',
    mail: 'garnier@example.fr',
    telephone: null
  })
})

test('P11 titulaire or suppléant is recorded with each role', () => {
  const { state } = given(...psuDrafted, two)
  expect(['p-1', 'p-2'].map(id => valueOn(state, 'rang', `e-1/activite/${id}`, null))).toEqual([
    'titulaire',
    'suppleant'
  ])
})

test('P8 a role goes to a person who was named, never to an unknown one', () => {
  expect(given(...psuDrafted).when(edit(attribute('p-9', 'activite'))).refusals).toMatchObject([
    { code: 'unknown-personne', path: 'data.changes[0].personneId', facts: { personneId: 'p-9' } }
  ])
  expect(given(...psuDrafted).when(edit(identify('p-9'), attribute('p-9', 'activite'))).codes).toEqual([])
})
