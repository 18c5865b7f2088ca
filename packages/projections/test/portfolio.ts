/** For tests only: short conventions of several gestionnaires, which meet in an establishment or a person. */
import { conventionStream } from '@avenant/domain'
import { type AnyScheduled, commandOn } from './journal'

export type Named = {
  readonly personneId: string
  readonly nom: string
  readonly prenom?: string | null
  readonly mail?: string | null
}

export type Placed = { readonly etablissementId: string; readonly numeroSias?: string | null }

export type Short = {
  readonly id: string
  readonly model?: string
  /** `[from, to)` of a convention that declares its period. */
  readonly period?: { readonly from: string; readonly to: string }
  readonly etablissements?: ReadonlyArray<Placed>
  /** Who holds the role on each establishment. */
  readonly holder?: Named
  readonly role?: string
  /** Who represents the partner. */
  readonly maire?: Named
  /** The day of its recording, and of its signature. */
  readonly signedOn?: string
}

const siege = { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
const personne = ({ personneId, nom, prenom = 'Dominique', mail = null }: Named) => ({
  personneId,
  personne: { nom, prenom, fonction: null, mail, telephone: null }
})
const partie = (id: string, personneId: string) => ({
  id,
  denomination: `PARTIE ${id}`,
  siege,
  representant: { personneId, qualite: 'Maire' }
})

export const etablissement = ({ etablissementId, numeroSias = null }: Placed) => ({
  etablissementId,
  etablissement: {
    nom: `CRECHE ${etablissementId}`,
    numeroSias,
    adresse: null,
    nature: 'eaje',
    financeParLaCaf: true
  }
})

/** A convention that is drafted, filled and signed on one day: four events. */
export const signedConvention = ({
  id,
  model = 'psu',
  period = { from: '2017-01-01', to: '2021-01-01' },
  etablissements = [],
  holder = { personneId: `p-${id}`, nom: `AGENT ${id}` },
  role = model === 'psu' ? 'approbateur' : 'fonctionnement',
  maire = { personneId: `p-maire-${id}`, nom: `MAIRE ${id}` },
  signedOn = '2017-01-01'
}: Short): ReadonlyArray<AnyScheduled> => {
  const partner = model === 'psu' ? 'gestionnaire' : 'fournisseur'
  const command = commandOn(conventionStream(id as Parameters<typeof conventionStream>[0]))
  const sign = (at: string, of: string, signataire: string) =>
    command(`${signedOn}T${at}Z`, 'SignConvention', {
      partie: of,
      signataire,
      qualite: 'Maire',
      signedOn,
      channel: 'papier'
    })
  return [
    command(`${signedOn}T09:00:00Z`, 'DraftConvention', {
      conventionId: id,
      model: { id: model, version: 1 },
      parties: [partie(partner, maire.personneId), partie('caf', 'p-caf')],
      personnes: [personne(maire), personne(holder), personne({ personneId: 'p-caf', nom: 'CAF' })],
      ...(model === 'psu'
        ? {
            fiche: {
              caf: 'ESSAI',
              departement: 'Hauts-de-Seine',
              codeInsee: '092',
              numeroGestionnaire: '1960',
              denomination: 'VILLE',
              siret: '21920071400018',
              nature: { asWritten: 'COLLECTIVITE', normalised: 'collectivite-territoriale' },
              adresse: siege,
              representantLegal: maire.personneId
            },
            period
          }
        : {})
    }),
    command(`${signedOn}T10:00:00Z`, 'EditAnnexes', {
      changes: etablissements.flatMap(placed => [
        { kind: 'list-etablissement', ...etablissement(placed) },
        {
          kind: 'attribute-role',
          personneId: holder.personneId,
          role,
          etablissementId: placed.etablissementId,
          rang: 'titulaire'
        }
      ])
    }),
    sign('11:00:00', partner, maire.personneId),
    sign('12:00:00', 'caf', 'p-caf')
  ]
}
