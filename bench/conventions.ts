/** A made-up portfolio: each convention has about 100 facts over 30 keys, of the kinds that conventions assert. */
import {
  type Cause,
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  type Fact,
  instantOfEpoch,
  type Period
} from './avenant'
import { type Random, random } from './random'

export type Asserted = { readonly cause: Cause; readonly facts: ReadonlyArray<Fact> }

export const dossierOf = (convention: number): string => `${String(convention).padStart(8, '0')}`

const START = dayNumber(dateCivile('2017-01-01'))
export const DAYS = 4 * 365

const ROLES = ['activite', 'financieres', 'approbateur']
const PERSONNES = ['p1', 'p2']
const FACTS = 100

/** The same events for the same number, each value as a new object, as when read from a journal. */
export const eventsOf = (
  convention: number,
  valueAs: (value: unknown) => unknown
): ReadonlyArray<Asserted> => {
  const next = random(convention + 1)
  const establishments = [0, 1, 2].map(n => String(200_000_000 + convention * 3 + n))
  const events: Array<Asserted> = []
  let day = START - 60 + next(60)
  let count = 0
  const record = (type: string, facts: ReadonlyArray<Fact>): void => {
    const recordedAt = instantOfEpoch((day * 86_400 + next(86_400)) * 1_000 + next(1_000))
    const cause = { revision: events.length, type, recordedAt }
    events.push({ cause, facts: facts.map(fact => ({ ...fact, value: valueAs(fact.value) })) })
    count += facts.length
    day += 1 + next(40)
  }

  const always: Period = { from: null, to: null }
  record('ConventionDrafted', [
    fact('model', '', { name: 'psu', version: 1 }, always),
    fact('effet', '', { status: 'projet' }, always),
    ...['caf', 'gestionnaire'].map(id => fact('partie', id, partie(id, convention), always))
  ])
  for (const id of PERSONNES)
    record('PersonneIdentified', [fact('personne', id, personne(id, convention), always)])
  for (const id of establishments) {
    record('ÉtablissementListed', [fact('etablissement', id, etablissement(id), always)])
    for (const personneId of PERSONNES)
      record(
        'RôleAttributed',
        ROLES.map(role =>
          attribution(id, role, personneId, 'titulaire', { from: dateOfDayNumber(START), to: null })
        )
      )
  }
  record('ConventionSigned', [
    fact('effet', '', { status: 'a-venir' }, { from: null, to: dateOfDayNumber(START) }),
    fact(
      'effet',
      '',
      { status: 'en-vigueur' },
      { from: dateOfDayNumber(START), to: dateOfDayNumber(START + DAYS) }
    ),
    fact(
      'effet',
      '',
      { status: 'terminee', cause: 'terme' },
      { from: dateOfDayNumber(START + DAYS), to: null }
    )
  ])
  while (count < FACTS) change(next, establishments, record)
  return events
}

/** One change after the signature, often effective before it is recorded. */
const change = (
  next: Random,
  establishments: ReadonlyArray<string>,
  record: (type: string, facts: ReadonlyArray<Fact>) => void
): void => {
  const first = START + next(DAYS)
  const from = dateOfDayNumber(first)
  const period = { from, to: next(3) === 0 ? dateOfDayNumber(first + 1 + next(300)) : null }
  const id = establishments[next(3)] ?? ''
  const kind = next(10)
  if (kind === 0)
    record('DérogationGranted', [
      fact('derogation', 'd1', { etablissementIds: [id], objet: 'conges' }, period)
    ])
  else if (kind === 1) record('ÉtablissementListed', [fact('etablissement', id, etablissement(id), period)])
  else if (kind === 2)
    record('SignatureRecorded', [fact('signature', 'caf', { on: from }, { from: null, to: null })])
  else {
    const personneId = PERSONNES[next(2)] ?? ''
    const rang = next(2) === 0 ? 'titulaire' : 'suppleant'
    record(
      kind < 6 ? 'RôleWithdrawn' : 'RôleAttributed',
      ROLES.map(role => {
        const attributed = attribution(id, role, personneId, rang, period)
        return kind < 6 ? { ...attributed, value: null } : attributed
      })
    )
  }
}

const fact = (kind: string, id: string, value: unknown, period: Period): Fact => ({ kind, id, value, period })

const attribution = (
  etablissementId: string,
  role: string,
  personneId: string,
  rang: string,
  period: Period
): Fact =>
  fact(
    'attribution',
    `${etablissementId}/${role}/${personneId}`,
    { personneId, role, etablissementId, rang },
    period
  )

const partie = (id: string, convention: number): unknown => ({
  id,
  denomination: `COMMUNE ${convention}`,
  insee: '092'
})

const personne = (id: string, convention: number): unknown => ({
  nom: `NOM ${convention % 5_000}`,
  prenom: `PRENOM ${convention % 300}`,
  fonction: id === 'p1' ? 'directrice' : 'adjoint',
  mail: `${id}.${convention}@example.fr`,
  telephone: null
})

const etablissement = (sias: string): unknown => ({
  sias,
  nom: `CRECHE ${sias}`,
  adresse: `${sias} AVE DE LA GARE`
})
