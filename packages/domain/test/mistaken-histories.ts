/** Histories of every act of a convention with one act by mistake, beside the same without it: the law of corrections. */
import * as fc from 'fast-check'
import type { ConventionCommand, ConventionState } from '../src/convention'
import * as c from './convention-commands'
import { of } from './histories'

const days = [
  '2016-12-20',
  '2017-02-23',
  '2017-02-23',
  '2017-06-30',
  '2018-01-31',
  '2018-02-28',
  '2018-03-01',
  '2019-05-01',
  '2020-03-03',
  '2021-01-01'
]
const day = of(...days)
const until = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: day.map(to => ({ to })) }
)
const personne = of('p-1', 'p-2', 'p-3', 'p-4')
const nom = of('MARTIN', 'DURAND', 'PETIT')
const modification = of('m-1', 'm-2', 'm-3')
const etablissement = of('e-1', 'e-2', 'e-3')

/** A convention of one model. */
type Convention = {
  readonly parties: ReadonlyArray<string>
  readonly roles: ReadonlyArray<string>
  readonly listed: (etablissementId: string) => Readonly<Record<string, unknown>>
  readonly draft: (more: Readonly<Record<string, unknown>>) => ConventionCommand
  readonly start: ReadonlyArray<ConventionCommand>
}

