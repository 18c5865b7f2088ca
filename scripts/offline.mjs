/** Makes the engine of the offline dossier, beside the compiled sources of the package: one script of all that it needs. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const packages = join(root, 'packages')

await build({
  entryPoints: [join(packages, 'avenant', 'browser', 'offline.ts')],
  outfile: join(packages, 'avenant', 'dist', 'offline', 'engine.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  // From the sources, where what is not used is seen and left out; of the stores it needs how an event is read.
  alias: {
    '@avenant/domain': join(packages, 'domain', 'src', 'index.ts'),
    '@avenant/projections': join(packages, 'projections', 'src', 'index.ts'),
    '@avenant/store-adapter': join(packages, 'store-adapter', 'src', 'journal', 'codec.ts'),
    'csv-stringify/sync': createRequire(join(packages, 'projections', 'package.json')).resolve(
      'csv-stringify/browser/esm/sync'
    )
  },
  legalComments: 'none',
  logLevel: 'warning'
})
