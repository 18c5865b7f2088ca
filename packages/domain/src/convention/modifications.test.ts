import {
  attribute,
  changeRang,
  given,
  identify,
  list,
  mefSigned,
  personne,
  psuDrafted,
  psuSigned,
  receive,
  revise,
  signAvenant,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, nomOn } from '../../test/convention-lines'
import type { ConventionState } from '.'

const psuArticle = (article: string) => ({ source: 'PSU', article })
const approbateurs = (state: ConventionState, date: string) => holdersOn(state, 'approbateur', 'e-1', date)
const newApprobateur = [identify('p-6'), attribute('p-6', 'approbateur'), withdraw('p-1', 'approbateur')]

test('P5 a change is signalled by the gestionnaire, and changes nothing by itself', () => {
  const { events, state } = given(...psuSigned).when(signal('m-1', '2018-03-01', newApprobateur))
  expect(events).toMatchObject([
    {
      type: 'ModificationSignalled',
      data: { says: { modificationId: 'm-1', signalledOn: '2018-03-01', channel: 'courrier' } }
    }
  ])
  expect(approbateurs(state, '2020-01-01')).toEqual(['p-1'])
})

test('P5 nothing is signalled before the signature, and an empty list asks nothing', () => {
  expect(given(...psuDrafted).when(signal('m-1', '2017-01-02', newApprobateur)).codes).toEqual(['not-signed'])
  expect(given(...psuSigned).when(signal('m-1', '2018-03-01', [])).refusals).toMatchObject([
    { code: 'no-change', path: 'data.changes', article: psuArticle('2') }
  ])
})

test('P5 nothing is signalled from before the signature, nor after the end', () => {
  const asked = (on: string) => signal('m-1', on, [attribute('p-3', 'activite')])
  expect(given(...psuSigned).when(asked('2017-02-22')).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.signalledOn', facts: { earlier: '2017-02-23' } }
  ])
  const ended = given(...psuSigned, terminate('2018-05-02'))
  expect(ended.when(asked('2018-05-01')).codes).toEqual([])
  expect(ended.when(asked('2018-05-02')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.signalledOn',
      computation: 'résiliée le 02/05/2018 (PSU, article 2.4)',
      facts: { status: 'terminee' }
    }
  ])
})

test('P20 a new approbateur takes effect with the new version of annexe 2, not with the form', () => {
  const asked = signal('m-1', '2018-03-01', newApprobateur)
  expect(given(...psuSigned).when(asked).events).toMatchObject([
    { data: { computed: { instrument: 'annexe-revisee', article: psuArticle('2.3') } } }
  ])
  const signalled = given(...psuSigned, asked)
  expect(signalled.when(receive('m-1', '2018-03-05')).refusals).toMatchObject([
    {
      code: 'instrument-needed',
      article: psuArticle('2.3'),
      facts: { needed: 'annexe-revisee', given: 'formulaire' }
    }
  ])
  const { state } = signalled.when(revise('m-1', '2018-03-15'))
  expect(approbateurs(state, '2018-03-14')).toEqual(['p-1'])
  expect(approbateurs(state, '2018-03-15')).toEqual(['p-6'])
})

test('P20 a new name for the same approbateur needs it too', () => {
  const signalled = given(...psuSigned, signal('m-1', '2018-03-01', [identify('p-1', 'MARTIN')]))
  expect(signalled.when(receive('m-1', '2018-03-05')).codes).toEqual(['instrument-needed'])
  const { state } = signalled.when(revise('m-1', '2018-03-15'))
  expect(['2018-03-14', '2018-03-15'].map(date => nomOn(state, 'p-1', date))).toEqual(['NOM-p-1', 'MARTIN'])
})

