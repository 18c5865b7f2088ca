import { acteurNames, addDays, frenchArticle, frenchDate, frenchDossier, frenchPeriod } from '@avenant/domain'
import type { History, HistoryAct, Recording } from '../questions/history'
import { editedSections } from './edited-model'
import { capitalised, counted, frenchInstant } from './french'
import type { Item, Page } from './page'
import { knownIn, PARIS } from './register-page'

const standings = { tient: '', remplace: ' – remplacé', retire: ' – retiré' } as const
const feminine = { tient: '', remplace: ' – remplacée', retire: ' – retirée' } as const

/** The acts of a dossier, one item each: who, when, why, by which article, and what became of it. */
export const historyPage = ({ dossier, from, to, order, knownAt, models, acts }: History): Page => ({
  identity: nameOfHistory(dossier),
  kicker: [nameOfHistory(dossier)],
  title: dossier === null ? 'Histoire de tous les dossiers' : 'Histoire du dossier',
  subtitle: `${knownIn(knownAt)}, dans l'ordre ${order === 'effect' ? 'des effets' : 'des enregistrements'}${
    from === null && to === null ? '' : `, ${frenchPeriod({ from, to: to === null ? null : addDays(to, 1) })}`
  }`,
  statement: {
    tone: acts.length > 0 ? 'found' : 'none',
    text: acts.length === 0 ? 'Aucun acte.' : `${counted(acts.length, 'acte', 'actes')}.`
  },
  sections: [
    ...editedSections(models),
    ...(acts.length === 0
      ? []
      : [{ title: 'Actes', blocks: [{ kind: 'list', items: acts.map(itemOf(dossier)) } as const] }])
  ],
  source: []
})

const nameOfHistory = (dossier: string | null): string =>
  dossier === null ? 'Tous les dossiers' : capitalised(frenchDossier(dossier))

const itemOf =
  (asked: string | null) =>
  ({
    nom,
    genre,
    status,
    effectiveFrom,
    recorded,
    article,
    computation,
    corrections,
    premisses,
    dossier,
    contenu,
    happenedOn,
    late,
    type,
    place
  }: HistoryAct): Item => ({
    text: `${nom}${(genre === 'f' ? feminine : standings)[status]}${effectiveFrom === null ? '' : `, effet au ${frenchDate(effectiveFrom)}`}`,
    details: [
      ...contenu,
      ...(dossier === asked ? [] : [capitalised(frenchDossier(dossier))]),
      `${recordedLine(recorded, genre)}${late === null ? '' : `, ${counted(late, 'jour', 'jours')} après ${happenedOn === null ? 'son effet' : 'sa date'}`}`,
      ...(computation === null ? [] : [computation]),
      ...(article === null ? [] : [frenchArticle(article)]),
      ...corrections.flatMap(({ recorded, motif, demandeur, instead, changed }) => [
        `${instead === null ? 'Retrait' : `Remplacement : ${instead.nom}`} – motif : ${motif}${demandeur === null ? '' : ` (demandé par ${demandeur})`}`,
        ...changed,
        // A « Retrait » or a « Remplacement ».
        recordedLine(recorded, 'm')
      ]),
      ...premisses.map(({ titre, computation }) => `${titre} : ${computation}`)
    ],
    reference: `${type}, n° ${place}`
  })

const recordedLine = ({ recordedAt, acteur, reason }: Recording, genre: HistoryAct['genre']): string =>
  `${genre === 'f' ? 'Enregistrée' : 'Enregistré'} le ${frenchInstant(recordedAt, PARIS)} par ${acteurNames[acteur.kind]} (${acteur.id})${reason === null ? '' : `, raison : ${reason}`}`
