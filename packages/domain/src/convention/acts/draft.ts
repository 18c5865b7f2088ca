/** Before the signatures: the draft, and its annexes. */
import * as t from 'io-ts'
import { struct } from '../../codec'
import { saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { ConventionId } from '../../identity/ids'
import { Fiche, Partie, roleOfPartie } from '../../identity/partie'
import { IdentifiedPersonne } from '../../identity/personne'
import type { ConventionModel } from '../../model/model'
import { isChanging } from '../../model/parties'
import { ModelRef } from '../../model/ref'
import { labels, type Named, named } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { Period } from '../../time/period'
import { versionsIn } from '../adoption'
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
import { type Ground, partiesOf } from '../ground'
import { grounded } from '../grounding'
import { partieNatureRefusals, partieRef, unknownPartie } from '../named-parties'
import { namedPartie, roleIn } from '../parties'
import { ficheMissing } from '../refusals'
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
  ({ partie, count, min }: { readonly partie: Named; readonly count: number; readonly min: number }) =>
    min === 1
      ? `il manque une partie : ${partie.label}`
      : `il manque des parties : ${partie.label}, ${count} au lieu de ${min} au moins`
)
const partieTooMany = refusal(
  'partie-too-many',
  ({ role, max }: { readonly role: Named; readonly max: number }) =>
    `une partie de trop : ${role.label}, ${max} au plus`
)
const partieTwice = refusal(
  'partie-twice',
  ({ partie }: { readonly partie: string }) =>
    `deux parties sous le même nom : « ${partie} » ; chacune a le sien`
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
  introduces: ({ parties, personnes, fiche }) => [
    ...parties.map(({ id }) => partieRef(id)),
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
    ...partieRefusals(model, says.parties),
    ...says.parties.flatMap((partie, i) => partieNatureRefusals(model, partie, `data.parties[${i}]`)),
    ...periodRefusals(model, says.period),
    ...ficheRefusals(model, says.fiche)
  ],
  asserts: (ground, act, model) => {
    const versions = versionsIn(ground, model)
    const { parties, personnes, fiche, namedDate, documents = [] } = act.says
    return [
      assertion({ kind: 'model', ...saidBy(act, 'model') }),
      ...personnes.map(({ personneId: id }, i) =>
        assertion({ kind: 'personne', id, ...saidBy(act, 'personnes', i, 'personne') })
      ),
      ...parties.flatMap(partie =>
        versions.some(version => mayChange(version, partie))
          ? [assertion({ kind: 'adhesion', id: partie.id, value: { status: 'partie' } })]
          : []
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
  disagrees: ({ model, others: { ground } }, { says: { changes } }) =>
    changeRefusals(model, changes, { ground, from: null, article: null }),
  asserts: (_, act) => assertionsOf(act, null)
})

/** Whether a party may come or go under a version. */
const mayChange = (model: ConventionModel, partie: Partie): boolean => {
  const role = roleIn(model, partie)
  return role !== null && isChanging(role)
}

const ficheRefusals = (model: ConventionModel, fiche: Fiche | undefined): ReadonlyArray<AnyRefusal> => {
  if (fiche !== undefined) return ficheFaults(model, fiche, 'data.fiche')
  return model.fiche?.required === true ? [ficheMissing('data.fiche', null, model.fiche.article)] : []
}

/** A text that someone has signed does not change under their signature. */
const closedTo = (model: ConventionModel, ground: Ground): ReadonlyArray<AnyRefusal> => {
  const { signatures, signedOn } = ground
  const signedBy = partiesOf(ground)
    .filter(({ id }) => signatures.has(id))
    .map(partie => namedPartie(model.parties.roles, partie))
  return signedBy.length === 0 ? [] : [draftClosed('', { signedBy, isSigned: signedOn !== null })]
}

/** While some have signed and others not, the text waits; once all have, the Caf may agree again. */
export const waitsForSignatures = (model: ConventionModel, ground: Ground): ReadonlyArray<AnyRefusal> =>
  ground.signedOn === null ? closedTo(model, ground) : []

/** Of each role of the model as many parties as it asks for, each under an id of its own, and no other (P1). */
const partieRefusals = (
  { parties: { roles, article } }: ConventionModel,
  given: ReadonlyArray<Partie>
): ReadonlyArray<AnyRefusal> => [
  ...roles.flatMap(role => {
    const count = given.filter(partie => roleOfPartie(partie) === role.id).length
    return count < role.min
      ? [partieMissing('data.parties', { partie: named(role), count, min: role.min }, article)]
      : []
  }),
  ...given.flatMap((partie, i): ReadonlyArray<AnyRefusal> => {
    const path = `data.parties[${i}]`
    const role = roles.find(({ id }) => id === roleOfPartie(partie))
    const before = given.slice(0, i)
    const isFull =
      role !== undefined &&
      role.max !== null &&
      before.filter(other => roleOfPartie(other) === role.id).length >= role.max
    return [
      ...(role === undefined
        ? [
            unknownPartie(
              partie.role === undefined ? `${path}.id` : `${path}.role`,
              { partie: roleOfPartie(partie), known: roles.map(named) },
              article
            )
          ]
        : []),
      ...(before.some(({ id }) => id === partie.id)
        ? [partieTwice(`${path}.id`, { partie: partie.id }, article)]
        : isFull
          ? [partieTooMany(path, { role: named(role), max: role.max }, article)]
          : [])
    ]
  })
]
