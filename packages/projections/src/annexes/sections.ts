/** What each section of an annexe shows, whatever the model (G11). */
import type { ConventionModel, PersonneId, Rang, Role, Section, ÉtablissementId } from '@avenant/domain'
import { addDays, type DateCivile, labelOf, type Period } from '@avenant/domain'
import type { HeldFacts } from './answer'
import type { AttributionsDescription, NonRespectDescription, SectionDescription } from './description'
import { attributionsOf, personnesHabilitated } from './held-facts'
import { describePersonne, describeÉtablissement, personnesOf } from './names'

/** When each dérogation holds, by id. */
export type Spans = ReadonlyMap<string, Period>

export const describeSection =
  (model: ConventionModel, facts: HeldFacts, spans: Spans) =>
  (section: Section): SectionDescription => {
    switch (section) {
      case 'etablissements':
        return { section, etablissements: listed(facts) }
      case 'personnes':
        return { section, personnes: personnesHabilitated(facts).map(describePersonne(personnesOf(facts))) }
      case 'attributions':
        return attributions(model, facts)
      case 'non-respect':
        return nonRespect(model, facts, spans)
    }
  }

const listed = (facts: HeldFacts) =>
  // The id of an établissement's fact is the établissement's.
  facts.etablissement.map(({ id, value }) => describeÉtablissement(id as ÉtablissementId, value))

const attributions = (model: ConventionModel, facts: HeldFacts): AttributionsDescription => {
  const held = attributionsOf(facts)
  const describe = describePersonne(personnesOf(facts))
  const words = model.etablissements?.natures ?? []
  const atRang = (rang: Rang) => {
    const byPersonne = new Map<PersonneId, Map<string, Array<ÉtablissementId>>>()
    for (const { personneId, role, etablissementId, rang: itsRang } of held) {
      if (itsRang !== rang) continue
      const roles = byPersonne.get(personneId) ?? new Map<string, Array<ÉtablissementId>>()
      const before = roles.get(role) ?? []
      byPersonne.set(
        personneId,
        roles.set(role, etablissementId === null ? before : [...before, etablissementId])
      )
    }
    return [...byPersonne].map(([personneId, roles]) => ({
      ...describe(personneId),
      rang,
      roles: model.roles.flatMap(({ id: role, onEtablissement }) => {
        const etablissementIds = roles.get(role)
        return etablissementIds === undefined
          ? []
          : [
              {
                role,
                etablissementIds,
                everywhere: !onEtablissement || etablissementIds.length === facts.etablissement.length
              }
            ]
      })
    }))
  }
  return {
    section: 'attributions',
    etablissements: listed(facts),
    roles: model.roles.map(role => ({
      role: role.id,
      label: role.label,
      required: isRequired(role),
      onEtablissement: role.onEtablissement,
      natures: role.natures?.map(nature => ({ id: nature, label: labelOf(words, nature) })) ?? null
    })),
    personnes: [...atRang('titulaire'), ...atRang('suppleant')]
  }
}

/** Held at each of its places: one that has a minimum there is refused beneath it, one that is covered gives an alert. */
const isRequired = ({ covered, min, minPerConvention, onEtablissement }: Role): boolean =>
  covered || min > 0 || (!onEtablissement && minPerConvention > 0)

const nonRespect = (
  { derogations }: ConventionModel,
  facts: HeldFacts,
  spans: Spans
): NonRespectDescription => {
  const établissements = listed(facts)
  const named = (ids: ReadonlyArray<ÉtablissementId>) =>
    établissements.filter(({ etablissementId }) => ids.includes(etablissementId))
  const [agreement] = facts['non-respect']
  const conditions = (agreement?.value.conditions ?? []).map(id => ({
    id,
    label: labelOf(derogations?.conditions ?? [], id)
  }))
  return {
    section: 'non-respect',
    concerned: agreement !== undefined,
    ...(conditions.length === 0 ? {} : { conditions }),
    agreedOn: agreement?.value.agreedOn ?? null,
    etablissements: named(agreement?.value.etablissementIds ?? []),
    derogations: facts.derogation.map(({ id, value: { objet, agreedOn, etablissementIds } }) => {
      const span = spans.get(id)
      return {
        derogationId: id,
        objet,
        agreedOn,
        firstDay: span?.from ?? null,
        lastDay: lastDayOf(span?.to ?? null),
        etablissements: named(etablissementIds)
      }
    })
  }
}

const lastDayOf = (to: DateCivile | null): DateCivile | null => (to === null ? null : addDays(to, -1))
