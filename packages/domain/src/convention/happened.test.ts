import * as E from 'fp-ts/Either'
import {
  agreeNonRespect,
  annul,
  attribute,
  correct,
  delist,
  derogation,
  draftPsu,
  given,
  mefDrafted,
  mefSigned,
  models,
  notice,
  psuDrafted,
  psuSigned,
  receive,
  revise,
  rivageDrafted,
  sign,
  signAvenant,
  signal,
  terminate,
  transmit,
  verify,
  withdrawModification
} from '../../test/convention-commands'
import { unrecorded } from '../decider'
import { read } from '../fixtures'
import { Instant } from '../time'
import { type ConventionCommand, conventionActs, conventionDecider } from '.'

const { decide } = conventionDecider(models)

const recordedAt = (at: string, before: ReadonlyArray<ConventionCommand>, act: ConventionCommand) => {
  const decision = decide(act, { ...unrecorded, at: read(Instant, at) })(given(...before).state)
  return E.isLeft(decision) ? decision.left : []
}
const future = (path: string, on: string, recordedOn: string) => ({
  code: 'not-yet-happened',
  path,
  facts: { on, recordedOn }
})

const formed = [...psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'import')])]
const mefSigned2017 = [...mefDrafted, sign('caf', '2017-07-06'), sign('fournisseur', '2017-07-26')]
const avenant = [...psuSigned, signal('m-1', '2018-03-01', [delist('e-2')])]
/** Each act that says that something happened on 05/03/2018, with the paths of those dates: written out, it is the rule. */
const said: Readonly<
  Record<string, readonly [ReadonlyArray<ConventionCommand>, ConventionCommand, ReadonlyArray<string>]>
> = {
  ClauseAnnulled: [mefSigned2017, annul('2018-03-05'), ['data.on']],
  ConventionSigned: [mefDrafted, sign('caf', '2018-03-05'), ['data.signedOn']],
  ModificationSignalled: [
    psuSigned,
    signal('m-1', '2018-03-05', [attribute('p-3', 'import')]),
    ['data.signalledOn']
  ],
  FormulaireReceived: [formed, receive('m-1', '2018-03-05'), ['data.receivedOn']],
  AnnexeRevised: [formed, revise('m-1', '2018-03-05'), ['data.establishedOn']],
  AvenantSigned: [avenant, signAvenant('m-1', 'caf', '2018-03-05'), ['data.signedOn']],
  ModificationWithdrawn: [formed, withdrawModification('m-1', '2018-03-05'), ['data.on']],
  NoticeGiven: [mefSigned2017, notice('2018-03-05', '2018-03-05'), ['data.dispatchedOn', 'data.receivedOn']],
  TransmissionRecorded: [mefSigned2017, transmit('2018-03-05'), ['data.transmittedOn', 'data.receivedOn']],
  NonRespectAgreed: [psuSigned, agreeNonRespect('2018-03-05'), ['data.agreedOn']],
  DérogationGranted: [psuSigned, derogation('2018-09-01', { agreedOn: '2018-03-05' }), ['data.agreedOn']],
  VerificationRecorded: [psuSigned, verify('2018-03-05'), ['data.on']]
}

test.each(Object.entries(said))('G24 %s is not said before it has happened', (_, [before, act, paths]) => {
  // 05/03 begins in Paris at 23:00Z.
  expect(recordedAt('2018-03-04T22:59:59.999Z', before, act)).toMatchObject(
    paths.map(path => future(path, '2018-03-05', '2018-03-04'))
  )
  expect(recordedAt('2018-03-04T23:00:00.000Z', before, act)).toEqual([])
  expect(recordedAt('2030-01-01T00:00:00.000Z', before, act)).toEqual([])
  // An old history that is told again is not asked.
  expect(given(...before).when(act).codes).toEqual([])
})

test('G24 the table names every act that says so', () => {
  const acts = Object.values(conventionActs).flatMap(act => ('happened' in act ? [act.event] : []))
  expect(Object.keys(said).sort()).toEqual(acts.sort())
})

test('G24 each date that is to come is told; what is past beside it is not', () => {
  const [before] = said.NoticeGiven ?? [[]]
  expect(recordedAt('2018-03-04T12:00:00.000Z', before, notice('2018-03-03', '2018-03-05'))).toMatchObject([
    {
      ...future('data.receivedOn', '2018-03-05', '2018-03-04'),
      sentence: "le 05/03/2018 est à venir : l'enregistrement est du 04/03/2018"
    }
  ])
})

test("G24 G3 the day of recording is that of the model's zone: still the day before in Guadeloupe", () => {
  const act = sign('caf', '2018-03-05', { signataire: 'p-3' })
  expect(recordedAt('2018-03-05T03:59:59.999Z', rivageDrafted(), act)).toMatchObject([
    future('data.signedOn', '2018-03-05', '2018-03-04')
  ])
  expect(recordedAt('2018-03-05T04:00:00.000Z', rivageDrafted(), act)).toEqual([])
})

test('G24 what is announced may lie ahead: an end, a last day, an effect, changes for a time', () => {
  const at = '2018-03-04T12:00:00.000Z'
  for (const [before, act] of [
    [psuSigned, terminate('2019-01-01')],
    [psuDrafted, derogation('2019-01-01')],
    [psuSigned, signal('m-1', '2018-03-01', [attribute('p-3', 'import', 'e-1', { to: '2019-01-01' })])],
    [[], draftPsu({ period: { from: '2019-01-01', to: '2023-01-01' } })]
  ] as const)
    expect(recordedAt(at, before, act)).toEqual([])
})

test('G24 a correction tells no future either', () => {
  const before = [...formed, receive('m-1', '2018-03-05')]
  const at = '2018-03-10T12:00:00.000Z'
  expect(recordedAt(at, before, correct(5, receive('m-1', '2018-03-11')))).toMatchObject([
    future('data.corrections[0].instead.data.receivedOn', '2018-03-11', '2018-03-10')
  ])
  expect(recordedAt(at, before, correct(5, receive('m-1', '2018-03-10')))).toEqual([])
  expect(recordedAt(at, mefSigned, correct(2, sign('caf', '2018-03-10', { signataire: 'p-2' })))).toEqual([])
})
