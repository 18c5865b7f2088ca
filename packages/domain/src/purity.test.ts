import { sourcesOf } from '../test/sources'

/** What brings a clock, a chance or the outside world into a module. */
const impure: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ['a clock', /Date\.now|new Date\(\s*\)|(?<![\w.])Date\(\)|performance\.now|hrtime/],
  ['a chance', /Math\.random|randomUUID|getRandomValues|\bcrypto\b/],
  // A library that few programs use is read when it is: `require` of its name, and of no other.
  ['a module of Node', /from '(?:node:|fs|path|os|http|crypto)|require\((?!'stdnum\/)/],
  ['the process', /\bprocess\./],
  ['a timer', /\bset(?:Timeout|Interval|Immediate)\(|queueMicrotask/],
  ['the network or the console', /\bfetch\(|\bconsole\./],
  [
    'the machine’s language',
    /toLocale\w*\(|\bIntl\.(?!DateTimeFormat\('en-US-u-ca-gregory-nu-latn')|localeCompare/
  ]
]

test('G8 the sources of the domain are found', () => {
  expect(sourcesOf('domain').map(([file]) => file)).toContain('domain/src/dossier/decider.ts')
})

test.each(impure)('G8 the domain holds no trace of %s', (_, pattern) => {
  expect(
    sourcesOf('domain')
      .filter(([, text]) => pattern.test(text))
      .map(([file]) => file)
  ).toEqual([])
})

test('G8 the patterns see what they look for', () => {
  const seen = [
    'const now = new Date()',
    'Math.random()',
    "import fs from 'node:fs'",
    'process.env',
    'setTimeout(f)',
    'console.log(1)',
    'a.localeCompare(b)'
  ]
  expect(impure.map(([, pattern], i) => pattern.test(seen[i] ?? ''))).toEqual(impure.map(() => true))
  const pure = ['new Date(milliseconds)', "new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {"]
  expect(impure.filter(([, pattern]) => pure.some(text => pattern.test(text)))).toEqual([])
  expect(impure.some(([, pattern]) => pattern.test('new Intl.DateTimeFormat()'))).toBe(true)
})
