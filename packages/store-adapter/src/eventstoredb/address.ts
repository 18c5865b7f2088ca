/**
 * What is looked at before the client sees a connection string. The client prints the whole of it, password
 * included, when it meets an option that it does not know; it takes the first half of `5s` for a number, a path for one
 * more server, and cuts a password at its colon.
 */
import { readFileSync } from 'node:fs'
import type { Fault } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { optionsOf } from '../address-options'
import { type CannotOpen, refusedAddress } from '../errors'
import { shownAddress } from '../shown-address'

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '')

type Check = (value: string) => string | null

const switched: Check = value => (/^(?:true|false)$/.test(value) ? null : 'attendu : true ou false')
const counted: Check = value =>
  /^[1-9]\d{0,8}$/.test(value) ? null : 'attendu : un nombre entier, au moins 1'
/** Of -1 the client makes that there is no such look. */
const orNever: Check = value => (value === '-1' ? null : counted(value))
const readable: Check = file => {
  try {
    readFileSync(file)
    return null
  } catch {
    return 'fichier illisible'
  }
}
const nodes = ['leader', 'follower', 'readonlyreplica', 'random']

const checks: Readonly<Record<string, Check>> = {
  userCertFile: readable,
  userKeyFile: readable,
  maxDiscoverAttempts: counted,
  connectionName: () => null,
  defaultDeadline: counted,
  discoveryInterval: counted,
  gossipTimeout: counted,
  nodePreference: value =>
    nodes.includes(flat(value)) ? null : 'attendu : leader, follower, read_only_replica ou random',
  tls: switched,
  tlsVerifyCert: value => (value === 'true' ? null : "n'a pas d'effet ; donnez le certificat par tlsCAFile"),
  tlsCAFile: readable,
  throwOnAppendFailure: value =>
    value === 'true' ? null : 'retirez-la : sans elle, un conflit donnerait une révision fausse',
  keepAliveInterval: orNever,
  keepAliveTimeout: orNever
}

const known = Object.keys(checks)
const canonical = new Map(known.map(name => [flat(name), name]))

export const checkAddress = (connection: string): E.Either<CannotOpen, string> => {
  const faults = faultsOf(connection)
  return faults.length === 0 ? E.right(connection) : E.left(refusedAddress(shownAddress(connection), faults))
}

const faultsOf = (connection: string): ReadonlyArray<Fault> => {
  const parts = /^esdb(\+discover)?:\/\/([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(connection)
  if (parts === null)
    return [{ path: '', message: 'attendu : esdb://hôte:port ou esdb+discover://hôte:port' }]
  const [, discover, authority = '', search = '', hash = ''] = parts
  const { hosts, faults: serverFaults } = serversOf(authority)
  const { values, faults } = optionsOf(search.replaceAll('+', '%2B'), hash, {
    known,
    nameOf: name => canonical.get(flat(name)) ?? name
  })
  const refused = [...values].flatMap(([path, value]): Fault[] => {
    const message = checks[path]?.(value.trim()) ?? null
    return message === null ? [] : [{ path, message }]
  })
  if (discover === undefined && hosts === 1)
    for (const path of ['maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'nodePreference'])
      if (values.has(path))
        refused.push({ path, message: "n'a pas d'effet sur un seul serveur ; écrivez esdb+discover://" })
  if (discover !== undefined && hosts > 1)
    refused.push({
      path: 'adresse',
      message: 'esdb+discover:// ne demande que le premier serveur ; donnez-en un, ou écrivez esdb://'
    })
  if (values.get('tls') === 'false')
    for (const path of ['tlsCAFile', 'tlsVerifyCert'])
      if (values.has(path)) refused.push({ path, message: "n'a pas d'effet avec tls=false" })
  if (values.has('userCertFile') !== values.has('userKeyFile'))
    refused.push({ path: 'userCertFile', message: 'donnez userCertFile et userKeyFile ensemble' })
  return [...serverFaults, ...faults, ...refused]
}

/** `user:password@host:port,host:port`. Nothing of it is shown. */
const serversOf = (authority: string): { readonly hosts: number; readonly faults: ReadonlyArray<Fault> } => {
  const [servers = '', credentials, ...rest] = authority.replace(/\/+$/, '').split('@').reverse()
  const faults: Fault[] = []
  const wrong = (message: string): void => {
    faults.push({ path: 'adresse', message })
  }
  if (rest.length > 0) wrong('écrivez un @ du mot de passe en %40')
  else if (credentials !== undefined && !/^[^:]+:[^:]+$/.test(credentials))
    wrong('attendu : utilisateur:motdepasse@, et un : du mot de passe en %3A')
  const hosts = servers.split(',')
  if (!hosts.every(host => /^[A-Za-z0-9._-]+(?::\d{1,5})?$/.test(host)))
    wrong(
      'attendu : hôte:port, le port en chiffres, sans chemin ; plusieurs serveurs séparés par des virgules'
    )
  return { hosts: hosts.length, faults }
}

/** The nodes of an address, and the same address for one of them. */
export type NodeAddresses = {
  readonly seeds: ReadonlyArray<string>
  /** One node, to be spoken to as it stands there. */
  readonly alone: boolean
  readonly addressOf: (endpoint: string) => string
}

/** Of an address that was checked. The client gives a host without a port the port 2113. */
export const nodesOf = (connection: string): NodeAddresses => {
  const [, discovers = '', credentials = '', hosts = '', query = ''] =
    /^esdb(\+discover)?:\/\/([^@]*@)?([^?]*)(\?.*)?$/.exec(connection.trim()) ?? []
  const seeds = hosts
    .split(/[,/]/)
    .filter(host => host !== '')
    .map(host => (host.includes(':') ? host : `${host}:2113`))
  return {
    seeds,
    alone: discovers === '' && seeds.length === 1,
    addressOf: endpoint => `esdb://${credentials}${endpoint}${query}`
  }
}
