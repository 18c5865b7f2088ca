/** What the passwords, the incidents, the anomalies and the duties of a model owe to the rest of it (G11). */
import type * as t from 'io-ts'
import type { Incoherence } from '../codec'
import { movesWith } from '../dates/anchors'
import { dated, placeOf } from './coherence-of-course'
import { repeated } from './coherence-of-values'
import { unusedCause } from './habilitation'
import { reminderIncoherences } from './reminders'
import type { ModelShape } from './shape'

type Model = t.TypeOf<typeof ModelShape>
type Found = ReadonlyArray<Incoherence>

const fault = (message: string, ...path: Incoherence['path']): Found => [{ path, message }]

/** Every contradiction, with the path to it. */
export const access = (model: Model): Found => [
  ...delays(model),
  ...blocking(model),
  ...passwords(model),
  ...lists(model)
]

/** The delays of an habilitation, each counted from one thing alone. */
const delays = (model: Model): Found => {
  const { endOfMission, inactivity, passwords, incidents, anomalies } = model.habilitation ?? {}
  return (
    [
      [endOfMission?.delay, 'departure', 'du départ', ['endOfMission', 'delay']],
      [inactivity?.delay, 'last-use', 'de la dernière utilisation', ['inactivity', 'delay']],
      [passwords?.renewal, 'password-change', 'du changement', ['passwords', 'renewal']],
      [incidents?.delay, 'occurrence', 'de la survenance', ['incidents', 'delay']],
      [anomalies?.justification, 'request', 'de la demande', ['anomalies', 'justification']]
    ] as const
  ).flatMap(([delay, anchor, of, at]) => {
    const path = ['habilitation', ...at]
    if (delay == null) return []
    const faults = dated(model, delay, path, [anchor], placeOf(model, 'deadline', false))
    return faults.length > 0 || movesWith(anchor)(delay)
      ? faults
      : fault(`cette date ne dépend pas ${of} : elle serait la même pour chacun`, ...path)
  })
}

const blocking = ({ habilitation }: Model): Found => [
  ...reminderIncoherences(habilitation?.inactivity?.reminders ?? [], 'habilitation', 'inactivity'),
  ...(habilitation?.inactivity != null && habilitation.blocking === null
    ? fault('aucun blocage prévu : personne ne pourrait lever celui-ci', 'habilitation', 'inactivity')
    : []),
  ...(habilitation?.blocking?.causes ?? []).flatMap(({ id }, i) =>
    id === unusedCause
      ? fault(
          `nom réservé : ${JSON.stringify(id)} est la cause d'un accès que personne n'utilise`,
          ...['habilitation', 'blocking', 'causes', i, 'id']
        )
      : []
  )
]

const passwords = ({ habilitation }: Model): Found => {
  if (habilitation?.passwords == null) return []
  const { length, madeOf } = habilitation.passwords
  const path = ['habilitation', 'passwords']
  return [
    ...(length === 0 ? fault('nul : un mot de passe vide serait accepté', ...path, 'length') : []),
    ...(madeOf.length === 0
      ? fault("liste vide : aucun mot de passe n'y satisferait", ...path, 'madeOf')
      : madeOf.flatMap((kind, i) =>
          madeOf.indexOf(kind) < i ? fault(`répété : ${JSON.stringify(kind)}`, ...path, 'madeOf', i) : []
        )),
    ...(madeOf.length > length && length > 0
      ? fault(`un de chaque : ${madeOf.length} caractères au moins`, ...path, 'length')
      : [])
  ]
}

/** A list that says nothing twice, and something: nothing else would satisfy it. */
const lists = ({ habilitation, security }: Model): Found => {
  const { incidents, anomalies } = habilitation ?? {}
  const rules = ['habilitation', 'anomalies', 'rules']
  return [
    ...(
      [
        [incidents?.kinds, ['habilitation', 'incidents', 'kinds']],
        [anomalies?.rules, rules],
        [security?.duties, ['security', 'duties']]
      ] as const
    ).flatMap(([list, path]) =>
      list === undefined
        ? []
        : list.length === 0
          ? fault("liste vide : rien n'y satisferait", ...path)
          : repeated(list, path, 'id')
    ),
    ...(anomalies?.rules ?? []).flatMap((rule, i) =>
      rule.kind === 'failures' && rule.minutes > MINUTES_OF_A_YEAR
        ? fault(`plus d'un an : ${rule.minutes} minutes`, ...rules, i, 'minutes')
        : []
    )
  ]
}

const MINUTES_OF_A_YEAR = 366 * 24 * 60
