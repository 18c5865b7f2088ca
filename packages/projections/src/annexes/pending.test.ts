/** What was announced and is not yet effective is shown as pending, with what it waits for and who must act. */
import { AnnexeChange, dateCivile, instant } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id, read } from '@avenant/domain/fixtures'
import { indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesJson } from '../documents/json'
import { annexesMarkdown } from '../documents/markdown'
import { frenchChanges } from './changes'

const psu = later(psu2017Id)
const mef = later(monenfant2023Id)
const seat = { personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
const signal = (changes: ReadonlyArray<unknown>, signalledOn = '2018-02-01', channel = 'courrier') => ({
  modificationId: 'm-1',
  changes,
  signalledOn,
  channel
})
const pendingOf = (events: ReadonlyArray<ReturnType<typeof psu>>) => {
  const index = indexOf(recordedBy([...psu2017, ...events]))
  return (on: string, knownAt?: string) =>
    index.describe(psu2017Id, {
      on: dateCivile(on),
      knownAt: knownAt === undefined ? null : instant(knownAt)
    }).enAttente
}
const withdrawn = psu(
  '2018-02-02T09:00:00Z',
  'SignalModification',
  signal([{ kind: 'withdraw-role', ...seat }])
)

test('G22 P21 from the day on which it was signalled until the form is received, for who knows of it', () => {
  const pending = pendingOf([
    withdrawn,
    psu('2018-03-02T09:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2018-03-01' })
  ])
  expect(['2018-01-31', '2018-03-01'].map(on => pending(on))).toEqual([[], []])
  expect(pending('2018-02-28')).toEqual([
    {
      modificationId: 'm-1',
      signalledOn: '2018-02-01',
      channel: 'courrier',
      changes: [
        "Retrait du rôle « Fournisseur de données d'activité » sur CHARAIRE (201500086) à Awa DIALLO"
      ],
      waitsFor: { instrument: 'formulaire', article: { source: 'PSU', article: '2.3' } },
      signatures: [],
      mustAct: [{ partie: 'gestionnaire', label: 'le gestionnaire' }],
      sentence: 'En attente du formulaire (PSU, article 2.3), à remettre à la Caf par : le gestionnaire.'
    }
  ])
  expect(pending('2018-02-28', '2018-02-02T08:59:59Z')).toEqual([])
  // Before the form was recorded, nobody knew that it had come.
  expect(pending('2018-03-15', '2018-03-02T08:59:59Z')).toHaveLength(1)
})

test('G22 what is withdrawn no longer waits from that day', () => {
  const pending = pendingOf([
    withdrawn,
    psu('2018-02-20T09:00:00Z', 'WithdrawModification', { modificationId: 'm-1', on: '2018-02-20' })
  ])
  expect(['2018-02-19', '2018-02-20'].map(on => pending(on).length)).toEqual([1, 0])
})

test('G22 P20 a person whose name changes needs more once she validates: the Caf must establish the annexe', () => {
  const renamed = {
    kind: 'identify-personne',
    personneId: 'p-1960-2',
    personne: { nom: 'DUVAL', prenom: 'Claire', fonction: null, mail: null, telephone: null }
  }
  const [pending] = pendingOf([psu('2018-02-02T09:00:00Z', 'SignalModification', signal([renamed]))])(
    '2018-02-15'
  )
  expect(pending).toMatchObject({
    waitsFor: { instrument: 'annexe-revisee' },
    mustAct: [{ partie: 'caf' }],
    changes: [
      'Claire FONTAINE : nom « FONTAINE » → « DUVAL », fonction « Gestionnaire dossiers techniques » → non renseigné, mail « claire.fontaine@example.fr » → non renseigné, téléphone « 01 99 00 13 67 » → non renseigné'
    ],
    sentence: "En attente d'une nouvelle version de l'annexe (PSU, article 2.3), à établir par : la Caf."
  })
})

test('G22 M21 an avenant waits for the parties that have not signed it by that day', () => {
  const sign = (at: string, partie: string, signataire: string, signedOn: string) =>
    mef(at, 'SignAvenant', {
      modificationId: 'm-1',
      partie,
      signataire,
      qualite: 'Maire',
      signedOn,
      channel: 'papier'
    })
  const change = { kind: 'delist-etablissement', etablissementId: 'e-219200789-1' }
  const index = indexOf(
    recordedBy([
      ...monenfant2023,
      mef('2023-10-02T09:00:00Z', 'SignalModification', signal([change], '2023-10-01')),
      sign('2023-10-11T09:00:00Z', 'fournisseur', 'p-mef-1', '2023-10-10'),
      sign('2023-10-21T09:00:00Z', 'caf', 'p-caf-3', '2023-10-20')
    ])
  )
  const at = (on: string) => ({ on: dateCivile(on) })
  const pending = (on: string) => index.describe(monenfant2023Id, at(on)).enAttente
  expect(pending('2023-10-09')).toMatchObject([
    {
      signatures: [],
      mustAct: [{ partie: 'fournisseur' }, { partie: 'caf' }],
      sentence:
        "En attente d'un avenant (MEF, article 6), reste à signer par : le fournisseur de données, la Caf."
    }
  ])
  expect(pending('2023-10-10')).toMatchObject([
    {
      signatures: [{ partie: 'fournisseur', label: 'le fournisseur de données', signedOn: '2023-10-10' }],
      mustAct: [{ partie: 'caf', label: 'la Caf' }]
    }
  ])
  expect(pending('2023-10-20')).toEqual([])
  const differences = (before: string, after: string) =>
    index
      .differences(monenfant2023Id, at(before), at(after))
      .differences.map(({ key, cause, sentence }) => [key, cause.acte, sentence])
  expect(differences('2023-10-09', '2023-10-10')).toEqual([
    [
      'modification/m-1',
      "Signature d'un avenant",
      "La modification m-1 attend désormais autre chose. En attente d'un avenant (MEF, article 6), reste à signer par : la Caf."
    ]
  ])
  // What it changed tells that it took effect.
  expect(differences('2023-10-19', '2023-10-20').map(([key]) => key)).toEqual(['etablissement/e-219200789-1'])
})

