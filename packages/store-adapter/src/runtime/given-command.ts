/** What a command and its meta have to be before anything is read: every fault of them, each with its path (G15). */
import { Count, decode, type Fault, Metadata } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { listed } from '../errors'
import type { ExpectedRevision } from '../expected-revision'
import { jsonFaults } from '../json'
import { commandDigestOf } from './command-digest'
import type { CommandMeta, InvalidCommand, InvalidMetadata } from './execution'

/** What stands beside the command's events, but for the model, which the decision says; and where the stream is to be. */
type Beside = { readonly meta: Metadata; readonly expected: ExpectedRevision | null }

/** Copies: the caller may change its own objects while the stream is read, and the digest is of what it asked. */
export type Given<Command> = Beside & { readonly command: Command }

export const checkGiven = <Command>(
  command: Command,
  given: CommandMeta
): E.Either<InvalidCommand | InvalidMetadata, Given<Command>> => {
  const misshapen = shapeFaults(command)
  if (misshapen.length > 0) return E.left(invalidCommand(command, misshapen))
  const { acteur } = recordOf(command)
  const checked = givenOf(acteur, given)
  if (E.isLeft(checked)) return E.left(invalidMetadata(checked.left))
  const { meta, expected } = checked.right
  // The digest stands for the whole of the command: two that differ in what JSON loses would pass for one.
  const unwritable = jsonFaults(command, '').map(fromTheRoot)
  return unwritable.length > 0
    ? E.left(invalidCommand(command, unwritable))
    : E.right({
        command: structuredClone(command),
        meta: { ...structuredClone(meta), commandDigest: commandDigestOf(command) },
        expected
      })
}

const shapeFaults = (command: unknown): ReadonlyArray<Fault> => {
  if (!isRecord(command)) return [{ path: '', message: 'attendu : un objet { type, acteur, data }' }]
  return typeof command.type === 'string' && command.type.trim() !== ''
    ? []
    : [{ path: 'type', message: 'attendu : un texte non vide' }]
}

const givenOf = (acteur: unknown, given: unknown): E.Either<ReadonlyArray<Fault>, Beside> => {
  if (!isRecord(given)) return E.left([{ path: '', message: 'attendu : un objet { commandId, … }' }])
  const {
    commandId,
    correlationId = commandId,
    causationId = null,
    causationDepth = 0,
    reason = null,
    custom = null,
    pieces,
    expectedRevision
  } = given
  const meta = {
    acteur,
    commandId,
    correlationId,
    causationId,
    causationDepth,
    reason,
    custom,
    ...(pieces === undefined ? {} : { pieces })
  }
  const decoded = decode(Metadata)({ ...meta, commandDigest: null, model: null })
  const faults = E.isLeft(decoded) ? [...decoded.left] : []
  const told = new Set(faults.map(({ path }) => path))
  for (const fault of jsonFaults(meta, '').map(fromTheRoot)) if (!told.has(fault.path)) faults.push(fault)
  const expected = expectedOf(expectedRevision)
  if (E.isLeft(expected)) faults.push(expected.left)
  return E.isRight(decoded) && E.isRight(expected) && faults.length === 0
    ? E.right({ meta: decoded.right, expected: expected.right })
    : E.left(faults)
}

const expectedOf = (given: unknown): E.Either<Fault, ExpectedRevision | null> => {
  if (given === undefined) return E.right(null)
  if (given === 'none') return E.right(given)
  return Count.is(given)
    ? E.right({ exact: given })
    : E.left({ path: 'expectedRevision', message: "attendu : une révision, ou 'none' pour aucun flux" })
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const recordOf = (u: unknown): Readonly<Record<string, unknown>> => (isRecord(u) ? u : {})

const fromTheRoot = ({ path, message }: Fault): Fault => ({ path: path.replace(/^\./, ''), message })

export const invalidCommand = (command: unknown, faults: ReadonlyArray<Fault>): InvalidCommand => ({
  _tag: 'InvalidCommand',
  faults,
  retryable: false,
  message: `commande ${shownType(command)}refusée : ${listed(faults)}`
})

const shownType = (command: unknown): string => {
  const { type } = recordOf(command)
  return typeof type === 'string' && type.trim() !== '' ? `${type} ` : ''
}

const invalidMetadata = (faults: ReadonlyArray<Fault>): InvalidMetadata => ({
  _tag: 'InvalidMetadata',
  faults,
  retryable: false,
  message: `commande refusée : ${listed(faults)}`
})
