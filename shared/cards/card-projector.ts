import { keys } from '../platform/keys.ts';
import type { ChangedItem, Projector } from '../projecting/index.ts';
import { projectLead } from './project-lead.ts';
import { momentsIn } from './rules-moments.ts';

/** Writes the cards and refreshes the seats, which lists are read from. */
export const cardProjector: Projector = { name: 'cards', momentsOf: newMomentsOf, concerns, project: projectLead };

/** Lists hold what a lead says, and whose its needs are. */
function concerns({ sk }: ChangedItem): boolean {
  return sk === keys.leadSk || sk.startsWith(keys.opportunityPrefix);
}

/** An item that is changed again and again tells of each moment once. */
function newMomentsOf({ sk, images }: ChangedItem): readonly string[] {
  if (sk === keys.leadSk) return [];
  const { before, after } = images();
  if (!after) return [];
  const told = new Set(before ? momentsIn(sk, before) : []);
  return momentsIn(sk, after).filter((moment) => !told.has(moment));
}
