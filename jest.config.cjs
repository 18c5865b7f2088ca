/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Only patience, and the one place for it: a loaded machine is slow; what hangs is still told.
  testTimeout: 300_000,
  // Most tests wait for a disk, a server or another process some of the time.
  maxWorkers: '100%',
  // Looking up a global of a test's own context takes a hundred times as long as a parameter: these stay what they are.
  sandboxInjectedGlobals: [
    'Array',
    'BigInt',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Reflect',
    'RegExp',
    'Set',
    'String',
    'Symbol'
  ],
  setupFiles: ['<rootDir>/scripts/property-seed.cjs'],
  setupFilesAfterEnv: ['<rootDir>/scripts/no-zone.cjs'],
  reporters: ['default', '<rootDir>/scripts/store-contract-reporter.cjs'],
  roots: ['<rootDir>/packages', '<rootDir>/examples', '<rootDir>/bench', '<rootDir>/checks'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  // Tests read the sources, so that a test run never sees a stale build.
  moduleNameMapper: {
    '^@avenant/domain/testing$': '<rootDir>/packages/domain/src/testing',
    '^@avenant/domain/fixtures$': '<rootDir>/packages/domain/src/fixtures',
    '^@avenant/store-adapter/contract$': '<rootDir>/packages/store-adapter/src/contract/event-store-contract',
    '^avenant$': '<rootDir>/packages/avenant/src',
    '^avenant/program$': '<rootDir>/packages/avenant/src/program',
    '^@avenant/(domain|projections|store-adapter)$': '<rootDir>/packages/$1/src'
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }
    ]
  }
}
