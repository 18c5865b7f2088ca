/**
 * A judge of what conventions say against each other, for tests only: two by two, day by day, from what each holds on that
 * day by the judgment of `acts-oracle`. It is slow on purpose, and imports no line of the implementation.
 */
import { addDays, type ConventionModel, type DateCivile } from '@avenant/domain'
import { type Recorded as ConventionAct, type Day, oracle } from '../../domain/test/acts-oracle'

export type JudgedConvention = {
  readonly id: string
  readonly model: ConventionModel
  readonly recorded: ReadonlyArray<ConventionAct>
}

/** What is told on the line of a convention, and of what exactly: which day's claim is the same as another's. */
type Amiss = { readonly shown: string; readonly same: string }

const french = new Intl.Collator('fr', { sensitivity: 'base', ignorePunctuation: true })
/** The judge is of this same domain, whose types have other names behind the face of its package. */
const judgeOf = ({ model, recorded }: JudgedConvention): ((on: DateCivile) => Day) =>
  (oracle as unknown as (of: ConventionModel, acts: typeof recorded) => (on: DateCivile) => Day)(
    model,
    recorded
  )

type Name = { readonly nom: string; readonly prenom: string | null }
const isOneName = (a: Name, b: Name): boolean =>
  french.compare(a.nom, b.nom) === 0 && french.compare(a.prenom ?? '', b.prenom ?? '') === 0
/** A name as any of its ways of writing. */
const plain = ({ nom, prenom }: Name): string =>
  `${prenom} ${nom}`.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()

const concerned = ({ attributions, parties }: Day): ReadonlyArray<string> => [
  ...new Set([
    ...Object.keys(attributions).map(key => key.split('/')[2] ?? ''),
    ...Object.values(parties).map(({ representant }) => representant.personneId)
  ])
]

const isShared = ({ habilitation }: ConventionModel, mail: string): boolean =>
  (habilitation?.mailbox?.shared ?? []).includes(mail.split('@')[0]?.toLowerCase() ?? '')

const rolesOn = ({ attributions }: Day, etablissementId: string): ReadonlySet<string> =>
  new Set(
    Object.keys(attributions).flatMap(key => {
      const [of, role = ''] = key.split('/')
      return of === etablissementId ? [role] : []
    })
  )

const amissBetween = (
  a: JudgedConvention,
  b: JudgedConvention,
  here: Day,
  there: Day
): ReadonlyArray<Amiss> => {
  if (here.effet !== 'en-vigueur' || there.effet !== 'en-vigueur') return []
  const found: Array<Amiss> = []
  for (const [e, one] of Object.entries(here.etablissements))
    for (const [f, other] of Object.entries(there.etablissements)) {
      const [m, n] = [one.numeroSias, other.numeroSias]
      if (m !== null && n !== null ? m !== n : e !== f) continue
      const same = `${e} ${m} ${f} ${n}`
      if (a.model.subject === b.model.subject)
        found.push({ shown: `etablissement-twice ${b.id} ${e}`, same: `etablissement ${same}` })
      for (const role of rolesOn(here, e))
        if (
          rolesOn(there, f).has(role) &&
          a.model.roles.some(({ id, onceAcross }) => id === role && onceAcross !== null)
        )
          found.push({ shown: `role-twice ${b.id} ${e} ${role}`, same: `role ${role} ${same}` })
    }
  for (const p of concerned(here))
    for (const q of concerned(there)) {
      const [one, other] = [here.personnes[p], there.personnes[q]]
      if (one === undefined || other === undefined) continue
      if (p === q && !isOneName(one, other))
        found.push({
          shown: `personne-renamed ${b.id} ${p}`,
          same: `personne ${p} ${plain(one)} ${plain(other)}`
        })
      const isOneMail =
        one.mail !== null && other.mail !== null && one.mail.toLowerCase() === other.mail.toLowerCase()
      if (p !== q && isOneMail && !isShared(a.model, one.mail ?? '') && !isShared(b.model, other.mail ?? ''))
        found.push({
          shown: `mail-of-two ${b.id} ${p}`,
          same: `mail ${p} ${q} ${one.mail?.toLowerCase()}`
        })
    }
  return found
}

/**
 * By convention, what is told on a day, each with its first and last day; in alphabetical order. Every day is looked at
 * between the first and the last one: nothing is to change outside of these.
 */
export const acrossOracle = (
  conventions: ReadonlyArray<JudgedConvention>,
  [first, last]: readonly [DateCivile, DateCivile]
): ((on: DateCivile) => Readonly<Record<string, ReadonlyArray<string>>>) => {
  const judges = conventions.map(convention => {
    const judge = judgeOf(convention)
    const days = new Map<DateCivile, Day>()
    return (on: DateCivile): Day => {
      const day = days.get(on) ?? judge(on)
      days.set(on, day)
      return day
    }
  })
  const between = (i: number, j: number, on: DateCivile): ReadonlyArray<Amiss> => {
    const [a, b, here, there] = [conventions[i], conventions[j], judges[i]?.(on), judges[j]?.(on)]
    if (a === undefined || b === undefined || here === undefined || there === undefined) return []
    return amissBetween(a, b, here, there)
  }
  /** The last day of a run, in one direction; null where it goes on beyond what is looked at. */
  const endOf = (i: number, j: number, on: DateCivile, same: string, step: 1 | -1): DateCivile | null => {
    let day = on
    for (;;) {
      if (day === (step === 1 ? last : first)) return null
      const next = addDays(day, step)
      if (!between(i, j, next).some(other => other.same === same)) return day
      day = next
    }
  }
  return on =>
    Object.fromEntries(
      conventions.map(({ id }, i) => [
        id,
        conventions
          .flatMap((_, j) =>
            i === j
              ? []
              : between(i, j, on).map(
                  ({ shown, same }) => `${shown} ${endOf(i, j, on, same, -1)} ${endOf(i, j, on, same, 1)}`
                )
          )
          .sort()
      ])
    )
}
