import {
  agreeNonRespect,
  attribute,
  correct,
  correctAll,
  derogation,
  draftPsu,
  edit,
  fiche,
  given,
  identify,
  list,
  mefDrafted,
  mefSigned,
  models,
  notice,
  personne,
  personnes,
  psuDrafted,
  psuEdited,
  psuSigned,
  receive,
  revise,
  rivage,
  rivageDrafted,
  sign,
  signAvenant,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { effetOn, holdersOn, linesOf, nomOn, statusOn, valueOn } from '../../test/convention-lines'
import { defineModel } from '../model'
import { specification } from '../testing'
import { conventionDecider } from './index'

const noticed = [...mefSigned, notice('2024-04-20', '2024-04-26')]
const signalled = [...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])]
const received = [...signalled, receive('m-1', '2018-03-05')]

test('G1 it names an act that was recorded, by the place where it was first', () => {
  const { when, state } = given(...noticed, correct(4, notice('2024-04-20', '2024-04-29')))
  const last = state.revision - 1
  expect(when(correct(99, null)).refusals).toMatchObject([
    {
      code: 'nothing-to-correct',
      path: 'data.corrections[0].corrects',
      facts: { corrects: 99, place: null, last },
      sentence: "il n'y a pas d'événement 99 à corriger ; le dernier est 5"
    }
  ])
  expect(when(correct(5, null)).refusals).toMatchObject([
    {
      facts: { place: 4 },
      sentence: "l'événement 5 corrige l'événement 4 : c'est lui qui se corrige à nouveau"
    }
  ])
  expect(given().when(correct(0, null)).codes).toEqual(['not-drafted'])
})

test('G1 what begins the dossier is corrected, never withdrawn, and nothing else begins it', () => {
  const { when } = given(...psuSigned)
  expect(when(correct(0, null)).refusals).toMatchObject([
    { code: 'cannot-withdraw', path: 'data.corrections[0].instead' }
  ])
  expect(when(correct(0, psuEdited)).codes).toEqual(['opens-elsewhere'])
  expect(when(correct(1, draftPsu())).codes).toEqual(['opens-elsewhere'])
})

test('G1 the right act is refused as it would have been, with its path', () => {
  const { when } = given(...noticed)
  expect(when(correct(4, notice('2024-04-26', '2024-04-20', 'gestionnaire'))).refusals).toMatchObject([
    { code: 'unknown-partie', path: 'data.corrections[0].instead.data.partie' },
    { code: 'dates-out-of-order', path: 'data.corrections[0].instead.data.receivedOn' }
  ])
  const ended = given(...psuSigned, terminate('2018-05-02'))
  expect(ended.when(correct(4, terminate('2022-01-01'))).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.corrections[0].instead.data.on',
      article: { source: 'PSU', article: '2.4' }
    }
  ])
})

test('G1 an act was of another type, and of another thing', () => {
  // What was taken for a notice of the provider was one of the Caf.
  const { state } = given(...noticed).when(correct(4, notice('2024-04-20', '2024-04-29', 'caf')))
  const again = given.from(state).when(notice('2024-05-20', '2024-05-29'))
  expect([statusOn(again.state, '2025-07-25'), again.codes]).toEqual(['en-vigueur', []])
  // A signature of the convention was the Caf's agreement: the party that had signed signs.
  const half = given(
    ...psuDrafted,
    sign('gestionnaire', '2017-02-23'),
    correct(2, agreeNonRespect('2016-12-02'))
  )
  expect(half.when(sign('gestionnaire', '2017-02-24')).codes).toEqual([])
})

test('G1 a correction may itself be corrected: the place is named again', () => {
  const once = given(...noticed, correct(4, notice('2024-04-20', '2024-04-29')))
  const twice = once.when(correct(4, notice('2024-04-20', '2024-04-25')))
  expect(linesOf(twice.state)).toEqual(linesOf(given(...mefSigned, notice('2024-04-20', '2024-04-25')).state))
  const withdrawn = given.from(twice.state).when(correct(4, null))
  expect(linesOf(withdrawn.state)).toEqual(linesOf(given(...mefSigned).state))
  // And what was withdrawn is given again, at its place.
  const back = given.from(withdrawn.state).when(correct(4, notice('2024-04-20', '2024-04-26')))
  expect(linesOf(back.state)).toEqual(linesOf(given(...noticed).state))
})

