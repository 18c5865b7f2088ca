import {
  channelNames,
  frenchArticle,
  frenchDate,
  frenchLongDate,
  ofName,
  representedBy,
  type Transmission
} from '@avenant/domain'
import type {
  AnnexesDocument,
  ConventionDescription,
  PartieDescription,
  Situation
} from '../annexes/description'
import { frenchEnd } from '../annexes/end'
import { frenchPersonne } from '../annexes/names'
import { frenchTerm } from '../annexes/situation'
import { editedSections, frenchModel } from './edited-model'
import { adresseOr, capitalised, exactlyKnown, frenchSiret, knownAs } from './french'
import { frenchHeading } from './heading'
import type { Block, Entry, Page, PageSection } from './page'
import { sectionBlocks } from './sections-page'

/** The annexes as a page: the answer, what deserves attention, the convention, its annexes in the model's order, who signed. */
export const annexesPage = (document: AnnexesDocument): Page => {
  const { on, situation, convention, conventionId, annexes, enAttente, alertes } = document
  return {
    ...frenchHeading(conventionId, convention),
    title: `Annexes au ${frenchLongDate(on)}`,
    subtitle: knownAs(document),
    statement: { tone: annexes.length > 0 ? 'found' : 'none', text: situation.sentence },
    sections: [
      ...editedSections([convention?.model ?? null]),
      ...(alertes.length === 0 ? [] : [alertesSection(alertes)]),
      ...(enAttente.length === 0 ? [] : [pendingSection(enAttente)]),
      ...(convention === null ? [] : [conventionSection(document, convention)]),
      ...annexes.map(({ numero, titre, article, sections }) => ({
        title: `Annexe ${numero} – ${titre}`,
        blocks: [
          ...sections.flatMap(sectionBlocks),
          { kind: 'note', text: frenchArticle(article) } as const,
          ...(convention === null ? [] : [placeToSign(convention)])
        ]
      })),
      ...(convention === null || situation.status === 'projet' ? [] : [signaturesSection(convention)])
    ],
    source: sourceOf(document)
  }
}

/** An annexe that is printed to be signed has a place for each party. */
const placeToSign = ({ parties }: ConventionDescription): Block => ({
  kind: 'signatures',
  parties: parties.map(({ label }) => `Pour ${label}`)
})

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
        ),
        ...document.mentions.map(({ label, sentence }) => [capitalised(label), sentence] as const)
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
          // A natural person is named already.
          ...(representant === null || frenchPersonne(representant) === denomination
            ? []
            : [
                `${capitalised(representedBy(label))} ${frenchPersonne(representant)}, ${representant.qualite}`
              ])
        ]
  ] as const satisfies Entry

const effectEntries = (situation: Situation): ReadonlyArray<Entry> => [
  ...(situation.computation === null ? [] : [["Prise d'effet", capitalised(situation.computation)] as const]),
  ...endEntries(frenchEnd(situation)),
  ...termEntries(situation.term)
]

const endEntries = (end: ReturnType<typeof frenchEnd>): ReadonlyArray<Entry> =>
  end === null ? [] : [['Fin', end.map(capitalised)]]

const termEntries = (term: Situation['term']): ReadonlyArray<Entry> => [
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

const ficheEntries = ({ fiche, representantLegal }: ConventionDescription): ReadonlyArray<Entry> =>
  fiche === null
    ? []
    : [
        [
          'Fiche administrative',
          [
            `${fiche.denomination ?? (representantLegal === null ? '' : frenchPersonne(representantLegal))}, gestionnaire n° ${fiche.numeroGestionnaire}, ${fiche.nature.asWritten}`,
            [
              ...(fiche.siret === undefined ? [] : [`SIRET ${frenchSiret(fiche.siret)}`]),
              `code INSEE ${fiche.codeInsee}`
            ].join(', '),
            adresseOr(fiche.adresse ?? fiche.domicile ?? null, ''),
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
      caption: 'Alertes (elles ne suspendent rien)',
      columns: ['Objet', 'Constat', 'Article'],
      named: 0,
      rows: alertes.map(({ titre, computation, article }) => [
        titre,
        capitalised(computation),
        frenchArticle(article)
      ])
    }
  ]
})

/** What was announced and does not hold yet stands apart from what holds (G22). */
const pendingSection = (enAttente: AnnexesDocument['enAttente']): PageSection => ({
  title: 'Modifications en attente',
  blocks: [
    {
      kind: 'table',
      caption: 'Modifications signalées, sans effet à cette date',
      columns: ['Modification', 'Signalée le', 'Ce qui est demandé', 'Ce qui est attendu'],
      named: 0,
      rows: enAttente.map(({ modificationId, signalledOn, changes, signatures, sentence }) => [
        modificationId,
        frenchDate(signalledOn),
        changes,
        [
          sentence,
          ...signatures.map(
            ({ label, signedOn }) => `${capitalised(label)} a signé le ${frenchDate(signedOn)}`
          )
        ]
      ])
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
              channelNames[signature.channel]
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

const sourceOf = (document: AnnexesDocument): ReadonlyArray<string> => {
  const { conventionId, convention } = document
  return [
    `Convention ${conventionId}${convention === null ? '' : `, ${frenchModel(convention.model)}`}.`,
    ...exactlyKnown(document)
  ]
}
