import { habilitationExamples } from '../../test/every-command'
import { end, given, psuDelivered } from '../../test/habilitation-commands'
import { read } from '../fixtures'
import { Acteur, type ActeurKind, acteurKinds } from '../identity/acteur'
import type { HabilitationCommand } from '.'

/** Written out on purpose: it is the rule, and not a copy of the code. */
const givers: Readonly<Record<HabilitationCommand['type'], ReadonlyArray<ActeurKind>>> = {
  RequestHabilitation: ['agent-caf', 'partenaire'],
  AcknowledgeRequest: ['agent-caf', 'systeme'],
  CheckRequest: ['agent-caf'],
  SendConvention: ['agent-caf'],
  ReceiveSignedReturn: ['agent-caf', 'systeme'],
  DeliverHabilitation: ['agent-caf'],
  RefuseHabilitation: ['agent-caf'],
  BlockAccess: ['agent-caf'],
  UnblockAccess: ['agent-caf'],
  ReportEndOfMission: ['agent-caf', 'partenaire'],
  // Of the Caf's own closing, as below: the end of the convention may be told by the system.
  EndHabilitation: ['agent-caf'],
  ResumeHabilitation: ['agent-caf', 'systeme'],
  CorrectHabilitation: ['agent-caf'],
  RestateHabilitation: ['agent-caf']
}

const cases = Object.values(habilitationExamples).flatMap(([before, command]) =>
  acteurKinds.map(kind => ({
    before,
    command,
    kind,
    type: command.type,
    allowed: givers[command.type].includes(kind)
  }))
)

test('G7 the table names every command and every kind of acteur', () => {
  expect(Object.values(habilitationExamples).map(([, { type }]) => type)).toEqual(Object.keys(givers))
  expect(cases).toHaveLength(14 * 4)
})

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
        facts: { given: kind, allowed: givers[command.type] },
        sentence: expect.stringMatching(/^opération réservée aux agents de la Caf/)
      }
    ])
})

test('G7 M21 the system tells the end of a convention, and closes no access by itself', () => {
  const asked = (cause: string, kind: ActeurKind): HabilitationCommand => ({
    ...end('2018-06-01', cause),
    acteur: read(Acteur, { kind, id: 'acteur-1' })
  })
  const { when } = given(...psuDelivered)
  expect(acteurKinds.filter(kind => when(asked('convention-terminee', kind)).codes.length === 0)).toEqual([
    'agent-caf',
    'systeme'
  ])
  expect(when(asked('retrait', 'systeme')).refusals).toMatchObject([
    { code: 'acteur-not-allowed', facts: { given: 'systeme', allowed: ['agent-caf'] } }
  ])
})

test('G7 the person habilitated gives no command about their own habilitation', () => {
  expect(Object.values(givers).flat()).not.toContain('habilite')
})
