import { surveyAnswered } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import { refOf } from '../platform/ids.ts';
import { groupOf, scoreOf } from '../surveys/index.ts';
import type { Post } from './post.ts';

/** Returns the entry that tells of an answered survey, for sequences to begin with; none for a post of another form. */
export function surveyEntries({ form, submission }: Pick<Post, 'form' | 'submission'>): EntryDraft[] {
  if (!form?.survey) return [];
  const score = scoreOf(form, submission.fields);
  return [
    draftEntry(surveyAnswered, {
      submission: refOf(submission),
      formId: form.id,
      byLink: submission.invited !== undefined,
      score,
      group: score === null ? null : groupOf(score),
    }),
  ];
}