test('G18 an act withdrawn and given again by its place stands before what was recorded after it', () => {
  // Both on one day: of equal dates, the latest recorded prevails.
  const acts = [
    signal('m-1', '2018-03-01', [attribute('p-3', 'activite', 'e-1', { rang: 'suppleant' })]),
    signal('m-2', '2018-03-01', [attribute('p-3', 'activite')]),
    receive('m-1', '2018-03-05'),
    receive('m-2', '2018-03-05')
  ]
  const { state } = given(...psuSigned, ...acts, correct(6, null), correct(6, receive('m-1', '2018-03-05')))
  expect(valueOn(state, 'rang', 'e-1/activite/p-3', '2018-03-05')).toBe('titulaire')
  // Recorded anew, it comes last.
  const anew = given(...psuSigned, ...acts, correct(6, null), receive('m-1', '2018-03-05')).state
  expect(valueOn(anew, 'rang', 'e-1/activite/p-3', '2018-03-05')).toBe('suppleant')
})

test('G18 several mistakes are corrected at once, when one alone would be refused', () => {
  // The two approbateurs were taken for each other on both forms: alone, either leaves a role of two, or of none.
  const turn = (id: string, out: string, into: string) =>
    signal(id, '2018-03-01', [withdraw(out, 'approbateur'), attribute(into, 'approbateur')])
  const { when } = given(
    ...psuSigned,
    turn('m-1', 'p-1', 'p-3'),
    turn('m-2', 'p-3', 'p-1'),
    revise('m-1', '2018-04-01'),
    revise('m-2', '2018-05-01')
  )
  const alone = when(correct(4, signal('m-1', '2018-03-01', [withdraw('p-1', 'approbateur')])))
  expect(alone.refusals).toMatchObject([
    { code: 'role-uncovered', path: 'data.corrections', facts: { from: '2018-04-01' } }
  ])
  const { codes, state } = when(correctAll([4, turn('m-1', 'p-1', 'p-4')], [5, turn('m-2', 'p-4', 'p-1')]))
  expect(codes).toEqual([])
  expect(
    ['2018-03-31', '2018-04-01', '2018-05-01'].map(on => holdersOn(state, 'approbateur', 'e-1', on))
  ).toEqual([['p-1'], ['p-4'], ['p-1']])
  expect(when(correctAll([4, null], [99, null], [0, null])).refusals).toMatchObject([
    { code: 'nothing-to-correct', path: 'data.corrections[1].corrects' },
    { code: 'cannot-withdraw', path: 'data.corrections[2].instead' }
  ])
})

test('G18 what a later act rests upon is not withdrawn before it: the later act is named', () => {
  const { when } = given(...received)
  expect(when(correct(4, null)).refusals).toMatchObject([
    {
      code: 'rests-upon',
      path: 'data.corrections',
      facts: { revision: 5, because: { code: 'modification-unknown' } },
      sentence: "l'événement 5, enregistré depuis, ne tiendrait plus : modification inconnue : m-1"
    }
  ])
  // With the form, it is.
  expect(linesOf(when(correctAll([4, null], [5, null])).state)).toEqual(linesOf(given(...psuSigned).state))
})

test('G18 P21 what was signalled is corrected though its form is in, unless the form would be too light', () => {
  const { when } = given(...received)
  const other = when(correct(4, signal('m-1', '2018-03-01', [attribute('p-4', 'import')])))
  expect([
    holdersOn(other.state, 'activite', 'e-1', '2018-03-05'),
    holdersOn(other.state, 'import', 'e-1', '2018-03-05')
  ]).toEqual([[], ['p-4']])
  const heavier = [list('e-3'), attribute('p-1', 'approbateur', 'e-3')]
  expect(when(correct(4, signal('m-1', '2018-03-01', heavier))).refusals).toMatchObject([
    {
      code: 'rests-upon',
      facts: { revision: 5, because: { code: 'instrument-needed', facts: { needed: 'avenant' } } }
    }
  ])
  expect(when(correct(4, signal('m-1', '2018-03-06', [attribute('p-4', 'import')]))).refusals).toMatchObject([
    { code: 'rests-upon', facts: { revision: 5, because: { code: 'before-signalled' } } }
  ])
})

