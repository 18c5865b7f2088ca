import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import {
  attribute,
  command,
  correct,
  delist,
  edit,
  given,
  list,
  models,
  psuDrafted,
  psuSigned,
  receive,
  sign,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { holdersOn, linesOf, statusOn, valueOn } from '../../test/convention-lines'
import { laidFromScratch } from '../../test/laid'
import { decode } from '../codec'
import type { Aggregate } from '../dossier/aggregate'
import { dossierDecider } from '../dossier/decider'
import { emptyDossier, withFacts } from '../dossier/dossier'
import { asLaid } from '../dossier/kind'
import { factOf } from '../dossier/move'
import type { Recorded } from '../dossier/placings'
import { psu } from '../model'
import { specification } from '../testing'
import { effetLine } from './effect'
import type { Ground } from './ground'
import {
  type ConventionCommand,
  type ConventionEvent,
  type ConventionState,
  conventionAggregate,
  conventionEvents,
  conventionKinds
} from './index'

const under = (kinds: Aggregate<Ground>['kinds']) =>
  specification(
    dossierDecider<Ground, ConventionCommand, ConventionEvent>({ ...conventionAggregate, kinds }, models)
  )
/** Rules of before, under which a role did not end with its establishment. */
const { given: givenBefore } = under({
  ...conventionKinds,
  attribution: { ...conventionKinds.attribution, derived: (_, __, laid) => asLaid(laid) }
})
/** Rules of before, which said otherwise how an effect was computed. */
const { given: givenOtherwise } = under({
  ...conventionKinds,
  effet: {
    ...conventionKinds.effet,
    grounded: (model, ground) =>
      effetLine(
        model,
        ground.effect === null
          ? ground
          : {
              ...ground,
              effect: { ...ground.effect, computation: 'autrement' },
              end: ground.end && { ...ground.end, computation: 'autrement' }
            }
      )
  }
})
const restate = command('RestateConvention', { motif: 'règles corrigées le 01/03/2026' })

const away = ['gestionnaire', 'caf'].map(who => signAvenant('m-2', who, '2018-06-01'))
/** `p-3` has a role on `e-2`, which leaves. */
const history = [
  ...psuSigned,
  signal('m-1', '2018-03-01', [attribute('p-3', 'activite', 'e-2')]),
  receive('m-1', '2018-03-05'),
  signal('m-2', '2018-05-01', [delist('e-2')]),
  ...away
]
const recorded = givenBefore(...history).state
const held = (state: ConventionState, on: string) => holdersOn(state, 'activite', 'e-2', on)

/** The journal, read today, event by event. */
const today = (state: ConventionState): ConventionState =>
  [...state.said].reduce((known, [revision, data]) => {
    const type = typeAt(state, revision)
    const codec = codecs.get(type) ?? never()
    const read = decode(codec)(JSON.parse(JSON.stringify(codec.encode(data))))
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    return evolve(known, { type, data: read.right } as ConventionEvent)
  }, initial)
const codecs = new Map<string, t.Mixed>(
  Object.entries(conventionEvents).map(([type, { data }]) => [type, data])
)
const typeAt = ({ acts }: ConventionState, revision: number): string =>
  acts.get(revision)?.type ?? 'ConventionCorrected'
const never = (): never => {
  throw new Error('no codec')
}
const { initial, evolve } = dossierDecider<Ground, ConventionCommand, ConventionEvent>(
  conventionAggregate,
  models
)

test('G1 a journal written under other rules is read as it was recorded, whatever the rules are today', () => {
  expect(held(recorded, '2018-06-01')).toEqual(['p-3'])
  const state = today(recorded)
  expect(linesOf(state)).toEqual(linesOf(recorded))
  expect(laidFromScratch(conventionAggregate, psu, state)).not.toEqual(linesOf(state))
})

test('G1 G12 an act on a line that today’s rules would lay otherwise is refused, naming the line; others go on', () => {
  const { when } = given.from(today(recorded))
  const back = signal('m-3', '2018-06-02', [list('e-2'), attribute('p-4', 'approbateur', 'e-2')])
  expect(when(signal('m-4', '2018-06-02', [attribute('p-4', 'import')])).codes).toEqual([])
  const signalled = given.from(when(back).state)
  const half = given.from(signalled.when(signAvenant('m-3', 'caf', '2018-07-01')).state)
  expect(half.when(signAvenant('m-3', 'gestionnaire', '2018-07-01')).refusals).toMatchObject([
    {
      code: 'rules-drifted',
      path: '',
      facts: { kind: 'attribution', period: { from: '2018-07-01', to: null } },
      sentence: expect.stringContaining("il faut d'abord le rétablir")
    }
  ])
  // So is a correction of what was recorded.
  expect(when(correct(5, receive('m-1', '2018-03-06'))).codes).toContain('rules-drifted')
})

test('G1 the difference is recorded by an act of its own, with its reason; then acts go on', () => {
  const before = given.from(today(recorded))
  const { events, state } = before.when(restate)
  expect(events).toMatchObject([
    {
      type: 'ConventionRestated',
      data: {
        says: { motif: 'règles corrigées le 01/03/2026' },
        moves: [
          {
            kind: 'attribution',
            id: 'e-2/approbateur/p-2',
            period: { from: '2018-06-01', to: null },
            value: null
          },
          {
            kind: 'attribution',
            id: 'e-2/activite/p-3',
            period: { from: '2018-06-01', to: null },
            value: null
          }
        ]
      }
    }
  ])
  const codec = codecs.get('ConventionRestated') ?? never()
  const [restated] = events
  if (restated === undefined) throw new Error('nothing was restated')
  expect(decode<unknown>(codec)(JSON.parse(JSON.stringify(codec.encode(restated.data))))).toEqual(
    E.right(restated.data)
  )
  expect(linesOf(state)).toEqual(linesOf(given(...history).state))
  expect(linesOf(state)).toEqual(laidFromScratch(conventionAggregate, psu, state))
  expect(given.from(state).when(restate).events).toEqual([])
  expect(given.from(state).when(correct(5, receive('m-1', '2018-03-06'))).codes).toEqual([])
  // A reader, who knows no act, holds the same.
  const said = [...state.said.values()] as ReadonlyArray<Recorded>
  const read = said.reduce(
    (known, { moves }) =>
      withFacts(known, moves.map(factOf(conventionAggregate.kinds, revision => said[revision]))),
    emptyDossier(null)
  )
  expect(new Map(read.lines)).toEqual(new Map(state.lines))
})

test('G1 a line that follows from the ground alone drifts too: an act that moves it is refused, others are not', () => {
  const otherwise = given.from(givenOtherwise(...psuSigned).state)
  const terminate = command('TerminateConvention', {
    on: '2019-03-04',
    manquement: 'Accès confié à un tiers'
  })
  expect(otherwise.when(signal('m-1', '2018-03-01', [attribute('p-3', 'import')])).codes).toEqual([])
  expect(otherwise.when(terminate).refusals).toMatchObject([
    { code: 'rules-drifted', facts: { kind: 'effet', id: '' } }
  ])
  const { events, state } = otherwise.when(restate)
  expect(events).toMatchObject([{ data: { moves: Array(3).fill({ kind: 'effet' }) } }])
  expect(statusOn(given.from(state).when(terminate).state, '2019-03-04')).toBe('terminee')
})

test('G7 an agent of the Caf restates, and nobody else; before there is a dossier, nobody', () => {
  const partner = command('RestateConvention', { motif: 'essai' }, { kind: 'partenaire', id: 'partenaire-1' })
  expect(given.from(today(recorded)).when(partner).codes).toEqual(['acteur-not-allowed'])
  expect(given().when(restate).codes).toEqual(['not-drafted'])
})

test('G1 what was laid under other rules and is the same under today’s needs no restatement', () => {
  const { state } = givenBefore(
    ...psuDrafted,
    edit(attribute('p-3', 'import')),
    sign('gestionnaire', '2017-02-23')
  )
  expect(given.from(state).when(restate).events).toEqual([])
  expect(
    valueOn(given.from(state).when(sign('caf', '2017-02-23')).state, 'effet', '', '2018-01-01')?.status
  ).toBe('en-vigueur')
})
