import { dateCivile, instant } from '@avenant/domain'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { History } from './history'

const dossier = 'convention-psu-1960-2017'
const psuCommand = commandOn(dossier)

const signalled = (n: number, at: string, rang: string) =>
  psuCommand(at, 'SignalModification', {
    modificationId: `m-${n}`,
    changes: [
      { kind: 'attribute-role', personneId: 'p-1960-2', role: 'import', etablissementId: '201500086', rang }
    ],
    signalledOn: at.slice(0, 10),
    channel: 'courriel'
  })
const received = (n: number, at: string, receivedOn: string) =>
  psuCommand(at, 'ReceiveFormulaire', { modificationId: `m-${n}`, receivedOn })

/** The second form was received before the first, and was recorded after it. */
const index = dossiersOf(
  journalOf([
    ...signedScheduled,
    signalled(1, '2018-02-01T08:00:00Z', 'titulaire'),
    signalled(2, '2018-02-02T08:00:00Z', 'suppleant'),
    received(1, '2018-05-02T08:00:00Z', '2018-05-01'),
    received(2, '2018-05-03T08:00:00Z', '2018-03-01'),
    psuCommand('2018-06-01T08:00:00Z', 'CorrectConvention', {
      corrections: [
        {
          corrects: 8,
          instead: { type: 'ReceiveFormulaire', data: { modificationId: 'm-1', receivedOn: '2018-04-03' } }
        }
      ],
      motif: 'cachet mal lu',
      demandeur: 'la directrice du service'
    }),
    psuCommand('2019-03-04T09:00:00Z', 'TerminateConvention', {
      on: '2019-03-04',
      manquement: 'codes confiés'
    }),
    psuCommand('2019-03-20T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: 11, instead: null }],
      motif: 'résiliée par erreur'
    })
  ])
)

const told = ({ acts }: History) =>
  acts.map(({ place, nom, effectiveFrom, status }) => [place, nom, effectiveFrom, status])

test('the acts of a convention in the order of recording: each by its French name, from when it holds, what became of it', () => {
  expect(told(index.history({ dossier, order: 'recording' }))).toEqual([
    [0, 'Rédaction de la convention', null, 'tient'],
    [1, 'Rédaction des annexes', null, 'tient'],
    [2, 'Accord de la Caf sur le non-respect des conditions générales', '2017-01-01', 'tient'],
    [3, "Octroi d'une dérogation", '2017-01-01', 'tient'],
    [4, 'Signature de la convention', null, 'tient'],
    [5, 'Signature de la convention', '2017-01-01', 'tient'],
    [6, "Signalement d'une modification", '2018-02-01', 'tient'],
    [7, "Signalement d'une modification", '2018-02-02', 'tient'],
    [8, 'Réception du formulaire', '2018-04-03', 'remplace'],
    [9, 'Réception du formulaire', '2018-03-01', 'tient'],
    [10, 'Correction', '2018-04-03', 'tient'],
    [11, 'Résiliation de la convention', '2019-03-04', 'retire'],
    [12, 'Correction', '2019-03-04', 'tient']
  ])
})

test('in the order of effect, what was received first comes first; of one day, what was recorded first', () => {
  expect(index.history({ dossier, order: 'effect' }).acts.map(({ place }) => place)).toEqual([
    0, 1, 4, 2, 3, 5, 6, 7, 9, 8, 10, 11, 12
  ])
})

test('G1 G18 a correction names the place of what it corrects: why, by whom, and what stands instead', () => {
  const { acts } = index.history({ dossier, order: 'recording' })
  expect(acts[8]).toMatchObject({
    says: { modificationId: 'm-1', receivedOn: '2018-05-01' },
    recorded: {
      revision: 8,
      recordedAt: '2018-05-02T08:00:00.000Z',
      acteur: { kind: 'agent-caf', id: 'agent-1' }
    },
    corrections: [
      {
        recorded: { revision: 10, recordedAt: '2018-06-01T08:00:00.000Z' },
        motif: 'cachet mal lu',
        demandeur: 'la directrice du service',
        instead: {
          type: 'FormulaireReceived',
          nom: 'Réception du formulaire',
          says: { modificationId: 'm-1', receivedOn: '2018-04-03' }
        },
        changed: ['Date de réception : 01/05/2018 → 03/04/2018']
      }
    ]
  })
  expect(acts[11]?.corrections).toMatchObject([
    { recorded: { revision: 12 }, motif: 'résiliée par erreur', demandeur: null, instead: null, changed: [] }
  ])
})

