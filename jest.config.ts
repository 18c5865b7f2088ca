import type { Config } from 'jest'

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/packages', '<rootDir>/examples', '<rootDir>/scripts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  // Tests read the sources, so that a test run never sees a stale build.
  moduleNameMapper: {
    '^@avenant/domain/fixtures$': '<rootDir>/packages/domain/src/fixtures',
    '^@avenant/(domain|projections|store-adapter)$': '<rootDir>/packages/$1/src'
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' }
      }
    ]
  }
}

export default config
