/** The judge is judged by hand: every expected answer below was worked out on paper from the rules. */
import { psu2017 } from '../src/fixtures'
import { defineModel, monenfant, psu } from '../src/model'
import { type DateCivile, dateCivile } from '../src/time'
import { type Day, daysOf, oracle, type Recorded } from './acts-oracle'

type Command = Recorded['command']
const say = (type: string, data: unknown): Command =>
  // Written as data, as they come.
  ({ type, acteur: { kind: 'agent-caf', id: 'agent-1' }, data }) as Command
/** Places 0, 1, 2… */
const recorded = (commands: ReadonlyArray<Command>): ReadonlyArray<Recorded> =>
  commands.map((command, place) => ({ place, command }))
const judge =
  (commands: ReadonlyArray<Command>, model = psu) =>
  (on: string): Day =>
    oracle(model, recorded(commands))(dateCivile(on))

const personne = (nom: string) => ({ nom, prenom: null, fonction: null, mail: null, telephone: null })
const partie = (id: string) => ({
  id,
  denomination: id,
  representant: { personneId: 'p-1', qualite: 'Maire' }
})
const etablissement = (nom: string) => ({ nom, nature: 'eaje', numeroSias: null })
const list = (etablissementId: string, more = {}) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: etablissement(`CRECHE ${etablissementId}`),
  ...more
})
const delist = (etablissementId: string, more = {}) => ({
  kind: 'delist-etablissement',
  etablissementId,
  ...more
})
const role = (kind: string, rang?: string, more = {}) => ({
  kind,
  personneId: 'p-3',
  role: 'activite',
  etablissementId: 'e-1',
  ...(rang === undefined ? {} : { rang }),
  ...more
})
const named = (nom: string, more = {}) => ({
  kind: 'identify-personne',
  personneId: 'p-3',
  personne: personne(nom),
  ...more
})
const held = 'e-1/activite/p-3'

const draft = (parties: ReadonlyArray<string>, period?: { readonly from: string; readonly to: string }) =>
  say('DraftConvention', {
    parties: parties.map(partie),
    personnes: ['p-1', 'p-2', 'p-3'].map(personneId => ({ personneId, personne: personne(personneId) })),
    ...(period === undefined ? {} : { period })
  })
const edit = (...changes: ReadonlyArray<unknown>) => say('EditAnnexes', { changes })
const sign = (id: string, signedOn: string) => say('SignConvention', { partie: id, signedOn })
const signal = (modificationId: string, ...changes: ReadonlyArray<unknown>) =>
  say('SignalModification', { modificationId, changes, signalledOn: '2018-01-01', channel: 'courrier' })
const receive = (modificationId: string, receivedOn: string) =>
  say('ReceiveFormulaire', { modificationId, receivedOn })
/** A modification that takes effect by a form: two acts. */
const form = (id: string, on: string, ...changes: ReadonlyArray<unknown>) => [
  signal(id, ...changes),
  receive(id, on)
]
const avenant = (modificationId: string, id: string, signedOn: string) =>
  say('SignAvenant', { modificationId, partie: id, signedOn })
const correct = (...corrections: ReadonlyArray<readonly [number, Command | null]>) =>
  say('CorrectConvention', {
    corrections: corrections.map(([corrects, instead]) => ({ corrects, instead })),
    motif: 'erreur'
  })

/** Places 0 to 3. */
const signed = (...changes: ReadonlyArray<unknown>) => [
  draft(['gestionnaire', 'caf'], { from: '2017-01-01', to: '2021-01-01' }),
  edit(list('e-1'), list('e-2'), ...changes),
  sign('gestionnaire', '2017-02-20'),
  sign('caf', '2017-02-23')
]

