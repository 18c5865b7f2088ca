/** Who is asking, as the service that authenticates him says. */
import { Acteur, type DossierCommand, decode, type Fault, Hand } from '@avenant/domain'
import * as E from 'fp-ts/Either'

/** For whom he gives a command: he may act for several, and the command says on which dossier, or `conventions` under which. */
export type HandFor = (
  command: DossierCommand,
  /** Of which its dossier is, as recorded; none for a dossier that it opens. */
  conventions: ReadonlyArray<string>
) => Hand | null | PromiseLike<Hand | null>

export type Visitor = {
  /** In whose name his commands are recorded: it never comes from what he sends. */
  readonly acteur: {
    readonly kind: 'agent-caf' | 'partenaire' | 'habilite' | 'systeme'
    readonly id: string
  }
  /** For whom he may act (G21), or whoever says it of each command; null: for nobody, he only looks. */
  readonly hand: Hand | null | HandFor
  /** What he may see: everything, or conventions by their ids, and the habilitations under them. */
  readonly sees: 'all' | ((conventionId: string) => boolean)
}

/**
 * Says who asks, from his cookie or his token; null: nobody that is known, answered 401. It is asked before anything is read.
 *
 * @example
 * const access: Admit = request => sessionOf(request.headers.get('cookie'))
 */
export type Admit = (request: Request) => Visitor | null | PromiseLike<Visitor | null>

export const mayView = ({ sees }: Visitor, conventions: ReadonlyArray<string>): boolean =>
  sees === 'all' || (conventions.length > 0 && conventions.every(id => sees(id)))

/**
 * The visitor that an access gave. What is wrong with it is no fault of who asks: it throws a `TypeError` that says what, for
 * the service that wrote the access.
 */
export const visitorOf = (given: Visitor | null): Visitor | null => {
  if (given === null) return null
  const { acteur, hand, sees }: { readonly [K in keyof Visitor]: unknown } = Object(given)
  const decoded = decode(Acteur)(acteur)
  const faults = [
    ...(E.isLeft(decoded) ? under('acteur', decoded.left) : []),
    ...(hand === null || typeof hand === 'function' ? [] : handFaults(hand)),
    ...(sees === 'all' || typeof sees === 'function'
      ? []
      : [{ path: 'sees', message: "attendu : 'all', ou une fonction de l'id d'une convention" }])
  ]
  if (faults.length > 0) throw wrongAccess(faults)
  return given.sees === 'all' ? given : { ...given, sees: seeing(given.sees) }
}

/** A promise would be taken for a yes. */
const seeing =
  (sees: (conventionId: string) => unknown) =>
  (conventionId: string): boolean => {
    const seen = sees(conventionId)
    if (typeof seen !== 'boolean')
      throw wrongAccess([{ path: 'sees', message: 'a répondu autre chose que true ou false' }])
    return seen
  }

/** For whom a visitor gives a command; throws a `TypeError` where what says it is wrong. */
export const handFor = async (
  { hand }: Visitor,
  command: DossierCommand,
  conventions: ReadonlyArray<string>
): Promise<Hand | null> => {
  const given = typeof hand === 'function' ? await hand(command, conventions) : hand
  if (given === null) return null
  const faults = handFaults(given)
  if (faults.length > 0) throw wrongAccess(faults)
  return given
}

const handFaults = (hand: unknown): ReadonlyArray<Fault> => {
  const decoded = decode(Hand)(hand)
  return E.isLeft(decoded) ? under('hand', decoded.left) : []
}

const under = (part: string, faults: ReadonlyArray<Fault>): ReadonlyArray<Fault> =>
  faults.map(({ path, message }) => ({ path: path === '' ? part : `${part}.${path}`, message }))

const wrongAccess = (faults: ReadonlyArray<Fault>): TypeError =>
  new TypeError(`access : ${faults.map(({ path, message }) => `${path} : ${message}`).join(' ; ')}`)
