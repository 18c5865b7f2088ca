import { createHash } from 'node:crypto'
import { type CannotOpen, cannotOpen } from '../errors'
import type { Ask } from './connections'
import { factsSql, ownersSql } from './facts'
import type { Kind } from './schema'
import type { Settings } from './settings'

/**
 * Null, or what in the schema is not to be trusted: an object of another owner, or a right of somebody else through
 * which code of theirs would run as this user. Asks the catalog only: nothing of the schema is read or called.
 */
export const foreignOwner = async (ask: Ask, settings: Settings): Promise<CannotOpen | null> => {
  const [first] = await ask(ownersSql, [settings.schemaName, settings.owner])
  if (first === undefined) return null
  const [what, right, role] = first
  return foreign(
    settings,
    right === 'OWNER'
      ? `${what} appartient à ${role} : donnez-le au propriétaire du journal, ou nommez ce propriétaire par owner=${role}`
      : `${role} a le droit ${right} sur ${what} : retirez-le par REVOKE`
  )
}

/** Null, or the first thing that the migrations of this kind did not leave so. */
export const foreignShape = async (ask: Ask, settings: Settings, kind: Kind): Promise<CannotOpen | null> => {
  const expected = new Set(factsOf(kind, settings.schema))
  const found = (await ask(factsSql, [settings.schemaName])).map(([line]) => line ?? '')
  const present = new Set(found)
  const missing = [...expected].filter(line => !present.has(line))
  const absent = missing.find(
    line => line.startsWith('relation ') && !found.some(other => nameIn(other) === nameIn(line))
  )
  if (absent !== undefined)
    return cannotOpen(
      settings.shown,
      'OTHER_SHAPE',
      `il y manque ${nameIn(absent)} : ce schéma est d'un programme antérieur ; exportez-en le journal avec lui, puis importez-le`
    )
  const ours = new Set(kind.facts.map(relationOf))
  const added = found.find(
    line => !expected.has(line) && (kind.shared !== true || ours.has(relationOf(line)))
  )
  if (added !== undefined)
    return foreign(
      settings,
      `« ${shortened(added)} » n'est pas du journal : retirez-le, ou refaites-le tel qu'il était`
    )
  const [changed] = missing
  return changed === undefined
    ? null
    : foreign(settings, `« ${shortened(changed)} » a été changé ou retiré : refaites-le tel qu'il était`)
}

const foreign = ({ shown }: Settings, advice: string): CannotOpen =>
  cannotOpen(shown, 'FOREIGN_OBJECT', advice)

const shortened = (line: string): string => line.replace(/ [0-9a-f]{64}$/, '')

/** Of `relation events rp`: `events`, or null where the fact is of something else. */
const nameIn = (line: string): string | null => /^relation (\S+)/.exec(line)?.[1] ?? null

/** The table that a fact is about, or what else it names first. */
const relationOf = (line: string): string => {
  const [, kind = '', name = '', on] = /^(\w+) ([^\s.(]+)(?:.* on (\w+))?/.exec(line) ?? []
  return on ?? (kind === 'function' ? `${name}()` : name)
}

/** With the digests of the functions' bodies, which hold the schema's name. */
const factsOf = ({ facts, migrations }: Kind, schema: string): ReadonlyArray<string> => {
  const bodies = new Map<string, string>()
  const made = /CREATE FUNCTION \S+?\.(\w+)\([\s\S]*?AS \$\$([\s\S]*?)\$\$/g
  for (const migration of migrations)
    for (const [, name = '', body = ''] of migration(schema).matchAll(made))
      bodies.set(name, createHash('sha256').update(body).digest('hex'))
  return facts.map(line => {
    const name = /^function (\w+)\(/.exec(line)?.[1]
    return name === undefined ? line : `${line} ${bodies.get(name)}`
  })
}
