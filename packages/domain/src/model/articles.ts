import type { Article } from '../refusal'

const from =
  (source: string) =>
  (article: string): Article => ({ source, article })

export const psu = from('PSU')
export const mef = from('MEF')
