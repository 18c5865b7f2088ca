import { type ConventionId, dateCivile, instant, ofName } from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, mefEvents, psuEvents } from '../../test/played'
import { renamed } from '../../test/renamed'
import type { AnnexesDocument } from '../annexes/description'
import { annexesCsv } from './csv'
import { frenchInstant } from './french'
import { annexesHtml, differencesHtml } from './html'
import { annexesJson, differencesJson } from './json'
import { annexesMarkdown } from './markdown'

const index = indexOf([...psuEvents, ...mefEvents])
const on = dateCivile
const psu = index.describe(psu2017Id, { on: on('2017-08-31'), knownAt: instant('2017-02-28T23:00:00Z') })
const none = index.describe(monenfant2023Id, { on: on('2023-07-20') })
const changed = index.differences(psu2017Id, { on: on('2017-08-31') }, { on: on('2017-09-01') })

describe('HTML', () => {
  const pages = [annexesHtml(psu), annexesHtml(none), differencesHtml(changed)]

  test('G2 the date and the knowledge are in the heading', () => {
    expect(annexesHtml(psu)).toContain(
      '<h1>Annexes au 31\u00a0août 2017</h1>\n<p class="known">État des connaissances au 1er\u00a0mars 2017, 0\u00a0h\u00a000 (heure de Paris)</p>'
    )
    expect(annexesHtml(psu)).toContain(
      'État des connaissances demandé\u00a0: 01/03/2017 à 00:00:00 (heure de Paris).'
    )
    expect(annexesHtml(none)).toContain(
      '<h1>Annexes au 20\u00a0juillet 2023</h1>\n<p class="known">Tout ce qui est connu\u00a0; dernier enregistrement de la convention\u00a0: 8\u00a0août 2023, 9\u00a0h\u00a045 (heure de Paris)</p>'
    )
    expect(annexesHtml(none)).toMatch(
      /<footer>[\s\S]*08\/08\/2023 à 09:45:00 \(heure de Paris\)[\s\S]*<\/footer>/
    )
  })

  test.each(pages)(
    'accessible: French, one h1, captions, every th with its scope, no empty heading (%#)',
    html => {
      expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
      expect(html.match(/<h1>/g)).toHaveLength(1)
      expect(html).toMatch(/<title>[^<]+<\/title>/)
      expect(html.match(/<th(?! scope="(?:col|row)")[ >]/g)).toBeNull()
      expect(html.match(/<table/g)?.length).toBe(html.match(/<caption>[^<]+<\/caption>/g)?.length)
      expect(html).not.toMatch(/<h[12][^>]*><\/h/)
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g)) expect(ids).toContain(id)
    }
  )

  test.each(pages)('printable and whole: no script, nothing fetched (%#)', html => {
    expect(html).toContain('@media print')
    expect(html).toContain('size: A4')
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:|javascript:|\son\w+=/i)
  })

  test('every row has as many cells as its table has columns', () => {
    for (const [table] of annexesHtml(psu).matchAll(/<table[\s\S]*?<\/table>/g)) {
      const widths = [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(
        ([, row = '']) => row.match(/<t[hd][ >]/g)?.length
      )
      expect(new Set(widths).size).toBe(1)
    }
  })

  test('when none is in force, the page says so and why', () => {
    const html = annexesHtml(none)
    expect(html).toContain('class="statement none"')
    expect(html).toContain('Aucune annexe en vigueur le 20/07/2023')
    expect(html).toContain('ne prend effet que le 26/07/2023')
    expect(html).not.toContain('Annexe 1')
  })

  test('hostile names are shown, not run', () => {
    const html = annexesHtml(renamed(`<script>alert("1")</script>`, `"><img src=x onerror='a()'> & l’été`))
    expect(html).not.toMatch(/<script>|<img/)
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; l’été')
  })

  test('G14 accents come out composed, control characters by their numbers', () => {
    const html = annexesHtml(renamed('E\u0301LODIE\u0000\u0008', 'directrice'))
    expect(html).toContain('>ÉLODIE⟨U+0000⟩⟨U+0008⟩</th>')
    expect(html).toBe(html.normalize('NFC'))
    expect(html).not.toMatch(/(?!\n)\p{Cc}/u)
  })
})

