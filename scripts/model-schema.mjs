/**
 * The JSON Schema of a convention model, made of its codec.
 *
 *   node scripts/model-schema.mjs           writes packages/domain/schemas/convention-model.schema.json
 *   node scripts/model-schema.mjs --check   fails when the file is not what the codec gives
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const domain = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'packages', 'domain')
const file = join(domain, 'schemas', 'convention-model.schema.json')
const { modelSchema } = createRequire(import.meta.url)(domain)
const text = `${JSON.stringify(modelSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what the codec gives: npm run model:schema`)
  process.exitCode = 1
}
