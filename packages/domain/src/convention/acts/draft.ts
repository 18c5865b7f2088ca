/** Before the signatures: the draft, and its annexes. */
import * as t from 'io-ts'
import { struct } from '../../codec'
import { saidAt } from '../../dossier/act'
import type { Assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import type { ConventionModel } from '../../model/model'
import { labels, type Named, named } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { isEmpty } from '../../time/period'
import {
  assertionsOf,
  ficheRef,
  introducedBy,
  personneRef,
  referredBy,
  refersToPersonne
} from '../change-assertions'
import { changeRefusals, noChangeRefusals } from '../change-refusals'
import { AnnexeChange } from '../changes'
import { DraftSays } from '../draft'
import { type Ground, grounded } from '../ground'
import { ficheMissing, partiesOf, périodeVide, unknownPartie } from '../refusals'

const partieMissing = refusal(
  'partie-missing',
  ({ partie }: { readonly partie: Named }) => `il manque une partie : ${partie.label}`
)
const periodMissing = refusal(
  'period-missing',
  () => 'il manque la période de la convention, avec un premier et un dernier jour'
)
const periodNotDeclared = refusal(
  'period-not-declared',
  () => "cette convention prend effet à la signature : sa période ne s'écrit pas"
)
const draftClosed = refusal(
  'draft-closed',
  ({ signedBy }: { readonly signedBy: ReadonlyArray<Named> }) =>
    `le texte est déjà signé par : ${labels(signedBy)} ; il ne change plus que par une modification`
)

export const draftConvention = actOn<Ground>()({
  command: 'DraftConvention',
  event: 'ConventionDrafted',
  purpose: 'Begins a convention under a model, with its parties and persons (P1, P29, M7).',
  nom: 'Rédaction de la convention',
  genre: 'f',
  says: DraftSays,
  example: {
    conventionId: 'mef-2023-1',
    model: { id: 'monenfant', version: 1 },
    parties: [
      {
        id: 'fournisseur',
        denomination: 'ASSOCIATION DES ESSAIS',
        siege: { voie: '1 rue des Essais', codePostal: '92000', commune: 'NANTERRE' },
        representant: { personneId: 'p-1', qualite: 'Présidente' }
      },
      {
        id: 'caf',
        denomination: "Caisse d'allocations familiales des Hauts-de-Seine",
        siege: { voie: '70/88, rue Paul Lescop', codePostal: '92023', commune: 'NANTERRE CEDEX' },
        representant: { personneId: 'p-2', qualite: 'Directeur' }
      }
    ],
    personnes: [
      {
        personneId: 'p-1',
        personne: { nom: 'ESSAI', prenom: 'Dominique', fonction: null, mail: null, telephone: null }
      },
      {
        personneId: 'p-2',
        personne: { nom: 'MODELE', prenom: 'Camille', fonction: null, mail: null, telephone: null }
      }
    ]
  },
  givers: () => ['agent-caf'],
  model: ({ model }) => model,
  about: () => 'draft',
  introduces: ({ personnes, fiche }) => [
    ...personnes.map(({ personneId }) => personneRef(personneId)),
    ...(fiche === undefined ? [] : [ficheRef])
  ],
  refers: ({ parties, fiche }) => {
    const legal = fiche?.representantLegal ?? null
    return [
      ...parties.map(({ representant: { personneId } }, i) =>
        refersToPersonne(personneId, `data.parties[${i}].representant.personneId`)
      ),
      ...(legal === null ? [] : [refersToPersonne(legal, 'data.fiche.representantLegal')])
    ]
  },
  founds: (ground, { says }, model) => grounded(model, { ...ground, draft: says }),
  disagrees: ({ model }, { says }) => [
    ...partieRefusals(model, says),
    ...periodRefusals(model, says),
    ...(model.fiche.required && says.fiche === undefined
      ? [ficheMissing('data.fiche', null, model.fiche.article)]
      : [])
  ],
  asserts: (_, act) => {
    const { model, parties, personnes, fiche, namedDate, documents = [] } = act.says
    const always = (
      kind: string,
      id: string,
      value: unknown,
      ...path: ReadonlyArray<string | number>
    ): Assertion => ({
      kind,
      id,
      from: null,
      to: null,
      value,
      at: saidAt(act, ...path),
      path: 'data'
    })
    return [
      always('model', '', model, 'model'),
      ...personnes.map(({ personneId, personne }, i) =>
        always('personne', personneId, personne, 'personnes', i, 'personne')
      ),
      ...parties.map((partie, i) => always('partie', partie.id, partie, 'parties', i)),
      ...(fiche === undefined ? [] : [always('fiche', '', fiche, 'fiche')]),
      ...(namedDate === undefined ? [] : [always('date-nommee', '', namedDate, 'namedDate')]),
      ...(documents.length === 0 ? [] : [always('documents', '', documents, 'documents')])
    ]
  }
})

export const editAnnexes = actOn<Ground>()({
  command: 'EditAnnexes',
  event: 'AnnexesEdited',
  purpose: 'Changes the annexes of a draft that nobody has signed.',
  nom: 'Rédaction des annexes',
  genre: 'f',
  says: struct('EditAnnexes', { changes: t.readonlyArray(AnnexeChange) }),
  example: {
    changes: [
      {
        kind: 'attribute-role',
        personneId: 'p-1',
        role: 'fonctionnement',
        etablissementId: 'e-1',
        rang: 'titulaire'
      }
    ]
  },
  givers: () => ['agent-caf'],
  // As the codec writes it: the same change is the same text, whatever the order of its keys.
  about: ({ changes }) =>
    `annexes/${changes.length}/${JSON.stringify(changes.slice(0, 1).map(AnnexeChange.encode))}`,
  introduces: ({ changes }) => introducedBy(changes),
  refers: ({ changes }) => referredBy(changes, i => `data.changes[${i}]`),
  cannotNow: ({ model, others }) => closedTo(model, others.ground),
  disagrees: ({ model }, { says: { changes } }) => [
    ...noChangeRefusals(changes, null),
    ...changeRefusals(model, changes, null)
  ],
  asserts: (_, act) =>
    assertionsOf(act.says.changes, {
      at: (i, key) => saidAt(act, 'changes', i, key),
      path: i => `data.changes[${i}]`,
      from: null
    })
})

/** A text that someone has signed does not change under their signature. */
const closedTo = (model: ConventionModel, { signatures }: Ground): ReadonlyArray<AnyRefusal> => {
  const signedBy = model.parties.filter(({ id }) => signatures.has(id)).map(named)
  return signedBy.length === 0 ? [] : [draftClosed('', { signedBy })]
}

/** While some have signed and others not, the text waits; once all have, the Caf may agree again. */
export const waitsForSignatures = (model: ConventionModel, ground: Ground): ReadonlyArray<AnyRefusal> =>
  ground.signedOn === null ? closedTo(model, ground) : []

/** Each party of the model, once, and no other (P1). */
const partieRefusals = (model: ConventionModel, { parties }: DraftSays): ReadonlyArray<AnyRefusal> => {
  const given = parties.map(({ id }) => id)
  return [
    ...model.parties.flatMap(partie =>
      given.includes(partie.id)
        ? []
        : [partieMissing('data.parties', { partie: named(partie) }, model.partiesArticle)]
    ),
    ...given.flatMap((partie, i) => {
      const free = partiesOf(model).filter(({ id }) => !given.slice(0, i).includes(id as typeof partie))
      return free.some(({ id }) => id === partie)
        ? []
        : [unknownPartie(`data.parties[${i}].id`, { partie, known: free }, model.partiesArticle)]
    })
  ]
}

const periodRefusals = (model: ConventionModel, { period }: DraftSays): ReadonlyArray<AnyRefusal> => {
  const { article } = model.effect
  if (model.effect.kind === 'at-signature')
    return period === undefined ? [] : [periodNotDeclared('data.period', null, article)]
  if (
    period === undefined ||
    period.from === null ||
    (period.to === null && model.duration.renewal === 'none')
  )
    return [periodMissing('data.period', null, article)]
  return isEmpty(period) ? [périodeVide('data.period', { period }, article)] : []
}
