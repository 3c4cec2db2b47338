import type { FormConfig } from '../capture/form-config.ts';
import { fold } from '../identity/text.ts';
import { splitAnswers } from '../leads/answers.ts';
import { compareLevels, QualificationFactor, type QualificationLevel } from '../leads/evidence.ts';
import type { Said } from './record.ts';

type Answered = readonly [factor: QualificationFactor, level: QualificationLevel];

/**
 * What the answers of a post say of each factor, by the form's configuration; nothing for a post that answers none of its questions. Of
 * several answers to one question the best counts, because one is enough; of several questions about one factor the least.
 */
export function saidByPost(
  form: Pick<FormConfig, 'fields'>,
  post: { readonly fields: Readonly<Record<string, string>>; readonly receivedAt: string; readonly ref: string },
): Said {
  const answered = form.fields.flatMap(({ name, qualifies }): Answered[] => {
    const text = post.fields[name];
    if (!qualifies || text === undefined) return [];
    const given = new Set(splitAnswers(text).map(fold));
    const levels = Object.entries(qualifies.answers).flatMap(([answer, level]) => (given.has(fold(answer)) ? [level] : []));
    const best = levels.sort(compareLevels).at(-1);
    return best === undefined ? [] : [[qualifies.factor, best]];
  });
  const evidence = { kind: 'form', at: post.receivedAt, by: null, ref: post.ref } as const;
  return Object.fromEntries(leastOf(answered).map(([factor, level]) => [factor, { ...evidence, level }]));
}

/** Returns the least level for each factor that is named: all that was asked about it has to be so. */
export function leastOf(answered: readonly Answered[]): Answered[] {
  return QualificationFactor.options.flatMap((factor): Answered[] => {
    const [least] = answered.flatMap(([named, level]) => (named === factor ? [level] : [])).sort(compareLevels);
    return least === undefined ? [] : [[factor, least]];
  });
}
