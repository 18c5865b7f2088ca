/** What a source asks to be done by a day: who must act, when, and what ends it. */
import * as t from 'io-ts'
import {
  defaulted,
  described,
  type Incoherence,
  NonBlank,
  nullable,
  oneOf,
  optionally,
  struct
} from '../codec'
import { movesWith } from '../dates/anchors'
import type { Calendars } from '../dates/calendar'
import { dateIncoherences } from '../dates/coherence'
import { type AnchorName, DateExpression } from '../dates/expression'
import { StableId } from '../identity/ids'
import { ModelArticle } from './article'
import { Reminders, reminderIncoherences } from './reminders'

/**
 * The lines from which a deadline may be counted, or that may end one: of a convention, then of its habilitations. A line
 * that is corrected moves its deadlines with it.
 */
export const conventionDeadlineLines = [
  'signature',
  'transmission',
  'derogation',
  'non-respect',
  'clause'
] as const
export const habilitationDeadlineLines = ['delivrance', 'blocage', 'fermeture', 'depart'] as const
const Line = oneOf('ligne', [...conventionDeadlineLines, ...habilitationDeadlineLines])

/**
 * What ends a deadline: a line of the convention, or of the act's own dossier where the deadline is counted from an act.
 * `on` is the key under which the line says on which day it was done; null: the day on which it was recorded.
 */
const EndedBy = struct('FinDÉchéance', {
  line: described("La ligne du dossier qui dit que c'est fait : `transmission`.", Line),
  on: described(
    "Où cette ligne dit le jour où c'est fait : `receivedOn` ; par défaut, le jour de l'enregistrement.",
    defaulted(nullable(NonBlank), () => null)
  )
})

/**
 * One deadline. `who` are parties, who act jointly when there are several. `for` says how often it falls due: once for
 * each civil `year` N in which the convention is in force, for each `echeance` at which it renews itself, once for the
 * `convention`, or for each `act` that made a line of the kind `act`. Without `endedBy` nothing that is recorded ends it.
 *
 * @example
 * decode(Deadline)({
 *   id: 'justificatifs', label: 'Justificatifs', who: ['gestionnaire'], for: 'year',
 *   due: { from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'inclusive' },
 *   article: { source: 'PSU', article: '3' }
 * })
 */
export const Deadline = struct('ÉchéanceDuModèle', {
  id: described("Le nom de l'échéance : lettres ASCII, chiffres et tirets.", StableId),
  label: described('Ce qui est à faire, comme on le lit : « Justificatifs ».', NonBlank),
  who: described(
    'Les parties qui doivent agir ; ensemble, si elles sont plusieurs.',
    t.readonlyArray(StableId)
  ),
  due: described('Le dernier jour.', DateExpression),
  for: described(
    'Une fois pour chaque année civile N où la convention est en vigueur, pour chaque échéance où elle se reconduit, pour la convention, ou pour chaque acte.',
    oneOf('pour', ['year', 'echeance', 'convention', 'act'])
  ),
  act: described(
    "Pour chaque acte : la ligne du dossier qu'il écrit, `depart` par exemple.",
    defaulted(nullable(Line), () => null)
  ),
  endedBy: described("Ce qui dit que c'est fait ; absent : rien ne l'enregistre.", optionally(EndedBy)),
  reminders: described('Combien de temps avant on la rappelle.', Reminders),
  article: described("L'article qui la fixe.", ModelArticle)
})
export type Deadline = t.TypeOf<typeof Deadline>

/** The kinds of deadlines that every convention has by itself: no model names one of its own like them. */
export const ownDeadlineKinds = [
  'prise-d-effet',
  'reconduction',
  'fin',
  'preavis',
  'fin-de-derogation',
  'fin-de-part',
  'fin-de-mission',
  'justification',
  'renouvellement-de-mot-de-passe',
  'roles-apres-depart',
  'habilitation-apres-depart',
  'habilitation-sans-role',
  'modification',
  'effet-de-modification'
] as const
export type OwnDeadlineKind = (typeof ownDeadlineKinds)[number]

