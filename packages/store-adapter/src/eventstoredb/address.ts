/**
 * What is looked at before the client sees a connection string. The client prints the whole of it, password
 * included, when it meets an option that it does not know.
 */
import * as E from 'fp-ts/Either'
import { type CannotOpen, cannotOpen } from '../errors'
import { shownAddress } from '../shown-address'

const options = [
  'userCertFile',
  'userKeyFile',
  'maxDiscoverAttempts',
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'nodePreference',
  'tls',
  'tlsVerifyCert',
  'tlsCAFile',
  'throwOnAppendFailure',
  'keepAliveInterval',
  'keepAliveTimeout'
]

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '')

const known = new Set(options.map(flat))

export const checkAddress = (connection: string): E.Either<CannotOpen, string> => {
  const refused = (advice: string) => E.left(cannotOpen(shownAddress(connection), 'ADDRESS', advice))
  if (!/^esdb(?:\+discover)?:\/\//.test(connection))
    return refused('attendu : esdb://hôte:port ou esdb+discover://hôte:port')
  const query = connection.split('?').slice(1).join('?')
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = pair.split('=')
    const key = flat(name)
    // With an `@` there, it may be a part of the password.
    if (!known.has(key))
      return refused(
        query.includes('@') ? 'option inconnue ; écrivez @ et ? en %40 et %3F' : `option inconnue : ${name}`
      )
    if (key === 'throwonappendfailure' && value.trim() !== 'true')
      return refused('retirez throwOnAppendFailure : sans elle, un conflit donnerait une révision fausse')
    if (key === 'tlsverifycert' && value.trim() !== 'true')
      return refused("tlsVerifyCert n'a pas d'effet ; donnez le certificat par tlsCAFile")
  }
  return E.right(connection)
}
