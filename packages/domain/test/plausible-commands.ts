/** Commands of a convention as they may come, in any order, over few ids and dates: plausible, and often refused. */
import * as fc from 'fast-check'
import { type ConventionCommand, type ConventionState, conventionActs } from '../src/convention'
import type { Act } from '../src/dossier/act'
import { standing } from '../src/dossier/dossier'
import * as c from './convention-commands'
import { date, type Move, of, played } from './histories'

/** `p-9` and `e-3` are unknown until a list names them. */
const personneId = of('p-1', 'p-2', 'p-3', 'p-1', 'p-2', 'p-3', 'p-9')
const etablissementId = of('e-1', 'e-2', 'e-1', 'e-2', 'e-3')
const until = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: date.map(to => ({ to })) }
)

type Choices = {
  readonly parties: ReadonlyArray<string>
  readonly roles: ReadonlyArray<string>
  readonly draft: ConventionCommand
  /** The draft as it should have been, with another end. */
  readonly redraft: (to: string) => ConventionCommand
  readonly start: ReadonlyArray<ConventionCommand>
}

const change = ({ roles, parties }: Choices) => {
  const role = of(...roles)
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(personneId, role, etablissementId, until)
        .map(([p, r, e, to]) => c.attribute(p, r, e, to))
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(personneId, role, etablissementId, until)
        .map(([p, r, e, to]) => c.withdraw(p, r, e, to))
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(personneId, of('MARTIN', 'DURAND'), until)
        .map(([p, nom, to]) => c.identify(p, nom, to))
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(etablissementId, etablissementId, of('eaje', 'eaje', 'accueil-de-loisirs'), until)
        // The number is sometimes that of another.
        .map(([e, other, nature, to]) => c.list(e, { nature, numeroSias: `20150000${other.slice(-1)}` }, to))
    },
    { weight: 2, arbitrary: fc.tuple(etablissementId, until).map(([e, to]) => c.delist(e, to)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(etablissementId, of('UN NOM', 'UN AUTRE'), until)
        .map(([e, nom, to]) => c.amendEtablissement(e, { nom }, to))
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          personneId,
          role,
          fc.constantFrom<Array<'titulaire' | 'suppleant'>>('titulaire', 'suppleant'),
          etablissementId,
          until
        )
        .map(([p, r, rang, e, to]) => c.changeRang(p, r, rang, e, to))
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(personneId, of('092', '093'), until)
        .map(([representantLegal, codeInsee, to]) => c.amendFiche({ representantLegal, codeInsee }, to))
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(of(...parties), personneId, until)
        .map(([id, p, to]) => c.amend(c.partie(id, p), to))
    }
  )
}

/** What an act says under a key; empty when it says nothing there. */
const said = (says: unknown, key: string): string => {
  const value: unknown = typeof says === 'object' && says !== null ? Reflect.get(says, key) : undefined
  return typeof value === 'string' ? value : ''
}

type Changes = ReadonlyArray<{ readonly kind: string }>
type Otherwise = {
  readonly a: string
  readonly b: string
  readonly who: string
  readonly changes: Changes
  readonly n: number
}

/** The same act with other dates, or other changes, as if the one that stands were mistaken. */
const otherwise = (
  { redraft }: Choices,
  { type, says }: Act,
  { a, b, who, changes, n }: Otherwise
): ConventionCommand => {
  const modificationId = said(says, 'modificationId')
  switch (type) {
    case 'ConventionDrafted':
      return redraft(a)
    case 'AnnexesEdited': {
      const known = conventionActs.AnnexesEdited.says.is(says) ? says.changes : []
      return c.edit(
        ...(n % 2 === 0 ? known.filter((_, i) => i !== n % known.length) : [...known, ...changes])
      )
    }
    case 'ConventionSigned':
      return c.sign(said(says, 'partie'), a)
    case 'ModificationSignalled':
      return c.signal(modificationId, a, changes)
    case 'NoticeGiven':
      return c.notice(a, b, who)
    case 'ConventionTerminated':
      return c.terminate(a)
    case 'DérogationGranted':
      return c.derogation(b, { agreedOn: a })
    case 'NonRespectAgreed':
      return c.agreeNonRespect(a)
    case 'ClauseAnnulled':
      return c.annul(a)
    case 'TransmissionRecorded':
      return modificationId === '' ? c.transmit(a, b) : c.transmit(a, b, modificationId)
    case 'FormulaireReceived':
      return c.receive(modificationId, a)
    case 'AnnexeRevised':
      return c.revise(modificationId, a)
    case 'AvenantSigned':
      return c.signAvenant(modificationId, said(says, 'partie'), a)
    case 'ModificationWithdrawn':
      return c.withdrawModification(modificationId, a)
    default:
      throw new TypeError(`no other way to give ${type}`)
  }
}

