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

export const établissements = [1, 2, 3].map(n => `${NUMBER}${n}`)
const agents = [`p-${NUMBER}-2`, `p-${NUMBER}-3`, `p-${NUMBER}-4`] as const
export const ROLES = ['activite', 'financier', 'approbateur'] as const
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
  for (const id of établissements)
    come(id === établissements[0] ? 1 : 0, 'EditAnnexes', edited(id, `CRECHE ${id}`))
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
        changes: [amended(one(établissements, next), `CRECHE ${NUMBER} LES BLAGIS`)]
      })
      for (const partie of ['gestionnaire', 'caf'])
        come(next(10), 'SignAvenant', { modificationId, ...signature(partie, date(day)) })
    } else if (instrument === 1) {
      const nth = next(établissements.length)
      come(next(60), 'CorrectConvention', {
        corrections: [
          {
            corrects: FIRST_LIST + nth,
            instead: {
              type: 'EditAnnexes',
              data: edited(établissements[nth] ?? '', `${one(['CERCHE', 'CRECHE'], next)} ${NUMBER}`)
            }
          }
        ],
        motif: 'Faute de frappe'
      })
    } else {
      // A third is recorded today, and effective some months ago, often for a time.
      const isLate = instrument < 4
      const from = isLate ? Math.max(FIRST_DAY, day - next(200)) : day + next(15)
      const forATime = isLate && next(2) === 0 ? { to: date(from + 30 + next(200)) } : {}
      const changes = instrument < 6 ? roleChanges(next) : [identified(next)]
      come(isLate ? next(60) : 0, 'SignalModification', {
        ...signalled(modificationId, isLate ? date(from) : signalledOn),
        changes: changes.map(change => ({ ...change, ...forATime }))
      })
      if (!isLate) day = from
      come(0, 'ReceiveFormulaire', { modificationId, receivedOn: date(from) })
      come(0, 'ReviseAnnexe', { modificationId, establishedOn: date(from) })
    }
  }
  return turns
}

export const date = (day: number): DateCivile => dateOfDayNumber(day)
/** What comes `nth` is later than what came before on the same day. */
const onDay = (day: number, nth: number, next: Random): Instant =>
  instantOfEpoch((day * 86_400 + 28_800 + nth * 40 + next(40)) * 1_000)

const one = (ids: ReadonlyArray<string>, next: Random): string => ids[next(ids.length)] ?? ''

export const listed = (etablissementId: string, nom: string) => ({
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

const amended = (etablissementId: string, nom: string) => ({
  ...listed(etablissementId, nom),
  kind: 'amend-etablissement'
})

const attributed = (etablissementId: string, personneId: string, role: string, rang: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId,
  rang
})

/** An establishment, and who holds its roles at first. */
const edited = (etablissementId: string, nom: string) => ({
  changes: [
    listed(etablissementId, nom),
    ...ROLES.flatMap(role => [
      attributed(etablissementId, agents[0], role, 'titulaire'),
      attributed(etablissementId, agents[1], role, 'suppleant')
    ])
  ]
})

/** Who had a role on an establishment gives it to another, or has it otherwise, for two roles at once. */
const roleChanges = (next: Random): ReadonlyArray<object> => {
  const etablissementId = one(établissements, next)
  const [from, to] = next(2) === 0 ? [agents[1], agents[2]] : [agents[2], agents[1]]
  return ROLES.slice(next(2)).flatMap(role => [
    { kind: 'withdraw-role', personneId: from, role, etablissementId },
    attributed(etablissementId, to, role, next(2) === 0 ? 'titulaire' : 'suppleant')
  ])
}

export const personne = (n: number, fonction: string) => ({
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

export const draft = {
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

/** The place of the act that lists the first establishment: the draft comes before. */
const FIRST_LIST = 1
