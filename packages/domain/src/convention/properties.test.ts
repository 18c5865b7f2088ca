import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { aThrow, commandOn, settings } from '../../test/any-history'
import {
  attribute,
  changeRang,
  delist,
  given,
  identify,
  list,
  modelOf,
  psuSigned,
  revise,
  signAvenant,
  signal,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, idsOf, lineOf, linesOf, statusOn } from '../../test/convention-lines'
import { played } from '../../test/histories'
import { looking, playing } from '../../test/looking'
import { leavesOf } from '../../test/walk'
import { decode } from '../codec'
import { type Dossier, emptyDossier, withFacts } from '../dossier/dossier'
import { factOf, type Move } from '../dossier/move'
import type { Recorded } from '../dossier/placings'
import { addDays, type DateCivile, dateCivile } from '../time'
import { sameValue, valueOn } from '../timeline'
import {
  attributionOf,
  type ConventionState,
  conventionActs,
  conventionEvents,
  conventionKinds
} from './index'
import { attributionId } from './values'

/** A convention, signed or not, then anything, corrections among it. */
const histories = fc
  .tuple(
    fc.constantFrom(...Object.values(settings)),
    fc.nat(3),
    fc.array(aThrow, { minLength: 4, maxLength: 24 })
  )
  .map(([setting, n, throws]) =>
    played(given.from, given().state, [
      ...setting.draft,
      ...(n === 0 ? [] : setting.signatures),
      ...throws.map(commandOn(setting))
    ])
  )
const play = playing(given)
const check = looking(play, histories, 400)

/** Every day on which anything changes, and the days around them; `null` is before all. */
const daysOf = (state: ConventionState): ReadonlyArray<DateCivile | null> => {
  const changes = (['attribution', 'inscription', 'etablissement', 'effet'] as const).flatMap(kind =>
    idsOf(state, kind).flatMap(id =>
      lineOf(state, kind, id).flatMap(({ from }) => (from === null ? [] : [from]))
    )
  )
  return [null, ...new Set(changes.flatMap(day => [addDays(day, -1), day, addDays(day, 1)]))]
}