type LineName = t.TypeOf<typeof Line>

/**
 * Which days each line says, besides that of its recording, and under which of its keys. An anchor that a line does not
 * say would leave its deadlines without a date for ever.
 */
export const daysInLines: Readonly<Record<LineName, Partial<Readonly<Record<AnchorName, string>>>>> = {
  signature: { stated: 'signedOn' },
  transmission: { dispatch: 'transmittedOn', receipt: 'receivedOn' },
  derogation: { stated: 'agreedOn' },
  'non-respect': { stated: 'agreedOn' },
  clause: {},
  delivrance: {},
  blocage: {},
  fermeture: {},
  depart: { departure: 'departedOn', receipt: 'reportedOn' }
}

/** The block of the model without which nothing writes the line. */
const blockOf = {
  transmission: 'transmission',
  derogation: 'derogations',
  'non-respect': 'derogations',
  delivrance: 'habilitation',
  blocage: 'habilitation',
  fermeture: 'habilitation',
  depart: 'habilitation'
} as const satisfies Partial<Record<LineName, string>>

/** What is read of a model. */
type Parts = Readonly<Record<(typeof blockOf)[keyof typeof blockOf], unknown>> & {
  readonly zone: string
  readonly parties: ReadonlyArray<string>
  readonly calendars: Calendars
  readonly deadlines: ReadonlyArray<Deadline>
  /** The deadline until which the declarations of a year are given; null: the model knows none. */
  readonly declarations: { readonly deadline: string } | null
}

/** Every contradiction, with the path to it in the model. */
export const deadlineIncoherences = (model: Parts): ReadonlyArray<Incoherence> => [
  ...model.deadlines.flatMap((deadline, i) =>
    [
      ...name(model, i),
      ...who(model, deadline),
      ...counted(deadline),
      ...written(model, deadline),
      ...reminderIncoherences(deadline.reminders),
      ...date(model, deadline)
    ].map(({ path, message }) => ({ path: ['deadlines', i, ...path], message }))
  ),
  ...declarations(model)
]

const fault = (path: Incoherence['path'], message: string): ReadonlyArray<Incoherence> => [{ path, message }]

const reserved: ReadonlySet<string> = new Set(ownDeadlineKinds)

const name = ({ deadlines }: Parts, i: number): ReadonlyArray<Incoherence> => {
  const id = deadlines[i]?.id ?? ''
  const first = deadlines.findIndex(other => other.id === id)
  return [
    ...(first < i ? fault(['id'], `répété : ${JSON.stringify(id)} est déjà deadlines[${first}]`) : []),
    ...(reserved.has(id)
      ? fault(['id'], `nom réservé : ${JSON.stringify(id)} est une échéance de toute convention`)
      : [])
  ]
}

const who = ({ parties }: Parts, { who }: Deadline): ReadonlyArray<Incoherence> => [
  ...(who.length === 0 ? fault(['who'], 'liste vide : personne ne devrait agir') : []),
  ...who.flatMap((party, i) => {
    // Where there is no party at all, that is said once.
    if (parties.length > 0 && !parties.includes(party))
      return fault(['who', i], `partie inconnue : ${JSON.stringify(party)}`)
    return who.indexOf(party) < i ? fault(['who', i], `répété : ${JSON.stringify(party)}`) : []
  })
]

const ofHabilitation: ReadonlySet<string> = new Set(habilitationDeadlineLines)

