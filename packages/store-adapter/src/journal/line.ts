/** One line of the journal: an envelope as JSON, its keys in a fixed order. */
import {
  Count,
  type Fault,
  faultsOf,
  Instant,
  Metadata,
  NonBlank,
  Position,
  type Recorded,
  struct
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { isUuid } from '../checked-events'
import { jsonFaults, maxJsonDepth } from '../json'
import { isStreamName } from '../stream-name'

/** Without its end of line. */
export const lineOf = (event: Recorded): string => JSON.stringify(inOrder(event))

const inOrder = (event: Recorded): Recorded => ({
  position: event.position,
  stream: event.stream,
  revision: event.revision,
  id: event.id,
  type: event.type,
  schema: event.schema,
  recordedAt: event.recordedAt,
  data: event.data,
  metadata: event.metadata
})

const checkedText = (name: string, is: (u: unknown) => u is string): t.Type<string, unknown, unknown> =>
  new t.Type(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context, `attendu : ${name}`)),
    String
  )

const Envelope = struct('ligne du journal', {
  position: Position,
  stream: checkedText('un nom de flux', isStreamName),
  revision: Count,
  id: checkedText('un uuid en minuscules', isUuid),
  type: NonBlank,
  schema: Count,
  recordedAt: Instant,
  data: t.unknown,
  metadata: Metadata
})

export type ReadLine = { readonly faults: ReadonlyArray<Fault>; readonly id: string | null }

/**
 * The event of a line, exactly: a line that would not be written back as it is (spaces, another order of keys, a
 * number that loses digits) is refused, so that an import is an export's equal, byte for byte.
 */
export const parseLine = (line: string): E.Either<ReadLine, Recorded> => {
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(line),
    () => 'JSON malformé : un signe manque ou est de trop'
  )
  if (E.isLeft(parsed)) return E.left({ id: null, faults: [{ path: '', message: parsed.left }] })
  const id = idOf(parsed.right)
  const unwritable = jsonFaults(parsed.right, '', { maxDepth: maxJsonDepth + 1 }).map(fault => ({
    ...fault,
    path: fault.path.replace(/^\./, '')
  }))
  if (unwritable.length > 0) return E.left({ id, faults: unwritable })
  const envelope = Envelope.decode(parsed.right)
  if (E.isLeft(envelope)) return E.left({ id, faults: faultsOf(envelope.left) })
  // Decoding puts texts in their canonical form: what is kept is what was written.
  const event: Recorded = { ...envelope.right, ...asWritten(parsed.right) }
  return lineOf(event) === line && event.recordedAt === envelope.right.recordedAt
    ? E.right(event)
    : E.left({
        id,
        faults: [
          {
            path: '',
            message: 'forme non canonique : ordre des clés, espaces, échappements, instant ou nombre inexact'
          }
        ]
      })
}

// The envelope was just decoded from it: the same keys, with texts as they were written.
const asWritten = (parsed: unknown): Recorded => parsed as Recorded

const idOf = (parsed: unknown): string | null =>
  typeof parsed === 'object' && parsed !== null && 'id' in parsed && typeof parsed.id === 'string'
    ? parsed.id
    : null
