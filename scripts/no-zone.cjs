/**
 * Fails a test file of what keeps instants only when anything that it runs asks for the machine's time zone: it runs
 * under one zone, and another might then change its answers.
 */
const { keepsInstants } = require('./runs-once.cjs')

const asked = new Set()

const note = what => {
  const where = new Error().stack
    ?.split('\n')
    .find((line, index) => index > 2 && !line.includes('no-zone.cjs'))
  asked.add(`${what}${where ?? ''}`)
}

const local =
  /^(?:[gs]et(?:FullYear|Year|Month|Date|Day|Hours|Minutes|TimezoneOffset)|to(?:Locale)?(?:Date|Time)?String)$/

const watch = () => {
  const { prototype } = Date
  for (const name of Object.getOwnPropertyNames(prototype).filter(one => local.test(one))) {
    const method = prototype[name]
    prototype[name] = function (...values) {
      note(`Date.prototype.${name}`)
      return method.apply(this, values)
    }
  }
  // A time of day without an offset is one of the machine's zone; a date alone is one of UTC.
  const isLocal = text => typeof text === 'string' && !/^\d{4}-\d\d-\d\d$|Z$|GMT$|[+-]\d\d:?\d\d$/.test(text)
  const parse = Date.parse
  Date.parse = text => {
    if (isLocal(text)) note('Date.parse')
    return parse(text)
  }
  globalThis.Date = new Proxy(Date, {
    apply: (date, self, values) => {
      note('Date()')
      return Reflect.apply(date, self, values)
    },
    construct: (date, values, target) => {
      if (values.length > 1 || isLocal(values[0])) note('new Date(…)')
      return Reflect.construct(date, values, target === globalThis.Date ? date : target)
    }
  })
  prototype.constructor = globalThis.Date
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    apply: (format, self, values) => {
      if (values[1]?.timeZone === undefined) note('Intl.DateTimeFormat')
      return Reflect.apply(format, self, values)
    },
    construct: (format, values, target) => {
      if (values[1]?.timeZone === undefined) note('Intl.DateTimeFormat')
      return Reflect.construct(format, values, target === Intl.DateTimeFormat ? format : target)
    }
  })
}

if (keepsInstants(expect.getState().testPath)) {
  watch()
  afterAll(() => expect([...asked]).toEqual([]))
}
