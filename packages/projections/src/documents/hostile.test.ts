/** Texts of people that a format would run, link, hide or turn: in every format they are read as they were recorded. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { visible } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { renamed } from '../../test/renamed'
import { annexesCsv } from './csv'
import { annexesHtml } from './html'
import { annexesJson } from './json'
import { annexesMarkdown, markdown } from './markdown'
import type { Page } from './page'

const invisible = ['\u0000', '\u001b', '\u0085', '\u00ad', '\u200b', '\u200d', '\u202e', '\u2066', '\u2028']
const marks = [
  ...Array.from('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', mark => mark),
  ...['**', '__', '~~', '==', '++', '--', '---', '```', '$$', '[[', ']]', '](', '![', '<b>', '</td>', '<!--'],
  ...[
    'https://x.fr',
    'www.x.fr',
    'x@y.fr',
    '//x.fr',
    'ftp://x.fr',
    'mailto:x@y.fr',
    '@user',
    '#12',
    ':tada:'
  ],
  ...[
    ':)',
    '8-)',
    '[^1]',
    '[^1]:',
    '[x]: y',
    '1. ',
    '1) ',
    '- [ ] ',
    '&amp;',
    '&#64;',
    '\\',
    '\\|',
    '\\\\',
    '$x$'
  ]
]
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...marks) },
      { weight: 2, arbitrary: fc.constantFrom(' ', ' ', 'a', 'x', '1', 'é', '\n', '\t', '\u00a0') },
      { weight: 1, arbitrary: fc.constantFrom(...invisible) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) }
    ),
    { minLength: 1, maxLength: 8 }
  )
  .map(parts => parts.join('').trim())
  .filter(text => text !== '')

describe('Markdown, by the usual renderers', () => {
  /** A page with the text wherever a page has texts. */
  const pageOf = (text: string): Page => ({
    identity: text,
    kicker: [text],
    title: text,
    subtitle: text,
    statement: { tone: 'found', text },
    sections: [
      {
        title: text,
        blocks: [
          { kind: 'paragraph', text },
          { kind: 'note', text },
          { kind: 'signatures', parties: [text, `Pour ${text}`] },
          { kind: 'entries', entries: [[text, [text, `de ${text}`]]] },
          { kind: 'list', items: [{ text, details: [text, `« ${text} » : ${text}.`], reference: text }] },
          {
            kind: 'table',
            caption: text,
            columns: [text, 'autre'],
            named: 0,
            rows: [
              [text, [text, text]],
              [`${text} (${text})`, text]
            ]
          }
        ]
      }
    ],
    source: [text]
  })

  const rendered = (texts: ReadonlyArray<string>): Readonly<Record<string, ReadonlyArray<string>>> => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '../../test/renderers.mjs')], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
      maxBuffer: 2 ** 28
    })
    if (stderr !== '') throw new Error(stderr)
    return JSON.parse(stdout)
  }

  const tagsOf = (html: string): ReadonlyArray<string> => html.match(/<[^>]*>/g) ?? []
  const textOf = (html: string): string => spaced(decoded(html.replace(/<[^>]*>/g, ' ')))
  const decoded = (text: string): string =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim()

  /** The page with a text in it is the page with a plain word in it, the word replaced by the text. */
  const expectPlain = (texts: ReadonlyArray<string>): void => {
    for (const [renderer, [plain = '', ...pages]] of Object.entries(
      rendered([pageOf('MOT'), ...texts.map(pageOf)].map(markdown))
    ))
      pages.forEach((html, i) => {
        const text = texts[i] ?? ''
        const said = { renderer, text }
        expect({ ...said, tags: tagsOf(html) }).toEqual({ ...said, tags: tagsOf(plain) })
        expect({ ...said, shown: textOf(html) }).toEqual({
          ...said,
          shown: spaced(textOf(plain).replaceAll('MOT', () => spaced(visible(text))))
        })
      })
  }

  test('a text with marks is a text', () => {
    expectPlain([...marks.map(mark => `a ${mark} b`), ...marks.map(mark => `${mark}a${mark}`.trim())])
  })

  test('any text is a text', () => {
    expectPlain(fc.sample(hostile, 150))
  })

  test('what is usual stays legible', () => {
    expect(markdown(pageOf("Directrice de l'action sociale, 70/88 (M. LES-BLAGIS) : n° 12."))).toContain(
      "\nDirectrice de l'action sociale, 70/88 (M. LES-BLAGIS) : n° 12.\n"
    )
  })
})

