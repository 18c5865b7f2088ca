/**
 * The page of the commands, the events, the lines and the model, made of the definitions of the acts.
 *
 *   node scripts/commands.mjs           writes docs/commands.md
 *   node scripts/commands.mjs --check   fails when the page is not what the definitions give
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const page = join(root, 'docs', 'commands.md')
const domain = createRequire(import.meta.url)(join(root, 'packages', 'domain'))

const { conventionAggregate, habilitationAggregate } = domain

const faults = []

/** Structures with a name of their own, in the order in which they were met. */
const types = new Map()

/** What is said of a structure, by its name: what must hold of its keys together. */
const descriptions = new Map()

const structIn = codec =>
  codec._tag === 'StructType' ? codec : codec._tag === 'CoherentType' ? structIn(codec.inner) : null

const noteType = (name, codec) => {
  const known = types.get(name)
  if (known === undefined) types.set(name, codec)
  else if (known !== codec && String(fields(known)) !== String(fields(codec)))
    faults.push(`${name} names two structures: the page would show one of them`)
}

const typeOf = codec => {
  const { _tag: tag } = codec
  if (tag === 'NullableType') return `${typeOf(codec.inner)} | null`
  if (tag === 'PersonalType') return `${typeOf(codec.inner)} (personal)`
  if (tag === 'DescribedType') {
    const struct = structIn(codec.inner)
    if (struct !== null) descriptions.set(struct.name, codec.description)
  }
  if (/^(?:Coherent|Normalised|Described|Defaulted|Rewritten|Unrepeated)Type$/.test(tag))
    return typeOf(codec.inner)
  if (tag === 'ReadonlyArrayType' || tag === 'ArrayType') {
    const inner = typeOf(codec.type)
    return /[ |]/.test(inner) ? `(${inner})[]` : `${inner}[]`
  }
  if (tag === 'OneOfType') return codec.values.map(value => `'${value}'`).join(' | ')
  if (tag === 'LiteralType') return JSON.stringify(codec.value).replaceAll('"', "'")
  if (tag === 'TaggedType') {
    const names = Object.keys(codec.members)
    // What a correction puts in the place of an act is a command, or an event, of this page.
    if (codec.key === 'type')
      return `one of those above, without its acteur: { type, ${codec.name === 'Acte' ? 'says' : 'data'} }`
    for (const name of names) noteType(`${codec.name} ${name}`, codec.members[name])
    return names.map(name => `${codec.name} ${name}`).join(' | ')
  }
  if (tag === 'StructType') {
    noteType(codec.name, codec)
    return codec.name
  }
  return codec.name
}

const fields = ({ required, optional }) =>
  [
    ...Object.entries(required).map(([key, codec]) => [key, codec]),
    ...Object.entries(optional).map(([key, codec]) => [`${key}?`, codec])
  ].map(([key, codec]) => `  ${key}: ${typeOf(codec)}`)

/** The codec that reads a value, without what only says more of it. */
const bare = codec => (/^(?:Coherent|Unrepeated)Type$/.test(codec?._tag) ? bare(codec.inner) : codec)

const block = codec => {
  const inner = bare(codec)
  const lines = inner._tag === 'StructType' ? fields(inner) : [`  ${typeOf(inner)}`]
  return ['```', ...(lines.length === 0 ? ['  nothing'] : lines), '```', '']
}

const json = value => ['```json', JSON.stringify(value, null, 2), '```', '']

/** The golden files, by the type of their event. */
const golden = new Map(
  readdirSync(join(root, 'packages', 'domain', 'test', 'golden')).map(file => {
    const { type, schema, data } = JSON.parse(
      readFileSync(join(root, 'packages', 'domain', 'test', 'golden', file), 'utf8')
    )
    return [`${type} ${schema}`, data]
  })
)

/** Every code with which a command is refused, as the rules of the domain name them, in the order of the alphabet. */
const codes = [
  ...new Set(
    readdirSync(join(root, 'packages', 'domain', 'src'), { recursive: true, encoding: 'utf8' })
      .filter(file => /(?<!\.test)\.ts$/.test(file))
      .flatMap(file =>
        [
          ...readFileSync(join(root, 'packages', 'domain', 'src', file), 'utf8').matchAll(
            /\brefusal\(\s*'([^']+)'/g
          )
        ].map(([, code]) => code)
      )
  )
].sort()

