/**
 * Writes the scripts of the screens, which the package sends as texts, from their sources in TypeScript.
 *
 *   node scripts/browser.mjs           writes packages/avenant/src/http/screens/browser-scripts.ts
 *   node scripts/browser.mjs --check   fails when it is not what the sources make
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const sources = join(root, 'packages', 'avenant', 'browser')
const target = join(root, 'packages', 'avenant', 'src', 'http', 'screens', 'browser-scripts.ts')

const compiled = name =>
  buildSync({
    entryPoints: [join(sources, `${name}.ts`)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    write: false
  }).outputFiles[0].text

/** Those that a page of the service loads; the offline dossier has its own step. */
const names = ['screens']
const scripts = names.map(name => `  ${JSON.stringify(name)}: ${JSON.stringify(compiled(name))}`)
const text = `/** Made by \`npm run browser\` from packages/avenant/browser: what the screens send to a browser, by name. */
export const browserScripts: Readonly<Record<string, string>> = {
${scripts.join(',\n')}
}
`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error('browser: the scripts are not those of packages/avenant/browser; run npm run browser')
  process.exit(1)
}
