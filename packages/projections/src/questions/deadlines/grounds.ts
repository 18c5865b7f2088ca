/** The ground of each convention, kept over all the knowledge between two recordings of what its deadlines come from. */
import type { ConventionId, Instant, RecordedModels } from '@avenant/domain'
import type { KnowledgeSpan } from '../../bitemporal'
import { inEach, isWithin } from '../../bitemporal/knowledge'
import type { Lines } from '../lines'
import { type Ground, groundOf, type Readers, readersOf } from './ground'
import { kindsRead } from './kinds-read'

export type Grounded = {
  /** Null: nothing is known of the convention, or nobody gave this service its model. */
  readonly ground: Ground | null
  /** The knowledge for which it is the same, as long as no more is recorded of the convention, or of its habilitations. */
  readonly over: KnowledgeSpan
}

type Kept = Grounded & { readonly version: number }

/** One ground a convention is kept: the last that was asked. */
export class Grounds {
  readonly #lines: Lines
  readonly #readers: Readers
  readonly #kept = new Map<ConventionId, Kept>()

  constructor(lines: Lines) {
    this.#lines = lines
    this.#readers = readersOf(lines)
  }

  of(conventionId: ConventionId, knownAt: Instant): Grounded {
    const version = this.#lines.directory.versionOf(conventionId)
    const kept = this.#kept.get(conventionId)
    if (kept?.version === version && isWithin(kept.over, knownAt)) return kept
    const ground = groundOf(this.#lines, this.#readers, conventionId, knownAt)
    const grounded = { ground, version, over: this.#around(conventionId, ground, knownAt) }
    this.#kept.set(conventionId, grounded)
    return grounded
  }

  #around(conventionId: ConventionId, ground: Ground | null, knownAt: Instant): KnowledgeSpan {
    const { dossiers, directory } = this.#lines
    const kinds = kindsRead(ground)
    return inEach([
      dossiers.convention.knowledgeAround(conventionId, kinds.convention, knownAt),
      ...directory
        .habilitationsUnder(conventionId)
        .map(id => dossiers.habilitation.knowledgeAround(id, kinds.habilitation, knownAt)),
      modelsAround(dossiers.modelsOf('convention', conventionId), knownAt)
    ])
  }
}

/** Whether its model is the recorded one is a matter of when it was recorded. */
const modelsAround = (models: RecordedModels, knownAt: Instant): KnowledgeSpan => {
  const all = models.map(({ since }) => since.recordedAt)
  return {
    knownFrom: all.findLast(recordedAt => recordedAt <= knownAt) ?? null,
    knownTo: all.find(recordedAt => recordedAt > knownAt) ?? null
  }
}
