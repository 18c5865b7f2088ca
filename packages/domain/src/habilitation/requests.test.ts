import { models, personne } from '../../test/convention-commands'
import {
  acknowledge,
  block,
  check,
  closeAccess,
  correct,
  deliver,
  given,
  mefReturned,
  psuDelivered,
  refuse,
  report,
  requestMef,
  requestPsu,
  role,
  send,
  signedReturn
} from '../../test/habilitation-commands'
import { decode } from '../codec'
import { unrecorded } from '../decider'
import { monenfant2023Habilitations } from '../fixtures'
import { mailboxWarnings } from '../identity/mailbox'
import { monenfant, psu } from '../model'
import { typesOf } from '../testing'
import { dateCivile, instant } from '../time'
import {
  accèsOn as accès,
  HabilitationCommand,
  type HabilitationState,
  habilitationDecider,
  habilitationValueOn
} from '.'

const mef = (article: string) => ({ source: 'MEF', article })
const accèsOn = (state: HabilitationState, date: string) => accès(state, dateCivile(date))?.status
const demande = (state: HabilitationState, date: string) =>
  habilitationValueOn(state, 'demande', '', dateCivile(date))

test('P8 the Caf delivers to an agent named by the written request of the gestionnaire', () => {
  const requested = given().when(requestPsu())
  expect(requested.events).toMatchObject([
    {
      type: 'HabilitationRequested',
      data: {
        says: {
          personneId: 'p-1',
          personne: { nom: 'MORVAN' },
          requestedOn: '2017-02-23',
          roles: [{ role: 'activite' }]
        }
      }
    }
  ])
  expect(habilitationValueOn(requested.state, 'sujet', '', null)).toEqual({
    conventionId: 'essai-psu',
    personneId: 'p-1'
  })
  expect(given(requestPsu()).when(deliver('2017-03-01')).events).toEqual([
    {
      type: 'HabilitationDelivered',
      data: {
        says: { on: '2017-03-01' },
        moves: [
          {
            kind: 'delivrance',
            id: '',
            period: { from: '2017-03-01', to: null },
            value: { article: { source: 'PSU', article: '2.2' } }
          },
          {
            kind: 'demande',
            id: '',
            period: { from: '2017-03-01', to: null },
            value: { status: 'en-cours', step: 'delivered' }
          }
        ]
      }
    }
  ])
  for (const asked of [
    deliver('2017-03-01'),
    refuse('2017-03-01'),
    block('2017-03-01'),
    report('2017-03-01', '2017-03-01')
  ])
    expect(given().when(asked).codes).toEqual(['not-requested'])
})

test('P8 no anonymous habilitation: a name, a mailbox and a role, and every fault is told', () => {
  const without = requestPsu({ personne: personne('MORVAN', { mail: null }), roles: [] })
  expect(given().when(without).refusals).toMatchObject([
    { code: 'mail-missing', path: 'data.personne.mail', article: { source: 'PSU', article: '2.2' } },
    { code: 'no-role', path: 'data.roles', article: { source: 'PSU', article: '2.2' } }
  ])
  const anonymous = { ...requestPsu(), data: { ...requestPsu().data, personne: { nom: ' ', prenom: '' } } }
  expect(decode(HabilitationCommand)(anonymous)).toMatchObject({
    _tag: 'Left',
    left: expect.arrayContaining([
      { path: 'data.personne.nom', message: 'texte vide' },
      { path: 'data.personne.prenom', message: 'texte vide' }
    ])
  })
})

test('P10 a shared mailbox is a warning computed from the line of the person, not a refusal; MEF says nothing of it', () => {
  for (const mail of ['creche@example.fr', 'Petite-Enfance@example.fr', 'ACCUEIL@example.fr']) {
    const { state } = given().when(requestPsu({ personne: personne('MORVAN', { mail }) }))
    const named = habilitationValueOn(state, 'personne', 'p-1', null)
    if (named === null) throw new Error('nobody is named')
    const warnings = mailboxWarnings(psu, named, false)
    expect(warnings).toMatchObject([{ code: 'shared-mailbox', article: { source: 'PSU', article: '2.2' } }])
    expect(JSON.stringify(warnings)).not.toContain('example.fr')
    expect(mailboxWarnings(monenfant, named, false)).toEqual([])
  }
  expect(given().when(requestPsu()).events).toHaveLength(1)
})