/** The correction of one of the acts that stand, or of two. */
const correction = (choices: Choices) =>
  fc
    .record({
      n: fc.nat({ max: 80 }),
      isWithdrawn: fc.boolean(),
      a: date,
      b: date,
      who: of(...choices.parties),
      changes: fc.array(change(choices), { maxLength: 2 })
    })
    .map(({ n, isWithdrawn, ...other }) => (state: ConventionState): ConventionCommand => {
      // Every history begins with the first acts: the others are corrected more often.
      const all = [...standing(state)]
      const acts = n % 4 === 0 || all.length < 5 ? all : all.slice(4)
      const found = (i: number) => acts[(i >> 1) % acts.length]
      const corrected = [found(n), ...(n % 5 === 0 ? [found(n + 2)] : [])].flatMap(act => act ?? [])
      return c.correctAll(
        ...corrected.map(
          act => [act.place, isWithdrawn ? null : otherwise(choices, act, { ...other, n })] as const
        )
      )
    })

const signalled = (choices: Choices) => fc.array(change(choices), { minLength: 1, maxLength: 2 })

type ConventionMove = Move<ConventionState, ConventionCommand>

/** A command, or those of a change that takes effect as soon as it is signalled. */
const conventionMoves = (choices: Choices): fc.Arbitrary<ReadonlyArray<ConventionMove>> => {
  const changes = fc.array(change(choices), { maxLength: 3 })
  const partie = of(...choices.parties)
  const modificationId = of('m-1', 'm-2')
  const alone = fc.oneof<Array<fc.WeightedArbitrary<ConventionMove>>>(
    { weight: 4, arbitrary: changes.map(list => c.edit(...list)) },
    { weight: 3, arbitrary: fc.tuple(partie, date).map(([id, on]) => c.sign(id, on)) },
    {
      weight: 4,
      arbitrary: fc.tuple(modificationId, date, changes).map(([id, on, list]) => c.signal(id, on, list))
    },
    { weight: 3, arbitrary: fc.tuple(modificationId, date).map(([id, on]) => c.receive(id, on)) },
    { weight: 3, arbitrary: fc.tuple(modificationId, date).map(([id, on]) => c.revise(id, on)) },
    {
      weight: 5,
      arbitrary: fc.tuple(modificationId, partie, date).map(([id, who, on]) => c.signAvenant(id, who, on))
    },
    {
      weight: 1,
      arbitrary: fc.tuple(modificationId, date).map(([id, on]) => c.withdrawModification(id, on))
    },
    {
      weight: 1,
      arbitrary: fc.tuple(date, date, partie).map(([sent, got, who]) => c.notice(sent, got, who))
    },
    { weight: 1, arbitrary: date.map(on => c.terminate(on)) },
    {
      weight: 1,
      arbitrary: fc.tuple(date, date).map(([agreedOn, to]) => c.derogation(to, { agreedOn }))
    },
    { weight: 1, arbitrary: date.map(agreedOn => c.agreeNonRespect(agreedOn)) },
    { weight: 1, arbitrary: date.map(on => c.annul(on)) },
    { weight: 1, arbitrary: fc.tuple(date, date).map(([sent, got]) => c.transmit(sent, got)) },
    { weight: 5, arbitrary: correction(choices) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.nat({ max: 20 }), date).map(([n, on]) => c.correct(n, c.terminate(on)))
    },
    { weight: 1, arbitrary: fc.constant(choices.draft) }
  )
  const effective = fc
    .tuple(fc.integer({ min: 3, max: 9 }), date, signalled(choices), fc.nat({ max: 3 }))
    .map(([n, on, list, how]) => {
      const id = `m-${n}`
      const signed = choices.parties.map(who => c.signAvenant(id, who, on))
      return [c.signal(id, on, list), ...([[c.receive(id, on)], [c.revise(id, on)]][how] ?? signed)]
    })
  return fc.oneof({ weight: 5, arbitrary: alone.map(move => [move]) }, { weight: 1, arbitrary: effective })
}

