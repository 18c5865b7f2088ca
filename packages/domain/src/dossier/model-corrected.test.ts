import {
  correct as correctConvention,
  draftPsu,
  given as givenConvention,
  psuDrafted,
  rivage
} from '../../test/convention-commands'
import {
  block,
  correct,
  correctAll,
  deliver,
  given,
  psuDelivered,
  report,
  requestMef,
  requestPsu,
  requestRivage
} from '../../test/habilitation-commands'
import { accèsOn, habilitationLine } from '../habilitation'
import { dateCivile } from '../time'

const requested = { requestedOn: '2017-02-23' }

test('G11 G18 a model named by mistake is corrected: what stands is decided again under the right one', () => {
  const departed = given(requestPsu(), report('2018-06-01', '2018-06-01')).when(
    correct(0, requestMef(requested))
  )
  const meant = given(requestMef(requested), report('2018-06-01', '2018-06-01'))
  expect(habilitationLine(departed.state, 'depart', '')).toEqual(habilitationLine(meant.state, 'depart', ''))
  expect(departed.state.model).toEqual({ id: 'monenfant', version: 1 })
  // Nothing has drifted: the next act is taken.
  expect(given.from(departed.state).when(report('2018-05-01', '2018-05-02')).events).toHaveLength(1)
})

test('G11 G18 what does not hold under the right model is named', () => {
  const { when } = given(...psuDelivered, block('2018-05-14'))
  expect(when(correct(0, requestMef(requested))).refusals).toMatchObject([
    {
      code: 'rests-upon',
      article: { source: 'MEF' },
      facts: { revision: 1, because: { code: 'step-out-of-order' } }
    },
    { code: 'rests-upon', facts: { revision: 2, because: { code: 'not-in-model' } } }
  ])
  const other = given(...psuDelivered, report('2018-06-01', '2018-06-20')).when(
    correct(0, requestRivage(requested))
  )
  expect(accèsOn(other.state, dateCivile('2018-06-01'))).toMatchObject({
    status: 'ferme',
    article: { source: 'RIVAGE' }
  })
})

test('G11 an unknown model is told where the correction names it', () => {
  const unknown = { id: 'psu', version: 7 }
  const path = 'data.corrections[0].instead.data.model'
  for (const { refusals } of [
    given(...psuDelivered).when(correct(0, requestPsu({ model: unknown }))),
    givenConvention(...psuDrafted).when(correctConvention(0, draftPsu({ model: unknown })))
  ])
    expect(refusals).toMatchObject([{ code: 'unknown-model', path }])
})

test('G11 G18 the draft of a convention, likewise: its parties, establishments and effect are those of the right model', () => {
  const { refusals } = givenConvention(...psuDrafted).when(
    correctConvention(0, draftPsu({ model: { id: rivage.id, version: rivage.version } }))
  )
  expect(refusals.map(({ code }) => code)).toContain('unknown-partie')
  expect(refusals).toContainEqual(
    expect.objectContaining({ code: 'rests-upon', facts: expect.objectContaining({ revision: 1 }) })
  )
})

test('G18 one correction of an event, and nothing begins a dossier twice', () => {
  const { when } = given(...psuDelivered)
  const twice = correctAll([1, deliver('2017-03-02')], [1, deliver('2017-03-03')])
  expect(when(twice).refusals).toMatchObject([
    { code: 'corrected-twice', path: 'data.corrections[1].corrects' }
  ])
  const { state } = when(correct(1, null))
  expect(given.from(state).when(correct(1, requestPsu())).codes).toEqual(['opens-elsewhere'])
  expect(given.from(state).when(correct(1, deliver('2017-03-02'))).events).toHaveLength(1)
})
