import type { Words } from '../../mail/index.ts';
import { leaderWords } from './words/leaders.ts';
import { leadWords } from './words/leads.ts';
import { taskWords } from './words/tasks.ts';
import { userWords } from './words/users.ts';

/** The words of all notices. */
export const words = {
  ...leadWords,
  ...taskWords,
  ...leaderWords,
  ...userWords,
} satisfies Words;
