/** A convention of a Caf with several communes, without establishments or habilitations; all invented. */
import { conventionDecider } from '../src/convention'
import { defineModel } from '../src/model'
import { command, personne } from './convention-commands'
import { specification } from './decider-specification'

const commune = {
  id: 'commune',
  label: 'la commune',
  acteur: 'partenaire',
  min: 2,
  max: 4
} as const

export const ctg = defineModel({
  id: 'ctg',
  version: 1,
  titre: 'Convention territoriale globale',
  source: 'CTG',
  zone: 'Europe/Paris',
  parties: {
    article: '1',
    change: { instrument: 'avenant', article: '9' },
    roles: [{ id: 'caf', label: 'la Caf', acteur: 'agent-caf' }, commune]
  },
  effect: { from: { from: 'last-signature' }, article: '7' },
  duration: { term: { count: 5, unit: 'year' }, article: '7' }
})

export const { given } = specification(conventionDecider([ctg]))

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
