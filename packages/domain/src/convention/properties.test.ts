import * as fc from 'fast-check'
import {
  attribute,
  correct,
  delist,
  given,
  identify,
  list,
  models,
  psuSigned,
  revise,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { looking, playing } from '../../test/looking'
import {
  conventionHistories,
  correctedHistories,
  mefChoices,
  psuChoices,
  rivageChoices
} from '../../test/plausible-commands'
import { decode } from '../codec'
import { findModel } from '../model'
import { addDays, type DateCivile, dateCivile } from '../time'
import { sameValue, timelineOf, timelinesOf, valueOn } from '../timeline'
import { holdersOn } from './decide-seats'
import { conventionEvents } from './events'
import { attributionOf, type ConventionFacts } from './facts'
import { type ConventionState, conventionModel, effetOn } from './state'

const modelOf = (state: ConventionState) => {
  const ref = conventionModel(state)
  const model = ref === null ? null : findModel(models)(ref)
  if (model === null) throw new Error('no model')
  return model
}
/** Every day on which anything changes, and the days around them; `null` is before all. */
const daysOf = (state: ConventionState): ReadonlyArray<DateCivile | null> => {
  const changes = (['attribution', 'etablissement', 'effet'] as const).flatMap(kind =>
    [...timelinesOf(state.timelines, kind).values()].flatMap(steps =>
      steps.flatMap(({ from }) => (from === null ? [] : [from]))
    )
  )
  return [null, ...new Set(changes.flatMap(day => [addDays(day, -1), day, addDays(day, 1)]))]
}
const choices = [psuChoices, mefChoices, rivageChoices]
const histories = fc.oneof(...choices.map(conventionHistories), ...choices.map(correctedHistories))
const play = playing(given)
const check = looking(play, histories, 400)

test('P7 whatever is asked, no role is held by more than its cap on any day, nor below its minimum in force', () => {
  let seen = 0
  check(state => {
    const broken = modelOf(state).roles.flatMap(({ id: role, cap, min }) =>
      [...timelinesOf(state.timelines, 'etablissement')].flatMap(([etablissement, listing]) =>
        daysOf(state).flatMap(day => {
          const { length } = holdersOn(state, role, etablissement, day)
          const counted =
            day !== null && effetOn(state, day).status === 'en-vigueur' && valueOn(day)(listing) !== null
          if (counted) seen += 1
          return (cap !== null && length > cap) || (counted && length < min)
            ? [{ role, etablissement, day, length }]
            : []
        })
      )
    )
    expect(broken).toEqual([])
  })
  expect(seen).toBeGreaterThan(1000)
})

test('P7 of four persons asked for one role, now and then, no more hold it on any day than its cap', () => {
  const change = fc
    .tuple(fc.constantFrom(attribute, attribute, withdraw), fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4'))
    .map(([what, personne]) => what(personne, 'activite'))
  const day = fc.integer({ min: 0, max: 60 }).map(n => addDays(dateCivile('2018-01-01'), n))
  let full = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { minLength: 2, maxLength: 8 }), asked => {
      const { state } = asked.reduce(
        (known, [on, one], i) => {
          const signalled = known.when(signal(`m-${i}`, '2017-02-24', [one])).state
          return given.from(given.from(signalled).when(revise(`m-${i}`, on)).state)
        },
        given(...psuSigned)
      )
      const holders = daysOf(state).map(on => holdersOn(state, 'activite', 'e-1', on).length)
      expect(Math.max(...holders)).toBeLessThanOrEqual(2)
      full += holders.includes(2) ? 1 : 0
    }),
    { numRuns: 200 }
  )
  expect(full).toBeGreaterThan(100)
})

test('P2 whatever is asked, nobody has a role on an establishment that is not covered, or whose nature has not that role', () => {
  let held = 0
  check(state => {
    const { roles } = modelOf(state)
    const broken = [...timelinesOf(state.timelines, 'attribution')].flatMap(([id, timeline]) =>
      daysOf(state).flatMap(day => {
        const value = valueOn(day)(timeline)
        if (value === null) return []
        held += 1
        const attribution = attributionOf(id, value)
        const { etablissementId } = attribution
        const listed = valueOn(day)(timelineOf(state.timelines, 'etablissement', etablissementId))
        const natures = roles.find(({ id }) => id === attribution.role)?.natures ?? null
        return listed === null || natures?.includes(listed.nature) === false ? [{ day, attribution }] : []
      })
    )
    expect(broken).toEqual([])
  })
  expect(held).toBeGreaterThan(1000)
})

