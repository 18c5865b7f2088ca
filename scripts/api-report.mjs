/**
 * What each package offers, as its declarations say it: a change of it is seen in a review.
 *
 *   node scripts/api-report.mjs           writes docs/api/*.api.md
 *   node scripts/api-report.mjs --check   fails when a report is not what the built packages give
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } = createRequire(
  join(root, 'checks', 'package.json')
)('@microsoft/api-extractor')

/** By the name of the report: its package's folder, and the declarations that are its face. */
const faces = {
  avenant: ['avenant', 'index'],
  domain: ['domain', 'index'],
  'domain-fixtures': ['domain', 'fixtures/index'],
  'domain-testing': ['domain', 'testing/index'],
  projections: ['projections', 'index'],
  'store-adapter': ['store-adapter', 'index'],
  'store-adapter-contract': ['store-adapter', 'contract/event-store-contract']
}

/** What a codec infers has hundreds of lines, and is told elsewhere: of more than so many, only whether it changed. */
const LINES = 60

const made = join(root, 'out', 'api')
const kept = join(root, 'docs', 'api')
mkdirSync(made, { recursive: true })
mkdirSync(kept, { recursive: true })

const silent = { default: { logLevel: ExtractorLogLevel.None } }
const configs = Object.entries(faces).map(([name, [folder, entry]]) => {
  const projectFolder = join(root, 'packages', folder)
  return ExtractorConfig.prepare({
    configObjectFullPath: join(projectFolder, 'api-extractor.json'),
    packageJsonFullPath: join(projectFolder, 'package.json'),
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(projectFolder, 'dist', `${entry}.d.ts`),
      compiler: { tsconfigFilePath: join(projectFolder, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: made,
        reportTempFolder: join(made, 'temp')
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      // Docstrings have no release tags here, and the compiler has its own step.
      messages: {
        compilerMessageReporting: silent,
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent
      }
    }
  })
})

const compilerState = CompilerState.create(configs[0], {
  additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath)
})
for (const config of configs)
  Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback: message => {
      message.handled = true
    }
  })

/** The compiler writes the members of a union as it met them, which is another order in another build. */
const inOrder = text =>
  text.replace(/"[^"\n]*"(?: \| "[^"\n]*")+/g, union => union.split(' | ').toSorted().join(' | '))

const shortened = declaration => {
  const lines = declaration.split('\n')
  if (lines.length <= LINES) return inOrder(declaration)
  const words = declaration.split(/\W+/u).toSorted().join(' ')
  const digest = createHash('sha256').update(words).digest('hex').slice(0, 16)
  return `${lines.slice(0, 2).join('\n')} // ${digest}`
}

/** What a report imports to name its types is no part of a face, and follows what a longer declaration infers. */
const withoutImports = report => report.replace(/^import .*;\n/gmu, '').replace(/^```ts\n+/mu, '```ts\n\n')

const changed = Object.keys(faces).filter(name => {
  const report = withoutImports(readFileSync(join(made, `${name}.api.md`), 'utf8'))
    .split(/\n(?=\/\/ @public|```)/)
    .map(shortened)
    .join('\n')
  const path = join(kept, `${name}.api.md`)
  if (existsSync(path) && readFileSync(path, 'utf8') === report) return false
  if (!process.argv.includes('--check')) writeFileSync(path, report)
  return true
})

const names = changed.map(name => `docs/api/${name}.api.md`).join(', ')
if (changed.length === 0) console.log(`api: ${Object.keys(faces).length} reports as they are`)
else if (process.argv.includes('--check')) {
  console.error(`api: ${names} : not what the packages offer; npm run api, and read the difference`)
  process.exitCode = 1
} else console.log(`api: ${names} written`)
