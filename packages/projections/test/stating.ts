/** For tests only: the PSU convention under a model whose avenants state their days, with one that does (M21). */
import { type ConventionModel, defineModel, psu, type Recorded } from '@avenant/domain'
import { type AnyScheduled, commandOn, journalOf, signedScheduled } from './journal'

export const stating = defineModel({
  ...psu,
  id: 'psu-dit',
  changes: {
    avenantEffect: { when: 'stated', mayBePast: true, article: { source: 'PSU', article: '2.5' } },
    kinds: { prolongation: null, renewal: null }
  }
})
/** The same, where the day may not be past once all have signed. */
export const ahead = defineModel({
  ...stating,
  changes: {
    avenantEffect: { when: 'stated', article: { source: 'PSU', article: '2.5' } },
    kinds: { prolongation: null, renewal: null }
  }
})
export const onStating = commandOn('convention-psu-1960-2017')

/** Of the convention, with the avenant that states 01/06/2018, and what comes after. */
export const statingJournal = (
  stating: ConventionModel,
  ...more: ReadonlyArray<AnyScheduled>
): ReadonlyArray<Recorded> => {
  const drafted = signedScheduled
    .filter(({ stream }) => stream === 'convention-psu-1960-2017')
    .map(scheduled =>
      scheduled.command.type === 'DraftConvention'
        ? onStating(scheduled.at, 'DraftConvention', {
            ...scheduled.command.data,
            model: { id: 'psu-dit', version: 1 }
          })
        : scheduled
    )
  const signalled = onStating('2018-05-02T08:00:00Z', 'SignalModification', {
    modificationId: 'm-1',
    changes: [
      { kind: 'withdraw-role', personneId: 'p-1960-2', role: 'activite', etablissementId: '201500086' }
    ],
    signalledOn: '2018-05-02',
    effectiveOn: '2018-06-01',
    channel: 'courrier'
  })
  return journalOf([...drafted, signalled, ...more], [stating])
}

export const signedAvenant = ['gestionnaire', 'caf'].map((partie, i) =>
  onStating(`2018-05-0${i + 3}T08:00:00Z`, 'SignAvenant', {
    modificationId: 'm-1',
    partie,
    signataire: partie === 'caf' ? 'p-caf-1' : 'p-1960-1',
    qualite: 'Maire',
    signedOn: '2018-05-03',
    channel: 'papier'
  })
)

export const withdrawnOn = (on: string) =>
  onStating('2018-06-16T08:00:00Z', 'WithdrawModification', { modificationId: 'm-1', on })
