/**
 * A jest reporter: notes for each engine what its run of `eventStoreContract` came to, case by case, in
 * `out/store-contract/`. `store-contract.mjs` makes the table of it.
 */
const { mkdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const suite = 'event store contract: '

module.exports = class {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir
    // With `-t` most tests are passed over: that says nothing about the engine.
    this.filtered = Boolean(globalConfig.testNamePattern)
  }

  onTestResult(_, { testResults }) {
    if (this.filtered) return
    const engines = new Map()
    for (const { ancestorTitles, title, status } of testResults) {
      const engine = ancestorTitles.find(one => one.startsWith(suite))?.slice(suite.length)
      const number = /^\d+/.exec(title)?.[0]
      if (engine === undefined || number === undefined) continue
      const cases = engines.get(engine) ?? {}
      engines.set(engine, cases)
      cases[number] ??= { held: 0, failed: 0, notHeld: [] }
      if (status === 'passed') cases[number].held++
      else if (status === 'failed') cases[number].failed++
      else cases[number].notHeld.push(/\(not held: (.*)\)$/s.exec(title)?.[1] ?? 'skipped without a reason')
    }
    const out = join(this.rootDir, 'out', 'store-contract')
    for (const [engine, cases] of engines) {
      mkdirSync(out, { recursive: true })
      writeFileSync(
        join(out, `${engine.replace(/[^\w-]+/g, '-')}.json`),
        `${JSON.stringify({ engine, cases }, null, 2)}\n`
      )
    }
  }
}