test('G18 what is said instead of a list is told by what it has less and more', () => {
  const change = {
    kind: 'attribute-role',
    personneId: 'p-1960-2',
    role: 'import',
    etablissementId: '201500086'
  }
  const instead = (rang: string) => ({
    type: 'SignalModification',
    data: {
      modificationId: 'm-1',
      changes: [{ ...change, rang }],
      signalledOn: '2018-02-01',
      channel: 'courriel'
    }
  })
  const corrected = dossiersOf(
    journalOf([
      ...signedScheduled,
      signalled(1, '2018-02-01T08:00:00Z', 'titulaire'),
      psuCommand('2018-06-01T08:00:00Z', 'CorrectConvention', {
        corrections: [{ corrects: 6, instead: instead('suppleant') }],
        motif: 'rang mal lu'
      })
    ])
  )
  const { acts } = corrected.history({ dossier, order: 'recording' })
  const role = 'Rôle « Fournisseur de données par import » sur CHARAIRE (201500086) pour Claire FONTAINE'
  expect(acts[6]?.corrections.map(({ changed }) => changed)).toEqual([
    [
      `Ce qui change, en moins : ${role}, comme titulaire`,
      `Ce qui change, en plus : ${role}, comme suppléant`
    ]
  ])
})

test('G2 as known before a correction, the act stands as it was recorded', () => {
  const before = index.history({ dossier, order: 'recording', knownAt: instant('2018-05-31T00:00:00Z') })
  expect(told(before).slice(8)).toEqual([
    [8, 'Réception du formulaire', '2018-05-01', 'tient'],
    [9, 'Réception du formulaire', '2018-03-01', 'tient']
  ])
  expect(
    index.history({ dossier, order: 'recording', knownAt: instant('2016-01-01T00:00:00Z') }).acts
  ).toEqual([])
})

test('G12 what was computed and told with an act is told with its article: a notice and the échéance that it ends', () => {
  const noticed = dossiersOf(
    journalOf([
      ...signedScheduled,
      commandOn('convention-mef-219200789-2023')('2024-04-24T09:00:00Z', 'GiveNotice', {
        partie: 'fournisseur',
        dispatchedOn: '2024-04-20',
        receivedOn: '2024-04-23'
      })
    ])
  )
  const { acts } = noticed.history({ dossier: 'convention-mef-219200789-2023', order: 'recording' })
  expect(acts.at(-1)).toMatchObject({
    nom: 'Préavis',
    genre: 'm',
    effectiveFrom: '2024-07-26',
    article: { source: 'MEF', article: '5' },
    computation:
      'préavis donné par le fournisseur de données, envoyé le 20/04/2024, reçu le 23/04/2024 (la réception compte) ; ' +
      'échéance du 26/07/2024, dernier jour du préavis : 26/07/2024 − 3 mois = 26/04/2024'
  })
})

test('the acts of an habilitation: a blocking from the day that it says', () => {
  const { acts } = index.history({ dossier: 'habilitation-h-1960-2', order: 'recording' })
  expect(acts.map(({ nom, effectiveFrom }) => [nom, effectiveFrom])).toEqual([
    ["Demande d'habilitation", '2017-02-23'],
    ["Délivrance de l'habilitation", '2017-03-01'],
    ["Blocage de l'accès", '2018-05-14'],
    ["Levée du blocage de l'accès", '2018-05-16']
  ])
})

test('G15 a dossier that nobody knows has no acts, whatever its name', () => {
  for (const unknown of ['convention-none', 'habilitation-none', 'autre-1', ''])
    expect(index.history({ dossier: unknown, order: 'effect' }).acts).toEqual([])
})

test('G12 a history is plain JSON: the same after being written', () => {
  const answer = index.history({ dossier, order: 'effect' })
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
})

test('what each act moved is told by kind, over which days', () => {
  const acts = index.history({ dossier, order: 'recording' }).acts
  const movedBy = (type: string) =>
    acts.filter(act => act.type === type).map(({ moved }) => moved.map(({ sentence }) => sentence))
  expect(movedBy('AnnexesEdited')).toEqual([
    ['4 établissements', "4 inscriptions d'établissements", '24 attributions de rôle', '24 rangs']
  ])
  expect(movedBy('ConventionTerminated')).toEqual([
    expect.arrayContaining([
      expect.stringMatching(/^la situation de la convention, à partir du 04\/03\/2019$/)
    ])
  ])
})

test('P22 a consequence names what caused it, in the dossier that it rests on', () => {
  const journal = journalOf([
    ...signedScheduled,
    psuCommand('2019-03-04T09:00:00Z', 'TerminateConvention', {
      on: '2019-03-04',
      manquement: 'codes confiés'
    }),
    commandOn('habilitation-h-1960-1')(
      '2019-03-04T09:01:00Z',
      'TellConventionEnd',
      { on: '2019-03-04' },
      { kind: 'systeme', id: 'reactions' }
    )
  ])
  const terminated = journal.find(({ type }) => type === 'ConventionTerminated')
  const caused = journal.map(recorded =>
    recorded.type === 'ConventionEndTold'
      ? { ...recorded, metadata: { ...recorded.metadata, causationId: terminated?.id ?? null } }
      : recorded
  )
  const { acts } = dossiersOf(caused).history({ dossier: 'habilitation-h-1960-1', order: 'recording' })
  expect(acts.map(({ type, cause }) => [type, cause?.type ?? null])).toEqual([
    ['HabilitationRequested', null],
    ['HabilitationDelivered', null],
    ['ConventionEndTold', 'ConventionTerminated']
  ])
  expect(acts.at(-1)?.cause).toMatchObject({ dossier, revision: terminated?.revision, acteur: 'agent-caf' })
})

