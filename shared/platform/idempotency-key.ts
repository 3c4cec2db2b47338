const maxLength = 255;

/** What is said to whoever sends a key that is none. */
export const idempotencyKeyHint = `Use 1 to ${maxLength} printable characters`;

/** Reads the header, which is a structured string in the IETF draft, `"…"`, and sent bare by most clients; undefined where there is none. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  return header?.trim().replace(/^"(.*)"$/, '$1');
}

/** Tells whether a text can be a key. */
export function isIdempotencyKey(text: string): boolean {
  return text.length >= 1 && text.length <= maxLength && !/\p{Cc}/u.test(text);
}
