import type { ReadMail } from './read-mail.ts';

/** RFC 5322, 3.6.4: in angle brackets, with no space; longer ones are no program's. */
const mailName = /^<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>$/;
/** SES takes 870 characters of a header. */
const mostCharacters = 800;

/** Returns the names by which a mail that answers this one is put to its talk: the latest that fit, the mail's own last. None where it has no name itself. */
export function threadOf({ messageId, headers }: Pick<ReadMail, 'messageId' | 'headers'>): { readonly thread?: string[] } {
  if (messageId === null || !mailName.test(messageId)) return {};
  const before = (headers.get('references') ?? '').split(/\s+/).filter((name) => mailName.test(name) && name !== messageId);
  const thread = [messageId];
  let length = messageId.length;
  for (const name of before.toReversed()) {
    length += name.length + 1;
    if (length > mostCharacters) break;
    thread.unshift(name);
  }
  return { thread };
}
