import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { cursorRefusal } from '../../api/paging.ts';
import { ConfigurationError, InvalidInputError } from './errors.ts';

/** What a cursor goes on with. It is of no use to another user, on another route or with another query. */
export interface Asked {
  readonly userId: string;
  /** Method and path, with the ids in it. */
  readonly route: string;
  /** The parameters that choose rows and their order; `cursor` and `limit` in it do not count. */
  readonly query: Readonly<Record<string, unknown>>;
}

/** Cursors of a deployment: a place in an order of rows, which only we can read and make. */
export interface Cursors {
  /** Returns the cursor of a place. The place is the last row looked at, which its reader may not be allowed to see. */
  seal(place: string, asked: Asked): string;
  /** Returns the place of a cursor. @throws InvalidInputError unless it was made for the same user and query by a secret still believed. */
  open(cursor: string, asked: Asked): string;
}

const cipherName = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Opens the cursors of a deployment: AES-256-GCM, with user and query as additional data.
 * @param texts keys of 256 bits, base64url; the first one seals, all of them open
 * @throws ConfigurationError for anything else
 */
export function openCursors(texts: readonly string[]): Cursors {
  const keys = texts.map((text) => Buffer.from(text, 'base64url'));
  const [sealing] = keys;
  if (sealing === undefined || keys.some((key) => key.length !== keyBytes)) {
    throw new ConfigurationError('the keys of cursors are missing or malformed; deploy the stack again');
  }
  return {
    seal(place, asked) {
      const binding = bindingOf(asked);
      const nonce = nonceOf(place, binding, sealing);
      const cipher = createCipheriv(cipherName, sealing, nonce, { authTagLength: tagBytes }).setAAD(binding);
      const sealed = Buffer.concat([cipher.update(place, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(cursor, asked) {
      const bytes = Buffer.from(cursor, 'base64url');
      // Decoding passes over foreign characters and half-used ones: one place would have many cursors.
      const isWhole = bytes.toString('base64url') === cursor && bytes.length > nonceBytes + tagBytes;
      const place = isWhole ? firstThatOpens(bytes, keys, bindingOf(asked)) : null;
      if (place !== null) return place;
      throw new InvalidInputError('The cursor is not of this query, or too old.', [{ path: 'cursor', message: cursorRefusal }]);
    },
  };
}

function firstThatOpens(bytes: Buffer, keys: readonly Buffer[], binding: Buffer): string | null {
  const nonce = bytes.subarray(0, nonceBytes);
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
  for (const key of keys) {
    const cipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes }).setAAD(binding).setAuthTag(tag);
    const opened = cipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8');
    try {
      return opened + cipher.final('utf8');
    } catch {
      // Another key, user or query, or not ours at all: they look alike.
    }
  }
  return null;
}

/**
 * A nonce of what is sealed, not of chance: the same page is the same text each time, for whoever keeps its ETag or compares two answers.
 * No two places share one, and equal ones tell only that a page ends where it ended.
 */
function nonceOf(place: string, binding: Buffer, key: Buffer): Buffer {
  const nonceKey = createHmac('sha256', key).update('nonce').digest();
  return createHmac('sha256', nonceKey).update(binding).update('\u0000').update(place).digest().subarray(0, nonceBytes);
}

/** What is meant by a place may change with the version; a cursor of another one is refused then. */
const format = 1;

function bindingOf({ userId, route, query }: Asked): Buffer {
  const { cursor: _cursor, limit: _limit, ...choosing } = query;
  return Buffer.from(JSON.stringify([format, userId, route, choosing], inOrder));
}

/** The order in which somebody names parameters or settings says nothing. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
