/** What went wrong, as RFC 9457 writes it: nothing of the program's inside is said. */
import { type AnyRefusal, type Fault, Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ExecuteFault } from '../commands'
import type { AskFault } from '../faults'
import { toldRefusal } from '../refusals'

/** What an address or a form says, by name. */
export type Params = Readonly<Record<string, unknown>>

/** A problem before it is written: its status, its kind, a sentence in French, and what belongs to its kind. */
export type Problem = {
  readonly status: number
  readonly kind: string
  readonly title: string
  readonly detail: string
  readonly more?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** What whoever runs the service is told of, and who asked is not. */
  readonly defect?: unknown
}

export const problem = (status: number, kind: string, title: string, detail: string): Problem => ({
  status,
  kind,
  title,
  detail
})

export const notFound = problem(
  404,
  'introuvable',
  'Introuvable',
  "rien ne se trouve à cette adresse, ou vous n'y avez pas accès"
)
export const notAllowed = (allow: string): Problem => ({
  ...problem(405, 'methode', 'Méthode non admise', `méthodes admises à cette adresse : ${allow}`),
  headers: { allow }
})
export const unknownVisitor = problem(401, 'inconnu', 'Accès non reconnu', 'identifiez-vous, puis réessayez')
export const unforeseen = problem(
  500,
  'defaut',
  'Défaut du service',
  "la demande n'a pas abouti ; elle est à signaler à qui exploite ce service"
)

export const wrongInput = (faults: ReadonlyArray<Fault>): Problem => ({
  ...problem(
    400,
    'demande-fautive',
    'Demande fautive',
    faults.map(({ path, message }) => (path === '' ? message : `${path} : ${message}`)).join(' ; ')
  ),
  more: { faults }
})

/** What `?atLeast=` says: an answer that holds what was recorded up to a position, which a command is answered with. */
export const atLeastIn = ({ atLeast }: Params): E.Either<Problem, { readonly atLeast?: Position }> => {
  if (atLeast == null) return E.right({})
  return Position.is(atLeast)
    ? E.right({ atLeast })
    : E.left(wrongInput([{ path: 'atLeast', message: "attendu : la `position` d'une commande faite" }]))
}

const refused = (refusals: ReadonlyArray<AnyRefusal>): Problem => ({
  ...problem(422, 'refus', 'Commande refusée', refusals.map(({ sentence }) => sentence).join(' ; ')),
  more: {
    refusals: refusals.map(toldRefusal)
  }
})

export const unavailable: Problem = {
  ...problem(
    503,
    'indisponible',
    'Momentanément indisponible',
    'le journal ne répond pas encore, ou pas à jour ; la demande peut être répétée telle quelle'
  ),
  headers: { 'retry-after': '1' }
}

const withoutHand = problem(
  403,
  'pas-de-main',
  'Commande refusée',
  "cet acteur n'agit pas pour qui donne cette commande"
)

const moved = problem(
  412,
  'revision',
  'Le dossier a changé',
  "le dossier a changé depuis qu'il a été lu : relisez-le, puis redonnez la commande"
)
const reused = problem(
  422,
  'cle-reutilisee',
  'Clé déjà prise',
  "cette clé d'idempotence désigne une autre commande de ce dossier ; donnez à celle-ci la sienne"
)
const readOnly = problem(403, 'lecture-seule', 'Lecture seule', 'ce service ne fait que lire')

/** What a fault of an opening is to whoever asked over the network. */
export const problemOf = (fault: ExecuteFault | AskFault): Problem => {
  switch (fault._tag) {
    case 'InvalidCommand':
    case 'InvalidMetadata':
    case 'InvalidQuestion':
      return wrongInput(fault.faults)
    case 'NoLetter':
      return { ...notFound, detail: fault.message }
    case 'Refused':
      return refused(fault.refusals)
    case 'HandRefused':
      return withoutHand
    case 'Conflict':
      return moved
    case 'CommandIdReused':
      return reused
    case 'ModelEdited':
      return problem(409, 'modele-modifie', 'Modèle modifié', fault.message)
    case 'ReadOnlyStore':
      return readOnly
    case 'IndexStopped':
      return { ...unavailable, defect: fault }
    case 'Closed':
    case 'ExecutorClosed':
      return unavailable
    default:
      return fault.retryable ? unavailable : { ...unforeseen, defect: fault }
  }
}

export const problemResponse = ({
  status,
  kind,
  title,
  detail,
  more = {},
  headers = {}
}: Problem): Response =>
  new Response(JSON.stringify({ type: `urn:avenant:probleme:${kind}`, title, status, detail, ...more }), {
    status,
    headers: { ...common, 'content-type': 'application/problem+json; charset=utf-8', ...headers }
  })

/** Personal data is kept by nobody on its way, and a page loads nothing from elsewhere. */
export const common: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
}