test('P30 whatever is asked, no n° Sias is that of two establishments on one day', () => {
  let compared = 0
  check(state => {
    const listings = [...timelinesOf(state.timelines, 'etablissement').values()]
    const shared = daysOf(state).filter(day => {
      const numbers = listings.flatMap(listing => valueOn(day)(listing)?.numeroSias ?? [])
      compared += numbers.length > 1 ? 1 : 0
      return new Set(numbers).size < numbers.length
    })
    expect(shared).toEqual([])
  })
  expect(compared).toBeGreaterThan(300)
})

test('P11 whatever is asked, who has a role on a day has a name on that day', () => {
  let named = 0
  check(state => {
    const nameless = [...timelinesOf(state.timelines, 'attribution')].flatMap(([id, timeline]) =>
      daysOf(state).flatMap(day => {
        const value = valueOn(day)(timeline)
        if (value === null) return []
        named += 1
        const { personneId } = attributionOf(id, value)
        return valueOn(day)(timelineOf(state.timelines, 'personne', personneId)) === null ? [{ id, day }] : []
      })
    )
    expect(nameless).toEqual([])
  })
  expect(named).toBeGreaterThan(1000)
})

test('M18 whatever is asked, the effect goes from draft to come, to in force, to ended, and never back', () => {
  const order = ['a-venir', 'en-vigueur', 'terminee']
  check(state => {
    const steps = timelineOf(state.timelines, 'effet', '')
    const statuses = steps.map(({ value }) => value?.status ?? 'projet')
    if (state.signed === null) return expect(statuses).toEqual(['projet'])
    const ranks = statuses.map(status => order.indexOf(status))
    expect(ranks).toEqual([...new Set(ranks)].sort())
    expect(ranks[0]).toBe(0)
    const dates = steps.flatMap(({ from }) => (from === null ? [] : [from]))
    expect(dates).toEqual([...new Set(dates)].sort())
  })
})

test('P22 whatever was asked, from the end of the convention on nobody must hold a role', () => {
  let asked = 0
  check(state => {
    const [last] = timelineOf(state.timelines, 'effet', '').slice(-1)
    if (last?.from == null || last.value?.status !== 'terminee') return
    for (const { id, min } of modelOf(state).roles) {
      const withdrawn = ['p-1', 'p-2', 'p-3'].map(personne => withdraw(personne, id))
      const { codes } = given.from(state).when(correct(8, last.from, null, withdrawn))
      expect(codes).not.toContain('role-uncovered')
      asked += min
    }
  })
  expect(asked).toBeGreaterThan(40)
})

test('G13 whatever was asked, the same again gives no event and no error', () => {
  let accepted = 0
  check((state, command, before) => {
    if (state === before) return
    accepted += 1
    expect([command.type, given.from(state).when(command).events]).toEqual([command.type, []])
  })
  expect(accepted).toBeGreaterThan(300)
})

test('G1 whatever is corrected, the event named no longer stands, and nothing is said of another kind of event', () => {
  const corrected: Array<string> = []
  check((state, command, before) => {
    if (state === before || command.type !== 'CorrectConvention') return
    const { corrects, instead } = command.data
    const [first, ...changes] = given.from(before).when(command).events
    corrected.push(before.acts.get(corrects)?.type ?? '')
    expect(first).toMatchObject({ type: 'ConventionCorrected', data: { corrects } })
    for (const { data } of changes)
      expect(data).toMatchObject({ instrument: { kind: 'correction', corrects } })
    expect(state.acts.has(corrects)).toBe(false)
    expect(state.acts.size).toBeGreaterThanOrEqual(before.acts.size - 1)
    if (instead === null) expect(state.corrected.get(corrects)).toBeNull()
  })
  expect(corrected.length).toBeGreaterThan(100)
  expect(new Set(corrected).size).toBeGreaterThan(6)
})

test('G9 every event decided reads back from its own JSON, the same', () => {
  check((state, command, before) => {
    if (state === before) return
    for (const { type, data } of given.from(before).when(command).events) {
      const codec = conventionEvents[type].data
      expect(codec.is(data)).toBe(true)
      const text = JSON.stringify(data)
      const read = decode<unknown>(codec)(JSON.parse(text))
      // The keys in the same order: facts and acts are compared by their texts.
      expect(JSON.stringify(read)).toBe(`{"_tag":"Right","right":${text}}`)
    }
  })
})

