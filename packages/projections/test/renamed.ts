import { conventionAggregate, dateCivile, factOf } from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import type { AnnexesDocument } from '../src/annexes/description'
import { indexOf, later, recordedBy } from './played'

const NOM = 'NOM A REMPLACER'
const FONCTION = 'FONCTION A REMPLACER'

/**
 * The PSU convention with other names, before it is signed. They are put into the lines as they are: a command would be
 * refused with some of them, and the documents must not trust that none was ever recorded.
 */
export const renamed = (nom: string, fonction: string): AnnexesDocument => {
  const recorded = recordedBy(
    psu2017.flatMap(scheduled =>
      scheduled.command.type === 'AgreeNonRespect'
        ? [
            later(psu2017Id)('2016-12-05T10:00:00Z', 'EditAnnexes', {
              changes: [
                {
                  kind: 'identify-personne',
                  personneId: 'p-1960-2',
                  personne: {
                    nom: NOM,
                    prenom: 'Zoé',
                    fonction: FONCTION,
                    mail: null,
                    telephone: '+33 1 99 00 13 67'
                  }
                },
                {
                  kind: 'list-etablissement',
                  etablissementId: '201500086',
                  etablissement: {
                    nom: NOM,
                    numeroSias: '001500086',
                    adresse: null,
                    nature: 'eaje',
                    financeParLaCaf: true
                  }
                }
              ]
            }),
            scheduled
          ]
        : [scheduled]
    )
  )
  // What is said is checked where a line points to it: each line has its value here.
  const said = (revision: number) => recorded[revision]?.data
  const valued = recorded.map(event => ({
    ...event,
    data: { ...event.data, moves: event.data.moves.map(factOf(conventionAggregate.kinds, said)) }
  }))
  const events: typeof recorded = JSON.parse(JSON.stringify(valued), (_, value) =>
    value === NOM ? nom.normalize('NFC') : value === FONCTION ? fonction.normalize('NFC') : value
  )
  return indexOf(events).describe(psu2017Id, { on: dateCivile('2017-08-31') })
}
