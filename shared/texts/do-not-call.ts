import { contactOf } from '../identity/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { Digests, PhoneDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** The numbers of a list, by their digests, and the lines in which no number stands. */
export interface NumbersRead {
  readonly phones: readonly PhoneDigest[];
  /** Counted from 1. What stands in them is not told: it may be a number all the same. */
  readonly unreadLines: readonly number[];
}

/** Reads a list of numbers, one a line in any spelling; empty lines are none. */
export function readNumbers(text: string, digests: Pick<Digests, 'phone'>): NumbersRead {
  const lines = text.split(/\r?\n/).map((line, place) => ({ line: line.trim(), number: place + 1 }));
  const read = lines
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => ({ number, e164: contactOf({ phone: line }).phone?.e164 ?? null }));
  const known = read.flatMap(({ e164 }) => (e164 === null ? [] : [digests.phone(e164)]));
  return { phones: [...new Set(known)], unreadLines: read.filter(({ e164 }) => e164 === null).map(({ number }) => number) };
}

/** Notes that numbers want no advertising by call or text; safe to repeat. */
export async function listNumbers(table: Pick<Table, 'putAll'>, phones: readonly PhoneDigest[], at: Date): Promise<void> {
  if (phones.length > 0) await table.putAll(phones.map((phone) => ({ ...keys.doNotCall(phone), listedAt: isoTime(at) })));
}

/** Takes numbers off the list; those that are not on it are no error. */
export async function unlistNumbers(table: Pick<Table, 'deleteAll'>, phones: readonly PhoneDigest[]): Promise<void> {
  if (phones.length > 0) await table.deleteAll(phones.map((phone) => keys.doNotCall(phone)));
}

/** Counts those of some numbers that are on the list. */
export async function countListed(table: Pick<Table, 'batchGet'>, phones: readonly PhoneDigest[]): Promise<number> {
  if (phones.length === 0) return 0;
  return (await table.batchGet(phones.map((phone) => keys.doNotCall(phone)))).length;
}
