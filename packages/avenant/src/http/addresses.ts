/** The addresses of questions, by their parameters: described, and told to who asks by another name. */
import type { Fault } from '@avenant/domain'
import type { Params } from './problem'

export const addresses: Readonly<
  Record<string, { readonly summary: string; readonly params: ReadonlyArray<string> }>
> = {
  '/conventions/{id}/annexes': {
    summary: 'Les annexes à une date (json, html, md, csv)',
    params: ['on', 'knownAt', 'format']
  },
  '/conventions/{id}/differences': {
    summary: 'Ce qui diffère entre deux points (json, html, md)',
    params: ['from', 'to', 'knownAt', 'knownFrom', 'knownTo', 'format']
  },
  '/conventions/{id}/access': {
    summary: 'Qui peut quoi, où, et chaque habilitation avec son état (json, html, md, csv)',
    params: ['on', 'at', 'knownAt', 'format']
  },
  '/conventions/{id}/history': {
    summary: "L'histoire d'une convention",
    params: ['order', 'knownAt', 'format']
  },
  '/conventions/{id}/deadlines': {
    summary: "Les échéances d'une convention (json, csv, ics)",
    params: ['from', 'to', 'on', 'knownAt', 'format']
  },
  '/conventions/{id}/hors-ligne': {
    summary: 'Le dossier entier en un fichier HTML, qui se lit sans réseau, à toute date',
    params: []
  },
  '/habilitations/{id}/history': {
    summary: "L'histoire d'une habilitation",
    params: ['order', 'knownAt', 'format']
  },
  '/habilitations/{id}/connections': {
    summary: "Les connexions d'une habilitation, jour par jour (json, html, md)",
    params: ['on', 'from', 'to', 'knownAt', 'format']
  },
  '/habilitations/{id}/letter': {
    summary:
      "Le courrier d'un acte (act, son numéro dans l'histoire), ou du blocage faute d'utilisation qui tient un jour (on) (json, html, md)",
    params: ['act', 'on', 'knownAt', 'format']
  },
  '/register': { summary: 'Toutes les conventions', params: ['on', 'knownAt', 'format'] },
  '/deadlines': {
    summary: 'Toutes les échéances (json, csv, ics)',
    params: ['from', 'to', 'on', 'knownAt', 'format']
  }
}

/** A fault of the question that an address asks, by the name of its parameter: the question is JSON, and has other keys. */
export const faultOfAddress =
  (path: ReadonlyArray<string>, params: Params) =>
  ({ path: key, message }: Fault): Fault => ({
    path: paramOf(key, params),
    message: message.startsWith('clé inconnue') ? unknownParam(path) : message
  })

const paramOf = (key: string, { to, knownFrom, knownTo }: Params): string => {
  switch (key) {
    case 'before.on':
      return 'from'
    case 'after.on':
      return to === undefined ? 'from' : 'to'
    case 'before.knownAt':
      return knownFrom === undefined ? 'knownAt' : 'knownFrom'
    case 'after.knownAt':
      return knownTo === undefined ? 'knownAt' : 'knownTo'
    default:
      return key
  }
}

const unknownParam = ([first, id, last]: ReadonlyArray<string>): string => {
  const address = `/${first}${id === undefined ? '' : `/{id}/${last}`}`
  const admitted = Object.hasOwn(addresses, address) ? (addresses[address]?.params ?? []) : []
  return `paramètre inconnu ; paramètres admis : ${[...admitted, 'atLeast'].join(', ')}`
}
