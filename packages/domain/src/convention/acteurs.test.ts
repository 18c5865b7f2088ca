import * as E from 'fp-ts/Either'
import {
  given,
  list,
  mefDrafted,
  mefSigned,
  models,
  notice,
  partenaire,
  psuSigned,
  sign,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { conventionExamples } from '../../test/examples'
import { unrecorded } from '../decider'
import { read } from '../fixtures'
import { Acteur, type ActeurKind, acteurKinds } from '../identity/acteur'
import { Hand } from '../identity/hand'
import { type ConventionCommand, conventionDecider } from '.'

/**
 * An agent of the Caf gives every command, and nobody else any but these. They are written out on purpose: this is the
 * rule, and not a copy of the code.
 */
const partenaires: ReadonlyArray<ConventionCommand['type']> = [
  'SignConvention',
  'SignalModification',
  'SignAvenant',
  'WithdrawModification',
  'GiveNotice',
  'RecordTransmission'
]
const giversOf = (type: ConventionCommand['type']): ReadonlyArray<ActeurKind> =>
  partenaires.includes(type) ? ['agent-caf', 'partenaire'] : ['agent-caf']
const byActeur = (command: ConventionCommand, kind: ActeurKind): ConventionCommand => ({
  ...command,
  acteur: read(Acteur, { kind, id: 'acteur-1' })
})

const cases = conventionExamples.flatMap(({ before, command }) =>
  acteurKinds.map(kind => ({
    before,
    command,
    kind,
    type: command.type,
    allowed: giversOf(command.type).includes(kind)
  }))
)

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
        facts: { given: kind, allowed: giversOf(command.type) },
        sentence: giversOf(command.type).includes('partenaire')
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

test('G7 what stands already is not told to who may not give it', () => {
  const caf = sign('caf', '2023-07-06', { signataire: 'p-2' })
  const { when } = given(...mefDrafted, caf)
  expect(when(caf).events).toEqual([])
  expect(when(byActeur(caf, 'partenaire')).codes).toEqual(['acteur-not-allowed'])
})

test('G21 a partner acts for its party of its convention: not for another, nor elsewhere, nor for a person', () => {
  const decided = (commands: ReadonlyArray<ConventionCommand>, command: ConventionCommand, hand: Hand) => {
    const decision = conventionDecider(models).decide(byActeur(command, 'partenaire'), {
      ...unrecorded,
      hand
    })(given(...commands).state)
    return E.isLeft(decision) ? decision.left.map(({ code, path }) => `${code} ${path}`) : []
  }
  const party = (partie: string, conventionId = 'essai-mef') =>
    read(Hand, { kind: 'partie', conventionId, partie })
  const avenant = signal('m-1', '2023-09-01', [list('e-3')])
  const acts = [
    [mefDrafted, sign('fournisseur', '2023-07-26')],
    [[...mefSigned, avenant], signAvenant('m-1', 'fournisseur', '2023-09-05')],
    [mefSigned, notice('2024-04-20', '2024-04-26')],
    // It names no party: any of this convention may ask it.
    [mefSigned, avenant],
    // Given again, too.
    [[...mefSigned, avenant], avenant]
  ] as const
  for (const [commands, command] of acts) {
    expect(decided(commands, command, party('fournisseur'))).toEqual([])
    for (const hand of [party('fournisseur', 'essai-psu'), read(Hand, { kind: 'soi', personneId: 'p-1' })])
      expect([command.type, decided(commands, command, hand)]).toEqual([
        command.type,
        ['not-own-hand acteur']
      ])
  }
  for (const [commands, command] of acts.slice(0, 3))
    expect(decided(commands, command, party('commune'))).toEqual(['not-own-hand acteur'])
})