describe('CSV, by another reader', () => {
  const names = (nom: string): ReadonlyArray<string> => {
    const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(annexesCsv(renamed(nom, 'x')), {
      bom: true,
      columns: true,
      delimiter: ';'
    })
    return rows.flatMap(row => (row['N° Sias'] === '001500086' ? [row.Établissement ?? ''] : []))
  }
  const runs = (cell: string): boolean => /^[=+\-@]/.test(visibleStart(cell).normalize('NFKC'))
  const visibleStart = (cell: string): string =>
    cell.replace(/^[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u, '')

  test.each([
    ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u2212', '﹦'],
    ...[
      '\u00a0=',
      '\u3000+',
      '\u2003-',
      '\u202f@',
      ' \u00a0＝',
      '"=',
      "'=",
      '«\u00a0=',
      '”=',
      ' "=',
      '\t',
      '\r',
      '\n='
    ]
  ])('%j first is no formula', start => {
    for (const cell of names(`${start}1+1`)) expect(cell).toMatch(/^'/)
  })

  test.each(['\u0000', '\u200b', '\ufeff', '\u202e', '\u2060', '\u00ad', '\u001f', '\u3164', '\u{e0001}'])(
    '%j before a formula is shown, and the formula is none',
    hidden => {
      for (const cell of names(`${hidden}=1+1`)) expect(cell).toBe(`${visible(hidden)}=1+1`)
    }
  )

  test('any text comes out as it is seen, after an apostrophe at most, and never first a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.tuple(fc.constantFrom(...'=+-@ \u00a0"\''), hostile).map(t => t.join(''))
        ),
        nom => {
          const [cell = '', ...others] = names(nom)
          expect(others.every(other => other === cell)).toBe(true)
          expect(runs(cell)).toBe(false)
          const seen = visible(nom.normalize('NFC').replace(/\r\n?/g, '\n'))
          expect([seen, `'${seen}`]).toContain(cell)
        }
      ),
      { numRuns: 40, endOnFailure: true }
    )
  })
})

test('G14 no document holds an invisible character, and JSON reads back as recorded', () => {
  const nom = `CHA${invisible.join('')}RAIRE`
  const document = renamed(nom, 'x')
  for (const write of [annexesHtml, annexesMarkdown, annexesCsv, annexesJson])
    expect(write(document).replace(/^\ufeff/, '')).toBe(visible(write(document).replace(/^\ufeff/, '')))
  for (const write of [annexesHtml, annexesMarkdown, annexesCsv])
    expect(write(document)).toContain(markdownless(visible(nom)))
  expect(JSON.parse(annexesJson(document))).toEqual({ format: 'avenant/annexes', version: 1, ...document })
  expect(document.conventionId).toBe(psu2017Id)
})

/** As Markdown escapes it too: nothing in it is a mark. */
const markdownless = (text: string): string => text.slice(0, 'CHA⟨U'.length)

test('G12 a name in Arabic or Hebrew letters turns no number after it', () => {
  const html = annexesHtml(renamed('أحمد بن علي', 'מִרְיָם'))
  expect(html).toContain('<bdi>أحمد بن علي</bdi>')
  expect(html).toContain('<bdi>מִרְיָם</bdi>')
  expect(html).not.toMatch(/="[^"]*<bdi>/)
  expect(annexesHtml(renamed('Jean-Loup', "N'Diaye"))).not.toContain('<bdi>')
})
