/** What each kind of change is: one entry a kind; and what a list of changes asserts, speaks of, needs, is refused for. */
import { type Act, type Reference, saidAt } from '../dossier/act'
import { type Assertion, assertion } from '../dossier/assertion'
import { factKey } from '../fact'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { Fiche } from '../identity/partie'
import type { Personne } from '../identity/personne'
import { heaviest, type Need } from '../model/instrument'
import type { ConventionModel } from '../model/model'
import { choices, misplacedRole, type Named, named, notProvided, unknownRoleOf } from '../model/refusals'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { isEmpty } from '../time/period'
import { adoptionNeed } from './adoption'
import type { ChangeOf, ModificationChange } from './changes'
import { type ExtendingChange, extensionNeed, notExtensible } from './extensions'
import type { Ground } from './ground'
import { partieNatureRefusals, partieRef, refersToPartie, unknownPartieOf } from './named-parties'
import { joinFaults, leaveFaults, sameRole } from './party-changes'
import { ficheMissing, périodeVide, unknownPersonne, unknownÉtablissement } from './refusals'
import { attributionId } from './values'

const outOfScope = refusal(
  'etablissement-out-of-scope',
  ({ nature, known }: { readonly nature: string; readonly known: ReadonlyArray<Named> }) =>
    `hors du champ de la convention : « ${nature} » ; natures admises : ${choices(known)}`
)
const notFinanced = refusal(
  'etablissement-not-financed',
  ({ etablissementId }: { readonly etablissementId: ÉtablissementId }) =>
    `${etablissementId} n'est pas financé par la Caf`
)
const siasMissing = refusal(
  'sias-missing',
  ({ etablissementId }: { readonly etablissementId: ÉtablissementId }) =>
    `il manque le n° Sias de ${etablissementId}`
)
const unknownNature = refusal(
  'unknown-nature',
  ({ nature, known }: { readonly nature: string; readonly known: ReadonlyArray<Named> }) =>
    `nature de gestionnaire inconnue : « ${nature} » ; valeurs admises : ${choices(known)}`
)
const saidTwice = refusal(
  'said-twice',
  ({ first }: { readonly first: string }) =>
    `la même chose est dite deux fois dans cette liste, aussi en ${first}`
)
const noChange = refusal('no-change', () => 'aucun changement demandé')

/** What is known of persons from the day on which a change takes effect. */
type Persons = {
  readonly personneOn: (id: PersonneId) => Personne | null
  /** The roles that a person holds that day or later: those of before are no longer in the annexe. */
  readonly rolesFrom: (id: PersonneId) => ReadonlyArray<string>
}

/** `key`: where the change says the value; null for a presence or an absence, which has none. */
type Line = Pick<Assertion, 'kind' | 'id' | 'value'> & { readonly key: string | null }

/** The path of a part of a change in the command. */
type PathOf = (part: string) => string

type ChangeKind<Change> = {
  /** The lines that it speaks of, with the value that it gives each. */
  lines(change: Change): ReadonlyArray<Line>
  /** What it speaks of that no line of its own says: a list says it once. */
  about?(change: Change): string
  introduces?(change: Change): string
  /** Whom and what it speaks of, which another act or the list itself must have introduced. */
  refers?(change: Change, at: PathOf): ReadonlyArray<Reference>
  /** Why it is refused by itself, whatever the dossier holds. */
  faults?(model: ConventionModel, change: Change, at: PathOf, ground: Ground): ReadonlyArray<AnyRefusal>
  /** What it needs once the convention is signed (P20, P21, M21). */
  needs(model: ConventionModel, change: Change, persons: Persons): ReadonlyArray<Need>
}

export const ficheRef = 'fiche'
export const personneRef = (id: PersonneId): string => `personne/${id}`
export const etablissementRef = (id: ÉtablissementId): string => `etablissement/${id}`

