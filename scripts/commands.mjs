/**
 * The page of the commands, the events and the model, made of the codecs themselves.
 *
 *   node scripts/commands.mjs           writes docs/commands.md
 *   node scripts/commands.mjs --check   fails when the page is not what the codecs give
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const page = join(root, 'docs', 'commands.md')
const domain = createRequire(import.meta.url)(join(root, 'packages', 'domain'))

/** What each is for: the codecs say the rest. */
const purposes = {
  DraftConvention: 'Begins a convention under a model, with its parties and persons (P1, P29, M7).',
  EditAnnexes: 'Changes the annexes of a draft that nobody has signed.',
  AgreeNonRespect: 'The Caf agrees that establishments do not respect the general conditions (P3).',
  GrantDérogation: 'Grants a dérogation, with the first day on which it no longer holds (P3).',
  SignConvention:
    'Records one signature; the last one that the model asks for makes it take effect (M17, P27).',
  CorrectSignature: 'The date of a signature was recorded wrongly (G1).',
  SignalModification: 'Announces changes of the annexes (P5, M10, M14).',
  ReceiveFormulaire: 'The form came back: what a form is enough for takes effect (P21).',
  ReviseAnnexe: 'A new version of the annexe is established: what needs one takes effect (P20).',
  SignAvenant: 'Records one signature of an avenant; the last one makes it take effect (M21).',
  CorrectAnnexes: 'The annexes were recorded wrongly over a period (G1).',
  GiveNotice: 'A party ends the convention for its next échéance (M19).',
  TerminateConvention: 'The Caf ends the convention for a breach (P22).',
  AnnulClause: 'A clause was found null; the others stand (M22).',
  RecordTransmission: 'Transmission to the préfecture, by the number of the acte (M24).',
  CorrectConvention: 'Another event was recorded by mistake: what should have been asked, or nothing (G1).',
  RequestHabilitation: 'Asks for the access of one person (P8, M7).',
  AcknowledgeRequest: 'The request was acknowledged by mail (M8).',
  CheckRequest: 'The Caf checked it (M8).',
  SendConvention: 'The convention was sent (M8).',
  ReceiveSignedReturn: 'The convention, or the avenant that names the person, came back signed (M8).',
  DeliverHabilitation: 'Opens the access (P8, M8, M9).',
  RefuseHabilitation: 'Refuses it, with the reason (M8).',
  BlockAccess: 'The Caf blocks an access (P17).',
  UnblockAccess: 'The Caf lifts a blocking, with the reason (P15).',
  ReportEndOfMission: 'The partner tells that a person leaves, or has left (P19, M14).',
  EndHabilitation: 'The Caf closes an access (M21), or the convention has ended (P22).',
  ResumeHabilitation: 'The end of the convention was withdrawn: the access goes on (G1).',
  CorrectHabilitation: 'An event was recorded by mistake: what should have been asked, or nothing (G1).'
}

const faults = []

/** Structures with a name of their own, in the order in which they were met. */
const types = new Map()

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
  if (tag === 'CoherentType') return typeOf(codec.inner)
  if (tag === 'ReadonlyArrayType' || tag === 'ArrayType') {
    const inner = typeOf(codec.type)
    return /[ |]/.test(inner) ? `(${inner})[]` : `${inner}[]`
  }
  if (tag === 'OneOfType') return codec.values.map(value => `'${value}'`).join(' | ')
  if (tag === 'LiteralType') return JSON.stringify(codec.value).replaceAll('"', "'")
  if (tag === 'TaggedType') {
    const names = Object.keys(codec.members)
    // A command or an event within another is one of those above.
    if (codec.key === 'type') return `({ type, data } of ${names.join(', ')})`
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

const block = codec => {
  const inner = codec._tag === 'CoherentType' ? codec.inner : codec
  const lines = inner._tag === 'StructType' ? fields(inner) : [`  ${typeOf(inner)}`]
  return ['```', ...(lines.length === 0 ? ['  nothing'] : lines), '```', '']
}

const commandsOf = (codec, givers) =>
  Object.entries(codec.members).flatMap(([type, member]) => {
    const purpose = purposes[type]
    if (purpose === undefined) faults.push(`${type} has no purpose in scripts/commands.mjs`)
    const by = givers[type].map(kind => `\`${kind}\``).join(', ')
    return [`### ${type}`, '', `${purpose} Given by ${by}.`, '', ...block(member.required.data)]
  })
const eventsOf = definitions =>
  Object.entries(definitions).flatMap(([type, { schema, data }]) => [
    `### ${type}, schema ${schema}`,
    '',
    ...block(data)
  ])
const commandTypes = [domain.ConventionCommand, domain.HabilitationCommand].flatMap(({ members }) =>
  Object.keys(members)
)
for (const type of Object.keys(purposes))
  if (!commandTypes.includes(type)) faults.push(`${type} is no command: scripts/commands.mjs`)

const parts = [
  '# Commands, events, model',
  '',
  'Generated by `npm run commands` from the codecs; not edited by hand.',
  '',
  'A command is `{ type, acteur: { kind, id }, data }`, and may name the aggregate that it is for beside them',
  '(`conventionId`, `habilitationId`). `key?` may be absent; every other key is there, and no more. Names of types that are',
  'not listed below are checked texts: `StableId` is a name that stays (lower-case ASCII, digits, dashes), `DateCivile` is',
  '`YYYY-MM-DD`, `Instant` is UTC. `(personal)` marks personal data (G10).',
  '',
  '## Commands of a convention',
  '',
  ...commandsOf(domain.ConventionCommand, domain.conventionCommandGivers),
  '## Commands of an habilitation',
  '',
  ...commandsOf(domain.HabilitationCommand, domain.habilitationCommandGivers),
  '## Events of a convention',
  '',
  ...eventsOf(domain.conventionEvents),
  '## Events of an habilitation',
  '',
  ...eventsOf(domain.habilitationEvents),
  '## The convention model',
  '',
  'As `defineModel` takes it, and `decode(ConventionModel)`.',
  '',
  ...block(domain.ConventionModel),
  '## Types',
  ''
]
// What a type names is met while it is written.
for (const [name, codec] of types) parts.push(`### ${name}`, '', ...block(codec))
const text = `${parts.join('\n').trimEnd()}\n`

for (const fault of faults) console.error(fault)
if (process.argv.includes('--check')) {
  const stale = !existsSync(page) || readFileSync(page, 'utf8') !== text
  if (stale) console.error('docs/commands.md is not what the codecs give: npm run commands')
  process.exitCode = stale || faults.length > 0 ? 1 : 0
} else {
  writeFileSync(page, text)
  process.exitCode = faults.length > 0 ? 1 : 0
}
