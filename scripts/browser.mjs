/**
 * Writes the scripts of the screens, which the package sends as texts, from their sources in TypeScript.
 *
 *   node scripts/browser.mjs           writes packages/avenant/src/http/screens/browser-scripts.ts
 *   node scripts/browser.mjs --check   fails when it is not what the sources make
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const sources = join(root, 'packages', 'avenant', 'browser')
const target = join(root, 'packages', 'avenant', 'src', 'http', 'screens', 'browser-scripts.ts')

const compiled = file =>
  ts.transpileModule(readFileSync(join(sources, file), 'utf8'), {
    compilerOptions: { target: 'es2022', module: 'esnext', removeComments: true }
  }).outputText

const scripts = readdirSync(sources)
  .filter(file => file.endsWith('.ts'))
  .sort()
  .map(file => `  ${JSON.stringify(file.slice(0, -3))}: ${JSON.stringify(compiled(file))}`)
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
