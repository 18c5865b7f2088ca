/** A difference is one that the two documents show, and each difference that they show is told. */
import { dateCivile, instant, psu as psuModel } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id, type Scheduled } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { historyDate as date, histories } from '../../test/histories'
import { indexOf, later, psuEvents, recordedBy } from '../../test/played'
import { annexesIndex } from './annexes-index'
import type { AnnexesDocument } from './description'

const K = '2023-06-01T00:00:00Z'
const psu = later(psu2017Id)
const mef = later(monenfant2023Id)
const differencesOf = (events: ReadonlyArray<Scheduled>, on: string, knownAt: string) => {
  const id = events[0]?.stream === psu2017[0]?.stream ? psu2017Id : monenfant2023Id
  const index = indexOf(recordedBy(events))
  return index.differences(id, { on: dateCivile(on), knownAt: instant(knownAt) }, { on: dateCivile(on) })
    .differences
}
const revisionOf = (
  events: ReadonlyArray<{ readonly type: string; readonly revision: number }>,
  type: string
) => events.findLast(event => event.type === type)?.revision ?? -1
const identified = (nom: string, more: object = {}) => ({
  kind: 'identify-personne',
  personneId: 'p-9',
  personne: { nom, prenom: 'Paul', fonction: null, mail: null, telephone: null, ...more }
})

test('M21 the signatures of an avenant are no difference of annexes that it does not change', () => {
  const sign = (partie: string, signataire: string) =>
    mef('2023-09-03T10:00:00Z', 'SignAvenant', {
      modificationId: 'm-1',
      partie,
      signataire,
      qualite: 'x',
      signedOn: '2023-09-02',
      channel: 'papier'
    })
  const avenant = [
    ...monenfant2023,
    mef('2023-09-01T10:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      changes: [
        {
          kind: 'withdraw-role',
          personneId: 'p-mef-3',
          role: 'fonctionnement',
          etablissementId: 'e-219200789-1'
        }
      ],
      signalledOn: '2023-09-01',
      channel: 'courrier'
    }),
    sign('caf', 'p-caf-3'),
    sign('fournisseur', 'p-mef-1')
  ]
  expect(differencesOf(avenant, '2023-08-15', '2023-09-01T00:00:00Z')).toEqual([])
})

test('G1 P1 a signatory corrected alone: the former is named, and the date that did not change is not', () => {
  const signed = psu2017.findLast(({ command }) => command.type === 'SignConvention')?.command
  if (signed?.type !== 'SignConvention') throw new Error('not signed')
  const { parDelegationDe: _, ...data } = signed.data
  const corrected = psu('2017-03-02T09:00:00Z', 'CorrectConvention', {
    corrections: [
      {
        corrects: psuEvents.findLast(({ type }) => type === 'ConventionSigned')?.revision,
        instead: { type: 'SignConvention', data: { ...data, signataire: 'p-caf-1' } }
      }
    ],
    motif: 'signataire mal lu'
  })
  const on = dateCivile('2017-03-15')
  const { differences } = indexOf(recordedBy([...psu2017, corrected])).differences(
    psu2017Id,
    { on, knownAt: instant('2017-03-01T12:00:00Z') },
    { on }
  )
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    'La signature (la Caf) a changé : signataire « Julien TORCY » → « Hélène MARCHAIS », par délégation « Hélène MARCHAIS » → « aucune ».'
  ])
})

test('P11 a person who is in no annexe may change without a difference', () => {
  const of = (nom: string, modificationId: string, at: string) => [
    psu(`${at}:00:00Z`, 'SignalModification', {
      modificationId,
      changes: [identified(nom)],
      signalledOn: '2017-03-01',
      channel: 'courrier'
    }),
    psu(`${at}:01:00Z`, 'ReceiveFormulaire', { modificationId, receivedOn: '2017-03-01' })
  ]
  const events = [
    ...psu2017,
    ...of('BRÉMOND', 'm-1', '2017-03-01T09'),
    ...of('BREMOND', 'm-2', '2017-03-02T09')
  ]
  expect(differencesOf(events, '2017-03-15', '2017-03-01T12:00:00Z')).toEqual([])
})

