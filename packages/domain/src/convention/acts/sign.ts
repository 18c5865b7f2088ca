/** The signatures, and so the effect: from when to when the convention is in force (P1, P27, M17). */
import type * as t from 'io-ts'
import { struct } from '../../codec'
import { type Assertion, assertion } from '../../dossier/assertion'
import { actOn, type Once } from '../../dossier/definition'
import { newRefusals } from '../../dossier/reasons'
import { PersonneId } from '../../identity/ids'
import type { ConventionModel } from '../../model/model'
import type { AnyRefusal } from '../../refusal'
import { isEmpty } from '../../time/period'
import { refersToPersonne } from '../change-kinds'
import { type Ground, inForceOf } from '../ground'
import { grounded } from '../grounding'
import { unknownPartieOf } from '../named-parties'
import { périodeVide } from '../refusals'
import { Signature, signatureId } from '../values'

const { parDelegationDe: _, ...required } = Signature.required

/** What a signature says, of the convention or of an avenant. `parDelegationDe`: absent where the signatory acts by itself. */
export const signing = { required, optional: { parDelegationDe: PersonneId } }

const SignSays = struct('SignConvention', signing.required, signing.optional)
type SignSays = t.TypeOf<typeof SignSays>

export const refersToSignatories = ({ signataire, parDelegationDe }: SignSays) => [
  refersToPersonne(signataire, 'data.signataire'),
  ...(parDelegationDe === undefined ? [] : [refersToPersonne(parDelegationDe, 'data.parDelegationDe')])
]

/** A party signs a text once: another signature of hers is a mistake in one of the two, and is corrected. */
export const signedOnce = ({ signedOn: on }: Pick<SignSays, 'signedOn'>): Once => ({
  on,
  path: 'data.partie',
  article: null
})

export const signConvention = actOn<Ground>()({
  command: 'SignConvention',
  event: 'ConventionSigned',
  purpose:
    'One party signs; the last signature that the model asks for makes the convention take effect (M17, P27).',
  nom: 'Signature de la convention',
  genre: 'f',
  says: SignSays,
  example: {
    partie: 'fournisseur',
    signataire: 'p-1',
    qualite: 'Maire',
    signedOn: '2023-07-06',
    channel: 'papier'
  },
  givers: () => ['agent-caf', 'partenaire'],
  partie: ({ partie }) => partie,
  about: ({ partie }) => signatureThing(partie, null),
  refers: refersToSignatories,
  happened: ['signedOn'],
  founds: (ground, { says }, model) =>
    grounded(model, {
      ...ground,
      signatures: new Map([...ground.signatures, [says.partie, signatureOf(says)]])
    }),
  once: signedOnce,
  disagrees: ({ model, others }, { says }) =>
    unknownPartieOf(model, others.ground, says.partie, 'data.partie'),
  asserts: (_, { says }) => [signatureLine(says, null)]
})

export const signatureThing = (partie: string, modificationId: string | null): string =>
  `signature/${signatureId(partie, modificationId)}`

export const signatureOf = (says: SignSays): Signature => ({
  partie: says.partie,
  signataire: says.signataire,
  qualite: says.qualite,
  parDelegationDe: says.parDelegationDe ?? null,
  signedOn: says.signedOn,
  channel: says.channel
})

export const signatureLine = (says: SignSays, modificationId: string | null): Assertion =>
  assertion({ kind: 'signature', id: signatureId(says.partie, modificationId), value: signatureOf(says) })

/** Signatures and ends that would leave the convention in force on no day, give it no date, or move no end. */
export const effectRefusals = (
  model: ConventionModel,
  before: Ground,
  after: Ground
): ReadonlyArray<AnyRefusal> => {
  const [was, is] = [inForceOf(before), inForceOf(after)]
  return [
    ...newRefusals(after.faults, before.faults),
    ...(is !== null && isEmpty(is) && (was === null || !isEmpty(was))
      ? [périodeVide('', { period: is }, model.effect.article)]
      : [])
  ]
}
