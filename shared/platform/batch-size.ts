/** The most keys that one batch reads. */
export const mostPerBatch = 100;

/**
 * Returns how many more records are likely to fill a page, by the share of those read so far that belong to it; where none did, the most at once.
 * @param missing how many the page lacks; `found`, `read`: how many belong to it, of how many that were read
 */
export function batchSize(missing: number, found: number, read: number): number {
  if (found === 0 && read > 0) return mostPerBatch;
  return Math.min(mostPerBatch, Math.ceil((missing * (read + 1)) / (found + 1)));
}
