import * as fc from 'fast-check'
import {
  correct,
  correctAll,
  draftMef,
  draftPsu,
  given,
  mefDrafted,
  mefSigned,
  notice,
  psuDrafted,
  psuSigned,
  rivageDrafted,
  sign,
  terminate,
  transmit
} from '../../test/convention-commands'
import {
  closeAccess,
  given as givenHabilitation,
  psuDelivered,
  report,
  tellEnd
} from '../../test/habilitation-commands'
import { date, of } from '../../test/histories'
import { placed, recorded, systeme, toldAt, toldBy } from '../../test/telling'
import {
  type ConventionCommand,
  type ConventionEvent,
  type ConventionState,
  conventionLine
} from '../convention'
import { accèsOn, type HabilitationCommand } from '../habilitation'
import type { Article } from '../refusal'
import { dateCivile } from '../time'

// Of two persons who have no role that moves.
const under = [placed('h-1', 'p-4'), placed('h-2', 'p-5')]
const react = toldBy(...under)
const psu = (article: string) => ({ source: 'PSU', article })
const mef = (article: string) => ({ source: 'MEF', article })
const told = (type: string, data: unknown) =>
  ['habilitation-h-1', 'habilitation-h-2'].map(stream => ({
    stream,
    command: { type, acteur: systeme, data }
  }))
const endings = (on: string, article: Article) => told('TellConventionEnd', { on, article })
const resumings = told('TellConventionEnd', { on: null })

/** What the last of the commands has the first habilitation told. */
const first = (...commands: ReadonlyArray<ConventionCommand>) => {
  const [reaction] = react(...commands)
  if (reaction === undefined) throw new Error('no reaction')
  return reaction.command
}
const status = (commands: ReadonlyArray<HabilitationCommand>, ...dates: ReadonlyArray<string>) =>
  dates.map(on => accèsOn(givenHabilitation(...commands).state, dateCivile(on))?.status)

test('P22 a termination is told to every habilitation of the convention, with its article', () => {
  expect(react(...psuSigned, terminate('2018-05-02'))).toEqual(endings('2018-05-02', psu('2.4')))
})

test('P27 the term of a convention is told from the day it is signed, with the article of the duration', () => {
  const signed = [...psuDrafted, sign('gestionnaire', '2017-02-23'), sign('caf', '2017-02-23')]
  expect(react(...signed)).toEqual(endings('2021-01-01', psu('5')))
  expect(status([...psuDelivered, first(...signed)], '2020-12-31', '2021-01-01')).toEqual(['ouvert', 'ferme'])
})

test('M19 a notice ends them on the échéance; one corrected, or whose échéance a signature moves, on the new one', () => {
  expect(react(...mefSigned, notice('2024-04-20', '2024-04-27'))).toEqual(endings('2025-07-26', mef('5')))
  const noticed = [...mefSigned, notice('2024-04-20', '2024-04-25')]
  expect(react(...noticed, correct(4, notice('2024-04-20', '2024-04-29')))).toEqual(
    endings('2025-07-26', mef('5'))
  )
  expect(react(...noticed, correct(3, sign('fournisseur', '2023-07-25')))).toEqual(
    endings('2024-07-25', mef('5'))
  )
})

test('P22 what neither ends a convention nor takes an end back tells nothing', () => {
  const events = recorded(mefSigned)
  expect(events).toHaveLength(mefSigned.length)
  expect(events.flatMap((_, i) => toldAt(events, i, under))).toEqual([])
  expect(react(...mefSigned, transmit('2023-08-07'), correct(4, transmit('2023-08-08')))).toEqual([])
})

test('G1 M18 a notice withdrawn lets the habilitations run again', () => {
  expect(react(...mefSigned, notice('2024-04-20', '2024-04-26'), correct(4, null))).toEqual(resumings)
})

test('G1 a signature withdrawn: no text is in force, and none has ended', () => {
  expect(react(...psuSigned, correct(3, null))).toEqual(resumings)
})

test('G1 P22 P27 a termination withdrawn, or a period corrected: they run to the right term', () => {
  const terminated = [...psuSigned, terminate('2018-05-02')]
  const back = [...terminated, correct(4, null)]
  expect(react(...back)).toEqual(endings('2021-01-01', psu('5')))
  const ended = first(...psuSigned, terminate('2018-05-02'))
  expect(status([...psuDelivered, ended, first(...back)], '2018-05-02', '2020-12-31', '2021-01-01')).toEqual([
    'ouvert',
    'ouvert',
    'ferme'
  ])
  const shorter = draftPsu({ period: { from: '2017-01-01', to: '2020-01-01' } })
  expect(react(...psuSigned, correct(0, shorter))).toEqual(endings('2020-01-01', psu('5')))
  // The termination stands, and its article: what is told again is recorded once, as below.
  expect(react(...terminated, correct(0, shorter))).toEqual(endings('2018-05-02', psu('2.4')))
})

