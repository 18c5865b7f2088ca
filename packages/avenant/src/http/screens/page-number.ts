/** The number of a page in an address: from 1, which is left out. */
import { text } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'

export const PageNumber: t.Type<string, unknown, unknown> = text('page', input =>
  /^[1-9]\d{0,5}$/.test(input) ? E.right(input) : E.left("attendu : le numéro d'une page, à partir de 1")
)

export const pageNumber = (page: string | undefined): number => (page === undefined ? 1 : Number(page))
