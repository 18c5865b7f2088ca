import { frenchLongDate } from '@avenant/domain'
import { frenchPersonne } from '../annexes/names'
import type { Courrier, Letter } from '../questions/letter'
import type { LetterPart } from '../questions/letters/letter-text'
import { citing } from './citing'
import { editedSections } from './edited-model'
import { evidenceLine } from './evidence-line'
import { capitalised } from './french'
import type { Block, Entry, Page, PageSection } from './page'
import { knownIn, lastTaken } from './register-page'

/** A letter: who writes to whom, about whose access, what is said and by which article, and what became of it since. */
export const letterPage = (letter: Letter): Page => {
  const { habilitationId, on, knownAt, lastRecordedAt, zone, models, sentence, courrier } = letter
  const identity = `Habilitation ${habilitationId}`
  return {
    identity,
    kicker: [identity],
    title: courrier === null ? 'Courrier' : courrier.objet,
    subtitle: [...(on === null ? [] : [frenchLongDate(on)]), knownIn(knownAt, zone)].join(' – '),
    statement: { tone: courrier?.tient === true ? 'found' : 'none', text: sentence },
    sections: [...editedSections(models), ...(courrier === null ? [] : sectionsOf(letter, courrier))],
    source: [
      ...lastTaken(lastRecordedAt, zone),
      ...(knownAt === null ? [] : ["Ce qui a été enregistré depuis n'y figure pas."])
    ]
  }
}

const sectionsOf = (letter: Letter, courrier: Courrier): ReadonlyArray<PageSection> => [
  ...correctionSections(courrier),
  { title: 'De qui, à qui', blocks: [addressed(letter, courrier)] },
  ...courrier.parties.map(sectionOf),
  ...evidenceSections(letter, courrier),
  ...(courrier.tient && courrier.expediteur !== null
    ? [{ title: 'Signature', blocks: [{ kind: 'signatures', parties: [courrier.expediteur] } as const] }]
    : [])
]

/** What was corrected since stands first: nobody is to rely on a letter of an act that is not any more. */
const correctionSections = ({ corrections, tient }: Courrier): ReadonlyArray<PageSection> =>
  corrections.length === 0
    ? []
    : [
        {
          title: tient ? 'Acte corrigé depuis' : 'Acte retiré : ce courrier ne vaut plus',
          blocks: [
            {
              kind: 'list',
              items: corrections.map(({ sentence, changed }) => ({
                text: `${sentence}.`,
                details: changed,
                reference: null
              }))
            }
          ]
        }
      ]

const addressed = ({ habilitationId }: Letter, courrier: Courrier): Block => {
  const { expediteur, destinataire, conventionId } = courrier
  const entries: ReadonlyArray<Entry> = [
    ...(expediteur === null ? [] : [['De', expediteur] as const]),
    ...(destinataire === null ? [] : [['À', destinataire] as const]),
    ['Personne habilitée', frenchPersonne(courrier)],
    ['Habilitation', `${habilitationId}, sous la convention ${conventionId}`]
  ]
  return { kind: 'entries', entries }
}

const sectionOf = ({ titre, lignes }: LetterPart): PageSection => ({
  title: titre,
  blocks: lignes.map(({ texte, article }) => ({
    kind: 'paragraph',
    text: capitalised(article === null ? texte : cited(texte, article))
  }))
})

/** The article stands inside the sentence, before its point. */
const cited = (texte: string, article: NonNullable<LetterPart['lignes'][number]['article']>): string =>
  texte.endsWith('.')
    ? `${citing({ computation: texte.slice(0, -1), article })}.`
    : citing({ computation: texte, article })

const evidenceSections = ({ zone, act }: Letter, { event, kind }: Courrier): ReadonlyArray<PageSection> =>
  event === null
    ? []
    : [
        {
          title: act === null ? 'Ce qui le dit' : "L'acte",
          blocks: [
            {
              kind: 'list',
              items: [
                {
                  text: `${evidenceLine({ ...event, reason: null }, zone)}.`,
                  details:
                    act === null && kind === 'inactivite'
                      ? [
                          "Le blocage est calculé d'après cet enregistrement ; aucun acte n'est nécessaire pour qu'il vaille."
                        ]
                      : [],
                  reference: `${event.dossier}, révision ${event.revision}, ${event.type}`
                }
              ]
            }
          ]
        }
      ]