test('G13 run twice, the reaction ends an habilitation once, and resumes it once', () => {
  const ended = first(...psuSigned, terminate('2018-05-02'))
  const once = givenHabilitation(...psuDelivered).when(ended)
  expect(once.events).toHaveLength(1)
  expect(accèsOn(once.state, dateCivile('2018-05-02'))).toMatchObject({
    status: 'ferme',
    cause: 'convention-terminee',
    article: psu('2.4')
  })
  expect(givenHabilitation.from(once.state).when(ended).events).toEqual([])
  const resumed = first(...mefSigned, notice('2024-04-20', '2024-04-26'), correct(4, null))
  const again = givenHabilitation.from(once.state).when(resumed)
  expect(accèsOn(again.state, dateCivile('2030-01-01'))).toMatchObject({ status: 'ouvert' })
  expect(givenHabilitation.from(again.state).when(resumed).events).toEqual([])
})

test('G13 P22 an access that was closed otherwise, before or after, is no obstacle to the end of the convention', () => {
  const ended = first(...psuSigned, terminate('2018-05-02'))
  for (const on of ['2018-04-01', '2018-06-01'])
    for (const closing of [report(on, on), closeAccess(on)]) {
      const once = givenHabilitation(...psuDelivered, closing).when(ended)
      expect(once.events).toMatchObject([{ type: 'ConventionEndTold' }])
      expect(givenHabilitation.from(once.state).when(ended).events).toEqual([])
    }
})

test('M19 an end that moves, later or earlier, replaces the end that was told', () => {
  const onDates = (...ends: ReadonlyArray<string>) =>
    status([...psuDelivered, ...ends.map(on => tellEnd(on))], '2018-07-01', '2019-07-01')
  expect(onDates('2018-06-01')).toEqual(['ferme', 'ferme'])
  expect(onDates('2018-06-01', '2019-06-01')).toEqual(['ouvert', 'ferme'])
  expect(onDates('2019-06-01', '2018-06-01')).toEqual(['ferme', 'ferme'])
  expect(onDates('2018-06-01', '2019-06-01', '2018-06-01')).toEqual(['ferme', 'ferme'])
})

/** Signatures, ends, what corrects them, and what has nothing to do with them. */
const conventions = [
  { start: psuDrafted, parties: ['gestionnaire', 'caf'], draft: draftPsu },
  { start: mefDrafted, parties: ['fournisseur', 'caf'], draft: draftMef },
  { start: rivageDrafted(), parties: ['association', 'commune', 'caf'], draft: null },
  {
    start: rivageDrafted(4, { period: { from: '2017-01-01', to: '2018-01-01' } }),
    parties: ['association', 'caf'],
    draft: null
  }
] as const

const histories = fc.constantFrom(...conventions).chain(({ start, parties, draft }) => {
  const act: fc.Arbitrary<ConventionCommand> = fc.oneof(
    fc.tuple(of(...parties), date).map(([partie, on]) => sign(partie, on)),
    fc.tuple(date, date, of(...parties)).map(([sent, received, partie]) => notice(sent, received, partie)),
    date.map(on => terminate(on)),
    date.map(on => transmit(on)),
    ...(draft === null
      ? []
      : [
          date.map(to =>
            draft === draftPsu
              ? draftPsu({ period: { from: '2017-01-01', to } })
              : draftMef({ namedDate: to })
          )
        ])
  )
  const one = fc.tuple(fc.nat({ max: 9 }), fc.option(act, { freq: 1 }))
  const correction = fc.array(one, { minLength: 1, maxLength: 2 }).map(all => correctAll(...all))
  return fc
    .tuple(date, fc.array(fc.oneof(act, act, correction), { minLength: 1, maxLength: 12 }))
    .map(([on, commands]) => [...start, ...parties.map(partie => sign(partie, on)), ...commands])
})

/** What the line of the effet says: the first day on which the convention has ended, and by which article. */
const endOf = (state: ConventionState) => {
  const ended = conventionLine(state, 'effet', '').find(({ value }) => value?.status === 'terminee')
  return ended?.value?.status === 'terminee' ? { on: ended.from, article: ended.value.article } : null
}

test('G6 G18 after any history of a convention, the last told is its end, with its article, or none', () => {
  const seen = { ends: 0, moved: 0, none: 0 }
  fc.assert(
    fc.property(histories, commands => {
      let { state } = given()
      let all: ReadonlyArray<ConventionEvent> = []
      let last: ReturnType<typeof endOf> = null
      for (const command of commands) {
        const outcome = given.from(state).when(command)
        if (outcome.codes.length > 0) continue
        const events = [...all, ...outcome.events]
        const [reaction] = outcome.events.flatMap((_, i) => toldAt(events, all.length + i, under))
        all = events
        if (reaction?.command.type === 'TellConventionEnd') {
          const { on, article } = reaction.command.data
          if (on === null) seen.none += last === null ? 0 : 1
          else if (last === null) seen.ends += 1
          else seen.moved += 1
          last = on === null ? null : { on, article: article ?? psu('?') }
        }
        state = outcome.state
        expect(last).toEqual(endOf(state))
      }
    }),
    { numRuns: 800 }
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})
