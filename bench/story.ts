/** One made-up convention PSU as commands: signed, then changed and corrected, often late, for four years. */
import {
  ConventionCommand,
  type DateCivile,
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  type Instant,
  instantOfEpoch
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import type { Random } from './random'

/** A command and when it comes. */
export type Turn = { readonly at: Instant; readonly command: ConventionCommand }

/** Texts that {@link portfolio} replaces, so that each convention has its own; all are as long as what replaces them. */
export const NUMBER = '77777777'
export const NOM = 'NOMPROPRE'
export const PRENOM = 'PRENOM'

export const FIRST_DAY = dayNumber(dateCivile('2017-01-01'))
export const DAYS = 4 * 365

const établissements = [1, 2, 3].map(n => `${NUMBER}${n}`)
const agents = [`p-${NUMBER}-2`, `p-${NUMBER}-3`, `p-${NUMBER}-4`] as const
const ROLES = ['activite', 'financier', 'approbateur'] as const
const agent = { kind: 'agent-caf', id: 'agent-1' }

/** @param changes how many changes or corrections after the signature; some are refused, and leave nothing */
export const story = (next: Random, changes: number): ReadonlyArray<Turn> => {
  const turns: Array<Turn> = []
  let day = FIRST_DAY - 60 + next(30)
  const come = (days: number, type: ConventionCommand['type'], data: unknown): void => {
    day += days
    turns.push({
      at: onDay(day, turns.length, next),
      command: read(ConventionCommand, { type, acteur: agent, data })
    })
  }

  come(0, 'DraftConvention', draft)
  come(1, 'EditAnnexes', { changes: [...établissements.map(id => listed(id, `CRECHE ${id}`)), ...allRoles] })
  come(0, 'AgreeNonRespect', { etablissementIds: établissements, agreedOn: date(day) })
  come(0, 'GrantDérogation', {
    derogationId: 'd-1',
    objet: "Prise en compte d'un maximum de congés",
    etablissementIds: établissements,
    agreedOn: date(day),
    to: date(FIRST_DAY + 243)
  })
  for (const partie of ['gestionnaire', 'caf']) come(20, 'SignConvention', signature(partie, date(day)))

  for (let n = 0; n < changes; n++) {
    const modificationId = `m-${n}`
    const signalledOn = date(day)
    const instrument = next(8)
    if (instrument === 0) {
      come(next(60), 'SignalModification', {
        ...signalled(modificationId, signalledOn),
        changes: [listed(one(établissements, next), `CRECHE ${NUMBER} LES BLAGIS`)]
      })
      for (const partie of ['gestionnaire', 'caf'])
        come(next(10), 'SignAvenant', { modificationId, ...signature(partie, date(day)) })
    } else if (instrument < 4) {
      // Recorded today, effective some months ago, or for a time.
      const from = Math.max(FIRST_DAY, day - next(200))
      const etablissementId = one(établissements, next)
      const renamed = next(3) === 0 ? listed(etablissementId, `CERCHE ${NUMBER}`) : null
      const person = identified(next)
      come(next(60), 'CorrectAnnexes', {
        corrects: renamed === null ? revisionOf(person.personneId) : revisionOf(etablissementId),
        period: { from: date(from), to: next(2) === 0 ? null : date(from + 30 + next(200)) },
        changes: [renamed ?? person, ...roleChanges(next)]
      })
    } else {
      const role = instrument < 6 ? { changes: roleChanges(next) } : { changes: [identified(next)] }
      come(next(60), 'SignalModification', { ...signalled(modificationId, signalledOn), ...role })
      come(next(15), 'ReceiveFormulaire', { modificationId, receivedOn: date(day) })
      come(0, 'ReviseAnnexe', { modificationId, establishedOn: date(day) })
    }
  }
  return turns
}

const date = (day: number): DateCivile => dateOfDayNumber(day)
/** What comes `nth` is later than what came before on the same day. */
const onDay = (day: number, nth: number, next: Random): Instant =>
  instantOfEpoch((day * 86_400 + 28_800 + nth * 40 + next(40)) * 1_000)

const one = (ids: ReadonlyArray<string>, next: Random): string => ids[next(ids.length)] ?? ''

const listed = (etablissementId: string, nom: string) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: {
    nom,
    numeroSias: etablissementId,
    adresse: { voie: `${NUMBER} avenue de la Gare`, codePostal: '92330', commune: 'SCEAUX' },
    nature: 'eaje',
    financeParLaCaf: true
  }
})

