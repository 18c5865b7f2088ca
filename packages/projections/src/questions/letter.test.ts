import { dateCivile, HabilitationId, instant } from '@avenant/domain'
import { monenfant2023Habilitations, psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'
import type { Letter } from './letter'

const habilitationId = read(HabilitationId, 'h-1960-1')
const on = commandOn('habilitation-h-1960-1')
const system = { kind: 'systeme', id: 'echeances' }
const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const used = connects('h-1960-1', '2017-03-23T08:00:00Z')
const notified = on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
  anomalyId: 'a-1',
  rule: 'echecs-repetes',
  finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
  on: '2017-03-31'
})
const asked = on('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' })
const given = (day: string) =>
  on(`${day}T10:00:00Z`, 'GiveJustification', { anomalyId: 'a-1', on: day, texte: 'clavier verrouillé' })
const told = on(
  '2017-05-09T03:00:00Z',
  'BlockAccess',
  { from: '2017-05-08', cause: 'non-utilisation', motif: 'dernière utilisation 23/03/2017' },
  system
)

type Index = ReturnType<typeof dossiersOf>
const indexOf = (...more: ReadonlyArray<AnyScheduled>): Index => dossiersOf(journalOf([...before, ...more]))
const letterOf = (index: Index, act: number, knownAt?: string): Letter =>
  index.letter({
    habilitationId,
    act,
    ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
  })
const unusedOn = (index: Index, day: string, knownAt?: string): Letter =>
  index.letter({
    habilitationId,
    on: dateCivile(day),
    ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
  })
const linesOf = ({ courrier }: Letter): ReadonlyArray<string> =>
  (courrier?.parties ?? []).flatMap(({ titre, lignes }) => [titre, ...lignes.map(({ texte }) => texte)])

test('A7 P18 an anomaly is notified with its counts, its instants, and what is asked until when', () => {
  const letter = letterOf(indexOf(notified, asked), 2)
  expect(letter).toMatchObject({
    on: '2017-03-31',
    sentence: 'Une anomalie est constatée dans les connexions de cet accès, et notifiée le 31/03/2017.',
    courrier: {
      kind: 'anomalie',
      expediteur: "Caisse d'allocations familiales des Hauts-de-Seine",
      destinataire: 'COMMUNE DE SCEAUX',
      nom: 'FONTAINE',
      prenom: 'Claire',
      tient: true,
      corrections: [],
      event: { type: 'AnomalyNotified', revision: 2 }
    }
  })
  expect(linesOf(letter)).toEqual([
    'Constat',
    'échecs de connexion répétés : 6 connexions ou tentatives, du 30/03/2017 à 23:02:00 (heure de Paris) au 30/03/2017 à 23:09:00 (heure de Paris).',
    'Ce constat demeure quand les connexions ne sont plus gardées.',
    'Ce qui est demandé',
    "Justifier ou expliquer cette anomalie ; demandé le 01/04/2017, à donner jusqu'au 16/04/2017 inclus (demande 01/04/2017 + 15 jours = 16/04/2017).",
    "Passé ce jour, la justification est dite en retard : c'est une alerte, et non une sanction."
  ])
})

test('P18 what was asked after a moment is not known then', () => {
  const index = indexOf(notified, asked)
  expect(linesOf(letterOf(index, 2, '2017-04-01T08:59:59Z'))).toContain(
    "Aucune justification n'est demandée à ce moment."
  )
  expect(letterOf(index, 3, '2017-04-01T08:59:59Z')).toMatchObject({ courrier: null })
  expect(letterOf(index, 3)).toMatchObject({ courrier: { kind: 'justification' } })
})

test.each([
  ['2017-04-16', 'Justification donnée le 16/04/2017.'],
  ['2017-04-17', 'Justification donnée le 17/04/2017, en retard.']
])('P18 a justification of %s is told, and not in whose words', (day, line) => {
  const letter = letterOf(indexOf(notified, asked, given(day)), 2)
  expect(linesOf(letter)).toContain(line)
  expect(JSON.stringify(letter)).not.toContain('clavier')
})

