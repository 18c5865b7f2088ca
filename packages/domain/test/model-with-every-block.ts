/** A model with every block, and what contradicts itself in it once it is planted there. */
import { ConventionModel, psu } from '../src'

/** As JSON that a test may write into. */
export const modelWithEveryBlock = () => {
  const article = { source: 'PSU', article: '5' }
  const model = JSON.parse(JSON.stringify(ConventionModel.encode(psu)))
  const word = (id: string) => ({ id, label: id })
  const deadline = (id: string, more: object) => ({ id, label: id, who: ['caf'], article, ...more })
  return {
    ...model,
    calendars: [
      {
        id: 'ville',
        label: 'jours de la mairie',
        extends: 'france',
        days: [{ rule: 'date', date: '2025-05-02' }]
      }
    ],
    parties: {
      ...model.parties,
      roles: [
        ...model.parties.roles,
        {
          id: 'commune',
          label: 'la commune',
          acteur: 'partenaire',
          min: 2,
          max: 6,
          joins: true,
          leaves: true,
          noticeEnds: 'own-part'
        }
      ]
    },
    roles: [
      ...model.roles,
      { id: 'profil', label: 'Profil', onEtablissement: false, article, change: model.personnes.change }
    ],
    effect: { from: { from: 'last-signature' }, article },
    duration: { term: { count: 12, unit: 'month' }, renewal: { kind: 'tacit' }, article },
    notice: {
      delay: { from: 'echeance', offset: { unit: 'month', count: 3, direction: 'before' } },
      counts: 'receipt',
      ends: 'echeance',
      article
    },
    changes: { avenantEffect: { when: 'stated', mayBePast: true, article } },
    termination: { ...model.termination, causes: ['fraude', 'carence'].map(word) },
    derogations: { ...model.derogations, conditions: ['horaires', 'repas'].map(word) },
    deadlines: [
      ...model.deadlines,
      deadline('depart-signale', {
        for: 'act',
        act: 'depart',
        due: { from: 'departure', offset: { unit: 'day', count: 8, direction: 'after' } }
      }),
      deadline('bilan', { for: 'echeance', due: { from: 'echeance', bound: 'exclusive' } }),
      deadline('reunion', {
        for: 'convention',
        due: {
          from: 'latest',
          of: [
            { from: 'effect', to: { day: 1, side: 'after' } },
            { from: 'date', date: '2025-09-01' }
          ],
          bound: 'inclusive',
          shift: { to: 'next', calendar: 'ville' }
        }
      })
    ]
  }
}
export type Written = ReturnType<typeof modelWithEveryBlock>

/**
 * A contradiction: how it is planted, and where it is told. `hides` are the paths that no longer are there once it is: what
 * stands under them cannot be told beside it.
 */
type Contradiction = {
  readonly path: string
  readonly plant: (model: Written) => unknown
  readonly hides?: ReadonlyArray<string>
}
export type Contradictions = Readonly<Record<string, Contradiction>>
