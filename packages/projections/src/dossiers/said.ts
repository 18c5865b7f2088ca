/** What the events of dossiers say: the moves of later events may point into it. */
export class SaidByDossier {
  readonly #says = new Map<string, Array<unknown>>()

  /** Keeps what an event says, at its revision; of an event that is no act there is nothing to keep. */
  keep(dossier: string, revision: number, says: unknown): void {
    const known = this.#says.get(dossier)
    if (known === undefined) this.#says.set(dossier, [says])
    // A few are copied, to take no more room than they need.
    else if (revision < FEW) this.#says.set(dossier, known.concat([says]))
    else known.push(says)
  }

  of(dossier: string, revision: number): unknown {
    return this.#says.get(dossier)?.[revision]
  }
}

const FEW = 64
