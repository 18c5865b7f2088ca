/** An avenant: a change of a signed convention that each party signs (M21). */
import { struct } from '../../codec'
import { actOn } from '../../dossier/definition'
import { ModificationId } from '../../identity/ids'
import { type Ground, modificationOf, progressOf, withProgress } from '../ground'
import { isComplete, lastOf } from '../signatures'
import {
  beforeSignalled,
  closedRefusals,
  effectiveChanges,
  outsideEffet,
  refersToModification
} from './modification'
import {
  refersToSignatories,
  signatureLine,
  signatureOf,
  signatureThing,
  signedOnce,
  signing,
  unknownPartieOf
} from './sign'

/** An avenant takes effect with the last of its signatures (M21). */
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
  // A new mayor may sign the avenant that names her: what was signalled has introduced her.
  refers: (says, ground) => [
    ...refersToModification(ground, says.modificationId),
    ...refersToSignatories(says)
  ],
  happened: ['signedOn'],
  founds: (ground, { place, says }, model) => {
    const { modificationId, partie } = says
    const signatures = new Map([
      ...progressOf(ground, modificationId).signatures,
      [partie, signatureOf(says)]
    ])
    const [first, ...others] = signatures.values()
    return withProgress(ground, modificationId, {
      signatures,
      ...(first !== undefined && isComplete(model, [first, ...others])
        ? { effective: { place, on: lastOf([first, ...others]) } }
        : {})
    })
  },
  once: signedOnce,
  disagrees: ({ model, others, after }, { says }) => {
    const { modificationId, signedOn } = says
    const modification = modificationOf(others.ground, modificationId)
    if (modification === null) return []
    const effective = modificationOf(after.ground, modificationId)?.effective
    return [
      ...unknownPartieOf(model, says.partie),
      ...closedRefusals(modification, modificationId),
      ...(signedOn < modification.signalled.says.signalledOn
        ? [
            beforeSignalled('data.signedOn', {
              signalledOn: modification.signalled.says.signalledOn,
              on: signedOn
            })
          ]
        : []),
      ...(effective == null ? [] : outsideEffet(model, others.ground, effective.on, 'data.signedOn'))
    ]
  },
  asserts: (ground, act) => [
    signatureLine(act.says, act.says.modificationId),
    ...effectiveChanges(ground, act, act.says.modificationId, 'data.signedOn')
  ]
})
