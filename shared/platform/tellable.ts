/** Fewer leads than this are people, not a figure. */
export const leastTold = 10;

/**
 * Returns what of a count may be told to whoever does not see contact details: nothing of a part under ten leads, nor of one that leaves under ten of
 * its whole, which would be found by taking the others from the total. What is told is rounded to tens, so that neither two parts nor two
 * drafts can be taken from each other to the lead.
 */
export function tellable(part: number, whole: number): number | null {
  return part < leastTold || whole - part < leastTold ? null : Math.round(part / 10) * 10;
}
