/** For tests: forms and avenants of the PSU convention after 2017, as the dashboard's questions meet them. */
import { psu2017Id } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn } from './journal'

const psuCommand = commandOn(`convention-${psu2017Id}`)

/** Two withdrawals, signalled on 28/02/2018, and their form, received on 15/03. */
export const signalled = psuCommand('2018-03-01T08:00:00Z', 'SignalModification', {
  modificationId: 'm-1',
  changes: [
    { kind: 'withdraw-role', personneId: 'p-1960-2', role: 'activite', etablissementId: '201500086' },
    { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
  ],
  signalledOn: '2018-02-28',
  channel: 'courrier'
})
export const received = psuCommand('2018-03-20T08:00:00Z', 'ReceiveFormulaire', {
  modificationId: 'm-1',
  receivedOn: '2018-03-15'
})

/** The gestionnaire has another name by an avenant, which both sign on 01/02/2019. */
export const renamedTo = (denomination: string): ReadonlyArray<AnyScheduled> => [
  psuCommand('2019-01-10T08:00:00Z', 'SignalModification', {
    modificationId: 'm-2',
    changes: [
      {
        kind: 'amend-partie',
        partie: {
          id: 'gestionnaire',
          denomination,
          siege: { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' },
          representant: { personneId: 'p-1960-1', qualite: 'Maire' }
        }
      }
    ],
    signalledOn: '2019-01-10',
    channel: 'courrier'
  }),
  ...[
    ['gestionnaire', 'p-1960-1'],
    ['caf', 'p-caf-1']
  ].map(([partie, signataire], i) =>
    psuCommand(`2019-02-0${i + 1}T08:00:00Z`, 'SignAvenant', {
      modificationId: 'm-2',
      partie,
      signataire,
      qualite: 'Maire',
      signedOn: '2019-02-01',
      channel: 'papier'
    })
  )
]
