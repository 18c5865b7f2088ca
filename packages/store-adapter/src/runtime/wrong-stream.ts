import type { Addressee } from '@avenant/domain'
import { categoryOf } from '../stream-name'
import type { WrongStream } from './execution'

/** Null when the stream is the command's own, as far as the command says whose it is. */
export const wrongStream = (
  stream: string,
  type: string,
  { category, ids }: Addressee
): WrongStream | null => {
  const expected = ids.map(id => `${category}-${id}`).find(own => own !== stream)
  return expected === undefined && categoryOf(stream) === category
    ? null
    : refused(stream, type, expected ?? `${category}-…`)
}

const refused = (stream: string, type: string, expected: string): WrongStream => ({
  _tag: 'WrongStream',
  stream,
  expected,
  retryable: false,
  message: `commande ${type} donnée au flux ${stream}, elle est pour ${expected} ; donnez-la au sien`
})