const counted = ({ for: each, act, endedBy }: Deadline): ReadonlyArray<Incoherence> => [
  ...(each === 'act' && act === null ? fault(['act'], 'absent : de quel acte est-elle comptée ?') : []),
  ...(each !== 'act' && act !== null
    ? fault(['act'], `une échéance « ${each} » n'est comptée d'aucun acte`)
    : []),
  ...(endedBy !== null && ofHabilitation.has(endedBy.line) !== (act !== null && ofHabilitation.has(act))
    ? fault(['endedBy', 'line'], "cette ligne n'est pas du dossier dont l'échéance est comptée")
    : []),
  ...(endedBy !== null && (each === 'year' || each === 'echeance')
    ? fault(['endedBy'], "aucune de ces lignes ne dit de quelle année ou de quelle échéance il s'agit")
    : [])
]

/** A line that nothing writes under this model gives no deadline, and ends none. */
const written = (model: Parts, { act, endedBy }: Deadline): ReadonlyArray<Incoherence> => {
  const unwritten = (line: LineName | undefined | null, ...path: Incoherence['path']) => {
    const block = line == null || !(line in blockOf) ? null : blockOf[line as keyof typeof blockOf]
    return block === null || model[block] !== null
      ? []
      : fault(path, `rien n'écrit cette ligne : le modèle n'a pas le bloc « ${block} »`)
  }
  return [...unwritten(act, 'act'), ...unwritten(endedBy?.line, 'endedBy', 'line')]
}

const date = ({ zone, parties, calendars }: Parts, { for: each, act, due }: Deadline) =>
  [
    ...dateIncoherences({ zone, parties, calendars, use: 'deadline', isYearly: each === 'year' })(due),
    ...unknownAnchors(each, act, due, []),
    ...(each === 'year' && !movesWith('day')(due)
      ? fault([], "cette date ne dépend pas de l'année : elle serait la même pour chacune")
      : []),
    ...(each === 'echeance' && !movesWith('echeance')(due)
      ? fault([], "cette date ne dépend pas de l'échéance : elle serait la même pour chacune")
      : [])
  ].map(({ path, message }) => ({ path: ['due', ...path], message }))

/** An anchor that nothing tells there would leave the deadline without a date for ever. */
const unknownAnchors = (
  each: Deadline['for'],
  act: Deadline['act'],
  due: DateExpression,
  path: Incoherence['path']
): ReadonlyArray<Incoherence> => {
  switch (due.from) {
    case 'latest':
    case 'earliest':
      return due.of.flatMap((one, i) => unknownAnchors(each, act, one, [...path, 'of', i]))
    case 'date':
    case 'day':
    case 'party-signature':
    case 'first-signature':
    case 'last-signature':
    case 'effect':
    case 'end':
      return []
    case 'echeance':
      return each === 'echeance' ? [] : fault([...path, 'from'], 'une échéance veut : "for": "echeance"')
    default:
      if (due.from === 'last-use') return fault([...path, 'from'], "rien n'enregistre une utilisation")
      if (each !== 'act')
        return fault([...path, 'from'], `seule une échéance "for": "act" connaît « ${due.from} »`)
      if (act === null || due.from === 'recording' || due.from in daysInLines[act]) return []
      return fault(
        [...path, 'from'],
        `la ligne « ${act} » ne dit pas ce jour ; elle dit : ${['recording', ...Object.keys(daysInLines[act])].join(', ')}`
      )
  }
}

/** The last day to give the declarations of a year is asked of the year alone (G16). */
const declarations = ({ deadlines, declarations }: Parts): ReadonlyArray<Incoherence> => {
  if (declarations === null) return []
  const { deadline: id } = declarations
  const found = deadlines.find(deadline => deadline.id === id)
  const path = ['declarations', 'deadline']
  if (found === undefined) return fault(path, `échéance inconnue : ${JSON.stringify(id)}`)
  return found.for === 'year' && isOfYearAlone(found.due)
    ? []
    : fault(path, "cette échéance n'est pas celle d'une année, comptée de l'année seule")
}

const isOfYearAlone = (due: DateExpression): boolean =>
  due.from === 'latest' || due.from === 'earliest' ? due.of.every(isOfYearAlone) : due.from === 'day'
