import type { Period } from '@avenant/domain'
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

  /** The event that asserted a fact. */
  cause(dossier: Dossier, rank: number): Cause {
    return {
      revision: dossier.revisionOf(rank),
      type: this.types.name(dossier.typeOf(rank)),
      recordedAt: this.calendar.instant(dossier.recordedAtOf(dossier.momentOf(rank)))
    }
  }
}
