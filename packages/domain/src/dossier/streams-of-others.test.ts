/** Streams that this service did not decide, or not under the models that it knows: they are read, and nothing is guessed. */
import {
  attribute,
  command,
  correct,
  draftMef,
  draftPsu,
  edit,
  given,
  identify,
  list,
  models,
  psuDrafted,
  psuSigned
} from '../../test/convention-commands'
import { linesOf } from '../../test/convention-lines'
import {
  correct as correctHabilitation,
  deliver,
  psuDelivered,
  requestMef,
  requestPsu
} from '../../test/habilitation-commands'
import { type ConventionEvent, conventionDecider, conventionValueOn } from '../convention'
import { type Decider, fold } from '../decider'
import { habilitationDecider } from '../habilitation'
import type { PersonneId } from '../identity/ids'
import { monenfant, psu } from '../model'
import type { Pointer } from './assertion'

const eventsOf = <State, Command, Ev>(
  decider: Decider<State, Command, Ev, unknown>,
  commands: ReadonlyArray<Command>
): ReadonlyArray<Ev> => {
  const events: Array<Ev> = []
  for (const command of commands) {
    const decision = decider.decide(command)(fold(decider)(events))
    if (decision._tag === 'Left') throw new Error(JSON.stringify(decision.left))
    events.push(...decision.right)
  }
  return events
}
const psuEvents = eventsOf(conventionDecider(models), psuSigned)
const delivered = eventsOf(habilitationDecider(models), psuDelivered)

test('G11 a convention under a model that this service does not know is not taken for one that does not exist', () => {
  const { initial, decide, evolve } = conventionDecider([monenfant])
  const state = fold({ initial, evolve })(psuEvents)
  for (const command of [edit(list('e-3')), correct(0, draftMef())])
    expect(decide(command)(state)).toMatchObject({
      left: [{ code: 'unknown-model', path: '', facts: { model: { id: 'psu', version: 1 } } }]
    })
  // It is begun once, whatever the model of the second draft.
  expect(decide(draftMef())(state)).toMatchObject({ left: [{ code: 'already-drafted' }] })
  expect(decide(draftPsu())(state)).toEqual({ _tag: 'Right', right: [] })
  expect(conventionValueOn(state, 'personne', 'p-1', null)).toMatchObject({ nom: 'NOM-p-1' })
})

test('G11 so is an habilitation', () => {
  const { initial, decide, evolve } = habilitationDecider([monenfant])
  const state = fold({ initial, evolve })(delivered)
  expect(decide(deliver('2017-03-02'))(state)).toMatchObject({ left: [{ code: 'unknown-model', path: '' }] })
  expect(decide(requestMef())(state)).toMatchObject({ left: [{ code: 'already-requested' }] })
})

test('G11 G18 once the model is corrected to one that is known, the acts of before stand', () => {
  const known = { id: 'psu', version: 2 }
  const both = conventionDecider([psu, { ...psu, version: 2 }])
  const before = fold(both)(psuEvents)
  const decided = both.decide(correct(0, draftPsu({ model: known })))(before)
  if (decided._tag === 'Left') throw new Error(JSON.stringify(decided.left))
  const later = conventionDecider([{ ...psu, version: 2 }])
  const state = fold(later)([...psuEvents, ...decided.right])
  expect(state.model).toEqual(known)
  expect(linesOf(state)).toEqual(linesOf(decided.right.reduce(both.evolve, before)))
  expect(later.decide(edit(attribute('p-3', 'activite')))(state)).toMatchObject({
    left: [{ code: 'draft-closed' }]
  })
})

test('G21 a correction does not carry a dossier to another id: it is told whose it names', () => {
  const { addressee } = conventionDecider(models)
  expect(addressee?.(correct(0, draftPsu({ conventionId: 'autre' })))).toEqual({
    category: 'convention',
    ids: ['autre']
  })
  expect(addressee?.(correct(2, null))).toEqual({ category: 'convention', ids: [] })
  const habilitation = habilitationDecider(models).addressee
  // The convention that a request names may have been the mistake.
  expect(
    habilitation?.(correctHabilitation(0, requestPsu({ habilitationId: 'h-9', conventionId: 'autre' })))?.ids
  ).toEqual(['h-9'])
})

test('G15 a pointer leads only to what an event says, of its own kind: anything else is nothing there', () => {
  const { evolve } = conventionDecider(models)
  const drafted = given(...psuDrafted).state
  const pointing = (at: Pointer): ConventionEvent => ({
    type: 'AnnexesEdited',
    data: {
      says: { changes: [] },
      moves: [{ kind: 'personne', id: 'p-1', period: { from: null, to: null }, at }]
    }
  })
  const nameAt = (at: Pointer) =>
    conventionValueOn(evolve(drafted, pointing(at)), 'personne', 'p-1' as PersonneId, null)
  expect(nameAt([0, 'says', 'personnes', 1, 'personne'])).toMatchObject({ nom: 'NOM-p-2' })
  for (const at of [
    [99],
    [0, 'says', 'personnes', 9],
    [0, 'constructor'],
    [0, 'says', '__proto__'],
    [0, 'says', 'conventionId', 'at'],
    [0, 'says', 'toString'],
    [0, 'says'],
    [0, 'says', 'model'],
    [0, 'says', 'conventionId'],
    [0, 'says', 'etablissements', 0, 'etablissement'],
    [0, 'says', 'personnes'],
    [0, 'says', 'personnes', 1, 'personne', 'nom']
  ] as ReadonlyArray<Pointer>)
    expect(nameAt(at)).toBeNull()
})

test('G2 G15 what a forged pointer hides is told as drift, and given again by a restatement', () => {
  const { evolve, drift } = conventionDecider(models)
  const forged: ConventionEvent = {
    type: 'AnnexesEdited',
    data: {
      says: { changes: [] },
      moves: [
        {
          kind: 'personne',
          id: 'p-1',
          period: { from: null, to: null },
          at: [0, 'says', 'etablissements', 0, 'etablissement']
        }
      ]
    }
  }
  const state = evolve(given(...psuDrafted).state, forged)
  expect(drift?.(state)).toMatchObject([{ kind: 'personne', id: 'p-1' }])
  expect(given.from(state).when(edit(identify('p-1', 'AUTRE'))).codes).toContain('rules-drifted')
  const restated = given.from(state).when(command('RestateConvention', { motif: 'journal abîmé' })).state
  expect(drift?.(restated)).toEqual([])
  expect(conventionValueOn(restated, 'personne', 'p-1' as PersonneId, null)).toMatchObject({ nom: 'NOM-p-1' })
})

test.each([1, 2, 7, 99])('G1 G15 a stored correction of place %d, where no act is, places none', corrects => {
  const { evolve, drift } = conventionDecider(models)
  const before = given(...psuDrafted).state
  const instead = { type: 'AnnexesEdited', says: { changes: [] } }
  const forged: ConventionEvent = {
    type: 'ConventionCorrected',
    data: {
      says: { corrections: [{ corrects: corrects + before.revision - 1, instead }], motif: 'faux' },
      moves: []
    }
  }
  const state = evolve(before, forged)
  expect([...state.acts]).toEqual([...before.acts])
  expect(linesOf(state)).toEqual(linesOf(before))
  expect(drift?.(state)).toEqual([])
  // The event that is recorded there later is the act of that place.
  const later = given.from(state).when(edit(list('e-9')))
  expect(later.codes).toEqual([])
  expect(later.state.acts.get(state.revision)).toMatchObject({ type: 'AnnexesEdited', place: state.revision })
})
