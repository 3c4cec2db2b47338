interface Point {
  readonly x: number;
  readonly y: number;
}

/** Nothing that a tap or a swipe to the side does by the way. */
const leastPx = 12;
const enoughPx = 72;

/** Returns by how many px a finger pulled down; 0: it went elsewhere. */
export function pulledBy(start: Point, now: Point): number {
  const down = now.y - start.y;
  return down >= leastPx && down > Math.abs(now.x - start.x) ? down : 0;
}

export const isFarEnough = (px: number): boolean => px >= enoughPx;
