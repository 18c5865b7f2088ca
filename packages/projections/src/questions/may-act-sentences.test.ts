import { instant } from '@avenant/domain'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { awa, jeanne, moussaillons, on, signed, use } from '../../test/who-acts'

const sentences = (answer: ReturnType<typeof signed.mayAct>) =>
  (answer.by?.conditions ?? answer.reasons).map(({ computation }) => computation)

test('G12 G16 what holds on a day is told with the day since when, and what no act says is said to be recorded nowhere', () => {
  // On the very day: it happened then.
  expect(sentences(signed.mayAct({ ...use(), ...on('2017-03-01') }))[3]).toBe(
    'habilitation délivrée le 01/03/2017'
  )
  expect(sentences(signed.mayAct({ ...use(awa), ...on('2018-05-14') }))).toEqual([
    'accès bloqué depuis le 14/05/2018 : incident'
  ])
  expect(sentences(signed.mayAct({ ...use(awa), ...on('2018-06-01') }))[5]).toBe(
    "blocage de l'accès levé le 16/05/2018, aucun autre enregistré pour le 01/06/2018"
  )
  expect(sentences(signed.mayAct({ ...use(), ...on('2016-12-31') }))).toEqual([
    'convention pas encore en vigueur le 31/12/2016 : du 01/01/2017 au 31/12/2020 (PSU, article 5)',
    "aucune délivrance de l'habilitation enregistrée pour le 31/12/2016, ni aucune demande"
  ])
  const unsigned = { ...use(), ...on('2017-03-02'), knownAt: instant('2017-02-24T08:30:30Z') }
  expect(sentences(signed.mayAct(unsigned))[0]).toBe(
    'les signatures de toutes les parties ne sont pas enregistrées'
  )
})

test('G16 a blocking that was recorded by mistake and withdrawn is told as none, not as one that was lifted', () => {
  const withdrawn = commandOn('habilitation-h-1960-2')('2018-05-20T09:00:00Z', 'CorrectHabilitation', {
    corrections: [{ corrects: 2, instead: null }],
    motif: 'bloquée par erreur'
  })
  const after = dossiersOf(journalOf([...signedScheduled.slice(0, -1), withdrawn]))
  expect(sentences(after.mayAct({ ...use(awa), ...on('2018-05-15') }))[5]).toBe(
    "aucun blocage de l'accès ne tient le 15/05/2018"
  )
})

test('G12 G16 an answer names who, which role and which establishment, and the last recording that it rests on', () => {
  const no = signed.mayAct({ ...use(), ...on('2021-07-01') })
  expect(no.sentence).toBe(
    "Le 01/07/2021, Claire FONTAINE (p-1960-2) ne peut pas utiliser le rôle « Fournisseur de données d'activité » dans l'établissement CHARAIRE (201500086)."
  )
  expect([no.declarations, no.lastRecordedAt]).toEqual([[], '2017-03-01T10:15:00.000Z'])
  const before = signed.mayAct({ ...use(), ...on('2017-03-02'), knownAt: instant('2017-02-25T00:00:00Z') })
  expect(before.lastRecordedAt).toBe('2017-02-24T08:40:00.000Z')
  expect(signed.mayAct({ ...use(), ...on('2021-01-01') }).sentence).toContain(
    ", sauf pour les déclarations de 2020, ouvertes jusqu'au 30/06/2021 (PSU, article 3)."
  )
})

test('M18 M19 what rests on a renewal that a notice could still prevent says so: from the second term on, and not once it is given', () => {
  const isReserved = (date: string, index = signed) =>
    index
      .mayAct({ ...use(jeanne, moussaillons, 'fonctionnement'), ...on(date) })
      .sentence.endsWith(", sauf dénonciation (aucune n'est enregistrée).")
  expect(['2024-07-25', '2024-07-26', '2040-07-01'].map(date => isReserved(date))).toEqual([
    false,
    true,
    true
  ])
  const notice = commandOn('convention-mef-219200789-2023')('2025-02-01T09:00:00Z', 'GiveNotice', {
    partie: 'caf',
    dispatchedOn: '2025-01-20',
    receivedOn: '2025-01-22'
  })
  const denounced = dossiersOf(journalOf([...signedScheduled, notice]))
  // It ends the convention on 26/07/2025.
  expect(isReserved('2025-07-25', denounced)).toBe(false)
})
