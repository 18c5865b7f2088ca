/** Before the signatures: the draft, and its annexes. */
import * as t from 'io-ts'
import { struct } from '../../codec'
import { saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { ConventionId } from '../../identity/ids'
import { Fiche, Partie } from '../../identity/partie'
import { IdentifiedPersonne } from '../../identity/personne'
import type { ConventionModel } from '../../model/model'
import { ModelRef } from '../../model/ref'
import { labels, type Named, named } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { Period } from '../../time/period'
import {
  assertionsOf,
  changeRefusals,
  ficheFaults,
  ficheRef,
  introducedBy,
  personneRef,
  referredBy,
  refersToPersonne
} from '../change-kinds'
import { AnnexeChange } from '../changes'
import { periodRefusals } from '../effect'
import { type Ground, grounded } from '../ground'
import { ficheMissing, partieNatureRefusals, unknownPartieOf } from '../refusals'
import { AcceptedDocument } from '../values'

/** What a draft says of a convention (P1, P28, P29). */
const DraftSays = struct(
  'DraftConvention',
  {
    conventionId: ConventionId,
    model: ModelRef,
    parties: t.readonlyArray(Partie),
    personnes: t.readonlyArray(IdentifiedPersonne)
  },
  { fiche: Fiche, period: Period, namedDate: DateCivile, documents: t.readonlyArray(AcceptedDocument) }
)

const partieMissing = refusal(
  'partie-missing',
  ({ partie }: { readonly partie: Named }) => `il manque une partie : ${partie.label}`
)
const draftClosed = refusal(
  'draft-closed',
  ({ signedBy, isSigned }: { readonly signedBy: ReadonlyArray<Named>; readonly isSigned: boolean }) =>
    `le texte est déjà signé par : ${labels(signedBy)} ; ` +
    (isSigned
      ? 'il ne change plus que par une modification'
      : 'il ne change plus, sauf si cette signature est retirée par une correction')
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
    ...partieRefusals(
      model,
      says.parties.map(({ id }) => id)
    ),
    ...says.parties.flatMap((partie, i) => partieNatureRefusals(model, partie, `data.parties[${i}]`)),
    ...periodRefusals(model, says.period),
    ...ficheRefusals(model, says.fiche)
  ],
  asserts: (_, act) => {
    const { parties, personnes, fiche, namedDate, documents = [] } = act.says
    return [
      assertion({ kind: 'model', ...saidBy(act, 'model') }),
      ...personnes.map(({ personneId: id }, i) =>
        assertion({ kind: 'personne', id, ...saidBy(act, 'personnes', i, 'personne') })
      ),
      ...parties.map(({ id }, i) => assertion({ kind: 'partie', id, ...saidBy(act, 'parties', i) })),
      ...(fiche === undefined ? [] : [assertion({ kind: 'fiche', ...saidBy(act, 'fiche') })]),
      ...(namedDate === undefined ? [] : [assertion({ kind: 'date-nommee', ...saidBy(act, 'namedDate') })]),
      ...(documents.length === 0 ? [] : [assertion({ kind: 'documents', ...saidBy(act, 'documents') })])
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
  refers: ({ changes }) => referredBy(changes),
  cannotNow: ({ model, others }) => closedTo(model, others.ground),
  disagrees: ({ model }, { says: { changes } }) =>
    changeRefusals(model, changes, { from: null, article: null }),
  asserts: (_, act) => assertionsOf(act, null)
})

const ficheRefusals = (model: ConventionModel, fiche: Fiche | undefined): ReadonlyArray<AnyRefusal> => {
  if (fiche !== undefined) return ficheFaults(model, fiche, 'data.fiche')
  return model.fiche?.required === true ? [ficheMissing('data.fiche', null, model.fiche.article)] : []
}

/** A text that someone has signed does not change under their signature. */
const closedTo = (model: ConventionModel, { signatures, signedOn }: Ground): ReadonlyArray<AnyRefusal> => {
  const signedBy = model.parties.roles.filter(({ id }) => signatures.has(id)).map(named)
  return signedBy.length === 0 ? [] : [draftClosed('', { signedBy, isSigned: signedOn !== null })]
}

/** While some have signed and others not, the text waits; once all have, the Caf may agree again. */
export const waitsForSignatures = (model: ConventionModel, ground: Ground): ReadonlyArray<AnyRefusal> =>
  ground.signedOn === null ? closedTo(model, ground) : []

/** Each party of the model, once, and no other (P1). */
const partieRefusals = (model: ConventionModel, given: ReadonlyArray<string>): ReadonlyArray<AnyRefusal> => [
  ...model.parties.roles.flatMap(partie =>
    given.includes(partie.id)
      ? []
      : [partieMissing('data.parties', { partie: named(partie) }, model.parties.article)]
  ),
  ...given.flatMap((partie, i) => unknownPartieOf(model, partie, `data.parties[${i}].id`, given.slice(0, i)))
]
