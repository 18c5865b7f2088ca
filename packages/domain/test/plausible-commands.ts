/** Commands as they may come, in any order, over few ids and dates: plausible, and often refused. */
import * as fc from 'fast-check'
import type { ConventionCommand } from '../src/convention'
import type { HabilitationCommand } from '../src/habilitation'
import * as c from './convention-commands'
import * as h from './habilitation-commands'

const of = (...values: ReadonlyArray<string>) => fc.constantFrom(...values)
const date = of(
  '2016-12-01',
  '2017-01-01',
  '2017-02-23',
  '2017-06-30',
  '2018-01-31',
  '2018-02-28',
  '2019-05-01',
  '2021-01-01'
)
const personneId = of('p-1', 'p-2', 'p-3', 'p-9')
const etablissementId = of('e-1', 'e-2', 'e-3')
const until = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: date.map(to => ({ to })) }
)

type Choices = {
  readonly parties: ReadonlyArray<string>
  readonly roles: ReadonlyArray<string>
  readonly draft: ConventionCommand
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
        .tuple(of(...parties), personneId, until)
        .map(([id, p, to]) => c.amend(c.partie(id, p), to))
    }
  )
}

const conventionCommand = (choices: Choices): fc.Arbitrary<ConventionCommand> => {
  const changes = fc.array(change(choices), { maxLength: 4 })
  const partie = of(...choices.parties)
  const modificationId = of('m-1', 'm-2')
  const corrects = fc.nat({ max: 12 })
  return fc.oneof(
    { weight: 4, arbitrary: changes.map(list => c.edit(...list)) },
    { weight: 3, arbitrary: fc.tuple(partie, date).map(([id, on]) => c.sign(id, on)) },
    {
      weight: 2,
      arbitrary: fc.tuple(partie, date, corrects).map(([id, on, n]) => c.correctSignature(id, on, n))
    },
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
      weight: 5,
      arbitrary: fc
        .tuple(corrects, fc.option(date), fc.option(date), changes, of('MARTIN', 'DURAND'))
        // An event that the draft has already, of one who is identified again, so that many are accepted.
        .map(([n, from, to, list, nom]) =>
          n < 9 ? c.correct(3, from, to, [c.identify('p-3', nom), ...list]) : c.correct(n, from, to, list)
        )
    },
    {
      weight: 1,
      arbitrary: fc.tuple(date, date, partie).map(([sent, got, who]) => c.notice(sent, got, who))
    },
    { weight: 1, arbitrary: date.map(on => c.terminate(on)) },
    {
      weight: 1,
      arbitrary: fc.tuple(date, date).map(([agreedOn, to]) =>
        c.command('GrantDérogation', {
          derogationId: 'd-1',
          objet: 'Congés',
          etablissementIds: ['e-1'],
          agreedOn,
          to
        })
      )
    },
    {
      weight: 1,
      arbitrary: date.map(agreedOn => c.command('AgreeNonRespect', { etablissementIds: ['e-1'], agreedOn }))
    },
    {
      weight: 1,
      arbitrary: date.map(on => c.command('AnnulClause', { clause: '2', decision: 'Jugement', on }))
    },
    {
      weight: 1,
      arbitrary: fc.tuple(date, date).map(([transmittedOn, receivedOn]) =>
        c.command('RecordTransmission', {
          acte: '092-219200789-20230726-DCM232-AI',
          transmittedOn,
          receivedOn
        })
      )
    },
    { weight: 1, arbitrary: fc.constant(choices.draft) }
  )
}

/** A draft, maybe signed, then anything. */
export const conventionHistories = (choices: Choices): fc.Arbitrary<ReadonlyArray<ConventionCommand>> =>
  fc
    .tuple(
      fc.constantFrom(1, 2, choices.start.length),
      fc.array(conventionCommand(choices), { minLength: 1, maxLength: 14 })
    )
    .map(([n, others]) => [...choices.start.slice(0, n), ...others])

export const psuChoices: Choices = {
  parties: ['gestionnaire', 'caf'],
  roles: ['activite', 'approbateur', 'import'],
  draft: c.draftPsu(),
  start: c.psuSigned
}
export const mefChoices: Choices = {
  parties: ['fournisseur', 'caf'],
  roles: ['disponibilites', 'fonctionnement'],
  draft: c.draftMef(),
  start: [...c.mefDrafted, c.sign('caf', '2017-01-01'), c.sign('fournisseur', '2017-02-23')]
}
export const rivageChoices: Choices = {
  parties: ['association', 'commune', 'caf'],
  roles: ['saisie', 'validation'],
  draft: c.rivageDrafted()[0] ?? c.draftPsu(),
  start: [...c.rivageDrafted(), ...['association', 'commune', 'caf'].map(who => c.sign(who, '2017-01-01'))]
}

const habilitationCommand: fc.Arbitrary<HabilitationCommand> = fc.oneof(
  fc.tuple(of('retrait', 'convention-terminee'), date).map(([cause, on]) => h.end(on, cause)),
  fc.tuple(date, date).map(([left, told]) => h.report(left, told)),
  ...[h.acknowledge, h.check, h.send, h.signedReturn, h.deliver, h.refuse, h.block, h.unblock].map(command =>
    date.map(on => command(on))
  )
)
export const habilitationHistories: fc.Arbitrary<ReadonlyArray<HabilitationCommand>> = fc
  .tuple(
    fc.constantFrom(
      [h.requestPsu({ requestedOn: '2016-12-01' })],
      [h.requestMef({ requestedOn: '2016-12-01' })],
      h.psuDelivered
    ),
    fc.array(habilitationCommand, { minLength: 1, maxLength: 12 })
  )
  .map(([start, others]) => [...start, ...others])
