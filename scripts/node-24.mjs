/** The binary of Node 24 that stands beside the checks. Null where the registry has none for this machine. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const node24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const system = process.platform === 'win32' ? 'win' : process.platform
  const require = createRequire(new URL('../checks/package.json', import.meta.url))
  try {
    const manifest = require.resolve(`node-${system}-${process.arch}/package.json`)
    return join(dirname(manifest), require(manifest).bin.node)
  } catch {
    return null
  }
}