export const refersToPersonne = (personneId: PersonneId, path: string): Reference => ({
  to: personneRef(personneId),
  refusal: unknownPersonne(path, { personneId })
})

export const refersToÉtablissement = (etablissementId: ÉtablissementId, path: string): Reference => ({
  to: etablissementRef(etablissementId),
  refusal: unknownÉtablissement(path, { etablissementId, on: null })
})

const presence = {}

type OnRole = ChangeOf<'attribute-role' | 'change-rang' | 'withdraw-role'>

const attributed = (change: OnRole, value: unknown): Line => ({
  kind: 'attribution',
  id: attributionId(change),
  value,
  key: null
})
const ranked = (change: ChangeOf<'attribute-role' | 'change-rang'>): Line => ({
  kind: 'rang',
  id: attributionId(change),
  value: change.rang,
  key: null
})

const onRole: Omit<ChangeKind<OnRole>, 'lines'> = {
  refers: ({ personneId, etablissementId }, at) => [
    refersToPersonne(personneId, at('personneId')),
    ...(etablissementId === undefined ? [] : [refersToÉtablissement(etablissementId, at('etablissementId'))])
  ],
  faults: (model, change, at) => [
    ...unknownRoleOf(model, change.role, at('role'), model.roles[0]?.article ?? null),
    ...misplacedRole(model, change, at)
  ],
  needs: ({ roles }, { role }) => roles.filter(({ id }) => id === role).map(({ change }) => change)
}

type Describing = ChangeOf<'list-etablissement' | 'amend-etablissement'>

const listed = (id: ÉtablissementId, value: unknown): Line => ({ kind: 'inscription', id, value, key: null })
const described = ({ etablissementId: id, etablissement: value }: Describing): Line => ({
  kind: 'etablissement',
  id,
  value,
  key: 'etablissement'
})

const onÉtablissement = {
  refers: ({ etablissementId }: { readonly etablissementId: ÉtablissementId }, at: PathOf) => [
    refersToÉtablissement(etablissementId, at('etablissementId'))
  ],
  needs: ({ etablissements }: ConventionModel) => (etablissements === null ? [] : [etablissements.change])
}

/** Which establishments the convention may cover (M1, P29, P30). */
export const scopeFaults = (
  { etablissements, parties }: ConventionModel,
  { etablissementId, etablissement }: Pick<Describing, 'etablissementId' | 'etablissement'>,
  at: PathOf
): ReadonlyArray<AnyRefusal> => {
  if (etablissements === null) return [notProvided('etablissement', parties.article, at('etablissement'))]
  const { natures, mustBeFinanced, numeroSias, article } = etablissements
  const { nature, financeParLaCaf } = etablissement
  return [
    ...(natures.some(({ id }) => id === nature)
      ? []
      : [outOfScope(at('etablissement.nature'), { nature, known: natures.map(named) }, article)]),
    ...(mustBeFinanced && !financeParLaCaf
      ? [notFinanced(at('etablissement.financeParLaCaf'), { etablissementId }, article)]
      : []),
    ...(numeroSias === 'required' && etablissement.numeroSias === null
      ? [siasMissing(at('etablissement.numeroSias'), { etablissementId }, article)]
      : [])
  ]
}

/** A sheet where the model has one, of a nature that it lists (P29). */
export const ficheFaults = (
  { fiche: expected, parties }: ConventionModel,
  { nature: { normalised: nature } }: Fiche,
  path: string
): ReadonlyArray<AnyRefusal> => {
  if (expected === null) return [notProvided('fiche', parties.article, path)]
  const { natures, article } = expected
  return natures.some(({ id }) => id === nature)
    ? []
    : [unknownNature(`${path}.nature.normalised`, { nature, known: natures.map(named) }, article)]
}

/** The end follows from every act that moves it: see `extensions.ts`. */
const onEnd: ChangeKind<ExtendingChange> = {
  lines: () => [],
  about: () => 'effet',
  faults: (model, change, at) =>
    extensionNeed(model, change) === null ? [notExtensible(model, change, at('kind'))] : [],
  needs: (model, change) => {
    const need = extensionNeed(model, change)
    return need === null ? [] : [{ instrument: need.instrument, article: need.article }]
  }
}

