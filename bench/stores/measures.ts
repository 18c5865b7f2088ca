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

/** @param aim the least that meets it; null without one */
export const ratioMeasure = (what: string, value: number, aim: number | null, limit: string): Measure => ({
  what,
  aim: aim === null ? '' : `≥ ${aim}`,
  measured: value < 10 ? value.toFixed(2) : String(Math.round(value)),
  met: aim === null ? null : value >= aim,
  limit: aim === null || value >= aim ? null : limit,
  value,
  unit: 'ratio'
})

/** What should not grow: how much more, as a factor, at most. */
export const flatMeasure = (what: string, value: number, most: number, limit: string): Measure => ({
  what,
  aim: `≤ ${most} ×`,
  measured: `${value.toFixed(2)} ×`,
  met: value <= most,
  value,
  unit: 'ratio',
  limit: value <= most ? null : limit
})