const attributed = (etablissementId: string, personneId: string, role: string, rang: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId,
  rang
})

const allRoles = établissements.flatMap(etablissementId =>
  ROLES.flatMap(role => [
    attributed(etablissementId, agents[0], role, 'titulaire'),
    attributed(etablissementId, agents[1], role, 'suppleant')
  ])
)

/** Who had a role on an establishment gives it to another, or has it otherwise, for two roles at once. */
const roleChanges = (next: Random): ReadonlyArray<unknown> => {
  const etablissementId = one(établissements, next)
  const [from, to] = next(2) === 0 ? [agents[1], agents[2]] : [agents[2], agents[1]]
  return ROLES.slice(next(2)).flatMap(role => [
    { kind: 'withdraw-role', personneId: from, role, etablissementId },
    attributed(etablissementId, to, role, next(2) === 0 ? 'titulaire' : 'suppleant')
  ])
}

const personne = (n: number, fonction: string) => ({
  nom: `${NOM}-${n}`,
  prenom: PRENOM,
  fonction,
  mail: `p${n}.${NUMBER}@example.fr`,
  telephone: null
})

const identified = (next: Random) => {
  const n = 2 + next(3)
  return {
    kind: 'identify-personne',
    personneId: `p-${NUMBER}-${n}`,
    personne: personne(n, one(['Directrice', 'Adjoint', 'Gestionnaire'], next))
  }
}

const signalled = (modificationId: string, signalledOn: DateCivile) => ({
  modificationId,
  signalledOn,
  channel: 'courrier'
})

const signature = (partie: string, signedOn: DateCivile) => ({
  partie,
  signataire: partie === 'caf' ? 'p-caf-1' : `p-${NUMBER}-1`,
  qualite: partie === 'caf' ? 'Directeur' : 'Maire',
  signedOn,
  channel: 'papier'
})

const siege = { voie: `${NUMBER} rue Houdan`, codePostal: '92330', commune: 'SCEAUX' }

const draft = {
  conventionId: `psu-${NUMBER}`,
  model: { id: 'psu', version: 1 },
  parties: [
    {
      id: 'gestionnaire',
      denomination: `COMMUNE ${NUMBER}`,
      siege,
      representant: { personneId: `p-${NUMBER}-1`, qualite: 'Maire' }
    },
    {
      id: 'caf',
      denomination: "Caisse d'allocations familiales des Hauts-de-Seine",
      siege: { voie: '70/88, rue Paul Lescop', codePostal: '92023', commune: 'NANTERRE CEDEX' },
      representant: { personneId: 'p-caf-1', qualite: 'Directeur' }
    }
  ],
  personnes: [
    { personneId: `p-${NUMBER}-1`, personne: personne(1, 'Maire') },
    {
      personneId: 'p-caf-1',
      personne: { nom: 'MARCHAIS', prenom: 'Hélène', fonction: 'Directeur', mail: null, telephone: null }
    },
    ...[2, 3, 4].map(n => ({ personneId: `p-${NUMBER}-${n}`, personne: personne(n, 'Adjoint') }))
  ],
  fiche: {
    caf: 'HAUTS-DE-SEINE',
    departement: 'Hauts-de-Seine',
    codeInsee: '092',
    numeroGestionnaire: '1960',
    denomination: `VILLE ${NUMBER}`,
    siret: '219 200 714 000 18',
    nature: { asWritten: 'COLLECTIVITE TERRITORIALE', normalised: 'collectivite-territoriale' },
    adresse: siege,
    representantLegal: `p-${NUMBER}-1`
  },
  period: { from: '2017-01-01', to: '2021-01-01' },
  documents: [{ titre: 'Conditions particulières prestation de service unique', version: 'décembre 2016' }]
}

/** The revision of the event that first named a person or an establishment: the draft, its persons, its list. */
const revisionOf = (id: string): number =>
  1 + [...draft.personnes.map(({ personneId }) => personneId), ...établissements].indexOf(id)
