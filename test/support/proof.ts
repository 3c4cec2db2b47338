/** Sizes of proofs: `npm test` runs them shortened, `npm run proof` in full. */
export const full = process.env.PHEU_FULL === '1';

/** How much of a whole proof is run, where somebody cannot wait for all of it. */
const share = Number(process.env.PHEU_PROOF_SHARE ?? 1);

export function size(shortened: number, whole: number): number {
  if (!full) return shortened;
  return whole > shortened ? Math.max(shortened, Math.ceil(whole * share)) : whole;
}

/** The seed of a run, printed so that a failure can be repeated with `--seed`. */
export const seed = Number(process.env.PHEU_SEED ?? Date.now()) % 2 ** 31;

/** Tells what a proof counted; jest hides console.log behind its own frame, so this writes straight to the error stream, which `npm test` shows. */
export function report(proof: string, counts: Readonly<Record<string, number | string>>): void {
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  process.stderr.write(`  ${proof}: ${told.join(', ')} (seed ${seed})\n`);
}

/** Runs `work` for each item, at most `width` at once, and keeps the order of the answers. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) answers[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return answers;
}
