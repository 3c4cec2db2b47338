import { z } from 'zod';
import { isoOfSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';

const Post = z.object({ at: z.iso.datetime() });
const Engagements = z.object({
  engagements: z.array(z.object({ action: z.string(), grade: z.string(), at: z.number().int() })),
});
const ScoreMark = z.object({ visitedAt: z.number().int().optional() });

type Item = Readonly<Record<string, unknown>>;

/**
 * Returns the moments at which the person did something, as one stored item tells of them: posts, clicks of a human, and of visits one a
 * day, which scoring marks. Changes of the lead itself are none. @throws CorruptItemError for an item that does not say when.
 */
export function momentsIn(sk: string, item: Item): readonly string[] {
  if (sk.startsWith(keys.leadPostPrefix)) return [read(Post, item).at];
  if (sk.startsWith(keys.engagementPrefix)) {
    const { engagements } = read(Engagements, item);
    return engagements.flatMap(({ action, grade, at }) => (action === 'click' && grade === 'human' ? [isoOfSeconds(at)] : []));
  }
  if (sk === keys.scoreSk) {
    const { visitedAt } = read(ScoreMark, item);
    return visitedAt === undefined ? [] : [isoOfSeconds(visitedAt)];
  }
  return [];
}

function read<Shape extends z.ZodType>(shape: Shape, item: Item): z.output<Shape> {
  const parsed = shape.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new CorruptItemError('an item that tells of activity does not say when it was');
}
