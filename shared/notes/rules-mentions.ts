/** Ids that one note may name: more is a list of people, and not a word to one. */
export const maxMentions = 10;

/** An @ behind a letter or a digit is that of an e-mail address; in front of one of another script it is a part of a longer word. */
const mention = /(?<![\p{L}\p{N}._%+-])@([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?![\p{L}\p{N}\p{M}@])/gu;

/** Finds the users whom a text names by `@` and their id, whatever its case. A sign that ends a sentence is none of the id. */
export function mentionedIn(text: string, userIds: Iterable<string>): readonly string[] {
  const byFolded = new Map([...userIds].map((id) => [id.toLowerCase(), id]));
  const found = new Set<string>();
  for (const [, written = ''] of text.matchAll(mention)) {
    const typed = written.toLowerCase();
    const id = byFolded.get(typed) ?? byFolded.get(typed.replace(/[._-]+$/, ''));
    if (id !== undefined) found.add(id);
  }
  return [...found].slice(0, maxMentions);
}
