/** What tells a journal from another: how many events, from which to which, and the digest of its export. */
import { createHash } from 'node:crypto'
import { frenchCount, type Instant, type Recorded } from '@avenant/domain'
import { frenchInstant } from '@avenant/projections'
import { type EventStore, journalText, type ReadAllError } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { PARIS } from './known-at'

type Bound = Pick<Recorded, 'stream' | 'revision' | 'type' | 'recordedAt'>

/** Two journals with one seal have the same events, byte for byte; `sha256` is that of the file which `avenant export` writes. */
export type Seal = {
  readonly events: number
  readonly sha256: string
  /** In the order of the journal; null where it is empty. */
  readonly bounds: { readonly first: Bound; readonly last: Bound } | null
}

export const sealOf = async (store: EventStore): Promise<E.Either<ReadAllError, Seal>> => {
  const hash = createHash('sha256')
  let events = 0
  let [first, last] = ['', '']
  const onProgress = (progress: { readonly events: number }): void => {
    events = progress.events
  }
  for await (const text of journalText(store, { onProgress })) {
    if (E.isLeft(text)) return text
    hash.update(text.right)
    const lines = text.right.trimEnd()
    if (lines === '') continue
    if (first === '') first = lines.slice(0, `${lines}\n`.indexOf('\n'))
    last = lines.slice(lines.lastIndexOf('\n') + 1)
  }
  return E.right({
    events,
    sha256: hash.digest('hex'),
    bounds: first === '' ? null : { first: boundIn(first), last: boundIn(last) }
  })
}

/** The export has just written it. */
const boundIn = (line: string): Bound => JSON.parse(line) as Recorded

/** With what it does not prove: that somebody kept it elsewhere is all that makes it a seal. */
export const sealTold = ({ events, sha256, bounds }: Seal): ReadonlyArray<string> =>
  bounds === null
    ? ['Aucun événement : un journal vide ne prouve rien.']
    : [
        `Premier : ${boundTold(bounds.first)}`,
        `Dernier : ${boundTold(bounds.last)}`,
        `Empreinte de ${events === 1 ? "l'événement" : `ces ${frenchCount(events, 'événement')}`}, tels qu'avenant export les écrit : sha256 ${sha256}`,
        "Ne prouve pas que rien n'a été modifié ni retiré : comparez l'empreinte et le nombre à ceux qui ont été gardés ailleurs."
      ]

const boundTold = ({ stream, revision, type, recordedAt }: Bound): string =>
  `${type}, ${stream}, révision ${revision}, enregistré le ${frenchInstant(recordedAt as Instant, PARIS)}`