test('G18 a later act that a still later one contradicts already does not stand in the way of a correction', () => {
  const avenantThenForm = [
    ...signalled,
    signAvenant('m-1', 'gestionnaire', '2018-03-04'),
    receive('m-1', '2018-03-05')
  ]
  const { when } = given(...avenantThenForm)
  const renamed = personnes.map(known =>
    known.personneId === 'p-1' ? { ...known, personne: personne('MARTIN') } : known
  )
  expect(nomOn(when(correct(0, draftPsu({ personnes: renamed }))).state, 'p-1', '2018-01-01')).toBe('MARTIN')
  const right = signAvenant('m-1', 'gestionnaire', '2018-03-03', { signataire: 'p-5' })
  expect(valueOn(when(correct(5, right)).state, 'signature', 'gestionnaire/m-1', '2018-03-05')).toMatchObject(
    {
      signataire: 'p-5',
      signedOn: '2018-03-03'
    }
  )
})

test('G1 M17 the draft, its annexes, and who signed are corrected, signed or not', () => {
  const right = edit(
    list('e-1'),
    list('e-2'),
    attribute('p-3', 'approbateur'),
    attribute('p-2', 'approbateur', 'e-2')
  )
  for (const before of [psuDrafted, psuSigned.slice(0, 3), psuSigned]) {
    const { state } = given(...before).when(correct(1, right))
    expect(holdersOn(state, 'approbateur', 'e-1', '2017-01-01')).toEqual(['p-3'])
  }
  const { events, state } = given(...psuSigned).when(
    correct(3, sign('caf', '2017-02-23', { signataire: 'p-5', parDelegationDe: 'p-2' }))
  )
  expect(events).toMatchObject([{ data: { moves: [{ kind: 'signature', id: 'caf' }] } }])
  expect(valueOn(state, 'signature', 'caf', '2017-02-23')).toMatchObject({
    signataire: 'p-5',
    parDelegationDe: 'p-2'
  })
  expect(
    given(...psuSigned).when(correct(3, sign('caf', '2017-02-23', { signataire: 'p-9' }))).refusals
  ).toMatchObject([{ code: 'unknown-personne', path: 'data.corrections[0].instead.data.signataire' }])
  expect(given(...psuSigned).when(correct(3, sign('gestionnaire', '2017-02-23'))).codes).toEqual([
    'already-recorded'
  ])
})

test('M17 the effect follows the corrected date, before, after, and when it is no longer the last', () => {
  const cases = [
    ['fournisseur', '2023-07-20', '2023-07-20'],
    ['fournisseur', '2023-08-01', '2023-08-01'],
    ['fournisseur', '2023-07-01', '2023-07-06'],
    ['caf', '2023-07-31', '2023-07-31'],
    ['caf', '2023-07-01', '2023-07-26']
  ] as const
  for (const [partie, signedOn, from] of cases) {
    const { state } = given(...mefSigned).when(correct(partie === 'caf' ? 2 : 3, sign(partie, signedOn)))
    expect(valueOn(state, 'signature', partie, from)?.signedOn).toBe(signedOn)
    expect([statusOn(state, '2023-06-30'), effetOn(state, from)]).toMatchObject([
      'a-venir',
      { status: 'en-vigueur', effect: { period: { from, to: null } } }
    ])
  }
})

test('M17 corrected while the other signature is missing, or withdrawn: no effect', () => {
  const half = given(...mefDrafted, sign('caf', '2023-07-06', { signataire: 'p-2' }))
  expect(statusOn(half.when(correct(2, sign('caf', '2023-07-05'))).state, '2030-01-01')).toBe('projet')
  const unsigned = given(...mefSigned).when(correct(3, null)).state
  expect(linesOf(unsigned)).toEqual(linesOf(half.state))
})

