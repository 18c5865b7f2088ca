import fc from 'fast-check'
import { replaceInvisible, visible } from './visible'

describe('G14 a text is shown with what is invisible in it', () => {
  test.each([
    ['a control', 'a\u0000b\u0007\u001b\u0085', 'a⟨U+0000⟩b⟨U+0007⟩⟨U+001B⟩⟨U+0085⟩'],
    ['a turn of direction', 'CHA\u202ERAIRE\u2066\u200F', 'CHA⟨U+202E⟩RAIRE⟨U+2066⟩⟨U+200F⟩'],
    ['no width', '\uFEFFa\u200B\u200D\u2060\u00AD', '⟨U+FEFF⟩a⟨U+200B⟩⟨U+200D⟩⟨U+2060⟩⟨U+00AD⟩'],
    ['a filler', '\u3164\u115F\u2800\u034F', '⟨U+3164⟩⟨U+115F⟩⟨U+2800⟩⟨U+034F⟩'],
    ['a line end of another kind', 'a\u2028b\u2029', 'a⟨U+2028⟩b⟨U+2029⟩'],
    ['a tag', '\u{E0041}', '⟨U+E0041⟩'],
    ['half of a character', 'a\uD800', 'a⟨U+D800⟩'],
    ['no character', '\uFFFE', '⟨U+FFFE⟩'],
    ['an accent without a letter', '\u0338>', '\u25cc\u0338>']
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  test.each([
    'Hélène MARCHAIS',
    'a\tb\nc\r\n',
    '« n°\u00a01 » – 70/88',
    '李小龍',
    '🙂 מִרְיָם',
    '❤\ufe0f',
    'نامه\u200cای'
  ])('%j is as it was', text => {
    expect(visible(text)).toBe(text)
  })

  test('whether one is seen is what Unicode says of it, for each of them', () => {
    const unseen =
      /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u
    const wrong: Array<number> = []
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      if ((replaceInvisible(character, () => '') === '') !== unseen.test(character)) wrong.push(code)
    }
    expect(wrong).toEqual([])
  })

  test('what is shown is visible, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const shown = visible(text)
        expect(shown).not.toMatch(/[\p{Cf}\p{Cs}]|(?![\t\n\r])\p{Cc}/u)
        expect(visible(shown)).toBe(shown)
      })
    )
  })
})
