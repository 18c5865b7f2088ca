import type { Measure } from '../measure'

export const micros = (what: string, value: number): Measure => ({
  what,
  aim: '',
  measured: `${value < 100 ? value.toFixed(1) : Math.round(value)} µs`,
  met: null,
  value,
  unit: 'µs',
  limit: null
})

export const ratioMeasure = (what: string, value: number, aim: number, limit: string): Measure => ({
  what,
  aim: `≥ ${aim}`,
  measured: value < 10 ? value.toFixed(2) : String(Math.round(value)),
  met: value >= aim,
  limit: value >= aim ? null : limit,
  value,
  unit: 'ratio'
})

/** What should not grow: how much more, as a factor, at most. */
export const flatMeasure = (what: string, value: number, most: number): Measure => ({
  what,
  aim: `≤ ${most} ×`,
  measured: `${value.toFixed(2)} ×`,
  met: value <= most,
  value,
  unit: 'ratio',
  limit: null
})
