/** What a document shows of a line: two documents that show the same of it do not differ by it. */
import { attributionOf } from '@avenant/domain'
import type { ConventionFact } from '../dossiers'
import { alertKey } from './alerts'
import { type AnnexeChange, pendingIn } from './annexe-changes'
import type {
  AnnexesDocument,
  PersonneDescription,
  SectionDescription,
  SignatureDescription,
  ÉtablissementDescription
} from './description'

type Shown = (change: AnnexeChange) => boolean

/** Whether two documents show otherwise what a change is about. */
export const shownBetween = (before: AnnexesDocument, after: AnnexesDocument): Shown => {
  const [was, is] = [viewOf(before), viewOf(after)]
  const [personneBefore, personneAfter] = [personneIn(before), personneIn(after)]
  return ({ kind, id }) => {
    if (kind !== 'personne')
      return JSON.stringify(shownIn(was, kind, id)) !== JSON.stringify(shownIn(is, kind, id))
    const [one, other] = [personneBefore(id), personneAfter(id)]
    // Who is in one document only came into it, or left it, with a role or a signature, which says so.
    return one !== null && other !== null && !sameAsShown(one, other)
  }
}

/** A document, with what is looked up in it for many changes. */
type View = {
  readonly document: AnnexesDocument
  readonly sections: ReadonlyArray<SectionDescription>
  readonly etablissements: ReadonlyArray<ÉtablissementDescription>
  readonly habilitated: ReadonlySet<string>
  /** The roles that nobody holds on an establishment. */
  readonly gaps: AnnexesDocument['alertes']
}

const viewOf = (document: AnnexesDocument): View => {
  const sections = document.annexes.flatMap(annexe => annexe.sections)
  return {
    document,
    sections,
    etablissements: sections.flatMap(établissementsIn),
    habilitated: new Set<string>(sections.flatMap(personnesIn).map(({ personneId }) => personneId)),
    gaps: document.alertes.filter(({ code }) => code === 'role-not-covered')
  }
}

/** What the document shows of a line. Null: nothing of its own, for another difference tells it. */
type Place = ((view: View, id: string) => unknown) | null

/** The places that a document has for some kinds; a line of any other kind is one of its mentions. */
const places: { readonly [K in AnnexeChange['kind'] | ConventionFact['kind']]?: Place } = {
  // Persons are named in many places: what changes of them is told once, by the fact of the person.
  personne: null,
  inscription: null,
  adhesion: null,
  rang: null,
  effet: null,
  manquement: null,
  'date-nommee': null,
  etablissement: ({ etablissements, gaps }, id) => [
    etablissements.find(({ etablissementId }) => etablissementId === id),
    gaps.filter(({ etablissementId }) => etablissementId === id).map(({ role }) => role)
  ],
  attribution: ({ sections, habilitated, gaps }, id) => {
    const { personneId, role, etablissementId } = attributionOf(id)
    return [
      rangIn(sections, personneId, role, etablissementId),
      habilitated.has(personneId),
      gaps.some(gap => gap.role === role && gap.etablissementId === etablissementId)
    ]
  },
  'non-respect': ({ sections }) =>
    sections.flatMap(section =>
      section.section === 'non-respect'
        ? [[section.concerned, section.conditions, section.agreedOn, section.etablissements.map(idOf)]]
        : []
    ),
  derogation: ({ sections }, id) => dérogationIn(sections, id),
  partie: ({ document: { convention } }, id) => {
    const partie = convention?.parties.find(partie => partie.id === id)
    return [
      partie?.denomination,
      partie?.siege,
      partie?.representant?.personneId,
      partie?.representant?.qualite
    ]
  },
  signature: ({ document: { convention } }, id) => {
    // The signature of an avenant has an id of its own, and no line.
    const signature = convention?.parties.find(partie => partie.id === id)?.signature
    return signature == null ? null : signedAs(signature)
  },
  fiche: ({ document: { convention } }) => convention?.fiche,
  documents: ({ document: { convention } }) => convention?.documents,
  transmission: ({ document: { convention } }, id) =>
    id === ''
      ? convention?.transmission
      : convention?.avenantsTransmis.find(({ modificationId }) => modificationId === id),
  clause: ({ document: { convention } }, id) => convention?.clausesNulles.find(({ clause }) => clause === id),
  modification: ({ document }, id) => pendingIn(document, id),
  model: ({ document: { convention } }) => convention?.model,
  alerte: ({ document: { alertes } }, id) => alertes.find(alerte => alertKey(alerte) === id)?.article
}