test('P14 A2 a block for want of use has its letter whether or not an engine told of it', () => {
  const lines = [
    'Constat',
    'Dernière utilisation 23/03/2017 + 45 jours = 07/05/2017 : accès bloqué depuis le 08/05/2017.'
  ]
  const computed = unusedOn(indexOf(used), '2017-06-01')
  expect(linesOf(computed).slice(0, 2)).toEqual(lines)
  expect(computed).toMatchObject({
    act: null,
    on: '2017-05-08',
    courrier: { kind: 'inactivite', event: { type: 'ConnectionRecorded' } }
  })
  const recorded = letterOf(indexOf(used, told), 2)
  expect(linesOf(recorded)).toEqual(linesOf(computed))
  expect(recorded).toMatchObject({ on: '2017-05-08', courrier: { event: { type: 'AccessBlocked' } } })
})

test('A2 of a use that was recorded late the block that was told no longer holds, and its letter says so', () => {
  const index = indexOf(used, told, connects('h-1960-1', '2017-05-12T08:00:00Z', '2017-05-07T08:00:00Z'))
  expect(letterOf(index, 2)).toMatchObject({
    sentence:
      "Ce blocage ne tient plus : d'après ce qui est connu, l'accès n'était pas bloqué faute d'utilisation le 08/05/2017.",
    courrier: { tient: false }
  })
  expect(letterOf(index, 2, '2017-05-11T00:00:00Z').courrier?.tient).toBe(true)
  expect(unusedOn(index, '2017-05-20').sentence).toBe(
    "Aucun courrier : le 20/05/2017, l'accès n'est pas bloqué faute d'utilisation (dernière utilisation 07/05/2017 + 45 jours = 21/06/2017)."
  )
})

test('P15 the Caf alone lifts a block; a lifting that is known is told, a new password lifts nothing', () => {
  const unblock = on('2017-05-20T09:00:00Z', 'UnblockAccess', { from: '2017-05-20', motif: 'congé' })
  const lines = linesOf(letterOf(indexOf(used, told, unblock), 2))
  expect(lines).toContain('Ce blocage a été levé par la Caf le 20/05/2017.')
  expect(lines).toContain('Seule la Caf lève ce blocage, par un acte qui en dit le motif.')
  expect(lines).toContain('Un nouveau mot de passe ne le lève pas, ni une tentative de connexion.')
})

test('P14 on a day without such a block there is no letter, and the answer says why', () => {
  const departed = on('2017-04-25T09:00:00Z', 'ReportEndOfMission', {
    departedOn: '2017-04-20',
    reportedOn: '2017-04-25'
  })
  expect(unusedOn(indexOf(used), '2017-02-25').sentence).toBe(
    "Aucun courrier : l'habilitation h-1960-1 n'est pas délivrée le 25/02/2017."
  )
  expect(unusedOn(indexOf(used, departed), '2017-06-01').sentence).toBe(
    "Aucun courrier : le 08/05/2017, l'accès n'était déjà plus ouvert, pour une autre raison que l'absence d'utilisation."
  )
})

test('M25 monenfant.fr knows no block for want of use, and its letter is none', () => {
  const index = dossiersOf(journalOf([...before, ...monenfant2023Habilitations]))
  const letter = index.letter({
    habilitationId: read(HabilitationId, 'h-mef-1'),
    on: dateCivile('2026-01-01')
  })
  expect(letter).toMatchObject({
    sentence: "Aucun courrier : le modèle de la convention ne bloque aucun accès faute d'utilisation.",
    courrier: null
  })
})

test('A6 P17 a block after an incident says since when, why, and how it is lifted; not in whose words it was told', () => {
  const index = indexOf(
    used,
    on('2017-04-03T09:00:00Z', 'ReportIncident', {
      incidentId: 'i-1',
      kind: 'perte',
      foundOn: '2017-04-02',
      toldOn: '2017-04-03',
      recit: 'carnet égaré'
    }),
    on('2017-04-03T10:00:00Z', 'BlockAccess', {
      from: '2017-04-03',
      cause: 'incident',
      motif: 'codes perdus',
      incidentId: 'i-1'
    })
  )
  const letter = letterOf(index, 3)
  expect(letter.courrier?.kind).toBe('blocage')
  expect(linesOf(letter).slice(0, 4)).toEqual([
    'Constat',
    "L'accès est bloqué à partir du 03/04/2017 : incident.",
    'Motif : codes perdus',
    'Incident auquel il répond : perte des mots de passe ; constat du 02/04/2017, signalement du 03/04/2017.'
  ])
  expect(JSON.stringify(letter)).not.toContain('carnet')
})

