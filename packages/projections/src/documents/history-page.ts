import { acteurNames, frenchArticle, frenchDate, frenchDossier } from '@avenant/domain'
import type { History, HistoryAct, Recording } from '../questions/history'
import { editedSections } from './edited-model'
import { capitalised, counted, frenchInstant } from './french'
import type { Item, Page } from './page'
import { knownIn, PARIS } from './register-page'

const standings = { tient: '', remplace: ' – remplacé', retire: ' – retiré' } as const
const feminine = { tient: '', remplace: ' – remplacée', retire: ' – retirée' } as const

/** The acts of a dossier, one item each: who, when, why, by which article, and what became of it. */
export const historyPage = ({ dossier, order, knownAt, models, acts }: History): Page => ({
  identity: capitalised(frenchDossier(dossier)),
  kicker: [capitalised(frenchDossier(dossier))],
  title: 'Histoire du dossier',
  subtitle: `${knownIn(knownAt)}, dans l'ordre ${order === 'effect' ? 'des effets' : 'des enregistrements'}`,
  statement: {
    tone: acts.length > 0 ? 'found' : 'none',
    text: acts.length === 0 ? 'Aucun acte.' : `${counted(acts.length, 'acte', 'actes')}.`
  },
  sections: [
    ...editedSections(models),
    ...(acts.length === 0
      ? []
      : [{ title: 'Actes', blocks: [{ kind: 'list', items: acts.map(itemOf) } as const] }])
  ],
  source: []
})

const itemOf = ({
  nom,
  genre,
  status,
  effectiveFrom,
  recorded,
  article,
  computation,
  corrections,
  premisses,
  type,
  place
}: HistoryAct): Item => ({
  text: `${nom}${(genre === 'f' ? feminine : standings)[status]}${effectiveFrom === null ? '' : `, effet au ${frenchDate(effectiveFrom)}`}`,
  details: [
    recordedLine(recorded, genre),
    ...(computation === null ? [] : [computation]),
    ...(article === null ? [] : [frenchArticle(article)]),
    ...corrections.flatMap(({ recorded, motif, demandeur, instead }) => [
      `${instead === null ? 'Retrait' : `Remplacement : ${instead.nom}`} – motif : ${motif}${demandeur === null ? '' : ` (demandé par ${demandeur})`}`,
      // A « Retrait » or a « Remplacement ».
      recordedLine(recorded, 'm')
    ]),
    ...premisses.map(({ titre, computation }) => `${titre} : ${computation}`)
  ],
  reference: `${type}, n° ${place}`
})

const recordedLine = ({ recordedAt, acteur, reason }: Recording, genre: HistoryAct['genre']): string =>
  `${genre === 'f' ? 'Enregistrée' : 'Enregistré'} le ${frenchInstant(recordedAt, PARIS)} par ${acteurNames[acteur.kind]} (${acteur.id})${reason === null ? '' : `, raison : ${reason}`}`
