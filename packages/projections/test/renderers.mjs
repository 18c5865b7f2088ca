/**
 * Renders texts of Markdown with the usual renderers and their usual extensions: reads a JSON list of texts on its
 * standard input, and writes for each renderer the HTML of each. It is a program of its own because most of them are
 * ES modules, which the tests do not load.
 */
import { readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { full as emoji } from 'markdown-it-emoji'
import footnote from 'markdown-it-footnote'
import mark from 'markdown-it-mark'
import sub from 'markdown-it-sub'
import sup from 'markdown-it-sup'
import { marked } from 'marked'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { math, mathHtml } from 'micromark-extension-math'

const linked = () => new MarkdownIt({ html: true, linkify: true })

const renderers = {
  'markdown-it': text => linked().render(text),
  'markdown-it, extended': text => linked().use(emoji).use(footnote).use(mark).use(sub).use(sup).render(text),
  marked: text => marked.parse(text, { gfm: true, async: false }),
  'micromark, CommonMark': text => micromark(text, { allowDangerousHtml: true }),
  'micromark, GitHub': text =>
    micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm(), math()],
      htmlExtensions: [gfmHtml(), mathHtml()]
    })
}

const texts = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(
  JSON.stringify(
    Object.fromEntries(Object.entries(renderers).map(([name, render]) => [name, texts.map(render)]))
  )
)
