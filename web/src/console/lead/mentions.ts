/** Somebody who may be named in a note. */
export interface Colleague {
  readonly userId: string;
  readonly name: string;
}

/** Letters without their marks, small: a name is found as it is typed in a hurry. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

/** What is being typed behind an @, in front of the caret; null: nobody is being named. */
export function mentionAt(text: string, caret: number): { readonly from: number; readonly typed: string } | null {
  const [found, typed = ''] = /(?<![\p{L}\p{N}._%+-])@([\p{L}\p{N}._-]{0,40})$/u.exec(text.slice(0, caret)) ?? [];
  return found === undefined ? null : { from: caret - found.length, typed };
}

const mostShown = 5;

/** Those whom somebody may mean by what is typed: the start of any word of the name, or of the id. */
export function meantBy(typed: string, colleagues: readonly Colleague[]): readonly Colleague[] {
  const wanted = folded(typed);
  return colleagues
    .filter(({ userId, name }) => [...folded(name).split(/\s+/), userId.toLowerCase()].some((word) => word.startsWith(wanted)))
    .slice(0, mostShown);
}

/** Puts the id of a colleague where it was begun, and says where the caret goes on. */
export function withMention(text: string, caret: number, { userId }: Colleague): { readonly text: string; readonly caret: number } {
  const begun = mentionAt(text, caret);
  if (begun === null) return { text, caret };
  const before = `${text.slice(0, begun.from)}@${userId} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