/** An act that a correction may name, with its dates left open. */
export const anyAct = (modificationId: string): fc.Arbitrary<(a: string, b: string) => ConventionCommand> =>
  fc.constantFrom<Array<(a: string, b: string) => ConventionCommand>>(
    ...['caf', 'fournisseur', 'commune'].map(
      who => (a: string, b: string) => (a < b ? c.notice(a, b, who) : c.notice(b, a, who))
    ),
    a => c.terminate(a),
    (a, b) => c.derogation(b, { agreedOn: a }),
    a => c.agreeNonRespect(a),
    a => c.annul(a),
    (a, b) => c.transmit(a, b),
    (a, b) => c.transmit(a, b, modificationId),
    a => c.receive(modificationId, a),
    a => c.revise(modificationId, a),
    a => c.signAvenant(modificationId, 'caf', a),
    a => c.withdrawModification(modificationId, a)
  )
export const anyDate = of('2017-02-23', '2017-06-30', '2018-01-31', '2018-02-28', '2019-05-01', '2020-03-03')
/** Changes that every model of the tests accepts often enough. */
export const anyChanges = fc.array(
  fc.oneof(
    fc
      .tuple(of('p-3', 'p-4'), of('activite', 'approbateur', 'fonctionnement', 'saisie'), of('e-1', 'e-2'))
      .map(([p, r, e]) => c.attribute(p, r, e)),
    of('p-3', 'p-4').map(p => c.withdraw(p, 'activite')),
    fc.constantFrom(c.identify('p-3', 'MARTIN'), c.identify('p-9', 'NEUF')),
    fc.constantFrom(c.amendFiche({ codeInsee: '093' }), c.amend(c.partie('caf', 'p-3'))),
    fc.constantFrom(
      c.list('e-1', { nom: 'AUTRE NOM' }),
      c.amendEtablissement('e-2', { nom: 'AUTRE NOM' }),
      c.list('e-3'),
      c.delist('e-2')
    )
  ),
  { minLength: 1, maxLength: 3 }
)

/** A draft, maybe signed, then anything. */
export const conventionHistories = (choices: Choices): fc.Arbitrary<ReadonlyArray<ConventionCommand>> =>
  fc
    .tuple(
      fc.constantFrom(1, 2, choices.start.length),
      fc.array(conventionMoves(choices), { minLength: 1, maxLength: 14 })
    )
    .map(([n, others]) =>
      played(c.given.from, c.given().state, [...choices.start.slice(0, n), ...others.flat()])
    )

/** A signed convention, two modifications, what happens to them and to it, and as many corrections. */
export const correctedHistories = (choices: Choices): fc.Arbitrary<ReadonlyArray<ConventionCommand>> =>
  fc
    .tuple(
      fc.tuple(signalled(choices), signalled(choices)),
      fc.array(
        fc.oneof<Array<fc.WeightedArbitrary<ReadonlyArray<ConventionMove>>>>(
          {
            weight: 4,
            arbitrary: fc
              .tuple(fc.oneof(anyAct('m-1'), anyAct('m-2')), anyDate, anyDate)
              .map(([made, a, b]) => [made(a, b)])
          },
          {
            weight: 1,
            arbitrary: fc
              .tuple(of('m-1', 'm-2'), of(...choices.parties), anyDate)
              .map(([id, who, on]) => [c.signAvenant(id, who, on)])
          },
          { weight: 4, arbitrary: correction(choices).map(move => [move]) },
          { weight: 1, arbitrary: conventionMoves(choices) }
        ),
        { minLength: 2, maxLength: 14 }
      )
    )
    .map(([[first, second], others]) =>
      played(c.given.from, c.given().state, [
        ...choices.start,
        c.signal('m-1', '2017-02-23', first),
        c.signal('m-2', '2017-02-23', second),
        ...others.flat()
      ])
    )

export const psuChoices: Choices = {
  parties: ['gestionnaire', 'caf'],
  roles: ['activite', 'approbateur', 'import'],
  draft: c.draftPsu(),
  redraft: to => c.draftPsu({ period: { from: '2017-01-01', to } }),
  start: c.psuSigned
}
export const mefChoices: Choices = {
  parties: ['fournisseur', 'caf'],
  roles: ['disponibilites', 'fonctionnement'],
  draft: c.draftMef(),
  redraft: to => c.draftMef({ namedDate: to }),
  start: [...c.mefDrafted, c.sign('caf', '2017-01-01'), c.sign('fournisseur', '2017-02-23')]
}
export const rivageChoices: Choices = {
  parties: ['association', 'commune', 'caf'],
  roles: ['saisie', 'validation'],
  draft: c.rivageDrafted()[0] ?? c.draftPsu(),
  redraft: to => c.rivageDrafted(3, { namedDate: to })[0] ?? c.draftPsu(),
  start: [...c.rivageDrafted(), ...['association', 'commune', 'caf'].map(who => c.sign(who, '2017-01-01'))]
}
