/** Deeper bodies are no post of a platform; the limit keeps the work on hostile ones small (OWASP API4). */
const maxDepth = 12;

/**
 * Reads JSON without rounding: a number that JavaScript cannot hold as it is written stays the text that it was written as, and so does every whole one
 * beyond 2^53: some of them read as they are written, and would be numbers where all others are texts. Ids of platforms are larger. @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text, (_name: string, read: unknown, context?: { readonly source?: string }) => {
    if (typeof read !== 'number' || context?.source === undefined) return read;
    const isHeld = String(read) === context.source && (Number.isSafeInteger(read) || !Number.isInteger(read));
    return isHeld ? read : context.source;
  });
  if (isDeeperThan(value, maxDepth)) throw new SyntaxError(`nested deeper than ${maxDepth} levels`);
  return value;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** The same of a body; undefined for what is no JSON. */
export function readExactly(body: Uint8Array): unknown {
  try {
    return parseExactly(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
