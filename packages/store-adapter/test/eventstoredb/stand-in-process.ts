/** The stand-in in a process of its own: it takes nothing from who tests or measures. */
import { standInServer } from './stand-in-server'

process.on('disconnect', () => process.exit(0))
standInServer().then(({ connection, switches }) => {
  if (process.argv.includes('batches')) switches.batches = true
  process.send?.(connection)
})
