/** Which version of its model a convention may adopt (G11). */
import type { Look } from '../dossier/look'
import { unknownModel } from '../dossier/refusals'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import { type AnyRefusal, refusal } from '../refusal'
import { sameValue } from '../timeline'
import { adoptedIn, adoptionNeed, isVersionOf } from './adoption'
import type { SignalSays } from './changes'
import type { Ground } from './ground'

const otherModel = refusal(
  'other-model',
  ({ model, ruling }: { readonly model: ModelRef; readonly ruling: ModelRef }) =>
    `${model.id} version ${model.version} n'est pas une version du modèle ${ruling.id} ; ` +
    `une convention adopte une autre version de son modèle, ou un modèle qui en est l'extension (« extends »)`
)
const otherZone = refusal(
  'other-zone',
  ({ zone, ruling }: { readonly zone: string; readonly ruling: string }) =>
    `les dates de cette convention sont celles du fuseau ${ruling} ; cette version du modèle en a un autre, ${zone}`
)

const otherAccess = refusal(
  'other-habilitation',
  ({ model: { id, version } }: { readonly model: ModelRef }) =>
    `${id} version ${version} demande, bloque ou ferme autrement les accès, et les habilitations déjà demandées suivent ` +
    "jusqu'à leur fin la version de leur demande ; reprenez le bloc « habilitation » de la version en cours"
)

/** A version that the service knows, of the model of the day before, in the same time zone, with the same rules of access. */
export const adoptionRefusals = (
  { modelBefore, others: { ground } }: Look<Ground>,
  { changes, signalledOn, effectiveOn = signalledOn }: SignalSays
): ReadonlyArray<AnyRefusal> => {
  const change = adoptedIn(changes)
  if (change === null) return []
  const path = `data.changes[${changes.indexOf(change)}].model`
  const ruling = modelBefore(effectiveOn)
  const { article } = adoptionNeed(ruling)
  const version = ground.versionOf(change.model)
  if (version === null) return [unknownModel(path, { model: change.model, known: ground.models }, article)]
  return [
    ...(isVersionOf(ground, version, ruling) || isVersionOf(ground, ruling, version)
      ? []
      : [otherModel(path, { model: change.model, ruling: refOf(ruling) }, article)]),
    ...(version.zone === ruling.zone
      ? []
      : [otherZone(path, { zone: version.zone, ruling: ruling.zone }, article)]),
    // Without any, those that were delivered are told where the convention passes to the version.
    ...(version.habilitation === null ||
    ruling.habilitation === null ||
    sameValue(accessRules(version), accessRules(ruling))
      ? []
      : [otherAccess(path, { model: refOf(version) }, article)])
  ]
}

/** What decides of an access, whatever articles and labels say it. */
const accessRules = ({ habilitation }: ConventionModel) =>
  habilitation === null
    ? null
    : {
        steps: habilitation.steps.map(({ step }) => step),
        shared: habilitation.mailbox?.shared ?? null,
        delay: habilitation.endOfMission.delay,
        causes: habilitation.blocking?.causes.map(({ id }) => id).toSorted() ?? null
      }

const refOf = ({ id, version }: ModelRef): ModelRef => ({ id, version })
