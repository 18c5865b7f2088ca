/** What a document shows of a fact: two documents that show the same of it are not different for it. */
import { attributionOf } from '@avenant/domain'
import { alertKey } from './alerts'
import { type AnnexeChange, pendingIn } from './annexe-changes'
import type {
  AnnexesDocument,
  PersonneDescription,
  SectionDescription,
  SignatureDescription
} from './description'

type Shown = (change: AnnexeChange) => boolean

/** Whether two documents show otherwise what a change is about. */
export const shownBetween = (before: AnnexesDocument, after: AnnexesDocument): Shown => {
  const [was, is] = [shownIn(before), shownIn(after)]
  const [personneBefore, personneAfter] = [personneIn(before), personneIn(after)]
  return change => {
    if (change.kind !== 'personne') return JSON.stringify(was(change)) !== JSON.stringify(is(change))
    const [one, other] = [personneBefore(change.id), personneAfter(change.id)]
    // Who is in one document only came into it, or left it, with a role or a signature, which says so.
    return one !== null && other !== null && !sameAsShown(one, other)
  }
}

/** Persons are named in many places: what changes of them is told once, by the fact of the person. */
const shownIn = (document: AnnexesDocument) => {
  const { convention, annexes, alertes } = document
  const sections = annexes.flatMap(annexe => annexe.sections)
  const etablissements = sections.flatMap(établissementsIn)
  const habilitated = new Set<string>(sections.flatMap(personnesIn).map(({ personneId }) => personneId))
  const gaps = alertes.filter(({ code }) => code === 'role-not-covered')
  return (change: AnnexeChange): unknown => {
    const { kind, id } = change
    switch (kind) {
      case 'etablissement':
        return [
          etablissements.find(({ etablissementId }) => etablissementId === id),
          gaps.filter(({ etablissementId }) => etablissementId === id).map(({ role }) => role)
        ]
      case 'attribution': {
        const { personneId, role, etablissementId } = attributionOf(id)
        return [
          rangIn(sections, personneId, role, etablissementId),
          habilitated.has(personneId),
          gaps.some(gap => gap.role === role && gap.etablissementId === etablissementId)
        ]
      }
      case 'non-respect':
        return sections.flatMap(section =>
          section.section === 'non-respect'
            ? [[section.concerned, section.agreedOn, section.etablissements.map(idOf)]]
            : []
        )
      case 'derogation':
        return dérogationIn(sections, id)
      case 'partie': {
        const partie = convention?.parties.find(partie => partie.id === id)
        return [
          partie?.denomination,
          partie?.siege,
          partie?.representant?.personneId,
          partie?.representant?.qualite
        ]
      }
      case 'signature': {
        // The signature of an avenant has an id of its own, and no line.
        const signature = convention?.parties.find(partie => partie.id === id)?.signature
        return signature == null ? null : signedAs(signature)
      }
      case 'fiche':
        return convention?.fiche
      case 'documents':
        return convention?.documents
      case 'transmission':
        return id === ''
          ? convention?.transmission
          : convention?.avenantsTransmis.find(({ modificationId }) => modificationId === id)
      case 'clause':
        return convention?.clausesNulles.find(({ clause }) => clause === id)
      case 'modification':
        return pendingIn(document, id)
      case 'model':
        return convention?.model
      case 'alerte':
        return alertes.find(alerte => alertKey(alerte) === id)?.article
      case 'personne':
      case 'effet':
      case 'manquement':
      case 'date-nommee':
        return null
    }
  }
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
  etablissementId: string
) =>
  sections.flatMap(section =>
    section.section !== 'attributions'
      ? []
      : section.personnes.flatMap(personne =>
          personne.personneId === personneId &&
          personne.roles.some(
            held => held.role === role && held.etablissementIds.some(id => id === etablissementId)
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
