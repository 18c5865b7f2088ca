/** An avenant: a change of a signed convention that each party signs (M21). */
import { struct } from '../../codec'
import { actOn } from '../../dossier/definition'
import { ModificationId } from '../../identity/ids'
import type { ConventionModel } from '../../model/model'
import type { AnyRefusal } from '../../refusal'
import { type Ground, type Modification, modificationOf } from '../ground'
import { withSignature } from '../grounding'
import { unknownPartieOf } from '../named-parties'
import { notPartieOn, passageRefusals } from '../party-changes'
import { newcomersIn } from '../signatories'
import { pastEffectRefusals } from './modification'
import { effectiveChanges, openRefusals, outsideEffet, refersToModification } from './open'
import { refersToSignatories, signatureLine, signatureOf, signatureThing, signedOnce, signing } from './sign'

/** An avenant takes effect with the last of its signatures, or on the day that it states (M21). */
export const signAvenant = actOn<Ground>()({
  command: 'SignAvenant',
  event: 'AvenantSigned',
  purpose: 'One party signs an avenant; the last signature makes it take effect (M21).',
  nom: "Signature d'un avenant",
  genre: 'f',
  says: struct('SignAvenant', { modificationId: ModificationId, ...signing.required }, signing.optional),
  example: {
    modificationId: 'm-2018-1',
    partie: 'gestionnaire',
    signataire: 'p-1',
    qualite: 'Maire',
    signedOn: '2018-03-20',
    channel: 'papier'
  },
  givers: () => ['agent-caf', 'partenaire'],
  partie: ({ partie }) => partie,
  about: ({ partie, modificationId }) => signatureThing(partie, modificationId),
  day: ({ signedOn }) => signedOn,
  // A new mayor may sign the avenant that names her: what was signalled has introduced her.
  refers: (says, ground) => [
    ...refersToModification(ground, says.modificationId),
    ...refersToSignatories(says)
  ],
  happened: ['signedOn'],
  founds: (ground, { place, says }, model) =>
    withSignature(model, ground, says.modificationId, { ...signatureOf(says), place }),
  once: signedOnce,
  disagrees: ({ model, others, after }, { says }) => {
    const { modificationId, partie, signedOn } = says
    const { changes } = others.ground.signals.get(modificationId)?.says ?? { changes: [] }
    const modification = modificationOf(others.ground, modificationId)
    if (modification === null) return []
    const effective = modificationOf(after.ground, modificationId)?.effective
    return [
      ...unknownPartieOf(model, others.ground, partie, 'data.partie'),
      ...(newcomersIn(changes).some(({ id }) => id === partie)
        ? []
        : notPartieOn(model, others.ground, { id: partie, on: signedOn, path: 'data.partie' })),
      ...openRefusals(modification, signedOn, 'data.signedOn'),
      ...(effective == null
        ? []
        : [
            ...effectiveRefusals(model, after.ground, effective),
            ...passageRefusals(model, others.ground, { changes, on: effective.on }, () => 'data.signedOn')
          ])
    ]
  },
  asserts: (ground, act) => [
    signatureLine(act.says, act.says.modificationId),
    ...effectiveChanges(ground, act, act.says.modificationId, 'data.signedOn')
  ]
})

/** It is signed, and holds, in a convention that is signed, and has not ended by then; before it is signed, where the model allows it. */
const effectiveRefusals = (
  model: ConventionModel,
  ground: Ground,
  { on, givenOn }: NonNullable<Modification['effective']>
): ReadonlyArray<AnyRefusal> => {
  const path = 'data.signedOn'
  const signed = outsideEffet(model, ground, givenOn, path)
  return [
    ...pastEffectRefusals(model, { effectiveOn: on, on: givenOn }, path),
    ...(signed.length > 0 ? signed : outsideEffet(model, ground, on, path))
  ]
}