test('P22 a termination already there still ends the convention whose signature is corrected', () => {
  const { state } = given(...psuSigned, terminate('2018-05-02')).when(correct(3, sign('caf', '2017-02-20')))
  expect(statusOn(state, '2018-05-01')).toBe('en-vigueur')
  expect(effetOn(state, '2018-05-02')).toMatchObject({ status: 'terminee', cause: 'resiliation' })
})

test('G11 a signature corrected beyond the end that it gives, or with roles uncovered, is refused', () => {
  const signed = ['association', 'commune', 'caf'].map(partie => sign(partie, '2024-01-10'))
  const two = given(
    ...rivageDrafted(),
    ...signed,
    terminate('2024-06-01'),
    correct(2, sign('association', '2024-07-01')),
    correct(3, sign('commune', '2024-07-01'))
  )
  expect(two.when(correct(4, sign('caf', '2024-07-01'))).refusals).toMatchObject([
    { code: 'period-empty', facts: { period: { from: '2024-07-01', to: '2024-06-01' } } }
  ])
  // One of the two who must hold a role had it until a day before which the convention would now begin.
  const [draft, annexes] = rivageDrafted()
  if (draft === undefined || annexes === undefined) throw new Error('no draft')
  const until = edit(
    list('e-1', { nature: 'accueil-de-loisirs', numeroSias: null, financeParLaCaf: false }),
    attribute('p-1', 'validation', 'e-1', { to: '2024-01-10' }),
    attribute('p-2', 'validation')
  )
  expect(given(draft, annexes, ...signed).when(correct(1, until)).codes).toEqual(['role-uncovered'])
})

test('G11 a fixed term corrected to end before the termination ends by its own term', () => {
  const fixed = defineModel({
    ...rivage,
    version: 9,
    duration: { ...rivage.duration, term: { count: 1, unit: 'year' }, renewal: { kind: 'none' } },
    notice: null
  })
  const { given: under } = specification(conventionDecider([...models, fixed]))
  const { state } = under(
    ...rivageDrafted(9),
    ...['association', 'commune', 'caf'].map(partie => sign(partie, '2024-03-01')),
    terminate('2025-02-01'),
    correct(4, sign('caf', '2024-01-01'))
  )
  expect(statusOn(state, '2024-12-31')).toBe('en-vigueur')
  expect(effetOn(state, '2025-01-01')).toMatchObject({ status: 'terminee', cause: 'terme' })
})

test('G1 the caps hold under a correction', () => {
  const { when } = given(...received)
  const three = ['p-2', 'p-3', 'p-4'].map(id => attribute(id, 'activite'))
  expect(when(correct(4, signal('m-1', '2018-03-01', three))).refusals).toMatchObject([
    { code: 'role-full', path: 'data.corrections', facts: { cap: 2, from: '2018-03-05' } }
  ])
})

test('G13 the same correction again gives no event, also after others; a correction to what stands is none', () => {
  const right = correct(4, notice('2024-04-20', '2024-04-29'))
  const known = given(...noticed, right)
  expect(known.when(right).events).toEqual([])
  const later = known.when(correct(3, sign('fournisseur', '2023-08-02'))).state
  expect(given.from(later).when(right).events).toEqual([])
  expect(given(...noticed, correct(4, null)).when(correct(4, null)).events).toEqual([])
  expect(given(...noticed).when(correct(4, notice('2024-04-20', '2024-04-26'))).events).toEqual([])
})

test('G1 G18 a correction that moves nothing is recorded all the same: who asked, and why', () => {
  const { events } = given(...psuDrafted, derogation('2017-09-01')).when(
    correct(0, draftPsu({ fiche, period: { from: '2017-01-01', to: '2022-01-01' } }))
  )
  expect(events).toMatchObject([
    { type: 'ConventionCorrected', data: { says: { motif: 'saisie erronée' }, moves: [] } }
  ])
})

test('G1 a name identified by mistake is withdrawn: the name before holds again', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [identify('p-3', 'MARTIN')]),
    receive('m-1', '2018-03-05'),
    correct(5, null)
  )
  expect(nomOn(state, 'p-3', '2018-03-05')).toBe('NOM-p-3')
})
