import { acteurKinds, type Period } from '@avenant/domain'
import { Calendar } from './calendar'
import type { Cause } from './cause'
import { type Dossier, KINDS, TYPES } from './dossier'
import { Names } from './names'
import { SharedValues } from './values'

/** The tables that the numbers of all dossiers point to. */
export class Tables {
  readonly kinds = new Names('kinds of facts', KINDS)
  readonly types = new Names('types of events', TYPES)
  readonly values = new SharedValues()
  readonly calendar = new Calendar()

  period(dossier: Dossier, rank: number): Period {
    return this.calendar.period(dossier.from(rank), dossier.to(rank))
  }

  /** The number of an event's type, with the kind of who gave its command. */
  typeNumber({ type, acteur }: Pick<Cause, 'type' | 'acteur'>): number {
    return this.types.number(acteur === undefined ? type : `${acteur} ${type}`)
  }

  /** The event that asserted a fact. */
  cause(dossier: Dossier, rank: number): Cause {
    const event = dossier.eventOf(rank)
    const revision = dossier.revisionOf(event)
    const reason = dossier.reasonOf(revision)
    return {
      revision,
      ...typed(this.types.name(dossier.typeOf(event))),
      recordedAt: this.calendar.instant(dossier.recordedAtOf(event)),
      ...(reason === undefined ? {} : { reason })
    }
  }
}

/** As {@link Tables.typeNumber} wrote it. */
const typed = (name: string): Pick<Cause, 'type' | 'acteur'> => {
  const acteur = acteurKinds.find(kind => name.startsWith(`${kind} `))
  return acteur === undefined ? { type: name } : { type: name.slice(acteur.length + 1), acteur }
}
