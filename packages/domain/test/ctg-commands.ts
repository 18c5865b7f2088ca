/** A convention of a Caf with communes that come and go, without establishments or habilitations; all invented. */
import { conventionDecider } from '../src/convention'
import { type ConventionModel, defineModel } from '../src/model'
import { specification } from '../src/testing'
import { command, personne } from './convention-commands'

const roles = [
  { id: 'caf', label: 'la Caf', acteur: 'agent-caf' },
  {
    id: 'commune',
    label: 'la commune',
    acteur: 'partenaire',
    min: 2,
    max: 4,
    joins: true,
    leaves: true,
    noticeEnds: 'own-part'
  }
] as const

/** Five years from the last signature; a notice ends the part of its commune three months after its receipt. */
const input = {
  id: 'ctg',
  version: 1,
  titre: 'Convention territoriale globale',
  source: 'CTG',
  zone: 'Europe/Paris',
  parties: { article: '1', change: { instrument: 'avenant', article: '9' }, roles },
  effect: { from: { from: 'last-signature' }, article: '7' },
  duration: { term: { count: 5, unit: 'year' }, article: '7' },
  changes: { avenantEffect: { when: 'stated', mayBePast: true, article: '9' } },
  notice: {
    delay: { from: 'receipt', offset: { unit: 'month', count: 3, direction: 'after' } },
    counts: 'receipt',
    ends: 'delay',
    article: '10'
  }
} as const

export const ctg: ConventionModel = defineModel(input)

/** The same, its communes otherwise. */
export const ctgWith = (commune: object): ConventionModel =>
  defineModel({ ...input, parties: { ...input.parties, roles: [roles[0], { ...roles[1], ...commune }] } })

export const givenUnder = (model: ConventionModel) => specification(conventionDecider([model])).given
export const given = givenUnder(ctg)

export const partie = (id: string, role?: string) => ({
  id,
  ...(role === undefined ? {} : { role }),
  denomination: `VILLE ${id}`,
  siege: { voie: '1 rue des Essais', codePostal: '92000', commune: 'NANTERRE' },
  representant: { personneId: 'p-1', qualite: 'Maire' }
})
export const town = (id: string) => partie(id, 'commune')

export const draft = (parties: ReadonlyArray<unknown>) =>
  command('DraftConvention', {
    conventionId: 'ctg-1',
    model: { id: 'ctg', version: 1 },
    parties,
    personnes: [{ personneId: 'p-1', personne: personne('ESSAI') }]
  })

export const signatory = (of: string, signedOn: string) => ({
  partie: of,
  signataire: 'p-1',
  qualite: 'Maire',
  signedOn,
  channel: 'papier'
})

export const sign = (of: string, on: string) => command('SignConvention', signatory(of, on))
export const signAvenant = (modificationId: string, of: string, on: string) =>
  command('SignAvenant', { modificationId, ...signatory(of, on) })
export const signal = (
  modificationId: string,
  signalledOn: string,
  changes: ReadonlyArray<unknown>,
  effectiveOn?: string
) =>
  command('SignalModification', {
    modificationId,
    changes,
    signalledOn,
    ...(effectiveOn === undefined ? {} : { effectiveOn })
  })
export const joining = (id: string) => ({ kind: 'join-partie', partie: town(id) })
export const leaving = (id: string) => ({ kind: 'leave-partie', partieId: id })
export const notice = (of: string, on: string) =>
  command('GiveNotice', { partie: of, dispatchedOn: on, receivedOn: on })

/** Signed by a Caf and by these communes, the last on 15/01/2020. */
export const signed = (...communes: ReadonlyArray<string>) => [
  draft([partie('caf'), ...communes.map(town)]),
  sign('caf', '2020-01-10'),
  ...communes.map(commune => sign(commune, '2020-01-15'))
]
