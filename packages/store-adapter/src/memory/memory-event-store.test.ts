import { eventStoreContract } from '../contract/event-store-contract'
import { memoryEventStore } from './memory-event-store'

eventStoreContract(
  'memory',
  async options => {
    const store = memoryEventStore(options)
    return { store, close: store.close }
  },
  { oneProcess: 'memory is not shared between processes' }
)
