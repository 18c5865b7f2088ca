import {
  attribute,
  command,
  correct,
  draftPsu,
  mefSigned,
  notice,
  psuSigned,
  receive,
  signAvenant,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { defineModel, type ModelInput, monenfant, psu, resolveModel, shippedModels } from '../model'
import { specification } from '../testing'
import { dateCivile } from '../time'
import { conventionDecider, conventionLine, conventionValueOn } from '.'

type Role = (typeof psu.roles)[number]

/** The second version of PSU, other than the first in some of its roles. */
const psu2 = (of: Readonly<Record<string, Partial<Role>>> = {}, more: Partial<ModelInput> = {}) =>
  defineModel({ ...psu, version: 2, roles: psu.roles.map(role => ({ ...role, ...of[role.id] })), ...more })
const mef2 = (more: Partial<ModelInput>) => defineModel({ ...monenfant, version: 2, ...more })

const adopt = (version = 2, id = 'psu') => ({ kind: 'adopt-model', model: { id, version } })
/** An avenant that both parties of PSU, or of MEF, sign on a day. */
const avenant = (
  changes: ReadonlyArray<{ readonly kind: string }>,
  on: string,
  { id = 'm-1', partner = 'gestionnaire' } = {}
) => [
  signal(id, on, changes),
  signAvenant(id, partner, on),
  signAvenant(id, 'caf', on, { signataire: 'p-2' })
]

const under = (...models: Parameters<typeof conventionDecider>[0]) =>
  specification(conventionDecider([...shippedModels, ...models]))

const versionOn = (state: Parameters<typeof conventionValueOn>[0], on: string) =>
  conventionValueOn(state, 'model', '', dateCivile(on))?.version

/** A form that gives p-`n` the role of approbateur, received on a day. */
const approbateur = (personneId: string, on: string, id = `f-${personneId}`) => [
  signal(id, on, [attribute(personneId, 'approbateur')]),
  command('ReviseAnnexe', { modificationId: id, establishedOn: on })
]

const capped = psu2({ approbateur: { cap: 2 } })

test('G11 from the day of the avenant another version rules: two before, three from the day', () => {
  // The first version allows two, the second three.
  const two = defineModel({
    ...psu,
    version: 7,
    roles: psu.roles.map(role => (role.id === 'approbateur' ? { ...role, cap: 2 } : role))
  })
  const three = defineModel({
    ...two,
    version: 8,
    roles: two.roles.map(role => (role.id === 'approbateur' ? { ...role, cap: 3 } : role))
  })
  const { given } = under(two, three)
  const signed = [draftPsu({ model: { id: 'psu', version: 7 } }), ...psuSigned.slice(1)]
  const held = given(...signed, ...approbateur('p-3', '2017-03-01'))
  const [signalled, last] = approbateur('p-4', '2018-05-31')
  expect(given.from(held.when(signalled as never).state).when(last as never).codes).toEqual(['role-full'])

  const adopted = given.from(
    avenant([adopt(8)], '2018-06-01').reduce((state, one) => given.from(state).when(one).state, held.state)
  )
  expect([versionOn(adopted.state, '2018-05-31'), versionOn(adopted.state, '2018-06-01')]).toEqual([7, 8])
  // The day before the adoption is still under the first version, whatever is recorded now.
  const late = adopted.when(signalled as never)
  expect(given.from(late.state).when(last as never).refusals).toMatchObject([
    { code: 'role-full', facts: { cap: 2, from: '2018-05-31' } }
  ])
  const [asked, revised] = approbateur('p-4', '2018-06-01')
  expect(given.from(adopted.when(asked as never).state).when(revised as never).codes).toEqual([])
})

test('G11 a cap lowered beneath what is held is refused, with its day', () => {
  const { given } = under(capped)
  const held = given(...psuSigned, ...approbateur('p-3', '2017-03-01'), ...approbateur('p-4', '2017-03-01'))
  const [asked, first, last] = avenant([adopt()], '2018-06-01')
  const almost = [asked, first].reduce((state, one) => given.from(state).when(one as never).state, held.state)
  expect(given.from(almost).when(last as never).refusals).toMatchObject([
    {
      code: 'role-full',
      path: 'data.signedOn',
      facts: { cap: 2, etablissementId: 'e-1', from: '2018-06-01', holders: ['p-1', 'p-3', 'p-4'] },
      article: { source: 'PSU', article: '2.1' }
    }
  ])
  // In one avenant with the departure of one of them it passes.
  const passing = avenant([adopt(), withdraw('p-4', 'approbateur')], '2018-06-01', { id: 'm-2' })
  const state = passing.reduce((known, one) => given.from(known).when(one).state, held.state)
  expect(versionOn(state, '2018-06-01')).toBe(2)
})

test('G11 a role, a nature, a party, the sheet or the dérogations that are gone are each told with the day', () => {
  const without = defineModel({
    ...psu,
    version: 2,
    roles: psu.roles.filter(({ id }) => id !== 'import').map(role => ({ ...role, natures: null })),
    etablissements: { ...psu.etablissements, natures: [{ id: 'autre', label: 'autre' }] },
    fiche: null,
    parties: {
      ...psu.parties,
      roles: [...psu.parties.roles, { id: 'departement', label: 'le département', acteur: 'partenaire' }]
    }
  } as ModelInput)
  const { given } = under(without)
  const signed = given(
    ...psuSigned,
    signal('f-1', '2017-03-01', [attribute('p-3', 'import')]),
    receive('f-1', '2017-03-01')
  )
  const { refusals } = signed.when(signal('m-1', '2018-06-01', [adopt()]))
  expect(refusals.every(({ path }) => path === 'data.changes[0]')).toBe(true)
  const becauses = refusals.flatMap(({ code, facts }) =>
    code === 'version-without' ? [(facts as { because: { code: string } }).because.code] : [code]
  )
  expect([...new Set(becauses)].sort()).toEqual([
    'etablissement-out-of-scope',
    'not-in-model',
    'parties-too-few',
    'role-held'
  ])
  expect(refusals.map(({ facts }) => (facts as { on: string }).on)).toEqual(refusals.map(() => '2018-06-01'))
})

test('G11 a version that nobody gave the service, of another model or of another zone is refused by name', () => {
  const far = psu2({}, { zone: 'Indian/Reunion' })
  const { given } = under(far)
  const signed = given(...psuSigned)
  expect(signed.when(signal('m-1', '2018-06-01', [adopt(9)])).refusals).toMatchObject([
    { code: 'unknown-model', path: 'data.changes[0].model', facts: { model: { id: 'psu', version: 9 } } }
  ])
  expect(signed.when(signal('m-1', '2018-06-01', [adopt(1, 'monenfant')])).codes).toContain('other-model')
  expect(signed.when(signal('m-1', '2018-06-01', [adopt()])).codes).toEqual(['other-zone'])
})

test('G11 a version under which accesses are ruled otherwise is refused: those that were asked for follow their request', () => {
  const habilitation = psu.habilitation as NonNullable<typeof psu.habilitation>
  const article = '9'
  const renumbered = defineModel({
    ...psu,
    version: 3,
    habilitation: {
      ...habilitation,
      article,
      steps: habilitation.steps.map(({ step }) => ({ step, article }))
    }
  } as ModelInput)
  const without = psu2({}, {
    habilitation: { ...habilitation, blocking: null, inactivity: null }
  } as Partial<ModelInput>)
  const signed = under(renumbered, without).given(...psuSigned)
  expect(signed.when(signal('m-1', '2018-06-01', [adopt()])).refusals).toMatchObject([
    { code: 'other-habilitation', path: 'data.changes[0].model', facts: { model: { id: 'psu', version: 2 } } }
  ])
  expect(signed.when(signal('m-1', '2018-06-01', [adopt(3)])).codes).toEqual([])
})

test('G11 a model that extends that of the convention is adopted like a version of it', () => {
  const resolved = resolveModel(
    { extends: { id: 'psu', version: 1 }, id: 'psu-92', version: 1, source: 'PSU-92', otherSources: ['PSU'] },
    shippedModels
  )
  if (resolved._tag === 'Left') throw new Error(JSON.stringify(resolved.left))
  const { given } = under(resolved.right)
  const { state } = given(...psuSigned, ...avenant([adopt(1, 'psu-92')], '2018-06-01'))
  expect(conventionValueOn(state, 'model', '', dateCivile('2018-06-01'))).toEqual({
    id: 'psu-92',
    version: 1
  })
})

test('G11 an adoption is an avenant, also where the other changes need less', () => {
  const { given } = under(psu2())
  const signalled = given(...psuSigned, signal('m-1', '2018-06-01', [adopt()]))
  expect(signalled.when(receive('m-1', '2018-06-02')).codes).toEqual(['instrument-needed'])
})

test('G18 an adoption that is withdrawn leaves the first version, and is refused while what it allowed is held', () => {
  const { given } = under(psu2({ activite: { cap: 3 } }))
  const adopting = [...psuSigned, ...avenant([adopt()], '2018-06-01')]
  const withdrawn = given(...adopting).when(correct(6, null))
  expect(withdrawn.codes).toEqual([])
  expect(conventionLine(withdrawn.state, 'model', '')).toEqual([
    { from: null, value: { id: 'psu', version: 1 } }
  ])
  const three = ['p-3', 'p-4', 'p-5'].flatMap((personneId, i) => [
    signal(`f-${i}`, '2018-07-01', [attribute(personneId, 'activite')]),
    receive(`f-${i}`, '2018-07-01')
  ])
  expect(given(...adopting, ...three).when(correct(6, null)).refusals).toMatchObject([
    { code: 'role-full', facts: { cap: 2, from: '2018-07-01' } }
  ])
})

test('M19 a notice is under the version of the day that counts', () => {
  const six = mef2({
    notice: {
      ...(monenfant.notice as NonNullable<typeof monenfant.notice>),
      delay: {
        from: 'echeance',
        offset: { unit: 'month', count: 6, direction: 'before' },
        bound: 'inclusive'
      }
    }
  })
  const { given } = under(six)
  const adopted = given(
    ...mefSigned,
    ...avenant([adopt(2, 'monenfant')], '2024-04-01', { partner: 'fournisseur' })
  )
  // Three months under the first version, six under the second.
  const end = (dispatched: string, received: string) =>
    adopted.when(notice(dispatched, received)).state.ground.end?.on
  expect([end('2024-03-28', '2024-03-31'), end('2024-03-28', '2024-04-02')]).toEqual([
    '2024-07-26',
    '2025-07-26'
  ])
})

test('M19 an adoption is refused where it would undo a notice that was given', () => {
  const none = mef2({ notice: null, termination: { article: '5' } } as Partial<ModelInput>)
  const { given } = under(none)
  const noticed = given(...mefSigned, notice('2024-04-20', '2024-04-23'))
  expect(noticed.when(signal('m-1', '2024-04-01', [adopt(2, 'monenfant')])).refusals).toMatchObject([
    { code: 'not-in-model', path: 'data.changes[0]', sentence: 'cette convention ne prévoit pas de préavis' }
  ])
})

test('G11 an adoption stated after the end asserts nothing, and does once the end is withdrawn', () => {
  const stated = psu2({}, {
    changes: { avenantEffect: { when: 'stated', article: '5' } }
  } as Partial<ModelInput>)
  const third = defineModel({ ...stated, version: 3 })
  const { given } = under(stated, third)
  const signed = [draftPsu({ model: { id: 'psu', version: 2 } }), ...psuSigned.slice(1)]
  const stating = avenant([adopt(3)], '2018-06-01')
  const asked = signal('m-1', '2018-06-01', [adopt(3)], { effectiveOn: '2019-01-01' })
  const adopted = [...signed, asked, ...stating.slice(1)]
  expect(versionOn(given(...adopted).state, '2019-01-01')).toBe(3)
  const ended = given(...adopted).when(terminate('2018-09-01'))
  expect(versionOn(ended.state, '2019-06-01')).toBe(2)
  expect(versionOn(given.from(ended.state).when(correct(7, null)).state, '2019-06-01')).toBe(3)
})

test('G11 a change that only the version adopted knows may come with it, and not before it', () => {
  const { given } = under(
    psu2({}, {
      roles: [
        ...psu.roles,
        { ...(psu.roles[0] as Role), id: 'suivi', label: 'Suivi', min: 0, covered: false }
      ]
    } as Partial<ModelInput>)
  )
  const signed = given(...psuSigned)
  expect(signed.when(signal('m-1', '2018-06-01', [attribute('p-3', 'suivi')])).codes).toContain(
    'unknown-role'
  )
  const both = avenant([adopt(), attribute('p-3', 'suivi')], '2018-06-01')
  const { state } = given(...psuSigned, ...both)
  expect(conventionValueOn(state, 'attribution', 'e-1/suivi/p-3', dateCivile('2018-06-01'))).toEqual({})
  // Moved before the adoption by a correction of both signatures, the role goes with it.
  expect(versionOn(state, '2018-05-31')).toBe(1)
})

test('G11 in one avenant with the version comes whom it alone lets in', () => {
  const { given } = under(psu2({ approbateur: { cap: 2 } }), defineModel({ ...psu, version: 3 }))
  const one = defineModel({
    ...psu,
    version: 4,
    roles: psu.roles.map(role => (role.id === 'approbateur' ? { ...role, cap: 1 } : role))
  })
  const narrow = under(one, psu2({ approbateur: { cap: 2 } })).given
  const signed = [draftPsu({ model: { id: 'psu', version: 4 } }), ...psuSigned.slice(1)]
  const together = avenant([attribute('p-3', 'approbateur'), adopt()], '2018-06-01')
  const { state } = narrow(...signed, ...together)
  expect(conventionValueOn(state, 'attribution', 'e-1/approbateur/p-3', dateCivile('2018-06-01'))).toEqual({})
  // One more than it lets in is refused, and so is she on the eve.
  const three = avenant(
    [attribute('p-3', 'approbateur'), attribute('p-4', 'approbateur'), adopt()],
    '2018-06-01'
  )
  const almost = three
    .slice(0, -1)
    .reduce((known, each) => narrow.from(known).when(each).state, narrow(...signed).state)
  expect(narrow.from(almost).when(three.at(-1) as never).codes).toEqual(['role-full'])
  const eve = approbateur('p-4', '2018-05-31').reduce(
    (known, each) => narrow.from(known.state).when(each),
    narrow.from(narrow(...signed).state).when(signal('m-9', '2018-05-01', [attribute('p-4', 'approbateur')]))
  )
  expect(eve.codes).toEqual(['role-full'])
  expect(given(...psuSigned).when(signal('m-1', '2018-06-01', [adopt(), adopt(3)])).codes).toContain(
    'said-twice'
  )
})

test('G11 G17 of two adoptions of one day the one recorded last rules; without it the other does', () => {
  const { given } = under(psu2(), defineModel({ ...psu, version: 3 }))
  const second = avenant([adopt(3)], '2018-06-01', { id: 'm-2' })
  const both = given(...psuSigned, ...avenant([adopt()], '2018-06-01'), ...second)
  expect([versionOn(both.state, '2018-05-31'), versionOn(both.state, '2018-06-01')]).toEqual([1, 3])
  expect(both.state.ground.adoptions.map(({ model: { version } }) => version)).toEqual([2, 3])
  const withdrawn = both.when(correct(9, null))
  expect(versionOn(withdrawn.state, '2018-06-01')).toBe(2)
  // An earlier one, recorded last, rules until the other.
  const late = given(...psuSigned, ...second, ...avenant([adopt()], '2018-05-01'))
  expect(
    ['2018-04-30', '2018-05-01', '2018-05-31', '2018-06-01'].map(on => versionOn(late.state, on))
  ).toEqual([1, 2, 2, 3])
})

test('G11 G18 the draft is corrected under an adoption: to a version of the model, and to no other model', () => {
  const { given } = under(psu2({ approbateur: { cap: 4 } }), defineModel({ ...psu, version: 3 }))
  const adopted = given(...psuSigned, ...avenant([adopt()], '2018-06-01'))
  const to = (id: string, version: number) => adopted.when(correct(0, draftPsu({ model: { id, version } })))
  const { state, codes } = to('psu', 3)
  expect(codes).toEqual([])
  expect([versionOn(state, '2018-05-31'), versionOn(state, '2018-06-01')]).toEqual([3, 2])
  expect(
    to('monenfant', 1).refusals.flatMap(({ code, facts }) =>
      code === 'rests-upon' ? [(facts as { because: { code: string } }).because.code] : []
    )
  ).toContain('other-model')
})

test('G11 G17 a version adopted from a day that is past asks the days since, and what was recorded of them', () => {
  const stating = {
    changes: { avenantEffect: { when: 'stated', mayBePast: true, article: '5' } }
  } as Partial<ModelInput>
  const first = psu2({ approbateur: { cap: 3 } }, stating)
  const lower = defineModel({ ...psu2({ approbateur: { cap: 2 } }, stating), version: 3 })
  const { given } = under(first, lower)
  const signed = [draftPsu({ model: { id: 'psu', version: 2 } }), ...psuSigned.slice(1)]
  const held = given(...signed, ...approbateur('p-3', '2018-03-01'), ...approbateur('p-4', '2018-07-01'))
  const past = [
    signal('m-1', '2018-09-01', [adopt(3)], { effectiveOn: '2018-02-01' }),
    ...avenant([adopt(3)], '2018-09-01').slice(1)
  ]
  const almost = past.slice(0, -1).reduce((known, one) => given.from(known).when(one).state, held.state)
  // On the day on which the third came, not on that of the adoption.
  expect(given.from(almost).when(past.at(-1) as never).refusals).toMatchObject([
    { code: 'role-full', facts: { cap: 2, from: '2018-07-01' } }
  ])
})

test('G11 nothing is decided, nor said to have drifted, where a version that was adopted is not known', () => {
  const { given } = under(psu2({ approbateur: { cap: 2 } }))
  const { state } = given(...psuSigned, ...avenant([adopt()], '2018-06-01'))
  const forgetful = conventionDecider(shippedModels)
  const events = [...psuSigned, ...avenant([adopt()], '2018-06-01')].reduce<{
    readonly known: typeof state
    readonly events: ReadonlyArray<Parameters<typeof forgetful.evolve>[1]>
  }>(
    ({ known, events }, one) => {
      const outcome = given.from(known).when(one)
      return { known: outcome.state, events: [...events, ...outcome.events] }
    },
    { known: given().state, events: [] }
  ).events
  const refolded = events.reduce(forgetful.evolve, forgetful.initial)
  expect(specification(forgetful).given.from(refolded).when(terminate('2018-01-05')).refusals).toMatchObject([
    { code: 'unknown-model', facts: { model: { id: 'psu', version: 2 } } }
  ])
  // Nothing says whether it has drifted.
  expect(forgetful.drift?.(refolded)).toBeNull()
  // Its lines are those that were recorded.
  expect(versionOn(refolded, '2018-06-01')).toBe(2)
})

test('G11 P7 a minimum, a cap of the convention, of a rang, or a nature that the version states is asked of its first day', () => {
  const codes = (of: Parameters<typeof psu2>[0], more: Partial<ModelInput> = {}) => {
    const { given } = under(psu2(of, more))
    const held = given(...psuSigned, ...approbateur('p-3', '2017-03-01'))
    const [asked, first, last] = avenant([adopt()], '2018-06-01')
    const signal = held.when(asked as never)
    if (signal.codes.length > 0) return signal.codes
    return given.from(given.from(signal.state).when(first as never).state).when(last as never).codes
  }
  expect(codes({})).toEqual([])
  // On `e-1` two hold it, on `e-2` one.
  expect(codes({ approbateur: { min: 2 } })).toEqual(['role-uncovered'])
  expect(codes({ approbateur: { capPerConvention: 2 } })).toEqual(['role-full-in-convention'])
  expect(codes({ approbateur: { capPerConvention: 3 } })).toEqual([])
  expect(codes({ approbateur: { minPerConvention: 4 } })).toEqual(['role-uncovered-in-convention'])
  expect(codes({ approbateur: { capByRang: { titulaire: 1, suppleant: 1 } } })).toEqual(['rang-full'])
  const natures = [...(psu.etablissements?.natures ?? []), { id: 'autre', label: 'autre' }]
  expect(
    codes(
      { approbateur: { natures: ['autre'] } } as never,
      {
        etablissements: { ...psu.etablissements, natures }
      } as Partial<ModelInput>
    )
  ).toEqual(['role-not-for-nature', 'role-not-for-nature'])
})

test('G11 a convention goes back to what its model extends, however far, and to no model beside it', () => {
  const resolved = (id: string, parent: string) => {
    const read = resolveModel(
      { extends: { id: parent, version: 1 }, id, version: 1, source: 'PSU', otherSources: [] },
      [...shippedModels, ...made]
    )
    if (read._tag === 'Left') throw new Error(JSON.stringify(read.left))
    made.push(read.right)
    return read.right
  }
  const made: Array<typeof psu> = []
  resolved('a', 'psu')
  resolved('b', 'a')
  resolved('c', 'psu')
  const { given } = under(...made)
  const signed = (id: string) => given(draftPsu({ model: { id, version: 1 } }), ...psuSigned.slice(1))
  const asked = (from: string, to: string) =>
    signed(from).when(signal('m-1', '2018-06-01', [adopt(1, to)])).codes
  expect([asked('b', 'psu'), asked('b', 'a'), asked('psu', 'b')]).toEqual([[], [], []])
  expect([asked('b', 'c'), asked('c', 'a')]).toEqual([['other-model'], ['other-model']])
})

test('G11 P22 a termination cites the version of its day', () => {
  const { given } = under(
    psu2({}, { termination: { ...psu.termination, article: '9 bis' } } as Partial<ModelInput>)
  )
  const { state } = given(...psuSigned, ...avenant([adopt()], '2018-06-01'), terminate('2018-09-01'))
  expect(state.ground.end?.article.article).toBe('9 bis')
  const early = given(...psuSigned, ...avenant([adopt()], '2018-06-01'), terminate('2018-05-01')).state
  expect(early.ground.end?.article.article).toBe(psu.termination?.article.article)
  // What would be adopted on the day of the end or after it never is.
  expect(early.ground.adoptions).toEqual([])
})

test('G11 P21 what an act records of its need is that of the version of its day', () => {
  const { given } = under(
    psu2({ activite: { change: { instrument: 'avenant', article: '9 bis' } } } as never)
  )
  const adopted = given(...psuSigned, ...avenant([adopt()], '2018-06-01'))
  const needOf = (on: string) =>
    adopted
      .when(signal('f-1', on, [attribute('p-3', 'activite')]))
      .events.map(({ data }) => Object(data).computed)
  expect(needOf('2018-05-31')).toMatchObject([{ instrument: 'formulaire' }])
  expect(needOf('2018-06-01')).toMatchObject([{ instrument: 'avenant', article: { article: '9 bis' } }])
})
