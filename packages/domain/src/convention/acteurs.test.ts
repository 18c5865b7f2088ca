import {
  given,
  list,
  mefDrafted,
  mefSigned,
  notice,
  partenaire,
  psuSigned,
  sign,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { conventionExamples } from '../../test/every-command'
import { read } from '../fixtures'
import { Acteur, type ActeurKind, acteurKinds } from '../identity/acteur'
import type { ConventionCommand } from '.'

/** Written out on purpose: it is the rule, and not a copy of the code. */
const caf: ReadonlyArray<ActeurKind> = ['agent-caf']
const either: ReadonlyArray<ActeurKind> = ['agent-caf', 'partenaire']
const givers: Readonly<Record<ConventionCommand['type'], ReadonlyArray<ActeurKind>>> = {
  DraftConvention: caf,
  EditAnnexes: caf,
  AgreeNonRespect: caf,
  GrantDérogation: caf,
  SignConvention: either,
  SignalModification: either,
  ReceiveFormulaire: caf,
  ReviseAnnexe: caf,
  SignAvenant: either,
  WithdrawModification: either,
  GiveNotice: either,
  TerminateConvention: caf,
  AnnulClause: caf,
  RecordTransmission: either,
  CorrectConvention: caf,
  RestateConvention: caf
}
const byActeur = (command: ConventionCommand, kind: ActeurKind): ConventionCommand => ({
  ...command,
  acteur: read(Acteur, { kind, id: 'acteur-1' })
})

const cases = Object.values(conventionExamples).flatMap(([before, command]) =>
  acteurKinds.map(kind => ({
    before,
    command,
    kind,
    type: command.type,
    allowed: givers[command.type].includes(kind)
  }))
)

test('G7 the table names every command and every kind of acteur', () => {
  expect(Object.values(conventionExamples).map(([, { type }]) => type)).toEqual(Object.keys(givers))
  expect(cases).toHaveLength(16 * 4)
})

test.each(cases)('G7 $type given by $kind: allowed is $allowed', ({ before, command, kind, allowed }) => {
  const outcome = given(...before).when(byActeur(command, kind))
  if (allowed) expect(outcome.codes).toEqual([])
  else
    expect(outcome.refusals).toEqual([
      {
        code: 'acteur-not-allowed',
        path: 'acteur',
        article: null,
        computation: null,
        facts: { given: kind, allowed: givers[command.type] },
        sentence: givers[command.type].includes('partenaire')
          ? 'opération réservée aux agents de la Caf et au partenaire'
          : 'opération réservée aux agents de la Caf'
      }
    ])
})

test('G7 a partner signs and gives notice for a party of its kind, not for the Caf', () => {
  const asPartner = (command: ConventionCommand) => byActeur(command, 'partenaire')
  const refused = [
    { code: 'acteur-not-allowed', path: 'acteur', facts: { given: 'partenaire', allowed: ['agent-caf'] } }
  ]
  expect(given(...mefDrafted).when(sign('caf', '2023-07-06', {}, partenaire)).refusals).toMatchObject(refused)
  expect(
    given(...mefSigned).when(asPartner(notice('2024-04-20', '2024-04-26', 'caf'))).refusals
  ).toMatchObject(refused)
  const avenant = signal('m-1', '2018-03-01', [list('e-3')])
  expect(
    given(...psuSigned, avenant).when(asPartner(signAvenant('m-1', 'caf', '2018-03-05'))).refusals
  ).toMatchObject(refused)
})