describe('Markdown', () => {
  test('a name cannot leave its cell, nor become a mark', () => {
    const markdown = annexesMarkdown(renamed('a | b\nc <b>*d* [e](f) `g`', '# h'))
    expect(markdown).toContain(String.raw`| a \| b c \<b\>\*d\* \[e\](f) \`g\` |`)
    const rows = markdown.split('\n').filter(line => line.startsWith('| 001500086'))
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3)
  })
})

describe('CSV', () => {
  const lines = (document: AnnexesDocument) => annexesCsv(document).split('\r\n')

  test('UTF-8 with its mark, `;`, CRLF at every end, as many cells on every row', () => {
    const csv = annexesCsv(psu)
    expect(csv.startsWith('\uFEFF"Convention";"Au";')).toBe(true)
    expect(Buffer.from(csv, 'utf8').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const widths = csv
      .slice(1)
      .split('\r\n')
      .slice(0, -1)
      .map(line => line.replace(/"(?:[^"]|"")*"/g, '').length)
    expect(new Set(widths).size).toBe(1)
  })

  test('P29 leading zeros are kept, in quotes', () => {
    expect(annexesCsv(renamed('CHARAIRE', 'x'))).toContain('"001500086";"CHARAIRE"')
  })

  test.each([
    ['=HYPERLINK("http://x.example";"y")', `"'=HYPERLINK(""http://x.example"";""y"")"`],
    ['+1', `"'+1"`],
    ['a;b"c', `"a;b""c"`],
    ['two\nlines', `"two\nlines"`]
  ])('%j is a text, never a formula nor two cells', (nom, cell) => {
    expect(annexesCsv(renamed(nom, 'x'))).toContain(`"001500086";${cell};`)
  })

  test('when none is in force: one row, which says why', () => {
    expect(lines(none)).toHaveLength(3)
    expect(lines(none)[1]).toMatch(/"Aucune annexe".*"Aucune annexe en vigueur le 20\/07\/2023 : .*"$/)
  })
})

test('P3 an agreement whose establishments have all left keeps its line', () => {
  const annexes = psu.annexes.map(annexe => ({
    ...annexe,
    sections: annexe.sections.map(section =>
      section.section === 'non-respect' ? { ...section, etablissements: [], derogations: [] } : section
    )
  }))
  expect(annexesCsv({ ...psu, annexes })).toMatch(/"Non respect des conditions générales";.*"02\/12\/2016"/)
})

test('G2 every cell is quoted, and every row says up to which recording it was made', () => {
  for (const csv of [annexesCsv(psu), annexesCsv(none)]) expect(csv).not.toMatch(/;;|;\r/)
  expect(annexesCsv(none)).toContain('"20/07/2023";"";"08/08/2023 09:45:00"')
})

test('P1 by delegation of a name that begins with a vowel or an h', () => {
  expect(annexesMarkdown(psu)).toContain("par délégation d'Hélène MARCHAIS")
  expect(['Yves', 'Yann', 'Émile', 'Marc'].map(ofName)).toEqual(["d'Yves", 'de Yann', "d'Émile", 'de Marc'])
})

test('a character that turns the direction of a text is shown, and turns nothing', () => {
  const document = renamed('CHA\u202ERAIRE\u2066', 'x')
  for (const text of [annexesHtml(document), annexesMarkdown(document)]) {
    expect(text).not.toMatch(/\p{Bidi_Control}/u)
    expect(text).toContain('CHA⟨U+202E⟩RAIRE⟨U+2066⟩')
  }
})

test('which convention it is stands above the title by its name and its parties, and by its id at the foot of every printed page', () => {
  // What a codec would have refused.
  const hostile = 'a"}</style><b>' as ConventionId
  const html = annexesHtml({ ...psu, conventionId: hostile })
  expect(html).not.toContain('</style><b>')
  expect(annexesHtml(psu)).toMatch(
    /<p class="kicker">.* \(PSU\)<br>COMMUNE DE SCEAUX – Caisse d&#39;allocations familiales des Hauts-de-Seine<\/p>/
  )
  expect(annexesHtml(psu).split('<h1>')[0]).not.toContain('psu-1960-2017</p>')
  expect(annexesHtml(psu)).toContain('@bottom-left { content: "Convention psu\\2d 1960\\2d 2017"; }')
  expect(annexesMarkdown(psu)).toContain('\nConvention psu-1960-2017, modèle psu, version 1.')
})

test('G2 a knowledge given as a date is told as that day, and two of them without a clumsy heading', () => {
  const at = (knownAt: string) => ({ on: on('2017-01-15'), knownAt: instant(knownAt) })
  const html = differencesHtml(
    index.differences(psu2017Id, at('2017-02-01T22:59:59.999Z'), at('2017-03-01T11:00:00Z'))
  )
  expect(html).toContain(
    '<h1>Annexes au 15\u00a0janvier 2017\u00a0: ce qui change entre deux états des connaissances</h1>'
  )
  expect(html).toContain(
    '<p class="known">États des connaissances\u00a0: au 1er\u00a0février 2017, en fin de journée (heure de Paris), et au 1er\u00a0mars 2017, 12\u00a0h\u00a000 (heure de Paris)</p>'
  )
  expect(html).toContain('01/02/2017 à 23:59:59,999 (heure de Paris)')
})

describe('JSON', () => {
  const keysOf = (value: unknown): ReadonlyArray<string> =>
    Array.isArray(value)
      ? value.flatMap(keysOf)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
        : []

  test('names its format and version, and reads back as the answer', () => {
    const parsed: unknown = JSON.parse(annexesJson(psu))
    expect(parsed).toEqual({ format: 'avenant/annexes', version: 1, ...psu })
    expect(JSON.parse(differencesJson(changed))).toMatchObject({ format: 'avenant/differences', version: 1 })
  })

  test('G14 keys are ASCII', () => {
    for (const key of [...keysOf(psu), ...keysOf(changed)]) expect(key).toMatch(/^[A-Za-z0-9-]+$/)
  })

  test('the same answer is the same text', () => {
    const again = indexOf([...mefEvents, ...psuEvents]).describe(psu2017Id, {
      on: on('2017-08-31'),
      knownAt: instant('2017-02-28T23:00:00Z')
    })
    expect(annexesJson(again)).toBe(annexesJson(psu))
  })
})

describe('G3 instants are shown in the zone of the model, whatever that of the machine', () => {
  test.each([
    ['2017-06-30T23:30:00Z', 'Europe/Paris', '01/07/2017 à 01:30:00 (heure de Paris)'],
    ['2017-06-30T23:30:00Z', 'America/Guadeloupe', '30/06/2017 à 19:30:00 (heure de la Guadeloupe)'],
    ['2017-06-30T23:30:00Z', 'Indian/Reunion', '01/07/2017 à 03:30:00 (heure de La Réunion)'],
    // The hours are those of the civil dates, also where the machine's own are a neighbour's.
    ['1943-07-14T03:30:00Z', 'America/Guadeloupe', '13/07/1943 à 23:30:00 (heure de la Guadeloupe)'],
    ['1905-01-01T23:50:39Z', 'Europe/Paris', '02/01/1905 à 00:00:00 (heure de Paris)'],
    ['2040-07-18T22:30:00Z', 'Europe/Paris', '19/07/2040 à 00:30:00 (heure de Paris)'],
    ['2017-06-30T23:30:00Z', 'Asia/Tokyo', '01/07/2017 à 08:30:00 (fuseau horaire Asia/Tokyo)'],
    ['2017-03-26T01:00:00Z', 'Europe/Paris', '26/03/2017 à 03:00:00 (heure de Paris)'],
    ['2017-02-28T23:00:00Z', 'Europe/Paris', '01/03/2017 à 00:00:00 (heure de Paris)'],
    ['2017-03-01T22:59:59.999Z', 'Europe/Paris', '01/03/2017 à 23:59:59,999 (heure de Paris)']
  ])('%s, %s', (at, zone, shown) => {
    expect(frenchInstant(instant(at), zone)).toBe(shown)
  })
})
