/** How many parties of a role there can be, and whether they can come and go as their model says (P1). */
import type * as t from 'io-ts'
import type { Incoherence } from '../codec'
import { frenchCount } from '../french-count'
import type { PartyRole } from './parties'
import type { ModelShape } from './shape'

type Model = Pick<t.TypeOf<typeof ModelShape>, 'parties' | 'notice'>
type Found = ReadonlyArray<Incoherence>

/** Every contradiction, with the path to it. */
export const partiesThatComeAndGo = (model: Model): Found =>
  model.parties.roles.flatMap((role, i) =>
    [...cardinality(role), ...joins(model, role), ...leaves(role), ...ownPart(model, role)].map(
      ({ path, message }) => ({ path: ['parties', 'roles', i, ...path], message })
    )
  )

const fault = (key: keyof PartyRole, message: string): Found => [{ path: [key], message }]

const cardinality = ({ min, max }: PartyRole): Found => [
  ...(max === 0 ? fault('max', "au plus 0 : personne n'aurait ce rôle") : []),
  ...(max !== null && max > 0 && min > max
    ? fault('min', `au moins ${min} et au plus ${max} : rien n'y satisfait`)
    : [])
]

const isFull = ({ min, max }: PartyRole): boolean => max !== null && min === max

const joins = ({ parties }: Model, role: PartyRole): Found => {
  if (!role.joins) return []
  const { instrument } = parties.change
  return [
    ...(instrument === 'avenant'
      ? []
      : fault(
          'joins',
          `qui adhère signe : « parties.change » demande ${JSON.stringify(instrument)}, que personne ne signe`
        )),
    ...(isFull(role)
      ? fault(
          'joins',
          `personne n'adhérerait : ce rôle a toujours ${frenchCount(role.max ?? role.min, 'partie')}, au plus`
        )
      : [])
  ]
}

const leaves = (role: PartyRole): Found => [
  ...(role.leaves && isFull(role)
    ? fault(
        'leaves',
        `personne ne se retirerait : ce rôle a toujours ${frenchCount(role.min, 'partie')}, au moins`
      )
    : []),
  ...(!role.leaves && !role.leaverSigns
    ? fault('leaverSigns', 'personne ne se retire : « leaves » est faux')
    : [])
]

const ownPart = ({ notice }: Model, role: PartyRole): Found => {
  if (role.noticeEnds === 'all') return []
  if (notice === null)
    return fault('noticeEnds', 'un préavis terminerait sa part, mais le bloc « notice » manque')
  return [
    ...(notice.by === null || notice.by.some(id => id === role.id)
      ? []
      : fault('noticeEnds', 'un préavis terminerait sa part, mais « notice.by » ne la nomme pas')),
    ...(isFull(role)
      ? fault(
          'noticeEnds',
          `son préavis terminerait toujours la convention : ce rôle a toujours ${frenchCount(role.min, 'partie')}, au moins`
        )
      : [])
  ]
}
