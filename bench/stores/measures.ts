import type { Measure } from '../measure'

/** What an aim that is not met is limited by. */
export type StoreMeasure = Measure & { readonly limit?: string }

export const micros = (what: string, value: number): StoreMeasure => ({
  what,
  aim: '',
  measured: `${value < 100 ? value.toFixed(1) : Math.round(value)} µs`,
  met: null,
  value,
  unit: 'µs'
})

export const ratioMeasure = (what: string, value: number, aim: number, limit: string): StoreMeasure => ({
  what,
  aim: `≥ ${aim}`,
  measured: value < 10 ? value.toFixed(2) : String(Math.round(value)),
  met: value >= aim,
  ...(value >= aim ? {} : { limit }),
  value,
  unit: 'ratio'
})

/** What should not grow: how much more, as a factor, at most. */
export const flatMeasure = (what: string, value: number, most: number): StoreMeasure => ({
  what,
  aim: `≤ ${most} ×`,
  measured: `${value.toFixed(2)} ×`,
  met: value <= most,
  value,
  unit: 'ratio'
})