test('M7 the request tells the provider, the Caf, the person, and the establishments for each kind of data', () => {
  const [first] = monenfant2023Habilitations
  const { events } = given().when(first?.command ?? requestMef())
  expect(events).toMatchObject([
    {
      data: {
        says: {
          demandeur: { denomination: 'Ville de VILLENEUVE LA GARENNE' },
          caf: "Caisse d'allocations familiales des Hauts-de-Seine",
          personne: { nom: 'MORVAN' },
          roles: expect.arrayContaining([
            { role: 'disponibilites', etablissementId: 'e-219200789-1', nature: 'eaje' },
            { role: 'fonctionnement', etablissementId: 'e-219200789-1', nature: 'eaje' }
          ])
        }
      }
    }
  ])
})

test('M7 disponibilités are asked for EAJE only; each fault is told at its place', () => {
  const roles = [
    role('fonctionnement', 'accueil-de-loisirs'),
    role('disponibilites', 'accueil-de-loisirs'),
    role('approbateur')
  ]
  expect(given().when(requestMef({ roles })).refusals).toMatchObject([
    {
      code: 'role-not-for-nature',
      path: 'data.roles[1].role',
      article: mef('1'),
      facts: { accepted: [{ id: 'eaje' }] }
    },
    {
      code: 'unknown-role',
      path: 'data.roles[2].role',
      article: mef('3-1'),
      facts: {
        known: [
          { id: 'disponibilites', label: 'Disponibilités des places' },
          { id: 'fonctionnement', label: 'Informations relatives au fonctionnement' }
        ]
      }
    }
  ])
})

test('M8 requested, acknowledged, checked, convention sent, signed return, activated', () => {
  const { state } = given(...mefReturned)
  expect(['2023-07-25', '2023-07-26'].map(on => demande(state, on))).toEqual([
    { status: 'en-cours', step: 'convention-sent' },
    { status: 'en-cours', step: 'signed-return' }
  ])
  expect(accèsOn(state, '2024-01-01')).toBe('jamais-ouvert')
  const { events, state: active } = given(...mefReturned).when(deliver('2023-07-28'))
  expect(typesOf(events)).toEqual(['HabilitationDelivered'])
  expect([accèsOn(active, '2023-07-27'), accèsOn(active, '2023-07-28')]).toEqual(['jamais-ouvert', 'ouvert'])
})

test('M8 no activation before the signed return, and no step is skipped', () => {
  mefReturned.slice(0, -1).forEach((_, i) => {
    const { refusals } = given(...mefReturned.slice(0, i + 1)).when(deliver('2023-07-28'))
    expect(refusals).toMatchObject([
      {
        code: 'step-out-of-order',
        article: mef('3-1'),
        computation:
          'demande → accusé de réception → vérification → envoi de la convention → retour signé → délivrance',
        facts: { asked: 'delivered', missing: expect.arrayContaining(['signed-return']) }
      }
    ])
  })
  expect(given(requestMef()).when(send('2023-07-06')).refusals).toMatchObject([
    { facts: { missing: ['acknowledged', 'checked'], reached: 'requested' } }
  ])
})

test('M8 a step does not precede the one before it', () => {
  expect(given(requestMef(), acknowledge('2023-06-13')).when(check('2023-06-12')).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.on', facts: { earlier: '2023-06-13', later: '2023-06-12' } }
  ])
})

test('M8 a request may be refused with its reason, until it is delivered; then nothing goes further', () => {
  const refused = given(requestMef(), acknowledge('2023-06-13'), refuse('2023-06-14'))
  expect(demande(refused.state, '2023-06-14')).toEqual({ status: 'refusee' })
  expect(habilitationValueOn(refused.state, 'motif-de-refus', '', dateCivile('2023-06-14'))).toBe(
    'Agent inconnu de la commune'
  )
  expect(refused.when(check('2023-06-20')).refusals).toMatchObject([
    { code: 'request-refused', facts: { on: '2023-06-14', motif: 'Agent inconnu de la commune' } }
  ])
  expect(given(...psuDelivered).when(refuse('2017-04-01')).refusals).toMatchObject([
    { code: 'already-delivered', facts: { on: '2017-03-01' } }
  ])
  expect(given(requestMef(), acknowledge('2023-06-13')).when(refuse('2023-06-12')).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.on' }
  ])
})