test('G12 an act says what it says: who signed for which party and when, what a list changes, why an access was blocked', () => {
  const { acts } = index.history({ dossier, order: 'recording' })
  const [first, second] = acts.filter(({ type }) => type === 'ConventionSigned')
  expect(first?.contenu).toEqual([
    'Partie : COMMUNE DE SCEAUX',
    'Signataire : Bertrand VASSEUR (p-1960-1)',
    'Qualité : Maire',
    'Date de signature : 23/02/2017',
    'Support : papier'
  ])
  expect(second?.contenu).not.toEqual(first?.contenu)
  // Signed on 23/02/2017, and recorded on the day after.
  expect([first?.happenedOn, first?.late]).toEqual(['2017-02-23', 1])
  const edited = acts.find(({ type }) => type === 'AnnexesEdited')
  expect(edited?.contenu).toContain("Ajout de l'établissement CHARAIRE (201500086)")
  const blocked = index.history({ dossier: 'habilitation-h-1960-2', order: 'recording' }).acts[2]
  expect(blocked?.contenu).toContain('Motif : Perte du mot de passe signalée par le gestionnaire')
  expect(blocked?.late).toBeNull()
})

test('G2 what was recorded in a period, or has effect in one, over every dossier or those of one convention', () => {
  const days = { from: dateCivile('2017-01-01'), to: dateCivile('2017-12-31') }
  const told = (asked: Parameters<typeof index.history>[0]) =>
    index.history({ ...days, ...asked }).acts.map(({ dossier, place }) => `${dossier} ${place}`)
  const all = told({ order: 'recording' })
  expect(all).toEqual([
    `${dossier} 4`,
    `${dossier} 5`,
    'habilitation-h-1960-1 0',
    'habilitation-h-1960-2 0',
    'habilitation-h-1960-1 1',
    'habilitation-h-1960-2 1'
  ])
  expect(told({ order: 'recording', dossier, withHabilitations: true })).toEqual(all)
  expect(told({ order: 'recording', dossier })).toEqual(all.slice(0, 2))
  // The dérogation was recorded in 2016, and has its effect in 2017.
  expect(told({ order: 'effect', dossier })).toContain(`${dossier} 3`)
  expect(told({ order: 'recording', to: dateCivile('2017-02-23') })).toEqual([])
  // Who sees one dossier alone is told of no other.
  expect(
    index
      .history({ ...days, order: 'recording' }, of => of === 'habilitation-h-1960-1')
      .acts.map(act => act.place)
  ).toEqual([0, 1])
})

test('an end that is told ahead stands on its day: the history of an habilitation begins with its request', () => {
  const told = dossiersOf(
    journalOf([
      ...signedScheduled,
      commandOn('habilitation-h-1960-1')(
        '2017-02-24T08:40:30Z',
        'TellConventionEnd',
        { on: '2021-01-01' },
        { kind: 'systeme', id: 'reactions' }
      )
    ])
  )
  const { acts } = told.history({ dossier: 'habilitation-h-1960-1', order: 'effect' })
  expect(acts.map(({ type, effectiveFrom }) => [type, effectiveFrom])).toEqual([
    ['HabilitationRequested', '2017-02-23'],
    ['HabilitationDelivered', '2017-03-01'],
    ['ConventionEndTold', '2021-01-01']
  ])
})

test('G1 an end that was told and is withdrawn is told as such, and not as an end', () => {
  const tell = (at: string, on: string | null) =>
    commandOn('habilitation-h-1960-1')(at, 'TellConventionEnd', { on }, { kind: 'systeme', id: 'reactions' })
  const told = dossiersOf(
    journalOf([
      ...signedScheduled,
      tell('2019-03-04T09:01:00Z', '2019-03-04'),
      tell('2019-04-01T09:01:00Z', null)
    ])
  )
  const { acts } = told.history({ dossier: 'habilitation-h-1960-1', order: 'recording' })
  expect(acts.slice(-2).map(({ nom, contenu, effectiveFrom }) => [nom, contenu, effectiveFrom])).toEqual([
    ['Fin de la convention', ['Date : 04/03/2019'], '2019-03-04'],
    ['Fin de la convention', ['Date : aucune, la convention n’a plus de fin connue'], null]
  ])
})
