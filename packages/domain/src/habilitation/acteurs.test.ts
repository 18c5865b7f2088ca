import { habilitationExamples } from '../../test/examples'
import { given } from '../../test/habilitation-commands'
import { read } from '../fixtures'
import { Acteur, type ActeurKind, acteurKinds } from '../identity/acteur'
import type { HabilitationCommand } from '.'

/**
 * An agent of the Caf gives every command but what a person does herself, and nobody else any but these. They are written out on purpose: this is the
 * rule, and not a copy of the code.
 */
const others: Partial<Readonly<Record<HabilitationCommand['type'], ReadonlyArray<ActeurKind>>>> = {
  RequestHabilitation: ['partenaire'],
  AcknowledgeRequest: ['systeme'],
  ReceiveSignedReturn: ['systeme'],
  ReportEndOfMission: ['partenaire'],
  TellConventionEnd: ['systeme'],
  TellRole: ['systeme'],
  SendPassword: ['systeme'],
  ReportIncident: ['partenaire'],
  NotifyAnomaly: ['systeme'],
  GiveJustification: ['partenaire']
}
/** The person's own acts, which no agent gives for her. */
const own: Partial<Readonly<Record<HabilitationCommand['type'], ReadonlyArray<ActeurKind>>>> = {
  ChangePassword: ['habilite', 'systeme']
}
const giversOf = (type: HabilitationCommand['type']): ReadonlyArray<ActeurKind> =>
  own[type] ?? ['agent-caf', ...(others[type] ?? [])]

const cases = habilitationExamples.flatMap(({ before, command }) =>
  acteurKinds.map(kind => ({
    before,
    command,
    kind,
    type: command.type,
    allowed: giversOf(command.type).includes(kind)
  }))
)

test.each(cases)('G7 $type given by $kind: allowed is $allowed', ({ before, command, kind, allowed }) => {
  const acteur = read(Acteur, { kind, id: 'acteur-1' })
  const asked: HabilitationCommand = { ...command, acteur }
  const outcome = given(...before).when(asked)
  // Where nothing has drifted there is nothing to restate.
  if (allowed) expect(outcome.events).toHaveLength(command.type === 'RestateHabilitation' ? 0 : 1)
  else
    expect(outcome.refusals).toEqual([
      {
        code: 'acteur-not-allowed',
        path: 'acteur',
        article: null,
        computation: null,
        facts: { given: kind, allowed: giversOf(command.type) },
        sentence: expect.stringMatching(
          /^opération réservée (?:aux agents de la Caf|à la personne habilitée)/
        )
      }
    ])
})

test('G7 the person habilitated changes her password, and gives no other command about her habilitation', () => {
  expect(Object.values(others).flat()).not.toContain('habilite')
  expect(Object.keys(own)).toEqual(['ChangePassword'])
})
