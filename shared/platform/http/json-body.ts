import { BodyTooLargeError, UnreadableBodyError } from '../errors.ts';

/** More than any document of ours, and far from what ends a function that walks down a value. */
const mostLevels = 64;

/**
 * Reads a JSON body; an empty one is as good as `{}`.
 * @throws BodyTooLargeError; UnreadableBodyError without a word of the body, also for one that is nested deeper than anybody writes
 */
export function readJsonBody(
  { body = '', isBase64Encoded = false }: { readonly body?: string; readonly isBase64Encoded?: boolean },
  maxBytes: number,
): unknown {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new BodyTooLargeError(`send at most ${Math.floor(maxBytes / 1_024)} KB`);
  const text = bytes.toString('utf8');
  if (text.trim() === '') return {};
  if (levelsOf(text) > mostLevels) throw new UnreadableBodyError(`the body is nested more than ${mostLevels} levels deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBodyError('the body is not JSON');
  }
}

/** How deep lists and objects lie in each other, found without walking down. */
function levelsOf(text: string): number {
  let [level, deepest, isInString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') {
      level += 1;
      deepest = Math.max(deepest, level);
    } else if (character === '}' || character === ']') level -= 1;
  }
  return deepest;
}
