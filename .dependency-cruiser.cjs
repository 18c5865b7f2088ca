/** Dependencies point one way: domain ◀ projections, domain ◀ store-adapter, avenant ▶ the three; examples and bench know all. */
module.exports = {
  forbidden: [
    {
      name: 'domain-knows-nobody',
      comment: 'The domain is at the centre: it knows no other package.',
      severity: 'error',
      from: { path: '^packages/domain/' },
      to: { path: '^(packages/(?!domain/)|examples/|bench/)' }
    },
    {
      name: 'domain-is-pure',
      comment: 'No I/O: no module of Node is imported by what is published of the domain or the projections.',
      severity: 'error',
      from: { path: '^packages/(domain|projections)/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'projections-and-stores-are-strangers',
      comment: 'They know the domain alone, and meet in its types.',
      severity: 'error',
      from: { path: '^packages/(projections|store-adapter)/' },
      to: { path: '^packages/', pathNot: '^packages/(domain|$1)/' }
    },
    {
      name: 'packages-do-not-know-examples',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(examples|bench)/' }
    },
    {
      name: 'no-cycle',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        // A driver is an optional peer, and of the workspace too.
        dependencyTypesNot: ['npm-peer'],
        pathNot: '@jest/globals'
      }
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } }
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/.*\\.map$'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
      extensions: ['.ts', '.d.ts', '.js', '.cjs', '.json']
    }
  }
}