test('G2 a change received late undoes nothing already known for later', () => {
  const personneId = fc.constantFrom('p-3', 'p-4')
  const change = fc.oneof(
    personneId.map(id => attribute(id, 'activite')),
    personneId.map(id => withdraw(id, 'activite')),
    fc.tuple(personneId, fc.constantFrom('MARTIN', 'DURAND')).map(([id, nom]) => identify(id, nom))
  )
  const day = fc.integer({ min: 0, max: 1400 }).map(n => addDays(dateCivile('2017-02-24'), n))
  const late: Array<boolean> = []
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { minLength: 2, maxLength: 6 }), asked => {
      asked.reduce(
        (known, [on, one], i) => {
          const signalled = known.when(signal(`m-${i}`, '2017-02-24', [one])).state
          const { state } = given.from(signalled).when(revise(`m-${i}`, on))
          const undone = (['attribution', 'personne'] as const).flatMap(kind =>
            [...timelinesOf(known.state.timelines, kind)].flatMap(([id, timeline]) =>
              timeline.flatMap(({ from, value }) => {
                if (from === null || from <= on) return []
                late.push(true)
                return sameValue(value, valueOn(from)(timelineOf(state.timelines, kind, id)))
                  ? []
                  : [{ kind, id, from }]
              })
            )
          )
          expect(undone).toEqual([])
          return given.from(state)
        },
        given(...psuSigned)
      )
    }),
    { numRuns: 300 }
  )
  expect(late.length).toBeGreaterThan(300)
})

test('P2 G2 an absence received late lasts until the next return already known, and no less', () => {
  const away = [withdraw('p-3', 'activite'), delist('e-3')]
  const change = fc.constantFrom(
    ...away,
    ...['titulaire', 'suppleant'].map(rang => attribute('p-3', 'activite', 'e-1', { rang })),
    ...['UN NOM', 'UN AUTRE'].map(nom => list('e-3', { nom }))
  )
  const day = fc.integer({ min: 0, max: 30 }).map(n => addDays(dateCivile('2018-01-01'), n))
  const covering = correct(7, null, null, [
    list('e-2', { nom: 'AUTRE NOM' }),
    list('e-3'),
    attribute('p-1', 'approbateur', 'e-3')
  ])
  let returns = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { minLength: 2, maxLength: 8 }), asked => {
      let known = given(...psuSigned, covering)
      asked.forEach(([on, one], i) => {
        const id = `m-${i}`
        const steps = [
          signal(id, on, [
            one,
            ...(one.kind === 'list-etablissement' ? [attribute('p-1', 'approbateur', 'e-3')] : [])
          ]),
          signAvenant(id, 'gestionnaire', on),
          signAvenant(id, 'caf', on)
        ]
        const before = known.state
        for (const step of steps) known = given.from(known.when(step).state)
        if (known.state === before || !away.includes(one)) return
        const [kind, key] =
          one === away[0]
            ? (['attribution', 'e-1/activite/p-3'] as const)
            : (['etablissement', 'e-3'] as const)
        const was = timelineOf<ConventionFacts, typeof kind>(before.timelines, kind, key)
        const is = timelineOf<ConventionFacts, typeof kind>(known.state.timelines, kind, key)
        const wrong: Array<DateCivile> = []
        let returned = false
        for (let date = on, last = valueOn(on)(was); date < '2018-03-01'; date = addDays(date, 1)) {
          const value = valueOn(date)(was)
          if (last === null && value !== null) {
            returned = true
            returns += 1
          }
          last = value
          if (!sameValue(valueOn(date)(is), returned ? value : null)) wrong.push(date)
        }
        expect(wrong).toEqual([])
      })
    }),
    { numRuns: 300 }
  )
  expect(returns).toBeGreaterThan(20)
})

test('G8 the same history gives the same state', () => {
  fc.assert(
    fc.property(histories, history => {
      const states: Array<string> = []
      for (let time = 0; time < 2; time++)
        for (const { state } of play(history))
          states.push(JSON.stringify([...timelinesOf(state.timelines, 'attribution')]))
      expect(states.slice(0, states.length / 2)).toEqual(states.slice(states.length / 2))
    }),
    { numRuns: 50 }
  )
})