const permutations = <A>(of: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  of.length === 0
    ? [[]]
    : of.flatMap((first, at) => permutations(of.filter((_, i) => i !== at)).map(rest => [first, ...rest]))

test.each(permutations(['m-a', 'm-b', 'm-c']))(
  'G17 the judge holds six orders alike: %s, %s, %s',
  (...ids) => {
    const forms: Readonly<Record<string, ReadonlyArray<Command>>> = {
      'm-a': form('m-a', '2018-05-01', role('attribute-role', 'suppleant')),
      'm-b': form('m-b', '2018-03-01', role('attribute-role', 'suppleant')),
      'm-c': form('m-c', '2018-04-01', role('attribute-role', 'titulaire'))
    }
    const day = judge([...signed(), ...ids.flatMap(id => forms[id] ?? [])])
    const rangs = [
      '2018-02-28',
      '2018-03-01',
      '2018-03-31',
      '2018-04-01',
      '2018-04-30',
      '2018-05-01',
      '2030-01-01'
    ]
    expect(rangs.map(on => day(on).attributions[held])).toEqual([
      undefined,
      'suppleant',
      'suppleant',
      'titulaire',
      'titulaire',
      'suppleant',
      'suppleant'
    ])
  }
)

test('G17 the judge: a change of rang returns nobody who has left, nor a renaming an establishment', () => {
  const day = judge([
    ...signed(role('attribute-role', 'titulaire')),
    ...form('m-1', '2018-06-01', role('change-rang', 'suppleant')),
    ...form('m-2', '2018-04-15', role('withdraw-role')),
    ...form('m-3', '2018-06-01', {
      ...list('e-2'),
      kind: 'amend-etablissement',
      etablissement: etablissement('AUTRE')
    }),
    ...form('m-4', '2018-04-15', delist('e-2'))
  ])
  expect(day('2018-04-14').attributions).toEqual({ [held]: 'titulaire' })
  expect(day('2018-04-15').attributions).toEqual({})
  expect(day('2018-06-01').attributions).toEqual({})
  expect(Object.keys(day('2018-04-14').etablissements)).toEqual(['e-1', 'e-2'])
  expect(Object.keys(day('2018-06-01').etablissements)).toEqual(['e-1'])
})

test('G17 the judge: a change of rang and a renaming hold for who stays', () => {
  const day = judge([
    ...signed(role('attribute-role', 'titulaire')),
    ...form('m-1', '2018-06-01', role('change-rang', 'suppleant', { to: '2018-07-01' }), {
      ...list('e-1'),
      kind: 'amend-etablissement',
      etablissement: etablissement('AUTRE')
    })
  ])
  const rangs = ['2018-05-31', '2018-06-01', '2018-06-30', '2018-07-01'].map(on => day(on).attributions[held])
  expect(rangs).toEqual(['titulaire', 'suppleant', 'suppleant', 'titulaire'])
  expect(day('2018-05-31').etablissements['e-1']?.nom).toBe('CRECHE e-1')
  expect(day('2018-07-01').etablissements['e-1']?.nom).toBe('AUTRE')
})

describe('an establishment delisted on 01/05/2018 and listed again on 01/07/2018', () => {
  const roles = (on: (date: string) => Day) =>
    ['2018-04-30', '2018-05-01', '2018-06-30', '2018-07-01', '2018-09-01'].map(
      date => on(date).attributions[held] ?? null
    )
  const start = signed(role('attribute-role', 'titulaire'))
  const again = form('m-2', '2018-07-01', list('e-1'))

  test('G17 the judge: brings no role back, until it is attributed anew', () => {
    const acts = [...form('m-1', '2018-05-01', delist('e-1')), ...again]
    expect(roles(judge([...start, ...acts]))).toEqual(['titulaire', null, null, null, null])
    const anew = form('m-3', '2018-09-01', role('attribute-role', 'suppleant'))
    expect(roles(judge([...start, ...anew, ...acts]))).toEqual(['titulaire', null, null, null, 'suppleant'])
    // A rang for who has not come back.
    const rang = form('m-3', '2018-09-01', role('change-rang', 'suppleant'))
    expect(roles(judge([...start, ...acts, ...rang]))).toEqual(['titulaire', null, null, null, null])
  })

  test('G17 the judge: an absence with a stated end only suspends', () => {
    const absent = form('m-1', '2018-05-01', delist('e-1', { to: '2018-07-01' }))
    expect(roles(judge([...start, ...absent]))).toEqual(['titulaire', null, null, 'titulaire', 'titulaire'])
  })

  test('G17 the judge: both on one day leave no gap', () => {
    const acts = [...form('m-1', '2018-07-01', delist('e-1')), ...again]
    expect(roles(judge([...start, ...acts]))).toEqual(Array(5).fill('titulaire'))
    const reverse = [...again, ...form('m-1', '2018-07-01', delist('e-1'))]
    expect(roles(judge([...start, ...reverse]))).toEqual(['titulaire', 'titulaire', 'titulaire', null, null])
  })
})

// The fixture's commands are of the implementation's type.
const fixture = psu2017.map(({ command }) => say(command.type, command.data))

test('P3 P27 the judge gives the figures of the PSU convention', () => {
  const day = judge(fixture)
  const told = [
    '2016-12-31',
    '2017-01-01',
    '2017-01-15',
    '2017-08-31',
    '2017-09-01',
    '2020-12-31',
    '2021-01-01'
  ]
  const four = ['201500086', '200200056', '201500088', '201500089']
  expect(told.map(on => [day(on).effet, day(on).derogations, day(on).nonRespect])).toEqual([
    ['a-venir', [], null],
    ['en-vigueur', ['d-1960-1'], four],
    ['en-vigueur', ['d-1960-1'], four],
    ['en-vigueur', ['d-1960-1'], four],
    ['en-vigueur', [], four],
    ['en-vigueur', [], four],
    ['terminee', [], four]
  ])
  const { etablissements, attributions, personnes, parties, fiche } = day('2017-01-15')
  expect(Object.entries(etablissements).map(([id, { nom, numeroSias }]) => [id, nom, numeroSias])).toEqual([
    // JavaScript puts keys that are numbers in their order.
    ['200200056', 'CRECHE AVE DE LA GARE', '200200056'],
    ['201500086', 'CHARAIRE', '201500086'],
    ['201500088', 'CERCHE DU LYCEE', '201500088'],
    ['201500089', 'M.A LES BLAGIS', '201500089']
  ])
  expect(attributions).toEqual(
    Object.fromEntries(
      four.flatMap(id =>
        ['activite', 'financier', 'approbateur'].flatMap(of => [
          [`${id}/${of}/p-1960-2`, 'titulaire'],
          [`${id}/${of}/p-1960-3`, 'suppleant']
        ])
      )
    )
  )
  expect(Object.keys(personnes)).toHaveLength(5)
  expect(Object.keys(parties)).toEqual(['gestionnaire', 'caf'])
  expect(fiche?.numeroGestionnaire).toBe('1960')
  // As known on 01/02/2017.
  expect(judge(fixture.slice(0, 4))('2017-01-15')).toMatchObject({
    effet: 'projet',
    derogations: ['d-1960-1'],
    nonRespect: four
  })
})

const mef = (...more: ReadonlyArray<Command>) => [
  draft(['fournisseur', 'caf']),
  edit(list('e-1')),
  sign('caf', '2023-07-06'),
  sign('fournisseur', '2023-07-26'),
  ...more
]
const notice = (dispatchedOn: string, receivedOn: string) => say('GiveNotice', { dispatchedOn, receivedOn })
/** The first of these days on which it has ended. */
const endOf = (day: (on: string) => Day): string | undefined =>
  ['2024-07-25', '2024-07-26', '2025-07-25', '2025-07-26', '2030-07-26'].find(
    on => day(on).effet === 'terminee'
  )

test('M17 M18 M19 the judge knows the signature, the renewals and the notice', () => {
  const day = judge(mef(), monenfant)
  expect(['2023-07-20', '2023-07-26', '2030-07-26'].map(on => day(on).effet)).toEqual([
    'a-venir',
    'en-vigueur',
    'en-vigueur'
  ])
  expect(endOf(judge(mef(notice('2024-04-20', '2024-04-26')), monenfant))).toBe('2024-07-26')
  expect(endOf(judge(mef(notice('2024-04-20', '2024-04-27')), monenfant))).toBe('2025-07-26')
  // The dispatch counts, from the first signature (06/07), and the day itself is late: before 06/04/2024.
  const other = defineModel({
    ...monenfant,
    effect: { ...monenfant.effect, from: { from: 'first-signature' } },
    notice: {
      delay: {
        from: 'echeance',
        offset: { unit: 'month', count: 3, direction: 'before' },
        bound: 'exclusive'
      },
      counts: 'dispatch',
      article: monenfant.effect.article
    }
  })
  const ended = (dispatchedOn: string) => judge(mef(notice(dispatchedOn, '2024-06-01')), other)
  expect([ended('2024-04-05')('2024-07-05').effet, ended('2024-04-05')('2024-07-06').effet]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(ended('2024-04-06')('2024-07-06').effet).toBe('en-vigueur')
  expect(ended('2024-04-06')('2025-07-06').effet).toBe('terminee')
})

test('M21 G22 the judge: an avenant is effective with its last date, and is pending until then', () => {
  const signs = [avenant('m-1', 'caf', '2023-07-20'), avenant('m-1', 'fournisseur', '2023-07-10')]
  const early = judge(mef(signal('m-1', delist('e-1')), ...signs), monenfant)
  // Signed on 20/07: it is not carried to the start of the convention.
  expect([early('2023-07-19').pending, early('2023-07-20').pending]).toEqual([['m-1'], []])
  expect(Object.keys(early('2023-07-19').etablissements)).toEqual(['e-1'])
  expect(Object.keys(early('2023-07-20').etablissements)).toEqual([])
  const half = [signal('m-1', delist('e-1')), avenant('m-1', 'caf', '2023-09-01')]
  expect(judge(mef(...half), monenfant)('2030-01-01').pending).toEqual(['m-1'])
  expect(judge(mef(...half), monenfant)('2017-12-31').pending).toEqual([])
  const withdrawn = judge(
    mef(...half, say('WithdrawModification', { modificationId: 'm-1', on: '2023-10-01' })),
    monenfant
  )
  expect([withdrawn('2023-09-30').pending, withdrawn('2023-10-01').pending]).toEqual([['m-1'], []])
})

test('G18 the judge: a correction replaces acts at their places, and what is withdrawn may be given again', () => {
  const one = form('m-1', '2018-05-01', role('attribute-role', 'titulaire')) // 4, 5
  const two = form('m-2', '2018-05-01', role('attribute-role', 'suppleant')) // 6, 7
  const start = [...signed(), ...one, ...two]
  const on = (commands: ReadonlyArray<Command>, date: string) => judge(commands)(date).attributions[held]
  expect(on(start, '2018-05-01')).toBe('suppleant')
  // Of one date, the place counts: the first stays below the second, however late it is corrected.
  const moved = [...start, correct([5, receive('m-1', '2018-04-01')])]
  expect([on(moved, '2018-04-01'), on(moved, '2018-05-01')]).toEqual(['titulaire', 'suppleant'])
  expect(on([...moved, correct([5, receive('m-1', '2018-05-01')])], '2018-05-01')).toBe('suppleant')
  const without = [...start, correct([6, null], [7, null])]
  expect([on(without, '2018-04-30'), on(without, '2018-05-01')]).toEqual([undefined, 'titulaire'])
  const again = [...without, correct([6, two[0] ?? null], [7, receive('m-2', '2018-06-01')])]
  expect([on(again, '2018-05-01'), on(again, '2018-06-01')]).toEqual(['titulaire', 'suppleant'])
})

test('G17 the judge: names extend backwards and bridge gaps', () => {
  const day = judge([
    ...signed(),
    ...form('m-1', '2018-05-01', named('EPOUSE', { to: '2018-06-01' })),
    ...form('m-2', '2018-05-01', { ...named('NEUF', { to: '2018-06-01' }), personneId: 'p-9' })
  ])
  const dates = ['2017-01-01', '2018-05-01', '2018-06-01']
  expect(dates.map(on => day(on).personnes['p-3']?.nom)).toEqual(['p-3', 'EPOUSE', 'p-3'])
  expect(dates.map(on => day(on).personnes['p-9']?.nom)).toEqual(['NEUF', 'NEUF', 'NEUF'])
  const gap = judge([
    ...signed(),
    ...form('m-1', '2018-09-01', { ...named('APRES'), personneId: 'p-9' }),
    ...form('m-2', '2018-05-01', { ...named('AVANT', { to: '2018-06-01' }), personneId: 'p-9' })
  ])
  const names = ['2017-01-01', '2018-08-31', '2018-09-01'].map(on => gap(on).personnes['p-9']?.nom)
  expect(names).toEqual(['AVANT', 'AVANT', 'APRES'])
})

test('M21 the judge: among avenants of one date, the one that was completed last prevails', () => {
  const rename = (id: string, nom: string) => signal(id, { ...named(nom), personneId: 'p-3' })
  const [caf, fournisseur] = ['caf', 'fournisseur'].map(
    who => (id: string) => avenant(id, who, '2023-09-01')
  ) as [(id: string) => Command, (id: string) => Command]
  const both = [rename('m-1', 'UN'), rename('m-2', 'DEUX')]
  const last = (signatures: ReadonlyArray<Command>) =>
    judge(mef(...both, ...signatures), monenfant)('2023-09-01').personnes['p-3']?.nom
  expect(last([caf('m-1'), caf('m-2'), fournisseur('m-2'), fournisseur('m-1')])).toBe('UN')
  expect(last([fournisseur('m-1'), caf('m-1'), caf('m-2'), fournisseur('m-2')])).toBe('DEUX')
})

test('P3 the judge: an agreement given between the last signature and the start begins with the convention', () => {
  const day = judge([
    draft(['gestionnaire', 'caf'], { from: '2017-01-01', to: '2021-01-01' }),
    sign('gestionnaire', '2016-12-01'),
    sign('caf', '2016-12-01'),
    say('AgreeNonRespect', { etablissementIds: ['e-1'], agreedOn: '2016-12-15' })
  ])
  expect([day('2016-12-31').nonRespect, day('2017-01-01').nonRespect]).toEqual([null, ['e-1']])
})

test('P22 P3 M22 M24 the judge: what takes effect on or after the end says nothing while that end stands', () => {
  const acts = [
    ...signed(), // 0 to 3
    ...form('m-1', '2018-05-01', named('TARD'), list('e-3')), // 4, 5
    say('AgreeNonRespect', { etablissementIds: ['e-1'], agreedOn: '2017-02-23' }), // 6
    say('AgreeNonRespect', { etablissementIds: ['e-2'], agreedOn: '2018-05-01' }), // 7
    say('GrantDérogation', { derogationId: 'd-1', agreedOn: '2018-04-01', to: '2018-08-01' }), // 8
    say('AnnulClause', { clause: '2', on: '2018-02-01' }),
    say('RecordTransmission', { acte: 'A', transmittedOn: '2018-02-01', receivedOn: '2018-02-02' }),
    say('RecordTransmission', { acte: 'B', transmittedOn: '2018-01-01', receivedOn: '2018-01-02' }),
    say('TerminateConvention', { on: '2018-05-01' }) // 12
  ]
  const looked = (day: (on: string) => Day) =>
    ['2016-12-31', '2017-01-01', '2018-04-30', '2018-05-01'].map(on => {
      const { effet, personnes, etablissements, nonRespect, derogations, clauses } = day(on)
      const nom = personnes['p-3']?.nom
      return [effet, nom, Object.keys(etablissements).length, nonRespect, derogations, clauses]
    })
  expect(looked(judge(acts))).toEqual([
    ['a-venir', 'p-3', 2, null, [], []],
    ['en-vigueur', 'p-3', 2, ['e-1'], [], []],
    ['en-vigueur', 'p-3', 2, ['e-1'], ['d-1'], ['2']],
    ['terminee', 'p-3', 2, ['e-1'], [], ['2']]
  ])
  expect(looked(judge([...acts, correct([12, null])])).at(-1)).toEqual([
    'en-vigueur',
    'TARD',
    3,
    ['e-2'],
    ['d-1'],
    ['2']
  ])
  expect(judge(acts)('1950-01-01').transmissions['']?.acte).toBe('B')
})

test('G8 the judge asks about every date of the commands, the day before and the day after', () => {
  const asked: ReadonlyArray<Recorded> = recorded([
    sign('caf', '2023-07-06'),
    notice('2024-02-29', '2024-03-01')
  ])
  expect(daysOf(asked)).toEqual<ReadonlyArray<string>>([
    '2023-07-05',
    '2023-07-06',
    '2023-07-07',
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
    '2024-03-02'
  ])
  const end: DateCivile = dateCivile('2024-07-26')
  const given = recorded(mef(notice('2024-02-29', '2024-03-01')))
  expect(daysOf(given)).not.toContain(end)
  expect(daysOf(given, monenfant)).toContain(end)
})