const placeOf = (kind: string): Place | undefined =>
  (places as Readonly<Record<string, Place | undefined>>)[kind]

/** Whether a document shows the lines of a kind in a place of their own, or by another of its parts. */
export const hasPlace = (kind: string): boolean => placeOf(kind) !== undefined

const shownIn = (view: View, kind: string, id: string): unknown => {
  const place = placeOf(kind)
  return place === undefined
    ? view.document.mentions.find(mention => mention.kind === kind && mention.id === id)
    : place?.(view, id)
}

/** A dérogation as its line shows it, but for the names of its establishments. */
const dérogationIn = (sections: ReadonlyArray<SectionDescription>, id: string): unknown =>
  sections.flatMap(section =>
    section.section === 'non-respect'
      ? section.derogations
          .filter(({ derogationId }) => derogationId === id)
          .map(dérogation => ({ ...dérogation, etablissements: dérogation.etablissements.map(idOf) }))
      : []
  )

const idOf = ({ etablissementId }: { readonly etablissementId: string }): string => etablissementId

const signedAs = ({
  signataire,
  qualite,
  parDelegationDe,
  signedOn,
  channel
}: SignatureDescription): unknown => [signataire, qualite, parDelegationDe, signedOn, channel]

const établissementsIn = (section: SectionDescription) =>
  section.section === 'personnes' ? [] : section.etablissements

const personnesIn = (section: SectionDescription): ReadonlyArray<PersonneDescription> =>
  section.section === 'personnes' || section.section === 'attributions' ? section.personnes : []

const rangIn = (
  sections: ReadonlyArray<SectionDescription>,
  personneId: string,
  role: string,
  etablissementId: string | null
) =>
  sections.flatMap(section =>
    section.section !== 'attributions'
      ? []
      : section.personnes.flatMap(personne =>
          personne.personneId === personneId &&
          personne.roles.some(
            held =>
              held.role === role &&
              (etablissementId === null || held.etablissementIds.some(id => id === etablissementId))
          )
            ? [personne.rang]
            : []
        )
  )

type ShownPersonne = { readonly name: unknown; readonly whole: unknown }

/** A person as a document shows them: whole, by name only (`whole` is then null), or not at all. */
const personneIn = ({ convention, annexes }: AnnexesDocument): ((id: string) => ShownPersonne | null) => {
  const whole = [
    ...annexes.flatMap(({ sections }) => sections.flatMap(personnesIn)),
    ...(convention?.representantLegal == null ? [] : [convention.representantLegal])
  ]
  // Who signed stands under the name of that day: what changes of it is told by the signature.
  const named = (convention?.parties ?? []).flatMap(({ representant }) => representant ?? [])
  return id => {
    const [first] = whole.filter(({ personneId }) => personneId === id)
    const personne = first ?? named.find(({ personneId }) => personneId === id)
    return personne === undefined
      ? null
      : {
          name: [personne.nom, personne.prenom],
          whole: first === undefined ? null : [first.fonction, first.mail, first.telephone]
        }
  }
}

/** Where one side shows the name only, the name is what can be compared. */
const sameAsShown = (one: ShownPersonne, other: ShownPersonne): boolean =>
  JSON.stringify(one.name) === JSON.stringify(other.name) &&
  (one.whole === null || other.whole === null || JSON.stringify(one.whole) === JSON.stringify(other.whole))
