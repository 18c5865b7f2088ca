// Event types and identifiers spell French in NFC; everything a machine addresses (file names) is ASCII (G14).
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8'
})
  .split('\0')
  .filter(file => file !== '')

const faults = []
for (const file of files) {
  if (!/^[\x21-\x7e]+$/.test(file)) faults.push(`${file}: a file name is ASCII, without spaces`)
  let bytes
  try {
    bytes = readFileSync(file)
  } catch (error) {
    // Listed by git, and already removed from the work tree.
    if (error.code === 'ENOENT') continue
    throw error
  }
  if (bytes.includes(0)) continue
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) faults.push(`${file}: is not UTF-8`)
  text.split('\n').forEach((line, i) => {
    if (line !== line.normalize('NFC')) faults.push(`${file}:${i + 1}: is not in NFC`)
  })
}

for (const fault of faults) console.error(fault)
console.log(`names: ${files.length} files, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