test('P20 P21 another telephone number, mail or function of the approbateur is no other name: the form is enough', () => {
  for (const [changed, instrument] of [
    [{ telephone: '01 99 00 13 67', mail: 'autre@example.fr', fonction: 'Autre' }, 'formulaire'],
    [{ prenom: 'Camille' }, 'annexe-revisee']
  ] as const) {
    const asked = { ...identify('p-1'), personne: personne('NOM-p-1', changed) }
    const signalled = signal('m-1', '2018-03-01', [asked])
    expect(given(...psuSigned).when(signalled).events).toMatchObject([{ data: { computed: { instrument } } }])
    const { when } = given(...psuSigned, signalled)
    expect(when(receive('m-1', '2018-03-05')).codes).toEqual(
      instrument === 'formulaire' ? [] : ['instrument-needed']
    )
  }
})

test('P5 a role is withdrawn of a person and on an establishment that the convention knows, or that the list names', () => {
  const { when } = given(...psuSigned)
  expect(when(signal('m-1', '2018-03-01', [withdraw('p-9', 'activite', 'e-7')])).refusals).toMatchObject([
    { code: 'unknown-personne', path: 'data.changes[0].personneId', facts: { personneId: 'p-9' } },
    {
      code: 'unknown-etablissement',
      path: 'data.changes[0].etablissementId',
      facts: { etablissementId: 'e-7' }
    }
  ])
  // Known, and not held: there is nothing to withdraw.
  for (const changes of [
    [withdraw('p-3', 'activite')],
    [withdraw('p-9', 'activite', 'e-7'), identify('p-9'), list('e-7')]
  ])
    expect(when(signal('m-1', '2018-03-01', changes)).codes).toEqual([])
})

test('P20 who became approbateur after the form was asked is not renamed by the form', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [identify('p-3', 'MARTIN')]),
    signal('m-2', '2018-03-02', [attribute('p-3', 'approbateur')]),
    revise('m-2', '2018-03-10')
  )
  expect(when(receive('m-1', '2018-03-20')).refusals).toMatchObject([
    {
      code: 'instrument-needed',
      article: psuArticle('2.3'),
      facts: { needed: 'annexe-revisee', given: 'formulaire' }
    }
  ])
  expect(when(revise('m-1', '2018-03-20')).codes).toEqual([])
})

test('P20 what was needed when it was asked is still needed, with its article', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [identify('p-1', 'MARTIN')]),
    signal('m-2', '2018-03-02', [attribute('p-3', 'approbateur'), withdraw('p-1', 'approbateur')]),
    revise('m-2', '2018-03-10')
  )
  expect(when(receive('m-1', '2018-03-20')).refusals).toMatchObject([
    { code: 'instrument-needed', article: psuArticle('2.3'), facts: { needed: 'annexe-revisee' } }
  ])
})

test('P21 who is no longer approbateur, and never again, is renamed by the form', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur'), withdraw('p-1', 'approbateur')]),
    revise('m-1', '2018-03-10')
  )
  const renamed = [identify('p-1', 'MARTIN')]
  expect(when(signal('m-2', '2018-03-09', renamed)).events).toMatchObject([
    { data: { computed: { instrument: 'annexe-revisee' } } }
  ])
  expect(when(signal('m-2', '2018-03-10', renamed)).events).toMatchObject([
    { data: { computed: { instrument: 'formulaire', article: psuArticle('2.3') } } }
  ])
})

test('P20 an avenant, which is heavier, is enough', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', newApprobateur),
    signAvenant('m-1', 'gestionnaire', '2018-03-10'),
    signAvenant('m-1', 'caf', '2018-03-12')
  )
  expect(approbateurs(state, '2018-03-12')).toEqual(['p-6'])
})

test.each(['activite', 'financier', 'import'])(
  'P21 another provider, of %s, only needs the form: effective when it is received',
  role => {
    const { state } = given(
      ...psuSigned,
      signal('m-1', '2018-03-01', [identify('p-6'), attribute('p-6', role)], { channel: 'formulaire' })
    ).when(receive('m-1', '2018-03-05'))
    expect(holdersOn(state, role, 'e-1', '2018-03-04')).toEqual([])
    expect(holdersOn(state, role, 'e-1', '2018-03-05')).toEqual(['p-6'])
  }
)

