/** What opens the access (P8, M8, M9). */
import { cafsIn } from '../../convention/parties'
import { attributionId, Effet } from '../../convention/values'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { conventionStream } from '../../identity/ids'
import { Partie } from '../../identity/partie'
import { habilitationOf } from '../../model/habilitation'
import { refusal } from '../../refusal'
import { type DateCivile, frenchDate, maxDate } from '../../time/date-civile'
import type { Period } from '../../time/period'
import { type Timeline, valueOn } from '../../timeline'
import type { HabilitationGround } from '../request'
import { articleOf, stepOf } from './steps'

const noConvention = refusal(
  'convention-not-in-force',
  ({
    conventionId,
    on,
    isKnown
  }: {
    readonly conventionId: string
    readonly on: DateCivile
    readonly isKnown: boolean
  }) =>
    isKnown
      ? `la convention ${conventionId} n'est pas signée, ou a pris fin, au ${frenchDate(on)}`
      : `aucune convention ${conventionId} n'est enregistrée`
)
const otherCaf = refusal(
  'other-caf',
  ({
    caf,
    conventionId,
    cafs
  }: {
    readonly caf: string
    readonly conventionId: string
    readonly cafs: ReadonlyArray<string>
  }) =>
    `la demande est adressée à la Caf « ${caf} », et la convention ${conventionId} est celle de « ${cafs.join(' », « ')} »`
)
type Missing = { readonly role: string; readonly etablissementId: string | null; readonly on: DateCivile }
const notInAnnexe = refusal(
  'not-in-annexe',
  ({ role, etablissementId, on }: Missing) =>
    `l'annexe ne donne pas à cette personne le rôle « ${role} »${etablissementId === null ? '' : ` sur ${etablissementId}`} au ${frenchDate(on)}`
)

const step = stepOf('delivered', 'DeliverHabilitation')

/**
 * It needs a convention that stands, and an annexe that gives the person each role there (P8, P27); a request does not,
 * for it comes before the convention (M7).
 */
export const deliverHabilitation = actOn<HabilitationGround>()({
  ...step,
  event: 'HabilitationDelivered',
  purpose: 'Opens the access (P8, M8, M9).',
  nom: "Délivrance de l'habilitation",
  genre: 'f',
  rests: {
    on: request => (request === null ? [] : [conventionStream(request.conventionId)]),
    unmet: ({ model, ground: request, act, linesOf }) => {
      if (request === null) return []
      const { on } = act.says
      const { article } = habilitationOf(model)
      const convention = linesOf(conventionStream(request.conventionId))
      const inForce = inForceIn(convention('effet', ''))
      if (inForce === null || (inForce.to !== null && on >= inForce.to)) {
        // What opens a convention says under which model it is.
        const isKnown = convention('model', '').some(({ value }) => value !== null)
        return [noConvention('data.on', { conventionId: request.conventionId, on, isKnown }, article)]
      }
      const day = inForce.from === null ? on : maxDate(on, inForce.from)
      const cafs = cafsIn(model, id => partieOn(day)(convention('partie', id)))
      const caf = request.codeCaf
      if (caf !== undefined && cafs.length > 0 && !cafs.includes(caf))
        return [otherCaf('', { caf, conventionId: request.conventionId, cafs }, article)]
      return request.roles.flatMap(({ role, etablissementId = null }) => {
        const attribution = convention(
          'attribution',
          attributionId({ personneId: request.personneId, role, etablissementId })
        )
        return valueOn(day)(attribution) === null
          ? [notInAnnexe('', { role, etablissementId, on: day }, article)]
          : []
      })
    },
    toDo: "corrigez ou retirez la délivrance, ou faites donner ce rôle à la personne par l'annexe de la convention"
  },
  asserts: (ground, act, model) => [
    ...step.asserts(ground, act),
    assertion({
      kind: 'delivrance',
      from: act.says.on,
      value: { article: articleOf(model, 'delivered') },
      path: 'data.on'
    })
  ]
})

const partieOn =
  (day: DateCivile) =>
  (line: Timeline<unknown>): Partie | null => {
    const value = valueOn(day)(line)
    return Partie.is(value) ? value : null
  }

/** The days in force that the effect of a convention says; null for none. */
const inForceIn = (effet: Timeline<unknown>): Period | null => {
  const inForce = effet.flatMap(({ from, value }, i) =>
    Effet.is(value) && value.status === 'en-vigueur' ? [{ from, to: effet[i + 1]?.from ?? null }] : []
  )
  const [first, last] = [inForce[0], inForce.at(-1)]
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to }
}
