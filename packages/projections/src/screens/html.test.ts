import * as fc from 'fast-check'
import { html, ofDocument, sentence, textOf } from './html'

test('a text is escaped where it stands, in an element and in an attribute', () => {
  const name = `<script>alert("x")</script> & 'y'`
  expect(textOf(html`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;</p>'
  )
})

test('a piece of a page goes in as it is, a list one after the other, null as nothing', () => {
  const items = ['a', 'b'].map(one => html`<li>${one}</li>`)
  expect(textOf(html`<ul>${items}</ul>${null}${3}${ofDocument('<hr>')}`)).toBe(
    '<ul><li>a</li><li>b</li></ul>3<hr>'
  )
})

test('nothing recorded passes for a piece of a page', () => {
  const forged = JSON.parse('{"written":"<b>","html":"<b>","Symbol(html)":"<b>"}')
  expect(textOf(html`${forged}`)).not.toContain('<b>')
})

test('in a tag a text stands between quotes, or it is an error of the program', () => {
  expect(() => html`<a href=${'x'}>`).toThrow(TypeError)
  expect(textOf(html`<a${html` hidden`} title="${'>'}">${'<'}</a>`)).toBe('<a hidden title="&gt;">&lt;</a>')
})

test('what is invisible or turns the direction is shown by its number, a name in Arabic is an island', () => {
  expect(textOf(html`<p>${'a\u202eb'}</p>`)).not.toContain('\u202e')
  expect(textOf(html`<p>${'\u0645\u0646'}, 3</p>`)).toContain('<bdi>')
})

test('a sentence of ours has the spaces of French', () => {
  expect(textOf(sentence('« oui » : article 3'))).toBe('«\u00a0oui\u00a0»\u00a0: article\u00a03')
})

test('whatever is put in, the tags are those of the template', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const page = textOf(html`<a title="${one}">${other}</a>`)
      expect(page.replace(/<\/?bdi>/g, '').match(/[<>]/g)).toHaveLength(4)
      expect(page.match(/"/g)).toHaveLength(2)
    })
  )
})