const kinds: { readonly [K in ModificationChange['kind']]: ChangeKind<ChangeOf<K>> } = {
  'identify-personne': {
    lines: ({ personneId: id, personne: value }) => [{ kind: 'personne', id, value, key: 'personne' }],
    introduces: ({ personneId }) => personneRef(personneId),
    // A new name for who holds a role is a change of that role (P20, P21); a new telephone number is none.
    needs: ({ personnes, roles }, { personneId, personne: { nom, prenom } }, { personneOn, rolesFrom }) => {
      const known = personneOn(personneId)
      const held = known?.nom === nom && known.prenom === prenom ? [] : rolesFrom(personneId)
      return [personnes.change, ...roles.filter(({ id }) => held.includes(id)).map(({ change }) => change)]
    }
  },
  'list-etablissement': {
    lines: change => [listed(change.etablissementId, presence), described(change)],
    introduces: ({ etablissementId }) => etablissementRef(etablissementId),
    faults: scopeFaults,
    needs: onÉtablissement.needs
  },
  'amend-etablissement': { ...onÉtablissement, lines: change => [described(change)], faults: scopeFaults },
  'delist-etablissement': {
    ...onÉtablissement,
    lines: ({ etablissementId }) => [listed(etablissementId, null)]
  },
  'attribute-role': { ...onRole, lines: change => [attributed(change, presence), ranked(change)] },
  'change-rang': { ...onRole, lines: change => [ranked(change)] },
  'withdraw-role': { ...onRole, lines: change => [attributed(change, null)] },
  'amend-partie': {
    lines: ({ partie }) => [{ kind: 'partie', id: partie.id, value: partie, key: 'partie' }],
    refers: ({ partie: { id, representant } }, at) => [
      refersToPartie(id, at('partie.id')),
      refersToPersonne(representant.personneId, at('partie.representant.personneId'))
    ],
    faults: (model, { partie }, at, ground) => [
      ...unknownPartieOf(model, ground, partie.id, at('partie.id')),
      ...sameRole(ground, partie, at('partie.role')),
      ...partieNatureRefusals(model, partie, at('partie'))
    ],
    needs: ({ parties }) => [parties.change]
  },
  'join-partie': {
    lines: ({ partie }) => [{ kind: 'partie', id: partie.id, value: partie, key: 'partie' }],
    introduces: ({ partie: { id } }) => partieRef(id),
    refers: ({ partie: { representant } }, at) => [
      refersToPersonne(representant.personneId, at('partie.representant.personneId'))
    ],
    faults: joinFaults,
    needs: ({ parties }) => [parties.change]
  },
  'leave-partie': {
    lines: () => [],
    about: ({ partieId }) => partieRef(partieId),
    refers: ({ partieId }, at) => [refersToPartie(partieId, at('partieId'))],
    faults: leaveFaults,
    needs: ({ parties }) => [parties.change]
  },
  'amend-fiche': {
    lines: ({ fiche }) => [{ kind: 'fiche', id: '', value: fiche, key: 'fiche' }],
    refers: ({ fiche: { representantLegal } }, at) => [
      // A convention drafted without its sheet has none to amend.
      { to: ficheRef, refusal: ficheMissing(at('fiche'), null) },
      ...(representantLegal === null
        ? []
        : [refersToPersonne(representantLegal, at('fiche.representantLegal'))])
    ],
    faults: (model, { fiche }, at) => ficheFaults(model, fiche, at('fiche')),
    needs: ({ parties }) => [parties.change]
  },
  prolong: onEnd,
  renew: onEnd,
  // Which version may be adopted is asked where others are known: see `adoption-refusals.ts`.
  'adopt-model': {
    lines: ({ model: value }) => [{ kind: 'model', id: '', value, key: 'model' }],
    needs: model => [adoptionNeed(model)]
  }
}

