import { working } from '../../test/working'
import { eventStoreContract } from '../contract/event-store-contract'
import { memoryEventStore } from './memory-event-store'

eventStoreContract(
  'memory',
  async options => {
    const store = memoryEventStore(options)
    return {
      store,
      other: async () => memoryEventStore(options),
      // Nothing else can become of it while its program runs.
      failures: [
        {
          what: 'closed, with calls at hand',
          begin: async () => ({ program: working('memory'), fail: null, end: async () => {} })
        }
      ],
      close: store.close
    }
  },
  {
    oneProcess: 'memory is not shared between processes',
    cannot: {
      34: 'memory does not go away while its process runs',
      35: 'memory goes with its process',
      36: 'memory has nothing to open',
      46: 'nobody else has rights on the memory of a process',
      40: 'nobody reaches what memory keeps but its own program',
      '42 opened read-only, a journal':
        'memory is opened once; a store of its own that is read-only is empty',
      44: 'a copy of it is an export',
      '56 a moving that is killed': 'memory goes with its process'
    }
  }
)
