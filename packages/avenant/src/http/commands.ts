/** A command over the network: whose it is says the access, which one it is says its key, and on what it was decided its revision. */
import {
  AddressedCommand,
  type DossierCommand,
  decode,
  type Hand,
  habilitationStream,
  streamOfCommand
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Answering } from '../answering'
import { conventionsNamedBy } from '../named-convention'
import type { AskOptions } from '../questions'
import {
  atLeastIn,
  common,
  notFound,
  type Params,
  type Problem,
  problem,
  problemOf,
  wrongInput
} from './problem'
import { handFor, mayView, type Visitor } from './visitor'

const keyPattern = /^[\x21-\x7e]{1,200}$/

export const give = async (
  avenant: Answering,
  visitor: Visitor,
  body: unknown,
  headers: Headers,
  params: Params
): Promise<E.Either<Problem, Response>> => {
  const commandId = headers.get('idempotency-key')
  if (commandId === null || !keyPattern.test(commandId))
    return E.left(
      problem(
        400,
        'cle-absente',
        'Clé absente',
        'donnez à chaque commande sa clé : Idempotency-Key, 1 à 200 caractères ASCII ; la même pour la répéter'
      )
    )
  const expected = expectedIn(headers.get('if-match'), headers.get('if-none-match'))
  if (E.isLeft(expected)) return expected
  const reached = atLeastIn(params)
  if (E.isLeft(reached)) return reached
  const given = await commandIn(avenant, visitor, body, reached.right)
  if (E.isLeft(given)) return given
  const { command, hand } = given.right
  const done = await avenant.execute(command, { commandId, hand, ...expected.right })()
  if (E.isLeft(done)) return E.left(problemOf(done.left))
  const { revision, position, repeated, events } = done.right
  return E.right(
    new Response(JSON.stringify({ revision, position, repeated, events: events.map(({ type }) => type) }), {
      status: repeated || events.length === 0 ? 200 : 201,
      headers: {
        ...common,
        'content-type': 'application/json; charset=utf-8',
        ...(revision === null ? {} : { etag: `"${revision}"` })
      }
    })
  )
}

/** A command, and for whom it is given. */
type GivenCommand = { readonly command: DossierCommand; readonly hand: Hand | null }

/** The command of a visitor: in his own name, by his hand, and on a dossier that he may see. */
export const commandIn = async (
  avenant: Answering,
  visitor: Visitor,
  body: unknown,
  reached: AskOptions = {}
): Promise<E.Either<Problem, GivenCommand>> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return E.left(wrongInput([{ path: '', message: 'attendu : un objet { type, data, conventionId… }' }]))
  if ('acteur' in body)
    return E.left(
      wrongInput([{ path: 'acteur', message: "n'est pas dit ici : c'est celui qui s'est identifié" }])
    )
  const decoded = decode(AddressedCommand)({ ...body, acteur: visitor.acteur })
  if (E.isLeft(decoded)) return E.left(wrongInput(decoded.left))
  const command = decoded.right
  const standing = await avenant.standingOf(dossierOf(command), reached)()
  if (E.isLeft(standing)) return E.left(problemOf(standing.left))
  const conventions = standing.right?.conventions ?? []
  // On a dossier that he may not see he gives nothing: a refusal would tell what it is like.
  if (!mayView(visitor, [...conventions, ...conventionsNamedBy(command)])) return E.left(notFound)
  return E.right({ command, hand: await handFor(visitor, command, conventions) })
}

/** A connection is seen by who sees its habilitation. */
const dossierOf = (command: DossierCommand): string =>
  command.type === 'RecordConnection' ? habilitationStream(command.habilitationId) : streamOfCommand(command)

/** `If-Match: "12"`: the dossier as it was read; `If-None-Match: *`: there is none yet. */
const expectedIn = (
  match: string | null,
  noneMatch: string | null
): E.Either<Problem, { readonly expectedRevision?: number | 'none' }> => {
  if (match === null && noneMatch === null) return E.right({})
  if (match === null) return noneMatch === '*' ? E.right({ expectedRevision: 'none' }) : E.left(badMatch)
  const [, revision] = /^"(\d{1,15})"$/.exec(match) ?? []
  return revision === undefined || noneMatch !== null
    ? E.left(badMatch)
    : E.right({ expectedRevision: Number(revision) })
}

const badMatch = wrongInput([
  {
    path: 'if-match',
    message: 'attendu : l\'ETag d\'un dossier, comme "12" ; ou If-None-Match: * pour aucun'
  }
])
