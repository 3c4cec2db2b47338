import { ProblemError } from '../api/index.ts';
import type { Language, Texts } from '../texts/index.ts';

const isVietnamese = (text: string): boolean => /[à-ỹđ]/i.test(text);

/**
 * Says in the reader's language why something did not go: what the API says where it says it in that language, else that somebody else was
 * quicker, that it is gone, or that nobody answered.
 */
export function problemText(error: unknown, { parts, shell }: Pick<Texts, 'parts' | 'shell'>, language: Language): string {
  if (!(error instanceof ProblemError)) return shell.offline;
  const { status, detail, id } = error.problem;
  if (status === 404) return parts.gone;
  if (status === 412) return parts.changedMeanwhile;
  // `detail` says it in English and then in Vietnamese, or in one of them.
  const sentences = detail.split(/(?<=[.!?])\s+/).filter((text) => isVietnamese(text) === (language === 'vi'));
  if (sentences.length > 0) return sentences.join(' ');
  return status === 409 ? parts.changedMeanwhile : shell.failed(id);
}

/** What the API found wrong with fields, by their paths; nothing for any other failure. */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]));
}
