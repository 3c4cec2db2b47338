import { createHash } from 'node:crypto';

/** Gives a document's text and its hash, whatever the order its author wrote the settings in. */
export function hashDocument(document: unknown): { hash: string; body: string } {
  const body = JSON.stringify(sorted(document));
  return { hash: createHash('sha256').update(body).digest('base64url'), body };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
