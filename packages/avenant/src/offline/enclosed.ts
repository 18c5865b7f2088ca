/** What an offline dossier holds, and the answers that it gives by that alone. */
import {
  type ConventionId,
  ConventionModel,
  comparePositions,
  decode,
  type Instant,
  type Recorded,
  read
} from '@avenant/domain'
import { answered, dossiersIndex, Question } from '@avenant/projections'
import type { ReadOnlyStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import type { Answering } from '../answering'
import { dossierCodec } from '../dossier-codec'
import { invalidQuestion } from '../faults'
import { handler } from '../http/handler'

/** JSON, as the file has it. */
export type Enclosed = {
  readonly conventionId: ConventionId
  /** What day it is in the file: when it was written, which is how far its journal goes. */
  readonly writtenAt: Instant
  readonly zone: string
  /** Those under which the events were decided, as far as the service knew them. */
  readonly models: ReadonlyArray<unknown>
  /** Of the convention and of the habilitations that were ever asked for under it, as they were recorded. */
  readonly events: ReadonlyArray<Recorded>
}

/**
 * The screens of one dossier, answered by the handler that a service mounts. Whoever has the file sees all of it, and gives no
 * command. Throws when the file is not what was written.
 *
 * @param onDefect told of what no page says
 */
export const screensOf = (
  enclosed: Enclosed,
  onDefect: (error: unknown) => void
): ((request: Request) => Promise<Response>) => {
  const { writtenAt, zone } = enclosed
  return handler(answeringOf(enclosed), {
    access: () => ({ acteur: { kind: 'systeme', id: 'hors-ligne' }, hand: null, sees: 'all' }),
    now: () => new Date(writtenAt),
    zone,
    onDefect
  })
}

const answeringOf = ({ models, events }: Enclosed): Answering => {
  const index = dossiersIndex(models.map(model => read(ConventionModel, model)))
  const ordered = events.toSorted((a, b) => comparePositions(a.position, b.position))
  for (const recorded of ordered) {
    const decoded = dossierCodec.decode(recorded)
    if (E.isLeft(decoded)) throw new TypeError(decoded.left.message)
    const taken = index.append(decoded.right)
    if (E.isLeft(taken)) throw new TypeError(JSON.stringify(taken.left))
  }
  const position = ordered.at(-1)?.position ?? null
  return {
    ask: (asked, { sees = null } = {}) => {
      const question = decode(Question)(asked)
      return E.isLeft(question)
        ? TE.left(invalidQuestion(question.left))
        : TE.right(answered(index, question.right, sees))
    },
    standingOf: dossier => TE.right(index.standingOf(dossier)),
    health: async () => ({
      status: 'ok',
      journal: null,
      index: { position, lag: { events: 0, more: false, seconds: 0 }, fault: null },
      reactions: { where: 'off', fault: null, waiting: [] },
      deadlines: { where: 'off', fault: null }
    }),
    execute: () => TE.left(readOnly),
    whatIf: () => TE.left(readOnly),
    offlineDossier: null,
    store: { head: () => TE.right(position), subscribe: async function* () {} }
  }
}

const readOnly: ReadOnlyStore = {
  _tag: 'ReadOnlyStore',
  retryable: false,
  message: 'ce dossier est une copie, qui ne fait que lire'
}