test('P7 whatever is asked, no role is held by more than its cap on any day, nor below its minimum in force', () => {
  let seen = 0
  check(state => {
    if (state.model === null) return
    const broken = modelOf(state).roles.flatMap(({ id: role, cap, min, natures }) =>
      idsOf(state, 'inscription').flatMap(etablissement =>
        daysOf(state).flatMap(day => {
          const { length } = holdersOn(state, role, etablissement, day)
          const nature = valueOn(day)(lineOf(state, 'etablissement', etablissement))?.nature
          const counted =
            day !== null &&
            statusOn(state, day) === 'en-vigueur' &&
            valueOn(day)(lineOf(state, 'inscription', etablissement)) !== null &&
            (natures === null || nature === undefined || natures.includes(nature))
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

/** Who holds what on which day. */
const heldOn = (state: ConventionState) =>
  idsOf(state, 'attribution').flatMap(id =>
    daysOf(state).flatMap(day =>
      valueOn(day)(lineOf(state, 'attribution', id)) === null ? [] : [{ day, ...attributionOf(id) }]
    )
  )

test('P2 whatever is asked, nobody has a role on an establishment that is not covered, or whose nature has not that role, or where it cannot be held', () => {
  let held = 0
  check(state => {
    if (state.model === null) return
    const { roles } = modelOf(state)
    const broken = heldOn(state).filter(({ day, etablissementId, role }) => {
      held += 1
      const isPlaced = etablissementId !== null
      if (isPlaced !== (roles.find(({ id }) => id === role)?.onEtablissement ?? true)) return true
      if (!isPlaced) return false
      const nature = valueOn(day)(lineOf(state, 'etablissement', etablissementId))?.nature
      const natures = roles.find(({ id }) => id === role)?.natures ?? null
      return (
        valueOn(day)(lineOf(state, 'inscription', etablissementId)) === null ||
        nature === undefined ||
        natures?.includes(nature) === false
      )
    })
    expect(broken).toEqual([])
  })
  expect(held).toBeGreaterThan(1000)
})

test('P30 whatever is asked, no n° Sias is that of two establishments on one day', () => {
  let compared = 0
  check(state => {
    const shared = daysOf(state).filter(day => {
      const numbers = idsOf(state, 'inscription').flatMap(id =>
        valueOn(day)(lineOf(state, 'inscription', id)) === null
          ? []
          : (valueOn(day)(lineOf(state, 'etablissement', id))?.numeroSias ?? [])
      )
      compared += numbers.length > 1 ? 1 : 0
      return new Set(numbers).size < numbers.length
    })
    expect(shared).toEqual([])
  })
  expect(compared).toBeGreaterThan(300)
})

test('P11 whatever is asked, who has a role on a day has a name, and a rang, on that day', () => {
  let named = 0
  check(state => {
    const nameless = heldOn(state).filter(({ day, ...held }) => {
      named += 1
      return (
        valueOn(day)(lineOf(state, 'personne', held.personneId)) === null ||
        valueOn(day)(lineOf(state, 'rang', attributionId(held))) === null
      )
    })
    expect(nameless).toEqual([])
  })
  expect(named).toBeGreaterThan(1000)
})

test('M18 whatever is asked, the effect goes from draft to come, to in force, to ended, and never back', () => {
  const order = ['a-venir', 'en-vigueur', 'terminee']
  check(state => {
    const steps = lineOf(state, 'effet', '')
    const statuses = steps.map(({ value }) => value?.status ?? 'projet')
    if (state.ground.effect === null) return expect(statuses).toEqual(['projet'])
    const ranks = statuses.map(status => order.indexOf(status))
    expect(ranks).toEqual([...new Set(ranks)].sort())
    expect(ranks[0]).toBe(0)
    const dates = steps.flatMap(({ from }) => (from === null ? [] : [from]))
    expect(dates).toEqual([...new Set(dates)].sort())
  })
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

test('G1 whatever is corrected, what should have been stands at its place, and nothing else changes its place', () => {
  const corrected: Array<string> = []
  check((state, command, before) => {
    if (state === before || command.type !== 'CorrectConvention') return
    const places = command.data.corrections.map(({ corrects, instead }) => {
      corrected.push(before.acts.get(corrects)?.type ?? '')
      const act = state.acts.get(corrects)
      expect(
        act == null
          ? null
          : { type: conventionActs[act.type as keyof typeof conventionActs].command, data: act.says }
      ).toEqual(instead)
      return corrects
    })
    for (const [place, act] of before.acts)
      if (!places.includes(place)) expect(state.acts.get(place)).toBe(act)
    expect(state.acts.size).toBe(before.acts.size)
  })
  expect(corrected.length).toBeGreaterThan(100)
  expect(new Set(corrected).size).toBeGreaterThan(10)
})

test('G9 every event decided reads back from the JSON that is written of it, the same', () => {
  check((state, command, before) => {
    if (state === before) return
    for (const { type, data } of given.from(before).when(command).events) {
      const codec: t.Mixed | undefined = conventionEvents[type]?.data
      if (codec === undefined) throw new Error(type)
      expect(codec.is(data)).toBe(true)
      const read = decode<unknown>(codec)(JSON.parse(JSON.stringify(codec.encode(data))))
      // The keys in the same order: facts and acts are compared by their texts.
      expect(JSON.stringify(read)).toBe(`{"_tag":"Right","right":${JSON.stringify(data)}}`)
    }
  })
})

/** The events as a journal holds them. */
const recordedIn = ({ said }: ConventionState): ReadonlyArray<Recorded> =>
  JSON.parse(JSON.stringify([...said.values()]))

test('G1 G2 the lines are the moves that were recorded, the latest over its own period, wherever a move points', () => {
  let pointed = 0
  check((state, _, before) => {
    if (state === before) return
    const events = recordedIn(state)
    const read = events.reduce<Dossier<unknown>>((known, { moves }) => {
      pointed += moves.filter(({ at }) => at !== undefined).length
      return withFacts(known, moves.map(factOf(conventionKinds, revision => events[revision])))
    }, emptyDossier(null))
    expect(new Map(read.lines)).toEqual(new Map(state.lines))
  })
  expect(pointed).toBeGreaterThan(1000)
})

test('G10 no move writes what is said of a person: it points to where that was said', () => {
  const personal = new Set(
    Object.entries(conventionKinds).flatMap(([kind, { value }]) =>
      leavesOf(value).some(leaf => leaf.personal) ? [kind] : []
    )
  )
  expect([...personal].sort()).toEqual(['fiche', 'manquement', 'modification', 'partie', 'personne'])
  let seen = 0
  check((state, _, before) => {
    if (state === before) return
    const moves = recordedIn(state).flatMap(({ moves }) => moves)
    const written = moves.filter(({ kind }: Move) => personal.has(kind)).filter(({ value }) => value != null)
    seen += moves.length
    expect(written).toEqual([])
  })
  expect(seen).toBeGreaterThan(1000)
})

const late = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(attribute, withdraw, changeRang),
      fc.constantFrom('p-3', 'p-4'),
      fc.constantFrom<Array<'titulaire' | 'suppleant'>>('titulaire', 'suppleant')
    )
    .map(([what, id, rang]) =>
      what === changeRang
        ? changeRang(id, 'activite', rang)
        : what === withdraw
          ? withdraw(id, 'activite')
          : attribute(id, 'activite', 'e-1', { rang })
    ),
  fc
    .tuple(fc.constantFrom('p-3', 'p-4'), fc.constantFrom('MARTIN', 'DURAND'))
    .map(([id, nom]) => identify(id, nom)),
  fc.constantFrom(delist('e-3'), list('e-3', { nom: 'UN NOM' }), list('e-3', { nom: 'UN AUTRE' }))
)
/** Signalled all, then signed by both on their days, in some order. */
const avenants = (
  changes: ReadonlyArray<{ readonly kind: string }>,
  order: ReadonlyArray<readonly [number, string]>
) =>
  order.reduce(
    (known, [n, on]) => {
      const id = `m-${n}`
      const first = given.from(known.state).when(signAvenant(id, 'gestionnaire', on))
      const { codes, state } = given.from(first.state).when(signAvenant(id, 'caf', on))
      return { state, codes: [...known.codes, ...first.codes, ...codes] }
    },
    {
      codes: [] as ReadonlyArray<string>,
      state: changes.reduce(
        (state, change, n) =>
          given
            .from(state)
            .when(
              signal(`m-${n}`, '2017-02-23', [
                change,
                ...(change.kind === 'list-etablissement' ? [attribute('p-1', 'approbateur', 'e-3')] : [])
              ])
            ).state,
        given(...psuSigned).state
      )
    }
  )

test('G17 G2 the order of recording changes no line, and what is recorded late undoes nothing known for later', () => {
  const onDays = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 6 })
  let compared = 0
  fc.assert(
    fc.property(onDays, fc.array(late, { minLength: 6, maxLength: 6 }), fc.nat(), (days, changes, n) => {
      const dated = days.map((day, i) => [i, addDays(dateCivile('2018-01-01'), day)] as const)
      const shuffled = dated.toSorted(([a], [b]) => ((a * n) % 7) - ((b * n) % 7) || b - a)
      const known = changes.slice(0, days.length)
      const [one, other] = [avenants(known, dated), avenants(known, shuffled)]
      if (one.codes.length + other.codes.length > 0) return
      compared += 1
      expect(linesOf(one.state)).toEqual(linesOf(other.state))
    }),
    { numRuns: 400 }
  )
  expect(compared).toBeGreaterThan(100)
})

test('G8 the same history gives the same state', () => {
  fc.assert(
    fc.property(histories, history => {
      const [one = [], other = []] = [0, 1].map(() => play(history).map(({ state }) => [...state.lines]))
      expect(sameValue(one, other)).toBe(true)
    }),
    { numRuns: 50 }
  )
})
