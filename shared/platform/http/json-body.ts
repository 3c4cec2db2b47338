import { BodyTooLargeError, UnreadableBodyError } from '../errors.ts';

/** Reads a JSON body; an empty one is as good as `{}`. @throws BodyTooLargeError; UnreadableBodyError without a word of the body. */
export function readJsonBody(
  { body = '', isBase64Encoded = false }: { readonly body?: string; readonly isBase64Encoded?: boolean },
  maxBytes: number,
): unknown {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new BodyTooLargeError(`send at most ${Math.floor(maxBytes / 1_024)} KB`);
  const text = bytes.toString('utf8');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBodyError('the body is not JSON');
  }
}
