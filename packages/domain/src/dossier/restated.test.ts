import { correct, given, psuDelivered, report, restate } from '../../test/habilitation-commands'
import { habilitationDecider, habilitationLine } from '../habilitation'
import { habilitationOf, psu } from '../model'
import { specification } from '../testing'

/** The same model, once its article on departures is read otherwise: what was recorded is as it was. */
const article = { source: 'PSU', article: '2.3, alinéa 4' }
const mended = {
  ...psu,
  habilitation: { ...habilitationOf(psu), endOfMission: { ...habilitationOf(psu).endOfMission, article } }
}
const decider = habilitationDecider([mended])
const under = specification(decider).given
const departed = [...psuDelivered, report('2018-06-01', '2018-06-02')]
const recorded = departed.flatMap((command, i) => given(...departed.slice(0, i)).when(command).events)
const state = recorded.reduce(decider.evolve, decider.initial)

test('G2 what was recorded under other rules is read as it was recorded', () => {
  expect(habilitationLine(state, 'depart', '')).toEqual(
    habilitationLine(given(...departed).state, 'depart', '')
  )
})

test('G2 G12 an act that touches what the rules would lay otherwise is refused, naming the line and its days', () => {
  const { when } = under.from(state)
  // On the days before it, nothing has drifted.
  expect(when(report('2018-05-01', '2018-05-02')).events).toHaveLength(1)
  const { refusals } = when(correct(2, report('2018-07-01', '2018-07-01')))
  expect(refusals).toMatchObject([
    { code: 'rules-drifted', facts: { kind: 'depart', period: { from: '2018-06-01', to: null } } }
  ])
  expect(refusals[0]?.sentence).toMatch(/^ce dossier a été enregistré sous d'autres règles/)
})

test('G1 G13 a restatement records the difference as an act of its own, once; then the dossier goes on', () => {
  const restated = under.from(state).when(restate)
  expect(restated.events).toMatchObject([
    {
      type: 'HabilitationRestated',
      data: { moves: [{ kind: 'depart', period: { from: '2018-06-01', to: null }, value: { article } }] }
    }
  ])
  const { when } = under.from(restated.state)
  expect(when(restate).events).toEqual([])
  expect(when(correct(2, report('2018-07-01', '2018-07-01'))).events).toHaveLength(1)
})
