import type { RegistrationView } from '../../../../api/registrations/registration-view.ts';

/** As people type without marks: small letters, no accents, one space between words. */
const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().replace(/\s+/g, ' ').trim();

/** What a finished entry stands for: a code or a whole number that the server looks up; null: a part of a name or a number. */
export function shownBy(typed: string): { readonly code: string } | { readonly phone: string } | null {
  const text = typed.trim();
  const bare = text.replace(/[\s.+()-]/g, '');
  if (/^\d{9,15}$/.test(bare)) return { phone: text };
  return /^[0-9A-Za-z]{8}$/.test(bare) ? { code: text } : null;
}

/** Tells whether a row is meant by what was typed so far: words of a name, the last digits of a number, or the beginning of a code. */
export function isMeant({ fullName, phoneEnd, code }: RegistrationView, typed: string): boolean {
  const asked = folded(typed);
  if (asked === '') return true;
  const digits = asked.replace(/[\s.+()-]/g, '');
  if (/^\d{3,}$/.test(digits) && phoneEnd !== null && digits.endsWith(phoneEnd)) return true;
  if (digits.length >= 3 && code !== null && code.replace('-', '').toLowerCase().startsWith(digits)) return true;
  const name = folded(fullName ?? '');
  return asked.split(' ').every((word) => name.split(' ').some((one) => one.startsWith(word)));
}

/** Whoever has a place or waits for one, by given names as they are read out; who gave it back is found by typing alone. */
export function shownRows(rows: readonly RegistrationView[], typed: string): RegistrationView[] {
  const isActive = ({ state }: RegistrationView) => state === 'confirmed' || state === 'waiting';
  const order = new Map(rows.map((row) => [row, givenFirst(row.fullName)]));
  return rows
    .filter((row) => (isActive(row) || typed.trim() !== '') && isMeant(row, typed))
    .toSorted((one, other) => (order.get(one) ?? '').localeCompare(order.get(other) ?? '', 'vi'));
}

function givenFirst(fullName: string | null): string {
  // Whoever has no name that may be seen stands at the end.
  if (fullName === null) return '\uffff';
  const words = fullName.trim().split(/\s+/);
  return [words.at(-1), ...words].join(' ');
}

/** Which event somebody at a door means: one that goes on or comes next, else the last one. */
export function eventMeant<Event extends { readonly endsAt: string; readonly calledOff: boolean }>(
  events: readonly Event[],
  nowMs: number,
): Event | undefined {
  const now = new Date(nowMs).toISOString();
  return events.find(({ endsAt, calledOff }) => endsAt > now && !calledOff) ?? events.at(-1);
}