test('G1 M18 a notice withdrawn: before its end too, the difference names the correction', () => {
  const noticed = [
    ...monenfant2023,
    mef('2023-10-02T09:00:00Z', 'GiveNotice', {
      partie: 'fournisseur',
      dispatchedOn: '2023-09-28',
      receivedOn: '2023-10-01'
    })
  ]
  const corrects = revisionOf(recordedBy(noticed), 'NoticeGiven')
  const withdrawn = [
    ...noticed,
    mef('2023-11-02T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects, instead: null }],
      motif: 'retiré'
    })
  ]
  expect(differencesOf(withdrawn, '2024-01-15', '2023-11-01T00:00:00Z')).toMatchObject([
    { kind: 'effet', cause: { type: 'ConventionCorrected', revision: corrects + 1 } }
  ])
})

test('P22 a termination that becomes known before the effect is a difference, and so is a signature of a draft', () => {
  const terminated = [
    ...psu2017,
    psu('2017-03-01T09:00:00Z', 'TerminateConvention', { on: '2018-07-01', manquement: 'x' })
  ]
  expect(differencesOf(terminated, '2016-12-01', '2017-02-28T00:00:00Z')).toMatchObject([
    { kind: 'effet', cause: { type: 'ConventionTerminated' } }
  ])
  const draft = monenfant2023.slice(0, 3)
  expect(differencesOf(draft, '2023-08-01', '2023-07-05T00:00:00Z')).toMatchObject([
    { kind: 'signature', sentence: 'Olivier ROCHETTE a signé (la Caf) le 06/07/2023.' }
  ])
})

test('P10 a shared mailbox is an alert while its person is in the annexes, and names that person', () => {
  const change = (modificationId: string, at: string, changes: ReadonlyArray<unknown>) => [
    psu(`${at}T10:00:00Z`, 'SignalModification', {
      modificationId,
      changes,
      signalledOn: at,
      channel: 'courrier'
    }),
    psu(`${at}T10:01:00Z`, 'ReceiveFormulaire', { modificationId, receivedOn: at })
  ]
  const seat = { personneId: 'p-9', role: 'import', etablissementId: '201500086' }
  const index = indexOf(
    recordedBy([
      ...psu2017,
      ...change('m-1', '2018-03-01', [
        identified('BRÉMOND', { mail: 'creche@example.fr' }),
        { kind: 'attribute-role', ...seat, rang: 'titulaire' }
      ]),
      ...change('m-2', '2019-03-01', [{ kind: 'withdraw-role', ...seat }])
    ])
  )
  const alertes = (on: string) => index.describe(psu2017Id, { on: dateCivile(on) }).alertes
  expect(['2017-06-01', '2019-03-01'].map(alertes)).toEqual([[], []])
  expect(alertes('2018-03-01')).toMatchObject([
    {
      code: 'shared-mailbox',
      personneId: 'p-9',
      computation: 'Paul BRÉMOND : « creche@… » est un nom de boîte partagée'
    }
  ])
})

test('G11 two models of one id and version are told at once', () => {
  expect(() => annexesIndex([psuModel, { ...psuModel, titre: 'Autre' }])).toThrow(
    'two models are psu, version 1'
  )
})

/** Without what follows from the date or the knowledge alone. */
const contentOf = ({ on: _, knownAt, lastRecordedAt, situation, ...document }: AnnexesDocument) => {
  const { sentence, reason, term, ...bounds } = situation
  return JSON.stringify({
    ...document,
    alertes: document.alertes.map(alerte => ({
      ...alerte,
      computation: alerte.code === 'role-not-covered' ? '' : alerte.computation
    })),
    bounds
  })
}

test('G2 identical documents have no difference, and documents that differ have one at least', () => {
  let [same, other] = [0, 0]
  const moment = fc.constantFrom(
    K,
    ...['01', '02', '03', '04', '05', '06'].map(day => `2024-06-${day}T12:00:00Z`)
  )
  fc.assert(
    fc.property(
      histories,
      date,
      date,
      moment,
      moment,
      fc.boolean(),
      ({ scheduled, id }, a, b, k, l, isSameDay) => {
        const index = indexOf(recordedBy(scheduled, undefined, 'skip'))
        const before = { on: dateCivile(a), knownAt: instant(k) }
        const after = { on: dateCivile(isSameDay ? a : b), knownAt: instant(l) }
        const { differences } = index.differences(id, before, after)
        const isSame = contentOf(index.describe(id, before)) === contentOf(index.describe(id, after))
        if (isSame) same += 1
        else other += 1
        expect([isSame, differences.map(({ sentence }) => sentence)]).toEqual([
          isSame,
          isSame ? [] : expect.arrayContaining([expect.any(String)])
        ])
        if (!isSame) expect(differences.length).toBeGreaterThan(0)
      }
    ),
    { numRuns: 400 }
  )
  expect(Math.min(same, other)).toBeGreaterThan(50)
})