test('P21 several changes need the heaviest of what each needs', () => {
  const needed = (...changes: ReadonlyArray<{ readonly kind: string }>) =>
    given(...psuSigned).when(signal('m-1', '2018-03-01', changes)).events[0]
  const form = attribute('p-3', 'activite')
  const revised = attribute('p-3', 'approbateur')
  expect(needed(form)).toMatchObject({
    data: { computed: { instrument: 'formulaire', article: psuArticle('2.3') } }
  })
  expect(needed(form, revised)).toMatchObject({ data: { computed: { instrument: 'annexe-revisee' } } })
  expect(needed(revised, list('e-3'), form)).toMatchObject({
    data: { computed: { instrument: 'avenant', article: psuArticle('1') } }
  })
})

test('P21 the form does not take effect before the change is signalled, nor outside the convention', () => {
  const signalled = given(...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'activite')]))
  expect(signalled.when(receive('m-1', '2018-02-28')).refusals).toMatchObject([
    {
      code: 'before-signalled',
      path: 'data.receivedOn',
      facts: { signalledOn: '2018-03-01', on: '2018-02-28' }
    }
  ])
  expect(signalled.when(revise('m-1', '2021-01-01')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.establishedOn',
      article: psuArticle('5'),
      facts: { on: '2021-01-01' }
    }
  ])
  expect(signalled.when(receive('m-9', '2018-03-01')).refusals).toMatchObject([
    { code: 'modification-unknown', path: 'data.modificationId', facts: { modificationId: 'm-9' } }
  ])
})

test('P21 a change takes effect once; the same number with another content is refused', () => {
  const changes = [attribute('p-3', 'activite')]
  const done = given(...psuSigned, signal('m-1', '2018-03-01', changes), receive('m-1', '2018-03-05'))
  expect(done.when(receive('m-1', '2018-03-06')).refusals).toMatchObject([
    { code: 'modification-closed', path: 'data.modificationId', facts: { effectiveOn: '2018-03-05' } }
  ])
  expect(done.when(signal('m-1', '2018-03-01', changes)).events).toEqual([])
  expect(done.when(signal('m-1', '2018-03-01', [attribute('p-4', 'activite')])).refusals).toMatchObject([
    { code: 'already-recorded', path: 'data.modificationId', facts: { on: '2018-03-01' } }
  ])
})

test('P21 seats are counted when the change takes effect, not when it is asked', () => {
  const signalled = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-2', 'activite'), attribute('p-3', 'activite')]),
    signal('m-2', '2018-03-01', [attribute('p-4', 'activite')]),
    receive('m-1', '2018-03-05')
  )
  expect(signalled.when(receive('m-2', '2018-03-06')).codes).toEqual(['role-full'])
})

test('P11 who is identified for the first time has a name on every day, and another only from its date', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-01-01', [identify('p-9'), attribute('p-9', 'import')]),
    receive('m-1', '2018-03-01'),
    // A role of before, told later.
    signal('m-2', '2017-06-01', [attribute('p-9', 'financier')]),
    receive('m-2', '2017-06-10'),
    signal('m-3', '2018-05-01', [identify('p-9', 'MARTIN')]),
    receive('m-3', '2018-05-02')
  )
  expect(
    ['2017-06-10', '2018-03-01', '2018-05-01', '2018-05-02'].map(date => nomOn(state, 'p-9', date))
  ).toEqual(['NOM-p-9', 'NOM-p-9', 'NOM-p-9', 'MARTIN'])
})

