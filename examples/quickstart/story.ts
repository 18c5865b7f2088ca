/** What the Caf and its partners asked, in the order in which it came: the two signed conventions, and what followed. */
import {
  type ConnectionCommand,
  ConventionCommand,
  conventionStream,
  type HabilitationCommand,
  instant
} from '@avenant/domain'
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  psu2017Id,
  read,
  type Scheduled
} from '@avenant/domain/fixtures'

/**
 * A third person for the activity data of CHARAIRE: the gestionnaire asks, and sends the form. The role is already
 * held by two persons, so the form is refused.
 */
const thirdProvider: ReadonlyArray<Scheduled> = [
  {
    at: instant('2018-03-12T09:05:00Z'),
    commandId: '5ce40000-2018-4000-8000-000000000001',
    stream: conventionStream(psu2017Id),
    reason: 'Renfort de printemps',
    command: read(ConventionCommand, {
      type: 'SignalModification',
      acteur: { kind: 'partenaire', id: 'partenaire-1960' },
      data: {
        modificationId: 'm-1960-1',
        signalledOn: '2018-03-12',
        channel: 'courriel',
        changes: [
          {
            kind: 'identify-personne',
            personneId: 'p-1960-4',
            personne: {
              nom: 'BERTIN',
              prenom: 'Noé',
              fonction: 'Agent administratif',
              mail: 'noe.bertin@example.fr',
              telephone: null
            }
          },
          {
            kind: 'attribute-role',
            personneId: 'p-1960-4',
            role: 'activite',
            etablissementId: '201500086',
            rang: 'suppleant'
          }
        ]
      }
    })
  },
  {
    at: instant('2018-03-20T15:40:00Z'),
    commandId: '5ce40000-2018-4000-8000-000000000002',
    stream: conventionStream(psu2017Id),
    reason: null,
    command: read(ConventionCommand, {
      type: 'ReceiveFormulaire',
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: { modificationId: 'm-1960-1', receivedOn: '2018-03-19' }
    })
  }
]

export const conventionStory: ReadonlyArray<Scheduled> = [...psu2017, ...thirdProvider, ...monenfant2023]

export const habilitationStory: ReadonlyArray<Scheduled<HabilitationCommand>> = [
  ...psu2017Habilitations,
  ...monenfant2023Habilitations
]

export const connectionStory: ReadonlyArray<Scheduled<ConnectionCommand>> = psu2017Connections
