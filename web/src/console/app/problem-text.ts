import { ProblemError } from '../api/index.ts';
import type { Language, Texts } from '../texts/index.ts';

const isVietnamese = (text: string): boolean => /[à-ỹđ]/i.test(text);

/** What the API says to people it says in English and then in Vietnamese; what is in English alone is for programmers. */
function saidIn(language: Language, text: string): string | null {
  const sentences = text.split(/(?<=[.!?])\s+/);
  if (!sentences.some(isVietnamese)) return null;
  const said = sentences.filter((sentence) => isVietnamese(sentence) === (language === 'vi'));
  return said.length > 0 ? said.join(' ') : null;
}

/** What of a problem is enough to say it again later, in any language. */
export interface Refused {
  readonly type: string;
  readonly detail: string;
  readonly id: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/**
 * Says in the reader's language why the API refused: in its own words where it has them in that language, else by the field that it found wrong,
 * else by its code. A code that this page does not know is told with the id by which support finds it.
 */
export function refusalText({ type, detail, id, errors = [] }: Refused, { problems, shell }: Words, language: Language): string {
  const own = [...errors.map(({ message }) => message), detail].map((text) => saidIn(language, text)).find((text) => text !== null);
  if (own !== undefined && own !== null) return own;
  const fields = new Map(Object.entries(problems.fields));
  const faulty = errors.map(({ path }) => fields.get(path.split('.')[0] ?? '')).find((text) => text !== undefined);
  if (faulty !== undefined) return faulty;
  const [, code = ''] = /#problem-(\w+)$/.exec(type) ?? [];
  const said = new Map(Object.entries(problems.codes)).get(code);
  // What nobody here can put right is found by its id.
  if (said === undefined || isOurFault(code)) return `${said ?? problems.unknown} ${shell.failed(id)}`;
  return said;
}

const isOurFault = (code: string): boolean => ['internal', 'corrupt_item', 'configuration'].includes(code);

type Words = Pick<Texts, 'problems' | 'shell'>;

/** Says in the reader's language why something did not go, or that nobody answered. */
export function problemText(error: unknown, texts: Words, language: Language): string {
  return error instanceof ProblemError ? refusalText(error.problem, texts, language) : texts.shell.offline;
}

/** What the API found wrong with fields, by their paths; nothing for any other failure. */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]));
}
