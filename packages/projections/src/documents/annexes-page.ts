import { frenchArticle, frenchDate, type Transmission } from '@avenant/domain'
import type {
  AnnexesDocument,
  ConventionDescription,
  PartieDescription,
  Situation
} from '../annexes/description'
import { frenchEnd } from '../annexes/end'
import { frenchChannels, frenchPersonne, ofName } from '../annexes/names'
import { frenchTerm } from '../annexes/situation'
import { adresseOr, frenchInstant, frenchSiret, knownAs } from './french'
import type { Block, Cell, Page, PageSection } from './page'
import { sectionBlocks } from './sections-page'

/** The annexes as a page: the answer, the annexes in the model's order, what deserves attention, who signed. */
export const annexesPage = (document: AnnexesDocument): Page => {
  const { on, situation, convention, conventionId, annexes, alertes } = document
  return {
    identity: `Convention ${conventionId}`,
    kicker: convention === null ? [] : [convention.model.titre],
    title: `Annexes au ${frenchDate(on)}, ${knownAs(document)}`,
    statement: { tone: annexes.length > 0 ? 'found' : 'none', text: situation.sentence },
    sections: [
      ...(convention === null ? [] : [conventionSection(document, convention)]),
      ...annexes.map(({ numero, titre, article, sections }) => ({
        title: `Annexe ${numero} – ${titre}`,
        blocks: [...sections.flatMap(sectionBlocks), { kind: 'note', text: frenchArticle(article) } as const]
      })),
      ...(alertes.length === 0 ? [] : [alertesSection(alertes)]),
      ...(convention === null || situation.status === 'projet' ? [] : [signaturesSection(convention)])
    ],
    source: sourceOf(document)
  }
}

const conventionSection = (document: AnnexesDocument, convention: ConventionDescription): PageSection => ({
  title: 'Convention',
  blocks: [
    {
      kind: 'entries',
      entries: [
        ...convention.parties.map(partieEntry),
        ...effectEntries(document.situation),
        ...ficheEntries(convention),
        ...(convention.documents.length === 0
          ? []
          : [
              [
                'Documents acceptés',
                convention.documents.map(({ titre, version }) => `${titre} (${version})`)
              ] as const
            ]),
        ...convention.clausesNulles.map(
          ({ clause, decision }) => ['Clause réputée non écrite', `${clause} (${decision})`] as const
        )
      ]
    }
  ]
})

const partieEntry = ({ label, denomination, siege, representant }: PartieDescription) =>
  [
    capitalised(label),
    denomination === null
      ? 'non renseigné'
      : [
          denomination,
          adresseOr(siege, ''),
          ...(representant === null
            ? []
            : [`Représentation : ${frenchPersonne(representant)}, ${representant.qualite}`])
        ]
  ] as const satisfies readonly [string, Cell]

const effectEntries = (situation: Situation): ReadonlyArray<readonly [string, Cell]> => [
  ...(situation.computation === null ? [] : [['Effet', situation.computation] as const]),
  ...endEntries(frenchEnd(situation)),
  ...termEntries(situation.term)
]

const endEntries = (end: ReturnType<typeof frenchEnd>): ReadonlyArray<readonly [string, Cell]> =>
  end === null ? [] : [['Fin', end.map(capitalised)]]

const termEntries = (term: Situation['term']): ReadonlyArray<readonly [string, Cell]> => [
  ...(term === null
    ? []
    : [
        [
          'Période en cours',
          [
            `${capitalised(frenchTerm(term))} (${term.computation})`,
            ...(term.nextEcheance === null ? [] : [`Prochaine échéance : ${frenchDate(term.nextEcheance)}`]),
            ...(term.lastDayOfNotice === null
              ? []
              : [`Dernier jour du préavis pour cette échéance : ${frenchDate(term.lastDayOfNotice)}`])
          ]
        ] as const
      ])
]

const ficheEntries = ({
  fiche,
  representantLegal
}: ConventionDescription): ReadonlyArray<readonly [string, Cell]> =>
  fiche === null
    ? []
    : [
        [
          'Fiche administrative',
          [
            `${fiche.denomination}, gestionnaire n° ${fiche.numeroGestionnaire}, ${fiche.nature.asWritten}`,
            `SIRET ${frenchSiret(fiche.siret)}, code INSEE ${fiche.codeInsee}`,
            adresseOr(fiche.adresse, ''),
            ...(representantLegal === null
              ? []
              : [
                  `Représentant légal : ${[
                    frenchPersonne(representantLegal),
                    representantLegal.telephone,
                    representantLegal.mail
                  ]
                    .filter(part => part !== null)
                    .join(', ')}`
                ])
          ]
        ]
      ]

const alertesSection = (alertes: AnnexesDocument['alertes']): PageSection => ({
  title: "Points d'attention",
  blocks: [
    {
      kind: 'table',
      caption: 'Alertes : elles ne suspendent rien',
      columns: ['Objet', 'Constat', 'Article'],
      named: 0,
      rows: alertes.map(({ titre, computation, article }) => [titre, computation, frenchArticle(article)])
    }
  ]
})

const signaturesSection = ({
  parties,
  transmission,
  avenantsTransmis
}: ConventionDescription): PageSection => ({
  title: 'Signatures',
  blocks: [
    {
      kind: 'table',
      caption: 'Signataires de la convention',
      columns: ['Partie', 'Signataire', 'Qualité', 'Signée le', 'Forme'],
      named: 0,
      rows: parties.map(({ label, signature }) =>
        signature === null
          ? [capitalised(label), 'non signée', '–', '–', '–']
          : [
              capitalised(label),
              [
                frenchPersonne(signature.signataire),
                ...(signature.parDelegationDe === null
                  ? []
                  : [`par délégation ${ofName(frenchPersonne(signature.parDelegationDe))}`])
              ],
              signature.qualite,
              frenchDate(signature.signedOn),
              frenchChannels[signature.channel]
            ]
      )
    },
    ...(transmission === null ? [] : [transmissionParagraph('Acte', transmission)]),
    ...avenantsTransmis.map(avenant =>
      transmissionParagraph(`Avenant ${avenant.modificationId} : acte`, avenant)
    )
  ]
})

const transmissionParagraph = (what: string, { acte, transmittedOn, receivedOn }: Transmission): Block => ({
  kind: 'paragraph',
  text: `${what} ${acte.asWritten}, transmis à la préfecture le ${frenchDate(transmittedOn)}, reçu le ${frenchDate(receivedOn)}.`
})

const sourceOf = ({
  conventionId,
  convention,
  lastRecordedAt,
  zone
}: AnnexesDocument): ReadonlyArray<string> => [
  `Convention ${conventionId}${
    convention === null ? '' : `, modèle ${convention.model.id}, version ${convention.model.version}`
  }.`,
  lastRecordedAt === null
    ? "Rien n'est enregistré pour cette convention."
    : `Dernier enregistrement pris en compte : ${frenchInstant(lastRecordedAt, zone)}.`
]

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
