/** The tests' stand-in for an EventStoreDB server, in a process of its own: it is no part of what is measured. */
import { standInServer } from '../../packages/store-adapter/test/eventstoredb/stand-in-server'

process.on('disconnect', () => process.exit(0))
standInServer().then(({ connection }) => process.send?.(connection))
