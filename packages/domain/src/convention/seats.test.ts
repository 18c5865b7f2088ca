import {
  attribute,
  command,
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
  signal,
  withdraw
} from '../../test/convention-commands'
import { psu } from '../model'
import { dateCivile } from '../time'
import { holdersOn } from './decide-seats'

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
  }
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

test('P7 the same person twice in one list takes one seat; the last rang holds', () => {
  const { state } = given(
    ...psuDrafted,
    edit(
      attribute('p-1', 'activite'),
      attribute('p-2', 'activite'),
      attribute('p-1', 'activite', 'e-1', { rang: 'suppleant' })
    )
  )
  expect(holdersOn(state, 'activite', 'e-1', null)).toEqual(['p-1', 'p-2'])
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
  expect(asked(forSummer).refusals).toEqual([
    full('modification.changes[0]', '2018-07-01', ['p-1', 'p-2', 'p-3'])
  ])
  const replaced = asked([away, ...forSummer])
  expect(replaced.codes).toEqual([])
  expect(holdersOn(replaced.state, 'activite', 'e-1', dateCivile('2018-08-31'))).toEqual(['p-1', 'p-3'])
  expect(holdersOn(replaced.state, 'activite', 'e-1', dateCivile('2018-09-01'))).toEqual(['p-1', 'p-2'])
  expect(asked([away, attribute('p-3', 'activite')]).refusals).toEqual([
    full('modification.changes[1]', '2018-09-01', ['p-1', 'p-2', 'p-3'])
  ])
})

test('P7 the cap holds under a correction of the past', () => {
  const { when } = given(...psuDrafted, two)
  expect(
    when(
      correct(11, '2019-01-01', '2019-02-01', [attribute('p-2', 'activite'), attribute('p-3', 'activite')])
    ).refusals
  ).toEqual([full('data.changes[0]', '2019-01-01', ['p-1', 'p-2', 'p-3'])])
})

test('P7 the approbateur is not capped', () => {
  const { state } = given(
    ...psuDrafted,
    edit(...['p-2', 'p-3', 'p-4', 'p-5'].map(id => attribute(id, 'approbateur')))
  )
  expect(holdersOn(state, 'approbateur', 'e-1', null)).toHaveLength(5)
})

test('P7 an establishment without approbateur is not signed', () => {
  const { when } = given(draftPsu(), edit(list('e-1'), list('e-2'), attribute('p-1', 'approbateur')))
  expect(when(sign('gestionnaire', '2017-02-23')).refusals).toEqual([
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
      }
    }
  ])
})

test('P7 the last approbateur is not withdrawn, on any day; nor is an establishment added without one', () => {
  const { when } = given(...psuSigned)
  const uncovered = (refusals: unknown) =>
    expect(refusals).toMatchObject([{ code: 'role-uncovered', article, facts: { min: 1, holders: [] } }])
  uncovered(when(correct(8, '2018-01-01', '2018-01-02', [withdraw('p-1', 'approbateur')])).refusals)
  const added = [list('e-2', { nom: 'AUTRE NOM' }), list('e-3')]
  uncovered(when(correct(7, '2018-01-01', null, added)).refusals)
  expect(
    when(correct(7, '2018-01-01', null, [...added, attribute('p-1', 'approbateur', 'e-3')])).codes
  ).toEqual([])
  const asked = signal('m-1', '2018-01-01', [withdraw('p-1', 'approbateur')])
  uncovered(given(...psuSigned, asked).when(revise('m-1', '2018-01-10')).refusals)
})

test('P7 an approbateur for a time does not cover the days after', () => {
  const { when } = given(...psuSigned)
  const temporary = attribute('p-3', 'approbateur', 'e-1', { to: '2018-06-01' })
  expect(
    when(correct(8, '2018-01-01', null, [temporary, withdraw('p-1', 'approbateur')])).refusals
  ).toMatchObject([{ code: 'role-uncovered', path: 'data.changes[1]', facts: { from: '2018-06-01' } }])
})

test('P7 an establishment that leaves needs no approbateur any more', () => {
  expect(given(...psuSigned).when(correct(7, '2018-01-01', null, [delist('e-2')])).codes).toEqual([])
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
  const [identified] = given(...psuDrafted).when(edit(identify('p-6', 'GARNIER', {}))).events
  expect(identified).toMatchObject({
    type: 'PersonneIdentified',
    data: {
      personneId: 'p-6',
      personne: {
        nom: 'GARNIER',
        prenom: 'Dominique',
        fonction: 'Agent',
        mail: 'garnier@example.fr',
        telephone: null
      }
    }
  })
})

test('P11 titulaire or suppléant is recorded with each role', () => {
  const { events } = given(...psuDrafted).when(two)
  expect(events).toMatchObject([
    { data: { personneId: 'p-1', rang: 'titulaire' } },
    { data: { personneId: 'p-2', rang: 'suppleant' } }
  ])
})

test('P8 a role goes to a person who was named, never to an unknown one', () => {
  expect(given(...psuDrafted).when(edit(attribute('p-9', 'activite'))).refusals).toMatchObject([
    { code: 'unknown-personne', path: 'data.changes[0].personneId', facts: { personneId: 'p-9' } }
  ])
  expect(given(...psuDrafted).when(edit(identify('p-9'), attribute('p-9', 'activite'))).codes).toEqual([])
})

test('P10 an address is already used when another has it on that day, not when another has left it', () => {
  const mailed = (id: string, mail: string) => ({
    ...identify(id),
    personne: { ...identify(id).personne, mail }
  })
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [mailed('p-3', 'autre@example.fr')]),
    receive('m-1', '2018-03-05'),
    signal('m-2', '2018-01-01', [mailed('p-9', 'nom-p-3@example.fr')])
  )
  const warned = (on: string) => when(receive('m-2', on)).events[1]
  expect(warned('2018-03-04')).toMatchObject({ data: { warnings: [{ code: 'mailbox-already-used' }] } })
  expect(warned('2018-03-05')).toMatchObject({ data: { warnings: [] } })
})

test('P10 G13 two who exchange an address in one list are warned of what it makes, the same at each repetition', () => {
  const mailed = (id: string, mail: string, to?: string) => ({
    ...identify(id),
    personne: { ...identify(id).personne, mail },
    ...(to === undefined ? {} : { to })
  })
  const swapped = edit(mailed('p-3', 'nom-p-4@example.fr'), mailed('p-4', 'nom-p-3@example.fr'))
  const { events } = given(...psuDrafted).when(swapped)
  expect(events.map(({ data }) => 'warnings' in data && data.warnings)).toEqual([[], []])
  const passedOn = edit(
    mailed('p-3', 'autre@example.fr'),
    mailed('p-3', 'ancienne@example.fr', '2018-01-01'),
    mailed('p-4', 'autre@example.fr')
  )
  const { state } = given(...psuDrafted).when(passedOn)
  expect(given.from(state).when(passedOn).events).toEqual([])
})

test('P10 a shared mailbox in the annexe is a warning, not a refusal', () => {
  const shared = {
    ...identify('p-6'),
    personne: {
      nom: 'RIVE',
      prenom: 'Lou',
      fonction: null,
      mail: 'Petite-Enfance@example.fr',
      telephone: null
    }
  }
  const [identified] = given(...psuDrafted).when(command('EditAnnexes', { changes: [shared] })).events
  expect(identified).toMatchObject({
    data: { warnings: [{ code: 'shared-mailbox', article: { source: 'PSU', article: '2.2' } }] }
  })
})
