/** Deadlines as a calendar that people subscribe to (RFC 5545). */
import { type DateCivile, dayNumber, frenchDate, type Instant } from '@avenant/domain'
import type { Deadline, Deadlines } from '../questions/deadlines/answer'
import { plain } from './characters'
import { citing } from './citing'

/**
 * One all-day event for each deadline that has a day, with an alarm for each reminder of what is not done. A deadline keeps
 * its `UID`, which is made of its identity, when its date moves; `SEQUENCE` and `DTSTAMP` are those of the last event known
 * of its dossier, so that the same knowledge always gives the same text.
 *
 * @param host names the service in the `UID`s: two services may hold dossiers of the same ids
 * @example
 * deadlinesIcs(index.deadlines({ from, to, on }), 'conventions.caf.example.fr')
 */
export const deadlinesIcs = ({ deadlines }: Deadlines, host = 'avenant'): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Avenant//Avenant//FR',
    'CALSCALE:GREGORIAN',
    ...deadlines.flatMap(deadline => (deadline.due === null ? [] : eventLines(deadline, deadline.due, host))),
    'END:VCALENDAR'
  ]
    .map(line => `${folded(line)}\r\n`)
    .join('')

const eventLines = (deadline: Deadline, due: DateCivile, host: string): ReadonlyArray<string> => {
  const { label, known, reminders, done } = deadline
  const summary = icsText(done === null ? label : `${label} (fait)`)
  return [
    'BEGIN:VEVENT',
    `UID:${icsText(`${uidOf(deadline)}@${host}`)}`,
    `DTSTAMP:${icsInstant(known.recordedAt)}`,
    `SEQUENCE:${known.revision}`,
    `DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${icsText(descriptionOf(deadline))}`,
    'TRANSP:TRANSPARENT',
    ...(done === null ? reminders : []).flatMap(reminder => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-P${dayNumber(due) - dayNumber(reminder)}D`,
      `DESCRIPTION:${summary}`,
      'END:VALARM'
    ]),
    'END:VEVENT'
  ]
}

const descriptionOf = ({
  conventionId,
  model,
  who,
  computation,
  article,
  done,
  remarque
}: Deadline): string =>
  [
    `Convention ${conventionId}`,
    ...(who.length === 0 ? [] : [who.map(({ label, denomination }) => denomination ?? label).join(', ')]),
    citing({ computation, article }),
    ...(done === null ? [] : [`fait le ${frenchDate(done.on)}`]),
    ...(remarque === null ? [] : [remarque]),
    ...(model.edited === null ? [] : [model.edited.sentence])
  ].join('\n')

/** What parts the parts, and `%`, are written otherwise within one. */
const uidOf = ({ dossier, kind, subject, occurrence }: Deadline): string =>
  [...dossierParts(dossier), kind, subject, occurrence]
    .map(part => part.replace(/[%/@]/g, character => `%${character.charCodeAt(0).toString(16)}`))
    .join('/')

/** Of `convention-psu-1`: `convention`, and `psu-1`. */
const dossierParts = (dossier: string): ReadonlyArray<string> => {
  const at = dossier.indexOf('-')
  return [dossier.slice(0, at), dossier.slice(at + 1)]
}

const icsInstant = (at: Instant): string => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`

const icsText = (text: string): string =>
  plain(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

const encoder = new TextEncoder()

/** A line is at most 75 octets, its end not counted; what follows begins with a space, and no character is cut. */
const folded = (line: string): string => {
  let text = ''
  let octets = 0
  for (const character of line) {
    const length = encoder.encode(character).length
    if (octets + length > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += length
  }
  return text
}
