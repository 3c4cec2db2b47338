import { countHeldPost } from '../capture/index.ts';
import { hoursMs } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { describeError } from '../platform/logging.ts';
import type { IntakeParts } from './parts.ts';

/**
 * Posts set aside in an hour of which somebody is told. A company of 200 posts a day holds a handful back in a day; so many in an hour are
 * an attack, or a form that holds its own visitors back.
 */
export const manyHeldPosts = 20;

const lookThere = 'look at GET /v1/quarantine: somebody attacks, or a form holds its own visitors back';

/** By table, the hour that is known to have rung in this instance: a flood must not make one item of the table hot. */
const rungHours = new WeakMap<IntakeParts['table'], number>();

/**
 * Counts a post that was set aside, and rings once in an hour in which they are many. Each instance that counts so many rings, which is one
 * alarm: were it left to the one that counts the last of them, nobody would hear of it when that one dies. A count that cannot be written
 * is left out.
 */
export async function ringForHeld({ table, clock, log }: Pick<IntakeParts, 'table' | 'clock' | 'log'>): Promise<void> {
  const now = clock();
  const hour = Math.floor(now.getTime() / hoursMs);
  if (rungHours.get(table) === hour) return;
  let posts: number;
  try {
    posts = await countHeldPost(table, now);
  } catch (error) {
    log.warn('a held post is not counted', describeError(error));
    return;
  }
  if (posts < manyHeldPosts) return;
  rungHours.set(table, hour);
  log.error('many posts are held in quarantine', new ConfigurationError(lookThere), { posts });
}
