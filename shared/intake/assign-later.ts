import { assignsLater } from '../capture/form-config.ts';
import type { LeadEvidence } from '../leads/index.ts';
import type { Post } from './post.ts';

type Asked = Pick<Post, 'form' | 'submission'>;

/** Returns what is known of a new person, with whether they asked for nothing but what marketing brings. */
export function firstAsked(evidence: LeadEvidence, post: Asked): LeadEvidence {
  return isSilent(post) ? { ...evidence, assignLater: true } : evidence;
}

/** Returns what is known of a person behind a further post: whoever has asked for more once has asked. */
export function furtherAsked({ assignLater, ...evidence }: LeadEvidence, post: Asked): LeadEvidence {
  // A list that names a person again says nothing of what they want.
  const stays = assignLater && (isSilent(post) || post.submission.listed !== undefined);
  return stays ? { ...evidence, assignLater } : evidence;
}

/** A colleague who types a person in has talked to them, whatever form they typed into. */
function isSilent({ form, submission }: Asked): boolean {
  return form !== null && submission.enteredBy === undefined && assignsLater(form);
}