const change = ({ parties, roles, listed }: Convention) => {
  const seat = fc.tuple(personne, of(...roles), etablissement, until)
  return fc.oneof(
    { weight: 5, arbitrary: seat.map(([p, r, e, to]) => c.attribute(p, r, e, to)) },
    { weight: 3, arbitrary: seat.map(([p, r, e, to]) => c.withdraw(p, r, e, to)) },
    { weight: 2, arbitrary: seat.map(([p, r, e, to]) => c.changeRang(p, r, 'suppleant', e, to)) },
    { weight: 2, arbitrary: fc.tuple(personne, nom, until).map(([p, n, to]) => c.identify(p, n, to)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(etablissement, nom, until)
        .map(([e, n, to]) => c.list(e, { ...listed(e), nom: n }, to))
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(etablissement, nom, until)
        .map(([e, n, to]) => c.amendEtablissement(e, { ...listed(e), nom: n }, to))
    },
    { weight: 2, arbitrary: fc.tuple(etablissement, until).map(([e, to]) => c.delist(e, to)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(personne, of('092', '093'), until)
        .map(([representantLegal, codeInsee, to]) => c.amendFiche({ representantLegal, codeInsee }, to))
    },
    {
      weight: 1,
      arbitrary: fc.tuple(of(...parties), personne, until).map(([id, p, to]) => c.amend(c.partie(id, p), to))
    }
  )
}

/** Each act, drawn. */
const acts = (convention: Convention): Readonly<Record<string, fc.Arbitrary<ConventionCommand>>> => {
  const changes = fc.array(change(convention), { minLength: 1, maxLength: 3 })
  const party = of(...convention.parties)
  const signatory = fc.tuple(personne, day).map(([signataire, on]) => [on, { signataire }] as const)
  return {
    DraftConvention: fc
      .tuple(of('2020-01-01', '2021-01-01', '2021-06-01'), nom, of('092', '093'))
      .map(([to, n, codeInsee]) =>
        convention.draft({
          personnes: c.personnes.map((known, i) => (i === 3 ? { ...known, personne: c.personne(n) } : known)),
          ...('period' in convention.draft({}).data ? { period: { from: '2017-01-01', to } } : {}),
          ...('fiche' in convention.draft({}).data ? { fiche: { ...c.fiche, codeInsee } } : {}),
          namedDate: to
        })
      ),
    EditAnnexes: changes.map(list => c.edit(...list)),
    SignConvention: fc.tuple(party, signatory).map(([who, [on, more]]) => c.sign(who, on, more)),
    SignalModification: fc
      .tuple(modification, of('2017-02-23', '2017-06-30', '2018-01-31'), changes)
      .map(([id, on, list]) => c.signal(id, on, list)),
    ReceiveFormulaire: fc.tuple(modification, day).map(([id, on]) => c.receive(id, on)),
    ReviseAnnexe: fc.tuple(modification, day).map(([id, on]) => c.revise(id, on)),
    SignAvenant: fc
      .tuple(modification, party, signatory)
      .map(([id, who, [on, more]]) => c.signAvenant(id, who, on, more)),
    WithdrawModification: fc.tuple(modification, day).map(([id, on]) => c.withdrawModification(id, on)),
    GiveNotice: fc
      .tuple(day, day, party)
      .map(([a, b, who]) => (a < b ? c.notice(a, b, who) : c.notice(b, a, who))),
    TerminateConvention: day.map(on => c.terminate(on)),
    GrantDérogation: fc
      .tuple(day, day, of('d-1', 'd-2'))
      .map(([agreedOn, to, derogationId]) => c.derogation(to, { agreedOn, derogationId })),
    AgreeNonRespect: fc.tuple(day, etablissement).map(([on, e]) => c.agreeNonRespect(on, [e])),
    AnnulClause: fc.tuple(day, of('2', '3')).map(([on, clause]) => c.annul(on, clause)),
    RecordVerification: fc
      .tuple(day, of('v-1', 'v-2'), of('conforme', 'non-conforme'))
      .map(([on, id, resultat]) => c.verify(on, { resultat }, id)),
    RecordTransmission: fc
      .tuple(day, fc.option(modification, { nil: undefined }))
      .map(([on, id]) => c.transmit(on, on, id))
  }
}

/** More of what changes the annexes. */
const weights: Readonly<Record<string, number>> = {
  EditAnnexes: 2,
  SignConvention: 2,
  SignalModification: 4,
  ReceiveFormulaire: 5,
  ReviseAnnexe: 8,
  SignAvenant: 12
}

const anyAct = (convention: Convention): fc.Arbitrary<ConventionCommand> =>
  fc.oneof(
    ...Object.entries(acts(convention)).map(([type, arbitrary]) => ({
      weight: weights[type] ?? 1,
      arbitrary
    }))
  )

/** What should have been given: mostly the same act otherwise, of the same thing; sometimes another, or nothing. */
const anyInstead = (convention: Convention) =>
  fc
    .tuple(fc.record(acts(convention)), anyAct(convention), fc.nat(9))
    .map(([same, other, n]) => (mistake: ConventionCommand): ConventionCommand | null => {
      if (n < 3 && mistake.type !== 'DraftConvention') return null
      if (n === 3) return other
      const right = same[mistake.type]
      if (right === undefined) return other
      const kept = ['modificationId', 'derogationId', 'verificationId', 'clause', 'partie'].filter(
        key => key in mistake.data
      )
      // The same thing is spoken of, so that what follows still follows.
      return n === 4
        ? right
        : c.command(right.type, {
            ...right.data,
            ...Object.fromEntries(kept.map(key => [key, Reflect.get(mistake.data, key)]))
          })
    })

const signals = (convention: Convention, id: string): fc.Arbitrary<ConventionCommand> =>
  fc
    .array(change(convention), { minLength: 1, maxLength: 3 })
    .map(changes => c.signal(id, '2017-02-23', changes))

const accepts = (state: ConventionState, command: ConventionCommand): ConventionState | null => {
  const after = c.given.from(state).when(command)
  return after.state === state ? null : after.state
}

/** What a history is drawn from. */
export type Drawn = {
  readonly start: ReadonlyArray<ConventionCommand>
  readonly acts: ReadonlyArray<ConventionCommand>
  /** Acts given after the correction. */
  readonly later: ReadonlyArray<ConventionCommand>
  /** Which of them is the mistake: often the draft, a list of annexes or a signature. */
  readonly n: number
  readonly insteads: ReadonlyArray<(mistake: ConventionCommand) => ConventionCommand | null>
}

/** One history told twice: as it was recorded, and as it should have been. */
export type Told = {
  readonly mistake: ConventionCommand
  readonly instead: ConventionCommand | null
  readonly place: number
  readonly recorded: ConventionState
  readonly meant: ConventionState
}

/** Of the acts drawn, those that both histories accept; null when nothing else than the mistake would be accepted. */
export const told = ({ start, acts, n, insteads }: Drawn): Told | null => {
  let recorded = c.given().state
  let known: Told | null = null
  for (const [i, command] of [...start, ...acts].entries()) {
    const next = accepts(recorded, command)
    if (next === null) continue
    if (known === null && (n < start.length ? i === n : i >= n)) {
      for (const insteadOf of insteads) {
        const instead = insteadOf(command)
        const meant = instead === null ? recorded : accepts(recorded, instead)
        if (meant === null) continue
        known = { mistake: command, instead, place: recorded.revision, recorded: next, meant }
        break
      }
      if (known === null) return null
    } else if (known !== null) {
      const meant = accepts(known.meant, command)
      if (meant === null) continue
      const { mistake, instead, place }: Told = known
      known = { mistake, instead, place, recorded: next, meant }
    }
    recorded = next
  }
  return known
}

/** Both go on, as long as both accept. */
export const onwards = (
  corrected: ConventionState,
  meant: ConventionState,
  commands: ReadonlyArray<ConventionCommand>
): readonly [corrected: ConventionState, meant: ConventionState] =>
  commands.reduce<readonly [ConventionState, ConventionState]>(
    (known, command) => {
      const [a, b] = [accepts(known[0], command), accepts(known[1], command)]
      return a === null || b === null ? known : [a, b]
    },
    [corrected, meant]
  )

export const mistakenHistories: fc.Arbitrary<Drawn> = fc.nat(2).chain(which => {
  const convention = conventions[which] ?? psu
  return fc.record({
    start: fc.constant(convention.start),
    // Two modifications, that something then happens to.
    acts: fc
      .tuple(
        signals(convention, 'm-1'),
        signals(convention, 'm-2'),
        fc.array(anyAct(convention), { maxLength: 24 })
      )
      .map(([first, second, others]) => [first, second, ...others]),
    later: fc.array(anyAct(convention), { maxLength: 6 }),
    n: fc.nat(14),
    insteads: fc.array(anyInstead(convention), { minLength: 4, maxLength: 4 })
  })
})

const psu: Convention = {
  parties: ['gestionnaire', 'caf'],
  roles: ['activite', 'approbateur', 'import'],
  listed: () => ({}),
  draft: more => c.draftPsu(more),
  start: c.psuSigned
}
const conventions: ReadonlyArray<Convention> = [
  psu,
  {
    parties: ['fournisseur', 'caf'],
    roles: ['disponibilites', 'fonctionnement'],
    listed: id => ({ numeroSias: null, nature: id === 'e-2' ? 'accueil-de-loisirs' : 'eaje' }),
    draft: more => c.draftMef(more),
    start: [...c.mefDrafted, c.sign('caf', '2017-01-01'), c.sign('fournisseur', '2017-02-23')]
  },
  {
    parties: ['association', 'commune', 'caf'],
    roles: ['saisie', 'validation'],
    listed: () => ({ nature: 'accueil-de-loisirs', numeroSias: null, financeParLaCaf: false }),
    draft: more => c.rivageDrafted(3, more)[0] ?? c.draftPsu(),
    start: [...c.rivageDrafted(), ...['association', 'commune', 'caf'].map(who => c.sign(who, '2017-01-01'))]
  }
]