test('G22 nothing waits once the convention has ended', () => {
  const pending = pendingOf([
    withdrawn,
    psu('2018-05-02T09:00:00Z', 'TerminateConvention', { on: '2018-05-02', manquement: 'Codes partagés' })
  ])
  expect(['2018-05-01', '2018-05-02'].map(on => pending(on).length)).toEqual([1, 0])
})

test('G22 every format shows it apart from what holds', () => {
  const document = indexOf(recordedBy([...psu2017, withdrawn])).describe(psu2017Id, {
    on: dateCivile('2018-02-15')
  })
  const waits = 'En attente du formulaire'
  expect(annexesMarkdown(document)).toMatch(
    /## Modifications en attente[\s\S]*\| m-1 \|.*01\/02\/2018.*En attente du formulaire/
  )
  expect(annexesHtml(document)).toContain('Modifications en attente</h2>')
  expect(annexesHtml(document)).toContain(waits)
  expect(annexesCsv(document)).toMatch(
    /"Modification en attente".*"m-1 : Retrait du rôle.*"PSU, article 2\.3";"En attente du formulaire/
  )
  expect(JSON.parse(annexesJson(document))).toMatchObject({ enAttente: [{ modificationId: 'm-1' }] })
  // The role is still held that day.
  expect(document.annexes).toEqual(
    indexOf(recordedBy(psu2017)).describe(psu2017Id, { on: dateCivile('2018-02-15') }).annexes
  )
})

test('P5 a long list of changes is named from one look at who is known', () => {
  const looksFor = (n: number) => {
    const index = indexOf(recordedBy(psu2017))
    const annexes = index.annexesAt(psu2017Id, { on: dateCivile('2018-02-15') })
    const { model } = annexes
    if (model === null) throw new Error('no model')
    let looks = 0
    const facts = {
      ...annexes.facts,
      get personne() {
        looks += 1
        return annexes.facts.personne
      }
    }
    const changes = Array.from({ length: n }, () => ({ kind: 'withdraw-role', ...seat }) as const)
    expect(
      frenchChanges(
        model,
        facts,
        changes.map(change => read(AnnexeChange, change))
      )
    ).toHaveLength(n)
    return looks
  }
  expect(looksFor(200)).toBe(looksFor(1))
})

test('G22 P20 what was needed on the day of the signal is still needed once its reason has gone', () => {
  const renamed = {
    kind: 'identify-personne',
    personneId: 'p-1960-2',
    personne: { nom: 'DUVAL', prenom: 'Claire', fonction: null, mail: null, telephone: null }
  }
  const left = ['201500086', '200200056', '201500088', '201500089'].map(etablissementId => ({
    kind: 'withdraw-role',
    personneId: 'p-1960-2',
    role: 'approbateur',
    etablissementId
  }))
  const pending = pendingOf([
    psu('2018-02-02T09:00:00Z', 'SignalModification', signal([renamed])),
    psu('2018-02-03T09:00:00Z', 'SignalModification', { ...signal(left), modificationId: 'm-2' }),
    psu('2018-03-01T09:00:00Z', 'ReviseAnnexe', { modificationId: 'm-2', establishedOn: '2018-03-01' })
  ])
  const waitsFor = (on: string) =>
    pending(on).map(({ modificationId, waitsFor: needed }) => [modificationId, needed?.instrument])
  expect(waitsFor('2018-03-15')).toEqual([['m-1', 'annexe-revisee']])
})

test('G22 P20 what is needed grows with another name that the person takes meanwhile', () => {
  const named = (nom: string, telephone: string | null) => ({
    kind: 'identify-personne',
    personneId: 'p-1960-2',
    personne: { nom, prenom: 'Claire', fonction: null, mail: null, telephone }
  })
  const pending = pendingOf([
    // Another telephone number, under the name of that day.
    psu('2018-02-02T09:00:00Z', 'SignalModification', signal([named('FONTAINE', '01 99 00 00 00')])),
    psu('2018-02-03T09:00:00Z', 'SignalModification', {
      ...signal([named('DUVAL', null)]),
      modificationId: 'm-2'
    }),
    psu('2018-03-01T09:00:00Z', 'ReviseAnnexe', { modificationId: 'm-2', establishedOn: '2018-03-01' })
  ])
  const waitsFor = (on: string) =>
    pending(on).flatMap(({ modificationId, waitsFor: needed }) =>
      modificationId === 'm-1' ? [needed?.instrument] : []
    )
  expect([waitsFor('2018-02-15'), waitsFor('2018-03-15')]).toEqual([['formulaire'], ['annexe-revisee']])
})
