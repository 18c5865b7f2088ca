/** Characters that would change how a text is read without being seen. */

// All of C0 and C1 but tab, line feed and carriage return.
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu

/**
 * Control characters are left out: HTML forbids them. Those that turn the direction of what follows are shown by their
 * number, « ⟨U+202E⟩ »: a name with one in it would be read in another order than it was recorded in.
 */
export const plain = (text: string): string =>
  text
    .replace(CONTROLS, '')
    .replace(
      /\p{Bidi_Control}/gu,
      control => `⟨U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`
    )
