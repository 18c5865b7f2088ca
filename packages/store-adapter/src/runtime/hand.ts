/** Whose hand gives a command: for whom its acteur may act, as the service that authenticates him says (G21). */
import { type Acteur, decode, Hand } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type Defect, defect } from './defect'
import type { AnyCommand, HandRefused } from './execution'

/**
 * Says for whom an acteur may act; null: for nobody, and the command is refused before anything is read or decided. It
 * is given the acteur that the command says, which never comes from the body of a request: the service has put it there.
 *
 * @example
 * const hands: Hands = acteur => acteur.kind === 'agent-caf' ? { kind: 'caf', caf: 'hauts-de-seine' } : partieOf(acteur.id)
 */
export type Hands = (
  acteur: Acteur,
  command: AnyCommand,
  stream: string
) => Hand | null | PromiseLike<Hand | null>

const handRefused = (acteur: Acteur, why: string): HandRefused => ({
  _tag: 'HandRefused',
  acteur,
  retryable: false,
  message: `commande refusée : ${why}`
})

const kindOf: Readonly<Record<Acteur['kind'], Hand['kind'] | null>> = {
  'agent-caf': 'caf',
  partenaire: 'partie',
  habilite: 'soi',
  systeme: null
}

/**
 * For whom the acteur of a command acts; null for the system, which acts for nobody, and where commands are told to be
 * by their own hand (`told`): a file or a scenario, which is the hand.
 */
export const handOf = async (
  hands: Hands | 'told' | null,
  command: AnyCommand,
  stream: string
): Promise<E.Either<HandRefused | Defect, Hand | null>> => {
  const { acteur } = command
  if (hands === 'told' || acteur.kind === 'systeme') return E.right(null)
  if (hands === null)
    return E.left(
      handRefused(
        acteur,
        "ce programme n'a pas dit pour qui un acteur peut agir (option `hands` de l'exécution)"
      )
    )
  try {
    const given = await hands(acteur, command, stream)
    if (given === null)
      return E.left(handRefused(acteur, `${acteur.kind} ${acteur.id} n'agit ici pour personne`))
    const decoded = decode(Hand)(given)
    if (E.isLeft(decoded))
      throw new TypeError(decoded.left.map(({ path, message }) => `${path} : ${message}`).join(' ; '))
    return decoded.right.kind === kindOf[acteur.kind]
      ? decoded
      : E.left(
          handRefused(acteur, `${acteur.kind} ${acteur.id} ne peut pas agir pour « ${decoded.right.kind} »`)
        )
  } catch (error) {
    return E.left(defect('hands', error))
  }
}
