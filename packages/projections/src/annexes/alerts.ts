import {
  type ConventionModel,
  type ConventionValues,
  type DateCivile,
  frenchDate,
  frenchÉtablissement,
  mailboxWarnings,
  seatId,
  seatOfAttribution,
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

/** What an alert says of a day: the same lines say it of each day on which they hold. */
export type AlertOn = (on: DateCivile) => Alerte

/** What the lines of that day show: roles that nobody holds first, then mailboxes, then the date in the annexes. */
export const alertsOf = (annexes: Alerting): ReadonlyArray<Alerte> =>
  alertsFound(annexes).map(told => told(annexes.on))

/** As {@link alertsOf}, for each day on which the same lines hold. What is found holds none of them. */
export const alertsFound = ({ model, facts }: Omit<Alerting, 'on'>): ReadonlyArray<AlertOn> => [
  ...coverageGaps(model, facts),
  ...[...mailboxes(model, facts), ...namedDates(model, facts)].map(always)
]

const always =
  (alert: Alerte): AlertOn =>
  () =>
    alert

/** A role that must be covered and that nobody holds, on each listed establishment it is for, or at all (P11). */
const coverageGaps = (model: ConventionModel, facts: Alerting['facts']): ReadonlyArray<AlertOn> => {
  const covered = model.roles.filter(role => role.covered)
  if (covered.length === 0) return []
  const seats = new Set(facts.attribution.map(({ id }) => seatOfAttribution(id)))
  const gaps: Array<AlertOn> = []
  for (const role of covered) if (!role.onEtablissement && !seats.has(role.id)) gaps.push(gap(role, null, ''))
  for (const { id, value: etablissement } of facts.etablissement)
    for (const role of covered)
      if (
        role.onEtablissement &&
        (role.natures === null || role.natures.includes(etablissement.nature)) &&
        !seats.has(seatId({ etablissementId: id, role: role.id }))
      )
        // The id of an établissement's fact is the établissement's.
        gaps.push(gap(role, id as ÉtablissementId, ` sur ${frenchÉtablissement(etablissement)}`))
  return gaps
}

const gap =
  (
    { id: role, label, coverageArticle: article }: ConventionModel['roles'][number],
    etablissementId: ÉtablissementId | null,
    where: string
  ): AlertOn =>
  on => ({
    code: 'role-not-covered',
    titre: titles['role-not-covered'],
    article,
    computation: `« ${label} »${where} : aucune personne le ${frenchDate(on)}, au moins une attendue`,
    role,
    etablissementId,
    personneId: null
  })

/** A mailbox is of no concern before its person has a role, nor after (P10). */
const mailboxes = (model: ConventionModel, facts: Alerting['facts']): ReadonlyArray<Alerte> => {
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
const namedDates = (model: ConventionModel, facts: Alerting['facts']): ReadonlyArray<Alerte> => {
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
