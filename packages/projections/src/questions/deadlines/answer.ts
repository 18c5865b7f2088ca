/** What is asked of deadlines, and what is answered. */
import type { Article, ConventionId, DateCivile, Instant, ModelGiven, StableId } from '@avenant/domain'
import type { Evidence } from '../asked'

export type DeadlinesAsked = {
  /** The first and the last day of the range, both included. */
  readonly from: DateCivile
  readonly to: DateCivile
  /**
   * The day on which one asks: what is done by then, what is late. Absent or null: the day that `knownAt` has in the zone
   * of the model; without that, the last day of the range.
   */
  readonly on?: DateCivile | null
  /** What had been recorded at or before; absent or null, all that is known (G2). */
  readonly knownAt?: Instant | null
  /** Of one convention alone; absent or null: of each. */
  readonly conventionId?: ConventionId | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Deadlines = {
  readonly from: DateCivile
  readonly to: DateCivile
  /** The day that was asked; null: that of the knowledge in the zone of each model, or the last of the range. */
  readonly on: DateCivile | null
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** Of the dossiers that it is of, as known then; null: nothing was recorded. */
  readonly lastRecordedAt: Instant | null
  /** By their days; those of a day by convention and identity. Those without a day of their own come last. */
  readonly deadlines: ReadonlyArray<Deadline>
}

/**
 * `a-faire`: somebody owes it, and is late once its day is over. `possible`: a party may do it until then, and owes
 * nothing. `de-soi`: it happens by itself on that day, and nobody has to act (G6).
 */
export type DeadlineNature = 'a-faire' | 'possible' | 'de-soi'

/**
 * On the day asked. `a-venir`: its day is not over, or it has none; `faite`, in time or late; `en-retard`: its day is over,
 * and what would say that it is done does not; `passee`: its day is over, and nobody owed it, or nothing would say that it is
 * done.
 */
export type DeadlineState = 'a-venir' | 'faite' | 'en-retard' | 'passee'

/** The identity of a deadline: its date may move, it is still the same (G6). */
export type DeadlineIdentity = {
  /** The stream of its dossier: `convention-psu-1`. */
  readonly dossier: string
  /** The id that its model gives it, or one of `ownDeadlineKinds`. */
  readonly kind: string
  /** What it is about in its dossier: a dérogation, a modification; empty where there is only one. */
  readonly subject: string
  /** Which time it is: a year, the number of a renewal; empty where it comes once. */
  readonly occurrence: string
}

export type Deadline = DeadlineIdentity & {
  readonly conventionId: ConventionId
  /** The version of the convention's model that gives it, and whether the model given is the recorded one. */
  readonly model: ModelGiven
  /** In French: « Justificatifs de 2020 ». */
  readonly label: string
  readonly nature: DeadlineNature
  /** Who must act, or may; jointly when there are several. Nobody where it comes by itself. */
  readonly who: ReadonlyArray<{
    readonly partie: StableId
    readonly label: string
    readonly denomination: string | null
  }>
  /** The last day in time, or that of what happens by itself; null: it has no day of its own, or none yet. */
  readonly due: DateCivile | null
  /** How the day was found, in French. */
  readonly computation: string
  readonly article: Article | null
  /** Days before it on which one is reminded, in their order. */
  readonly reminders: ReadonlyArray<DateCivile>
  readonly state: DeadlineState
  /** Done by the day asked: when, and by which event. */
  readonly done: { readonly on: DateCivile; readonly event: Evidence } | null
  /** It is `en-retard`, or was done after its day. Only what somebody owes, and an act can say to be done, is ever late. */
  readonly late: boolean
  /** In French: what there is to know of how it ends; null for nothing. */
  readonly remarque: string | null
  /** The event from which it comes; null: from the model and the days in force. */
  readonly event: Evidence | null
  /** The last event of its dossier, as known: which version of the deadline this is. */
  readonly known: { readonly revision: number; readonly recordedAt: Instant }
}

/** The deadline of a convention that comes next: the first whose day is not over on the day asked, and that is not done by then. */
export type NextDeadline = DeadlineIdentity &
  Pick<Deadline, 'label' | 'nature' | 'who' | 'computation' | 'article'> & { readonly due: DateCivile }

/** A deadline as its source finds it: what takes time to say is said only where it is shown. */
export type Found = Omit<DeadlineIdentity, 'dossier'> & {
  /** Absent: the convention. */
  readonly dossier?: string
  readonly nature: DeadlineNature
  /** The day whose version of the model gives it; absent: its own, or the day asked where it has none. */
  readonly ruledOn?: DateCivile | null
  /** Whether an act can say that it is done; absent: it can. */
  readonly isRecorded?: boolean
  readonly due: DateCivile | null
  readonly done?: { readonly on: DateCivile; readonly event: () => Evidence } | null
  readonly tell: () => {
    readonly label: string
    /** The roles of the parties in the model. */
    readonly who: ReadonlyArray<string>
    /** Instead, the parties themselves: who joins by an avenant is not one yet, and signs it. */
    readonly parties?: ReadonlyArray<{ readonly partie: StableId; readonly label: string }>
    readonly computation: string
    readonly article: Article | null
    readonly reminders?: ReadonlyArray<DateCivile>
    readonly remarque?: string | null
    readonly event?: Evidence | null
  }
}

/** By their days, those without a day last; those of a day by their identities. */
export const compareFound = (a: Compared, b: Compared): number =>
  compareDue(a.due, b.due) || compareIdentities(a, b)

/** An absent dossier is the convention, whose stream comes before those of habilitations. */
type Compared = Pick<Found, 'due' | 'dossier' | 'kind' | 'subject' | 'occurrence'>

export const compareDue = (a: DateCivile | null, b: DateCivile | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

export const compareIdentities = (a: Omit<Compared, 'due'>, b: Omit<Compared, 'due'>): number =>
  compareTexts(a.dossier ?? '', b.dossier ?? '') ||
  compareTexts(a.kind, b.kind) ||
  compareTexts(a.subject, b.subject) ||
  compareTexts(a.occurrence, b.occurrence)

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