test('G13 M8 a step, a delivery or a refusal of another day or content is not done again: it is to be corrected', () => {
  const delivered = given(...psuDelivered)
  expect(delivered.when(deliver('2017-03-01')).events).toEqual([])
  expect(delivered.when(deliver('2017-02-24')).refusals).toMatchObject([
    {
      code: 'already-recorded',
      article: { source: 'PSU', article: '2.2' },
      facts: { corrects: 1, on: '2017-03-01' }
    }
  ])
  const sent = given(...mefReturned)
  expect(sent.when(check('2023-06-20')).events).toEqual([])
  expect(sent.when(check('2023-06-21')).refusals).toMatchObject([
    { code: 'already-recorded', facts: { corrects: 2, on: '2023-06-20' } }
  ])
  const refused = given(requestPsu(), refuse('2017-02-28'))
  expect(refused.when(refuse('2017-02-28')).events).toEqual([])
  for (const other of [refuse('2017-02-27'), refuse('2017-02-28', 'Autre motif')])
    expect(refused.when(other).refusals).toMatchObject([
      { code: 'already-recorded', facts: { corrects: 1, on: '2017-02-28' } }
    ])
})

test('G24 what is said to have happened has happened on the day of its recording, in the zone of the model', () => {
  const at = instant('2017-02-28T22:30:00Z')
  const { decide } = habilitationDecider(models)
  const asked = (command: HabilitationCommand) =>
    decide(command, { ...unrecorded, at })(given(requestPsu()).state)
  expect(asked(deliver('2017-02-28'))).toMatchObject({ _tag: 'Right' })
  expect(asked(deliver('2017-03-01'))).toMatchObject({
    left: [
      { code: 'not-yet-happened', path: 'data.on', facts: { on: '2017-03-01', recordedOn: '2017-02-28' } }
    ]
  })
  expect(asked(report('2030-01-01', '2017-02-28'))).toMatchObject({ _tag: 'Right' })
  expect(asked(report('2017-02-01', '2017-03-01'))).toMatchObject({ left: [{ code: 'not-yet-happened' }] })
  const corrected = decide(correct(0, requestPsu({ requestedOn: '2017-03-01' })), { ...unrecorded, at })(
    given(requestPsu()).state
  )
  expect(corrected).toMatchObject({ left: [{ path: 'data.corrections[0].instead.data.requestedOn' }] })
})

test('M25 PSU has no step between the request and the delivery', () => {
  expect(given(requestPsu()).when(signedReturn('2017-03-01')).refusals).toMatchObject([
    { code: 'step-not-in-model', facts: { step: 'signed-return', steps: ['requested', 'delivered'] } }
  ])
})

test('P27 access never precedes the delivery, nor the delivery the request', () => {
  const { state } = given(...psuDelivered)
  expect(['2016-12-31', '2017-01-01', '2017-02-28', '2017-03-01'].map(date => accèsOn(state, date))).toEqual([
    'jamais-ouvert',
    'jamais-ouvert',
    'jamais-ouvert',
    'ouvert'
  ])
  expect(given(requestPsu()).when(deliver('2017-02-22')).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.on', facts: { earlier: '2017-02-23', later: '2017-02-22' } }
  ])
})

test('P19 an end of mission told before the delivery still ends the access', () => {
  const leaving = given(requestPsu(), report('2017-06-30', '2017-02-25'))
  expect(leaving.when(deliver('2017-06-30')).codes).toEqual(['access-closed'])
  const { events, state } = leaving.when(deliver('2017-03-01'))
  expect(typesOf(events)).toEqual(['HabilitationDelivered'])
  expect([accèsOn(state, '2017-06-29'), accèsOn(state, '2017-06-30'), accèsOn(state, '2018-01-01')]).toEqual([
    'ouvert',
    'ferme',
    'ferme'
  ])
})

test('M21 it is opened only with the signed avenant; closed before that, it stays closed', () => {
  const closed = given(...mefReturned, closeAccess('2023-07-27'))
  expect(closed.when(deliver('2023-07-28')).refusals).toMatchObject([
    { code: 'access-closed', article: mef('6'), facts: { on: '2023-07-28', cause: 'retrait' } }
  ])
})