/** By command, then by code, the scenario that shows it. */
const refused = new Map()
for (const file of readdirSync(join(root, 'scenarios'))
  .filter(name => name.endsWith('.json'))
  .sort()) {
  const { steps } = JSON.parse(readFileSync(join(root, 'scenarios', file), 'utf8'))
  for (const { command, refused: shown = [] } of steps)
    for (const code of command === undefined ? [] : shown) {
      const known = refused.get(command.type) ?? new Map()
      refused.set(command.type, known)
      if (!known.has(code)) known.set(code, file)
    }
}

const linkTo = ([code, file]) => `[\`${code}\`](../scenarios/${file})`

const refusedLines = command => {
  const shown = [...(refused.get(command) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  return shown.length === 0 ? [] : [`Refused in the scenarios: ${shown.map(linkTo).join(', ')}.`, '']
}

/** Of each code the commands that a scenario shows refused with it. */
const refusals = () =>
  codes.map(code => {
    const shown = [...refused].flatMap(([command, known]) =>
      known.has(code) ? [[command, known.get(code)]] : []
    )
    const commands = shown.map(([command, file]) => `[${command}](../scenarios/${file})`).sort()
    return `| \`${code}\` | ${commands.length === 0 ? '–' : commands.join(', ')} |`
  })

const all = ({ acts, correction, restatement }) => [...Object.values(acts), correction, restatement]

/** Who may give it. */
const giversOf = ({ givers, example }) => {
  if (givers === undefined) return '`agent-caf`'
  const listed = kinds => kinds.map(kind => `\`${kind}\``).join(', ')
  return listed(givers(example))
}

const commandsOf = ({ acts, correction, restatement, ...aggregate }, codec) =>
  all({ acts, correction, restatement, ...aggregate }).flatMap(definition => {
    const { command, event, purpose, nom, example } = definition
    return [
      `### ${command}`,
      '',
      `« ${nom} ». ${purpose} Given by ${giversOf(definition)}. Recorded as \`${event}\`.`,
      '',
      ...block(bare(codec.members[command]).required.data),
      ...json(example),
      ...refusedLines(command)
    ]
  })

const eventsOf = (aggregate, definitions) =>
  all(aggregate).flatMap(({ command, event, purpose, nom }) => {
    const { schema, data } = definitions[event]
    const { says, computed } = data.required
    const example = golden.get(`${event} ${schema}`)
    if (example === undefined) faults.push(`${event} has no golden file`)
    const kinds = [...new Set((example?.moves ?? []).flatMap(({ lines }) => Object.keys(lines)))].map(
      kind => `\`${kind}\``
    )
    const moved =
      kinds.length === 0
        ? 'In this example it moves no line.'
        : `In this example it moves ${kinds.join(', ')}.`
    const same = codecOf(command)
    return [
      `### ${event}, schema ${schema}`,
      '',
      `« ${nom} ». ${purpose}`,
      '',
      ...(same === says
        ? [`It says what [${command}](#${command.toLowerCase()}) asks.`, '']
        : ['It says:', '', ...block(says)]),
      ...(computed === undefined ? [] : ['Computed with it when it is recorded:', '', ...block(computed)]),
      moved,
      '',
      ...json(example)
    ]
  })

const commandCodecs = [domain.ConventionCommand, domain.HabilitationCommand]
const codecOf = command =>
  commandCodecs.map(({ members }) => bare(members[command])?.required.data).find(data => data !== undefined)

const linesOf = ({ kinds }) => [
  '| line | in French | value |',
  '| --- | --- | --- |',
  ...Object.entries(kinds).map(
    ([kind, { value, label }]) =>
      `| \`${kind}\` | ${domain.oneOfLabel(label)} | ${typeOf(value).replaceAll('|', '\\|')} |`
  ),
  ''
]

const parts = [
  '# Commands, events, lines, model',
  '',
  'Generated by `npm run commands` from the definitions of the acts; not edited by hand.',
  '',
  'A command is `{ type, acteur: { kind, id }, data }`, and may name the dossier that it is for beside them',
  '(`conventionId`, `habilitationId`). It asks for one act, and one event records it. `key?` may be absent; every other',
  'key is there, and no more. Names of types that are not listed below are checked texts: `identifiant` is a name that',
  'stays (letters, digits, dashes), `DateCivile` is `YYYY-MM-DD`, `Instant` is UTC. `(personal)` marks personal data (G10).',
  '',
  "An event's data is `{ says, computed?, moves }`. `says` is what the act says, `computed` what was told with it when it",
  'was recorded, and is not read again. `moves` are the days on which lines took another value, those that moved alike',
  'together: `{ from, to, ids, lines }` says that from a day until another each of these ids took, on each of these',
  "lines, a `value` (null: nothing is there), or what stands `at` a place: an event's revision in the stream, then the",
  'keys of its data. A list in the place of a number has one number for each id, in the order of `ids`. So',
  '',
  '```json',
  '{',
  '  "from": "2018-01-01",',
  '  "to": null,',
  '  "ids": ["e-1/activite/p-1", "e-1/activite/p-2"],',
  '  "lines": {',
  '    "attribution": { "value": {} },',
  '    "rang": { "at": [1, "says", "changes", [0, 3], "rang"] }',
  '  }',
  '}',
  '```',
  '',
  'is four moves: both persons have the role on e-1 from 01/01/2018, with the rangs that changes 0 and 3 of event 1 say.',
  'A reader has one rule: the latest recorded move prevails over its own days. With `jq`, from the exported events of one',
  'stream, each move with its value:',
  '',
  '```sh',
  "jq -s 'map(.data) as $events | $events[].moves[] as $m | range($m.ids | length) as $i | $m.lines | to_entries[]",
  '  | { kind: .key, id: $m.ids[$i], from: $m.from, to: $m.to, value: (if .value.at then .value.at',
  '      | map(if type == "array" then .[$i] else . end) as $at | $events | getpath($at) else .value.value end) }\'',
  '```',
  '',
  'A list of moves is written in one way: what can stand together with the moves before it does, and a list of numbers',
  'is there only where they differ. Any other way is refused, so that an event has one text and one digest.',
  '',
  '`jsonSchema(codec)` of the domain gives the JSON Schema (2020-12) of any of them.',
  '',
  '## Commands of a convention',
  '',
  ...commandsOf(conventionAggregate, domain.ConventionCommand),
  '## Commands of an habilitation',
  '',
  ...commandsOf(habilitationAggregate, domain.HabilitationCommand),
  '## Commands of the access journal',
  '',
  'What the service that people connect to records: every connection, and every attempt. They decide nothing, and no',
  'password is ever in them. Each habilitation has a stream of its own, `access-<id>`, which a retention shortens; the days',
  'of use are then kept in `uses-<id>`.',
  '',
  ...domain.connectionEntries.flatMap(({ command, event, nom, purpose, example }) => [
    `### ${command}`,
    '',
    `« ${nom} ». ${purpose} Given by \`systeme\`. Recorded as \`${event}\`, whose data are the same.`,
    '',
    ...block(domain.ConnectionCommand.members[command].inner.required.data),
    ...json(example),
    ...refusedLines(command)
  ]),
  '### UsesKept, schema 1',
  '',
  'Recorded by a retention before it removes connections: of each day of use the connection that was recorded first.',
  '',
  ...block(domain.usesEvents.UsesKept.data),
  ...json(golden.get('UsesKept 1')),
  '## Refusals',
  '',
  'Every code of the domain, and the commands that a scenario shows refused with it; a code may refuse other commands too.',
  'Each comes with its path in the command, its article, its facts, and a French sentence that says what to do.',
  '',
  '| code | scenarios |',
  '| --- | --- |',
  ...refusals(),
  '',
  '## Events of a convention',
  '',
  ...eventsOf(conventionAggregate, domain.conventionEvents),
  '## Events of an habilitation',
  '',
  ...eventsOf(habilitationAggregate, domain.habilitationEvents),
  '## Lines of a convention',
  '',
  ...linesOf(conventionAggregate),
  '## Lines of an habilitation',
  '',
  ...linesOf(habilitationAggregate),
  '## The convention model',
  '',
  'As `defineModel` takes it, and `decode(ConventionModel)`.',
  '',
  ...block(domain.ConventionModel),
  '## Types',
  ''
]
// What a type names is met while it is written.
for (const [name, codec] of types) {
  const told = descriptions.get(name)
  parts.push(`### ${name}`, '', ...(told === undefined ? [] : [told, '']), ...block(codec))
}
const text = `${parts.join('\n').trimEnd()}\n`

for (const fault of faults) console.error(fault)
if (process.argv.includes('--check')) {
  const stale = !existsSync(page) || readFileSync(page, 'utf8') !== text
  if (stale) console.error('docs/commands.md is not what the definitions give: npm run commands')
  process.exitCode = stale || faults.length > 0 ? 1 : 0
} else {
  writeFileSync(page, text)
  process.exitCode = faults.length > 0 ? 1 : 0
}