test('G17 a change received late holds until the next change already known, and undoes nothing later', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-01-01', [identify('p-1', 'MARTIN')]),
    signal('m-2', '2018-01-01', [identify('p-1', 'DURAND')]),
    revise('m-2', '2018-09-01'),
    revise('m-1', '2018-03-01')
  )
  expect(
    ['2018-02-28', '2018-03-01', '2018-08-31', '2018-09-01', '2020-12-31'].map(date =>
      nomOn(state, 'p-1', date)
    )
  ).toEqual(['NOM-p-1', 'MARTIN', 'MARTIN', 'DURAND', 'DURAND'])
})

test('G17 a departure told late takes away who has another rang since: a change of rang returns nobody', () => {
  const changes = [
    ['m-1', '2018-01-01', [attribute('p-3', 'activite')]],
    ['m-2', '2018-06-01', [changeRang('p-3', 'activite', 'suppleant')]],
    ['m-3', '2018-04-15', [withdraw('p-3', 'activite')]]
  ] as const
  const { state } = given(
    ...psuSigned,
    ...changes.flatMap(([id, on, list]) => [signal(id, '2018-01-01', list), receive(id, on)])
  )
  const held = ['2018-04-14', '2018-04-15', '2018-06-01', '2020-12-31'].map(on =>
    holdersOn(state, 'activite', 'e-1', on)
  )
  expect(held).toEqual([['p-3'], [], [], []])
  // Given the role again, she returns, in that rang or another.
  const back = given(
    ...psuSigned,
    ...changes.flatMap(([id, on, list]) => [
      signal(
        id,
        '2018-01-01',
        id === 'm-2' ? [attribute('p-3', 'activite', 'e-1', { rang: 'suppleant' })] : list
      ),
      receive(id, on)
    ])
  ).state
  expect(
    ['2018-04-15', '2018-05-31', '2018-06-01'].map(on => holdersOn(back, 'activite', 'e-1', on))
  ).toEqual([[], [], ['p-3']])
})

test('G17 a change for a time gives back, at its end, what holds beneath it', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-01-01', [identify('p-1', 'MARTIN', { to: '2018-06-01' })]),
    signal('m-2', '2018-01-01', [identify('p-1', 'DURAND')]),
    signal('m-3', '2018-01-01', [identify('p-1', 'LEROY')]),
    revise('m-2', '2018-09-01'),
    revise('m-1', '2018-03-01'),
    revise('m-3', '2018-02-01')
  )
  expect(
    ['2018-02-28', '2018-05-31', '2018-06-01', '2018-09-01'].map(date => nomOn(state, 'p-1', date))
  ).toEqual(['LEROY', 'MARTIN', 'LEROY', 'DURAND'])
})

test('G4 a change that ends before it starts is refused', () => {
  const backwards = attribute('p-3', 'activite', 'e-1', { to: '2018-03-01' })
  expect(given(...psuSigned).when(signal('m-1', '2018-03-01', [backwards])).refusals).toMatchObject([
    {
      code: 'period-empty',
      path: 'data.changes[0]',
      facts: { period: { from: '2018-03-01', to: '2018-03-01' } }
    }
  ])
})

test('M10 a MEF change is an express request to the Caf: never online', () => {
  const { when } = given(...mefSigned)
  const changes = [attribute('p-2', 'fonctionnement')]
  expect(when(signal('m-1', '2023-09-01', changes, { channel: 'en-ligne' })).refusals).toMatchObject([
    {
      code: 'channel-not-allowed',
      path: 'data.channel',
      article: { source: 'MEF', article: '3-2' },
      facts: { channel: 'en-ligne', known: [{ id: 'courrier' }, { id: 'courriel' }, { id: 'formulaire' }] }
    }
  ])
  for (const channel of ['courrier', 'courriel', 'formulaire'])
    expect(when(signal('m-1', '2023-09-01', changes, { channel })).codes).toEqual([])
  expect(
    given(...psuSigned).when(signal('m-1', '2018-03-01', changesOfPsu, { channel: 'en-ligne' })).codes
  ).toEqual([])
})

const changesOfPsu = [attribute('p-3', 'activite')]
