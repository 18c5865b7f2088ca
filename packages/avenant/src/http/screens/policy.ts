/** A page takes its sheet, its scripts and what they fetch from the service itself, and from nowhere else. */
export const pagePolicy: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    ...['style-src', 'script-src', 'connect-src', 'form-action'].map(what => `${what} 'self'`),
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}