const kindOf = (change: ModificationChange): ChangeKind<ModificationChange> => kinds[change.kind]

/** The day from which a change no longer holds, where it says one. */
const endOf = (change: ModificationChange): DateCivile | null => ('to' in change ? (change.to ?? null) : null)

/** A list of changes stands in its act; a command that makes it effective does not list it, and is named whole. */
const pathIn = (whole: string | null, i: number): string => whole ?? `data.changes[${i}]`
const partIn =
  (whole: string | null, i: number): PathOf =>
  part =>
    whole ?? `data.changes[${i}].${part}`

type Changes = ReadonlyArray<ModificationChange>

/** Persons and establishments come before the roles that speak of them, whatever the order of the list. */
export const assertionsOf = (
  act: Act<{ readonly changes: Changes }>,
  from: DateCivile | null,
  whole: string | null = null
): ReadonlyArray<Assertion> => {
  const all = act.says.changes.flatMap((change, i) =>
    kindOf(change)
      .lines(change)
      .map(({ key, ...line }) =>
        assertion({
          ...line,
          from,
          to: endOf(change),
          at: key === null ? null : saidAt(act, 'changes', i, key),
          path: pathIn(whole, i)
        })
      )
  )
  return [...all.filter(isThing), ...all.filter(line => !isThing(line))]
}

const isThing = ({ kind }: Assertion): boolean =>
  kind === 'personne' || kind === 'inscription' || kind === 'etablissement'

/** The persons and establishments that a list of changes introduces. */
export const introducedBy = (changes: Changes): ReadonlyArray<string> =>
  changes.flatMap(change => kindOf(change).introduces?.(change) ?? [])

export const referredBy = (changes: Changes, whole: string | null = null): ReadonlyArray<Reference> =>
  changes.flatMap((change, i) => kindOf(change).refers?.(change, partIn(whole, i)) ?? [])

/**
 * What a modification needs to take effect: the heaviest of what each change needs, and an avenant where it states its day.
 * It may grow until it takes effect, when a person whose name changes receives a role meanwhile. Null: nothing is changed.
 */
export const neededInstrument = (
  model: ConventionModel,
  { changes, effectiveOn }: { readonly changes: Changes; readonly effectiveOn?: DateCivile },
  persons: Persons
): Need | null =>
  heaviest([
    ...changes.flatMap(change => kindOf(change).needs(model, change, persons)),
    ...(effectiveOn === undefined ? [] : [{ instrument: 'avenant', article: avenantArticle(model) } as const])
  ])

/** Of the day from which an avenant holds. */
export const avenantArticle = ({ changes, effect }: ConventionModel): Article =>
  changes?.avenantEffect?.article ?? effect.article

/** Why a list of changes is refused by itself. `from`: the day from which it holds. */
export const changeRefusals = (
  model: ConventionModel,
  changes: Changes,
  {
    ground,
    from,
    article
  }: { readonly ground: Ground; readonly from: DateCivile | null; readonly article: Article | null }
): ReadonlyArray<AnyRefusal> => {
  if (changes.length === 0) return [noChange('data.changes', null, article)]
  const said = new Map<string, string>()
  return changes.flatMap((change, i) => {
    const path = pathIn(null, i)
    const period = { from, to: endOf(change) }
    const about = kindOf(change).about?.(change)
    const keys = [...kindOf(change).lines(change).map(factKey), ...(about === undefined ? [] : [about])]
    const first = keys.flatMap(key => said.get(key) ?? [])[0]
    for (const key of keys) if (!said.has(key)) said.set(key, path)
    return [
      ...(first === undefined ? [] : [saidTwice(path, { first })]),
      ...(isEmpty(period) ? [périodeVide(path, { period })] : []),
      ...(kindOf(change).faults?.(model, change, partIn(null, i), ground) ?? [])
    ]
  })
}
