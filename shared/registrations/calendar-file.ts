import type { FormEvent } from '../capture/event-config.ts';

/** What a calendar is told of an event. */
export interface CalendarEvent {
  /** The same for every version of the event. */
  readonly uid: string;
  /** Counts up with each version. */
  readonly sequence: number;
  readonly stampedAt: string;
  readonly event: Pick<FormEvent, 'startsAt' | 'endsAt' | 'onlineUrl' | 'calledOff'>;
  readonly title: string;
  readonly place: string;
  readonly description: string;
  readonly organiser: { readonly name: string; readonly email: string };
}

/** The longest line of RFC 5545, in octets, without its end. */
const lineOctets = 75;

/** Writes an event as a file that calendars take in (RFC 5545, RFC 5546): told to whoever gets it, and asking for no answer. */
export function calendarFile({ uid, sequence, stampedAt, event, title, place, description, organiser }: CalendarEvent): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pheu//Events//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${event.calledOff ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(stampedAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === '' ? [] : [`LOCATION:${escaped(place)}`]),
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(event.onlineUrl === undefined ? [] : [`URL:${event.onlineUrl}`]),
    `ORGANIZER;CN=${parameter(organiser.name)}:mailto:${organiser.email}`,
    `STATUS:${event.calledOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261212T013000Z`. */
const utc = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A text value: a sign that would end it is escaped, and of control characters only the end of a line means something. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no calendar takes them
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');

/** A quoted value of a parameter, which can hold no quote. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: no calendar takes them
const parameter = (text: string): string => `"${text.replace(/["\u0000-\u001f\u007f\u0085\u2028\u2029]/g, ' ')}"`;

/** Breaks a line where it has too many octets, never within a character. */
function folded(line: string): string {
  let written = '';
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > lineOctets) {
      written += '\r\n ';
      octets = 1;
    }
    written += character;
    octets += length;
  }
  return written;
}
