import {
  attributionOf,
  type ConventionModel,
  type ConventionValues,
  type DateCivile,
  frenchDate,
  frenchÉtablissement,
  mailboxWarnings,
  seatId,
  type ÉtablissementId
} from '@avenant/domain'
import type { AnnexesInForce, HeldFacts } from './answer'
import type { Alerte } from './description'
import { personnesHabilitated } from './held-facts'
import { frenchPersonne, namePersonne, personnesOf } from './names'

/** What alerts are found in: the annexes of a day, of which they read these lines. */
export type Alerting = Pick<AnnexesInForce, 'model' | 'on'> & {
  readonly facts: Pick<HeldFacts, 'etablissement' | 'attribution' | 'personne' | 'signature' | 'date-nommee'>
}

/** What the lines of that day show: roles that nobody holds first, then mailboxes, then the date in the annexes. */
export const alertsOf = (annexes: Alerting): ReadonlyArray<Alerte> => [
  ...coverageGaps(annexes),
  ...mailboxes(annexes),
  ...namedDates(annexes)
]

/** A role that must be covered and that nobody holds, on each listed establishment it is for, or at all (P11). */
const coverageGaps = ({ model, facts, on }: Alerting): ReadonlyArray<Alerte> => {
  const covered = model.roles.filter(role => role.covered)
  const seats = new Set(facts.attribution.map(({ id }) => seatId(attributionOf(id))))
  const gap = (
    { id: role, label, coverageArticle: article }: ConventionModel['roles'][number],
    etablissementId: ÉtablissementId | null,
    where: string
  ): Alerte => ({
    code: 'role-not-covered',
    titre: titles['role-not-covered'],
    article,
    computation: `« ${label} »${where} : aucune personne le ${frenchDate(on)}, au moins une attendue`,
    role,
    etablissementId,
    personneId: null
  })
  return [
    ...covered
      .filter(({ id: role, onEtablissement }) => !onEtablissement && !seats.has(seatId({ role })))
      .map(role => gap(role, null, '')),
    ...facts.etablissement.flatMap(({ id, value: etablissement }) =>
      covered
        .filter(
          ({ id: role, natures, onEtablissement }) =>
            onEtablissement &&
            (natures === null || natures.includes(etablissement.nature)) &&
            !seats.has(seatId({ etablissementId: id, role }))
        )
        // The id of an établissement's fact is the établissement's.
        .map(role => gap(role, id as ÉtablissementId, ` sur ${frenchÉtablissement(etablissement)}`))
    )
  ]
}

/** A mailbox is of no concern before its person has a role, nor after (P10). */
const mailboxes = ({ model, facts }: Alerting): ReadonlyArray<Alerte> => {
  const users = new Map<string, number>()
  for (const { value } of facts.personne)
    if (value.mail !== null)
      users.set(value.mail.toLowerCase(), (users.get(value.mail.toLowerCase()) ?? 0) + 1)
  const warned = new Map(
    facts.personne.flatMap(({ id, value }) => {
      const isUsed = (users.get(value.mail?.toLowerCase() ?? '') ?? 0) > 1
      const warnings = mailboxWarnings(model, value, isUsed)
      return warnings.length === 0 ? [] : [[id, warnings] as const]
    })
  )
  // Most days there is none: who holds a role is then not looked for.
  if (warned.size === 0) return []
  const named = namePersonne(personnesOf(facts))
  return personnesHabilitated(facts).flatMap(personneId =>
    (warned.get(personneId) ?? []).map(({ code, article, computation }) => ({
      code,
      titre: titles[code],
      article,
      computation: `${frenchPersonne(named(personneId))} : ${computation}`,
      role: null,
      etablissementId: null,
      personneId
    }))
  )
}

/** The annexes may name the convention by another date than those of its signatures (M23). */
const namedDates = ({ model, facts }: Alerting): ReadonlyArray<Alerte> => {
  const [named] = facts['date-nommee']
  if (named === undefined || model.namedDate === null) return []
  const dates = signatureDates(facts)
  if (dates.includes(named.value)) return []
  return [
    {
      code: 'named-date-differs',
      titre: titles['named-date-differs'],
      article: model.namedDate.article,
      computation: `l'annexe nomme la convention du ${frenchDate(named.value)} ; signatures : ${dates.map(frenchDate).join(', ')}`,
      role: null,
      etablissementId: null,
      personneId: null
    }
  ]
}

/** Of the convention itself: the signature of an avenant has the id of its party, then that of the modification. */
const signatureDates = ({ signature }: Alerting['facts']): ReadonlyArray<DateCivile> =>
  signature.flatMap(({ id, value }) => (id === value.partie ? [value.signedOn] : [])).sort()

/** The key of an alert, made of what it is about: `role-not-covered/201500086/activite`, whichever document tells it. */
export const alertKey = ({ code, role, etablissementId, personneId }: Alerte): string =>
  [code, etablissementId, role, personneId].filter(part => part !== null).join('/')

const titles: Readonly<Record<Alerte['code'], string>> = {
  'role-not-covered': 'Rôle sans titulaire ni suppléant',
  'shared-mailbox': 'Boîte aux lettres partagée',
  'mailbox-already-used': 'Adresse mail déjà utilisée',
  'named-date-differs': 'Date de la convention dans les annexes'
}

/** The kinds of lines that each alert is computed from. */
export const alertKinds = {
  'role-not-covered': ['attribution', 'inscription', 'model'],
  'shared-mailbox': ['personne', 'attribution', 'model'],
  'mailbox-already-used': ['personne', 'attribution', 'model'],
  'named-date-differs': ['date-nommee', 'signature', 'model']
} as const satisfies Readonly<Record<Alerte['code'], ReadonlyArray<keyof ConventionValues>>>