test('P8 M8 a request is acknowledged with its person, its roles, its day, and each step that follows', () => {
  const lines = linesOf(letterOf(indexOf(), 0, '2017-02-28T00:00:00Z'))
  expect(lines).toEqual([
    'La demande',
    'Pour Claire FONTAINE, Gestionnaire dossiers techniques ; demandée le 23/02/2017.',
    expect.stringMatching(/^Rôle demandé : « Fournisseur de données d'activité », .*CHARAIRE/),
    expect.stringMatching(/^Rôle demandé : « Fournisseur de données financières », /),
    expect.stringMatching(/^Rôle demandé : « Approbateur », /),
    'Ce qui suit',
    'Délivrance : à venir.',
    "Aucun accès n'est ouvert avant la délivrance.",
    "À la délivrance, les codes sont envoyés à l'adresse individuelle de la personne ; aucun ne figure dans un courrier."
  ])
  expect(linesOf(letterOf(indexOf(), 0))).toContain('Délivrance : le 01/03/2017.')
})

test('M8 a request of monenfant.fr comes before its convention, and each of its steps is told', () => {
  const index = dossiersOf(journalOf(monenfant2023Habilitations.slice(0, 2)))
  const id = read(HabilitationId, 'h-mef-1')
  const letter = index.letter({ habilitationId: id, act: 0 })
  expect(letter.courrier).toMatchObject({ kind: 'demande', destinataire: expect.any(String) })
  expect(linesOf(letter)).toContain('Retour signé : à venir.')
  expect(index.letter({ habilitationId: id, act: 1 }).sentence).toMatch(/il en est accusé réception le /)
})

test('G1 G18 of an act that was corrected, or withdrawn, the letter says so, and when', () => {
  const corrected = on('2017-04-10T09:00:00Z', 'CorrectHabilitation', {
    corrections: [
      {
        corrects: 2,
        instead: {
          type: 'NotifyAnomaly',
          data: {
            anomalyId: 'a-1',
            rule: 'echecs-repetes',
            finding: { count: 8, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
            on: '2017-03-31'
          }
        }
      }
    ],
    motif: 'deux tentatives oubliées'
  })
  const replaced = letterOf(indexOf(notified, corrected), 2)
  expect(linesOf(replaced)[1]).toContain('8 connexions ou tentatives')
  expect(replaced.courrier).toMatchObject({
    tient: true,
    corrections: [
      {
        sentence:
          "Cet acte a été remplacé (Notification d'une anomalie) le 10/04/2017 à 11:00:00 (heure de Paris) ; motif : deux tentatives oubliées",
        changed: [expect.stringContaining('6 → 8')]
      }
    ]
  })
  const withdrawn = letterOf(
    indexOf(
      notified,
      on('2017-04-10T09:00:00Z', 'CorrectHabilitation', {
        corrections: [{ corrects: 2, instead: null }],
        motif: 'autre personne'
      })
    ),
    2
  )
  expect(withdrawn.sentence).toMatch(/^Cet acte est retiré : ce courrier ne vaut plus\. /)
  expect(withdrawn.courrier).toMatchObject({
    tient: false,
    corrections: [{ sentence: expect.stringMatching(/^Cet acte a été retiré le 10\/04\/2017/) }]
  })
  expect(linesOf(withdrawn)[1]).toContain('6 connexions ou tentatives')
})

test.each([
  [1, "Aucun courrier n'est prévu pour cet acte : Délivrance de l'habilitation."],
  [
    7,
    "Aucun courrier : l'habilitation h-1960-1 n'a pas d'acte n° 7 à ce moment ; son histoire donne le numéro de chacun."
  ]
])('P18 of the act %i there is no letter, and the answer says why', (act, sentence) => {
  expect(letterOf(indexOf(), act)).toMatchObject({ sentence, courrier: null })
})

test('P18 of an habilitation of which nothing is known there is no letter', () => {
  expect(letterOf(indexOf(), 0, '2017-01-01T00:00:00Z').sentence).toBe(
    "Aucun courrier : rien n'est enregistré de l'habilitation h-1960-1 à ce moment."
  )
})
