/** More than any form of ours says, a long survey among them; what somebody writes takes up to nine characters for each letter. */
const longestForm = 262_144;

/** Reads the fields of a posted form. A body of another kind, or a longer one, has none: a mail program's POST may hold anything. */
export function postedForm({
  body = '',
  isBase64Encoded,
}: {
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}): URLSearchParams {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return new URLSearchParams(text.length > longestForm ? '' : text);
}
