import { frenchLongDate, frenchNom } from '@avenant/domain'
import type { MayAct } from '../questions/may-act'
import type { Reason } from '../questions/ways'
import { citing } from './citing'
import { editedSections } from './edited-model'
import { evidenceLine } from './evidence-line'
import type { Item, Page } from './page'
import { knownIn, lastTaken, PARIS } from './register-page'

/** Whether a person may act, and each condition that says so or not, with the event behind it. */
export const mayActPage = (mayAct: MayAct): Page => {
  const { personneId, nommes, on, knownAt, answer, sentence, by, reasons } = mayAct
  const who = nommes.nom === null && nommes.prenom === null ? null : frenchNom(nommes)
  const conditions: ReadonlyArray<Item> =
    by === null
      ? reasons.map(reason => itemOf(reason, reason))
      : by.conditions.map(condition => itemOf(condition, by))
  return {
    identity: `Personne ${personneId}`,
    kicker: [who === null ? `Personne ${personneId}` : `${who}, personne ${personneId}`],
    title: `Droit d'agir au ${frenchLongDate(on)}`,
    subtitle: knownIn(knownAt),
    statement: { tone: answer === 'oui' ? 'found' : 'none', text: sentence },
    sections: [
      ...editedSections(mayAct.models),
      {
        title: titles[answer],
        blocks: [{ kind: 'list', items: conditions }]
      },
      ...alertSections(mayAct)
    ],
    source: lastTaken(mayAct.lastRecordedAt)
  }
}

const titles: Readonly<Record<MayAct['answer'], string>> = {
  oui: 'Ce qui le permet',
  non: 'Ce qui y manque',
  inconnu: "Ce qu'en disent les dossiers"
}

const alertSections = ({ premisses }: MayAct): Page['sections'] =>
  premisses.length === 0
    ? []
    : [
        {
          title: 'Alertes',
          blocks: [
            {
              kind: 'list',
              items: premisses.map(({ titre, computation, aFaire }) => ({
                text: titre,
                details: [computation, aFaire],
                reference: null
              }))
            }
          ]
        }
      ]

const itemOf = (
  { computation, article, event }: Pick<Reason, 'computation' | 'article' | 'event'>,
  { conventionId, habilitationId }: Pick<Reason, 'conventionId' | 'habilitationId'>
): Item => ({
  text: citing({ computation, article }),
  details: [
    ...(conventionId === null
      ? []
      : [`Convention ${conventionId}${habilitationId === null ? '' : `, habilitation ${habilitationId}`}`]),
    ...(event === null ? [] : [`Dit par : ${evidenceLine(event, PARIS)}`])
  ],
  reference: event === null ? null : `${event.dossier}, révision ${event.revision}, ${event.type}`
})
