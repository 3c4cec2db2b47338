import type { AccessPattern } from './access-pattern.ts';
import { ofAssignmentAndScore } from './assignment-and-score.ts';
import { ofBackground } from './background.ts';
import { ofMails } from './mails.ts';
import { ofPosts } from './posts.ts';
import { ofRequests } from './requests.ts';
import { ofSequences } from './sequences.ts';

/** In the order of the table in docs/architecture.md. */
export const accessPatterns: readonly AccessPattern[] = [
  ...ofPosts,
  ...ofAssignmentAndScore,
  ...ofMails,
  ...ofSequences,
  ...ofBackground,
  ...ofRequests,
];
