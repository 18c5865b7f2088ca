import {
  addDays,
  civilTimeOf,
  frenchArticle,
  frenchDate,
  frenchLongDate,
  frenchPeriod
} from '@avenant/domain'
import { frenchPersonne } from '../annexes/names'
import type { AnomalyFollowed, Connections } from '../questions/connections'
import { citing } from './citing'
import { evidenceLine } from './evidence-line'
import { capitalised, counted, frenchInstant } from './french'
import type { Item, Page, PageSection } from './page'
import { knownIn } from './register-page'

/** The connections of an habilitation on paper: its state, what was computed and made of it, and each connection that is kept. */
export const connectionsPage = (answer: Connections): Page => {
  const { habilitationId, personneId, on, knownAt, from, to, sentence, conditions, zone } = answer
  const days =
    from === null && to === null ? '' : frenchPeriod({ from, to: to === null ? null : addDays(to, 1) })
  const isOpen = conditions.length > 0 && conditions.every(({ holds }) => holds)
  return {
    identity: `Habilitation ${habilitationId}`,
    kicker: [
      [
        `Habilitation ${habilitationId}`,
        ...(personneId === null ? [] : [frenchPersonne({ ...answer, personneId })])
      ].join(', ')
    ],
    title: `Connexions au ${frenchLongDate(on)}`,
    subtitle: [knownIn(knownAt, zone), ...(days === '' ? [] : [`connexions ${days}`])].join(', '),
    statement: { tone: isOpen ? 'found' : 'none', text: sentence },
    sections: [
      ...stateSections(answer),
      ...anomalySections(answer),
      ...actSections(answer),
      usesSection(answer)
    ],
    source: ["Aucun mot de passe n'est gardé."]
  }
}

const stateSections = ({ conditions, zone }: Connections): ReadonlyArray<PageSection> =>
  conditions.length === 0
    ? []
    : [
        {
          title: "État de l'accès",
          blocks: [
            {
              kind: 'list',
              items: conditions.map(condition => ({
                text: capitalised(citing(condition)),
                details: [
                  condition.holds ? 'Condition remplie' : 'Condition non remplie',
                  ...(condition.event === null
                    ? []
                    : [evidenceLine({ ...condition.event, reason: null }, zone)])
                ],
                reference: null
              }))
            }
          ]
        }
      ]

const anomalySections = ({ anomalies, on, zone }: Connections): ReadonlyArray<PageSection> =>
  anomalies.length === 0
    ? []
    : [
        {
          title: 'Anomalies',
          blocks: [{ kind: 'list', items: anomalies.map(one => anomalyItem(one, on, zone)) }]
        }
      ]

const anomalyItem = (
  { anomalyId, regle, finding: { count, first, last }, article, late, suivi }: AnomalyFollowed,
  on: Connections['on'],
  zone: string
): Item => ({
  text: `${capitalised(regle)} (${anomalyId}) : ${counted(count, 'connexion ou tentative', 'connexions ou tentatives')}, du ${frenchInstant(first, zone)} au ${frenchInstant(last, zone)} (${frenchArticle(article)})`,
  details: [
    ...(late ? [`Justification en retard au ${frenchDate(on)}`] : []),
    ...suivi.map(followedSentence)
  ],
  reference: null
})

/** « Justification demandée le 01/04/2017, à donner jusqu'au 16/04/2017 (demande 01/04/2017 + 15 jours = 16/04/2017). » */
export const followedSentence = ({
  status,
  on,
  lastDay,
  computation
}: Pick<AnomalyFollowed['suivi'][number], 'status' | 'on' | 'lastDay' | 'computation'>): string => {
  const day = frenchDate(on)
  switch (status) {
    case 'notifiee':
      return `Notifiée au partenaire le ${day}.`
    case 'justification-demandee':
      return `Justification demandée le ${day}${lastDay === null ? '' : `, à donner jusqu'au ${frenchDate(lastDay)}`}${computation === null ? '' : ` (${computation})`}.`
    case 'justifiee':
      return `Justifiée le ${day}.`
    case 'close':
      return `Close par la Caf le ${day}.`
  }
}

/** Blocks for want of use are computed, and stand among the acts by their days, the last one first. */
const actSections = ({ actes, inactivite, zone }: Connections): ReadonlyArray<PageSection> => {
  const items = [
    ...inactivite.map(({ from, computation, article, event }) => ({
      on: from as string,
      item: {
        text: `Accès bloqué faute d'utilisation le ${frenchDate(from)}`,
        details: [
          citing({ computation: capitalised(computation), article }),
          evidenceLine({ ...event, reason: null }, zone)
        ],
        reference: null
      }
    })),
    ...actes.map(({ nom, effectiveFrom, happenedOn, contenu, computation, article, recorded, genre }) => {
      const on = effectiveFrom ?? happenedOn
      return {
        on: on ?? '',
        item: {
          text: `${nom}${on === null ? '' : ` le ${frenchDate(on)}`}`,
          details: [
            ...contenu,
            ...(computation === null ? [] : [citing({ computation: capitalised(computation), article })]),
            `${genre === 'f' ? 'Enregistrée' : 'Enregistré'} le ${frenchInstant(recorded.recordedAt, zone)}`
          ],
          reference: null
        }
      }
    })
  ]
  return items.length === 0
    ? []
    : [
        {
          title: 'Blocages, incidents et mots de passe',
          blocks: [{ kind: 'list', items: lastFirst(items).map(({ item }) => item) }]
        }
      ]
}

/** Given in the order in which they came: those of one day, too, are told the other way round. */
export const lastFirst = <A extends { readonly on: string }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.toReversed().toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))

const usesSection = ({ days, counts, zone }: Connections): PageSection => {
  const { reussies, echouees, effacees } = counts
  const kept = `${counted(reussies, 'connexion réussie', 'connexions réussies')}, ${counted(echouees, 'tentative échouée', 'tentatives échouées')}`
  const gone =
    effacees === 0
      ? ''
      : `, ${counted(effacees, "jour dont seul l'usage reste", "jours dont seul l'usage reste")}`
  return {
    title: 'Connexions et tentatives',
    blocks: [
      { kind: 'paragraph', text: `${kept}${gone}.` },
      ...(days.length === 0
        ? []
        : [
            {
              kind: 'table',
              caption: 'Les dernières d’abord',
              columns: ['Jour', 'Heure', 'Résultat', 'Origine déclarée'],
              named: 0,
              rows: days.flatMap(({ on, removed, attempts }) => [
                ...attempts
                  .toReversed()
                  .map(({ at, outcome, origin }) => [
                    frenchDate(on),
                    civilTimeOf(at, zone).replace(/[.,]\d+$/, ''),
                    outcome === 'reussie' ? 'Réussie' : 'Échouée',
                    origin ?? '–'
                  ]),
                ...(removed
                  ? [
                      [
                        frenchDate(on),
                        '–',
                        "Connexion ce jour-là : l'heure et l'origine sont effacées, leur durée de conservation est passée",
                        '–'
                      ]
                    ]
                  : [])
              ])
            } as const
          ])
    ]
  }
}
