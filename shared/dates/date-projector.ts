import { isDeepStrictEqual } from 'node:util';
import { hasProfile } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';
import type { ChangedItem, Projector } from '../projecting/index.ts';
import { projectDates } from './project-dates.ts';
import { daysIn } from './rules-day.ts';

/** Keeps rows of the days that leads have answered with, by which each day finds whose it is. */
export const dateProjector: Projector = {
  name: 'dates',
  concerns: mayMoveDays,
  project: (leadId, _changes, parts) => projectDates(leadId, parts),
};

/** Nearly all leads name no day, and nothing is read for them: what they say of one lies in their profile, which the stream shows. */
function mayMoveDays({ sk, change, images }: ChangedItem): boolean {
  if (sk !== keys.profileSk && sk !== keys.leadSk) return false;
  const { before, after } = images();
  if (sk === keys.profileSk) return !isDeepStrictEqual(daysIn(Object(before?.extra)), daysIn(Object(after?.extra)));
  if (change === 'REMOVE') return before !== undefined && hasProfile(before);
  return after !== undefined && hasProfile(after) && (before?.mergedInto ?? null) !== (after.mergedInto ?? null);
}
