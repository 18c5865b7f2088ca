/** A document says each thing as it was on the day that it speaks of. */
import { dateCivile, instant } from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, later, psuEvents, recordedBy } from '../../test/played'

const psu = later(psu2017Id)
const personne = (nom: string) => ({
  kind: 'identify-personne',
  personneId: 'p-1960-1',
  personne: { nom, prenom: 'Bertrand', fonction: 'Maire', mail: null, telephone: null }
})
const [draft] = psu2017.flatMap(({ command }) => (command.type === 'DraftConvention' ? [command.data] : []))

/** The mayor takes another name on 01/06/2019. */
const renamed = indexOf(
  recordedBy([
    ...psu2017,
    psu('2019-05-02T09:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      changes: [personne('LEROY')],
      signalledOn: '2019-05-01',
      channel: 'courrier'
    }),
    psu('2019-06-02T09:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2019-06-01' })
  ])
)
const gestionnaireOn = (on: string) =>
  renamed
    .describe(psu2017Id, { on: dateCivile(on) })
    .convention?.parties.find(({ id }) => id === 'gestionnaire')

test('G19 a representative stands under the name of the date of the document, who signed under that of the day', () => {
  const names = (on: string) => {
    const partie = gestionnaireOn(on)
    return [partie?.representant?.nom, partie?.signature?.signataire.nom]
  }
  expect(names('2019-05-31')).toEqual(['VASSEUR', 'VASSEUR'])
  expect(names('2019-06-01')).toEqual(['LEROY', 'VASSEUR'])
})

test('G19 a name taken later is a difference of the representative, not of the signature', () => {
  const { differences } = renamed.differences(
    psu2017Id,
    { on: dateCivile('2019-05-31') },
    { on: dateCivile('2019-06-01') }
  )
  expect(differences.map(({ key }) => key)).toEqual(['personne/p-1960-1'])
})

test('G19 a name corrected on the day of the signature alone is a difference of the signature', () => {
  // The draft had the name that she took since: it is corrected, and what the modification said stands.
  const corrected = [
    ...psu2017.map(scheduled =>
      scheduled.command.type === 'DraftConvention'
        ? { ...scheduled, command: { ...scheduled.command, data: named('LEROI') } }
        : scheduled
    ),
    psu('2019-05-02T09:00:00Z', 'SignalModification', {
      modificationId: 'm-1',
      changes: [personne('LEROY')],
      signalledOn: '2019-05-01',
      channel: 'courrier'
    }),
    psu('2019-06-02T09:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2019-06-01' }),
    psu('2019-07-02T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: 0, instead: { type: 'DraftConvention', data: named('VASSEUR') } }],
      motif: "nom mal lu sur l'acte"
    })
  ]
  const on = dateCivile('2019-08-01')
  const { differences } = indexOf(recordedBy(corrected)).differences(
    psu2017Id,
    { on, knownAt: instant('2019-07-01T00:00:00Z') },
    { on }
  )
  expect(differences).toMatchObject([
    {
      key: 'signature/gestionnaire',
      cause: { acte: "Correction d'un acte", acteur: 'agent-caf', reason: "nom mal lu sur l'acte" },
      sentence:
        'La signature (le gestionnaire) a changé : signataire « Bertrand LEROI » → « Bertrand VASSEUR ».'
    }
  ])
})

const named = (nom: string) => {
  if (draft === undefined) throw new Error('no draft')
  return {
    ...draft,
    personnes: draft.personnes.map(known =>
      known.personneId === 'p-1960-1' ? { ...known, personne: { ...known.personne, nom } } : known
    )
  }
}

test('P10 one address for two persons is an alert for each who has a role, and a difference when it comes', () => {
  const shared = { ...personne('VASSEUR'), personneId: 'p-1960-1' }
  const mail = 'claire.fontaine@example.fr'
  const index = indexOf(
    recordedBy([
      ...psu2017,
      psu('2018-02-02T09:00:00Z', 'SignalModification', {
        modificationId: 'm-1',
        changes: [{ ...shared, personne: { ...shared.personne, mail } }],
        signalledOn: '2018-02-01',
        channel: 'courrier'
      }),
      psu('2018-03-02T09:00:00Z', 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2018-03-01' })
    ])
  )
  const at = (on: string) => ({ on: dateCivile(on) })
  expect(index.describe(psu2017Id, at('2018-02-28')).alertes).toEqual([])
  // The mayor has no role: no codes are sent to him.
  expect(index.describe(psu2017Id, at('2018-03-01')).alertes).toMatchObject([
    { code: 'mailbox-already-used', personneId: 'p-1960-2', article: { source: 'PSU', article: '2.2' } }
  ])
  const { differences } = index.differences(psu2017Id, at('2018-02-28'), at('2018-03-01'))
  expect(differences.map(({ key, cause, sentence }) => [key, cause.acte, sentence])).toContainEqual([
    'alerte/mailbox-already-used/p-1960-2',
    'Réception du formulaire',
    'Alerte : Claire FONTAINE : la même adresse sert à une autre personne.'
  ])
})

test('G12 a breach that is worded otherwise is a difference, with its reason', () => {
  const breach = (manquement: string) => ({ on: '2019-03-04', manquement })
  const index = indexOf(
    recordedBy([
      ...psu2017,
      psu('2019-03-04T10:00:00Z', 'TerminateConvention', breach('Codes confiés à un tiers')),
      psu('2019-04-04T10:00:00Z', 'CorrectConvention', {
        corrections: [
          {
            corrects: psuEvents.length,
            instead: { type: 'TerminateConvention', data: breach('Codes confiés à deux tiers') }
          }
        ],
        motif: 'compte rendu relu'
      })
    ])
  )
  for (const day of ['2018-06-01', '2019-06-01']) {
    const on = dateCivile(day)
    const { differences } = index.differences(
      psu2017Id,
      { on, knownAt: instant('2019-04-01T00:00:00Z') },
      { on }
    )
    expect(differences).toMatchObject([
      {
        key: 'manquement',
        cause: { reason: 'compte rendu relu', article: { source: 'PSU', article: '2.4' } },
        sentence: "Manquement retenu : Codes confiés à deux tiers ; c'était : Codes confiés à un tiers."
      }
    ])
  }
})
