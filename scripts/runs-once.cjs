/**
 * Which tests run under one time zone, and not under all. The stores and the benches keep instants and have no civil
 * dates: `no-zone.cjs` holds them to it. A server and another process of ours know no zone but what their own tests,
 * which run under all, are told. Property tests run under all, for each zone has examples of its own.
 */
const { readFileSync } = require('node:fs')

const ofInstants = /[\\/](?:packages[\\/]store-adapter|bench)[\\/]/
const ofProperties = /from '(?:fast-check|[^']*\/looking)'/
const ofProcesses = /from '[^']*\/(?:postgres-server|stand-in-server|child|browser)'/

/** From the text of a test file. */
exports.hasProperties = source => ofProperties.test(source)

exports.keepsInstants = file => ofInstants.test(file)

exports.runsOnce = file => {
  const source = readFileSync(file, 'utf8')
  return ofProcesses.test(source) || (exports.keepsInstants(file) && !exports.hasProperties(source))
}
