import { isDeepStrictEqual } from 'node:util';

/** Lists the entries of a corpus that are not answered as all of them should be, each with its answer: one test for hundreds of entries. */
export function wronglyAnswered<Entry, Answer>(
  corpus: readonly Entry[],
  answerOf: (entry: Entry) => Answer,
  expected: NoInfer<Answer>,
): { readonly entry: Entry; readonly answer: Answer }[] {
  return corpus.map((entry) => ({ entry, answer: answerOf(entry) })).filter(({ answer }) => !isDeepStrictEqual(answer, expected));
}
