/** The seed of this run, printed by the tests that use it, so that a failure can be repeated with PHEU_SEED. */
export const seed = Number(process.env.PHEU_SEED ?? Date.now()) % 2 ** 31;

/** Full counts come with `npm run proof`. */
export const full = process.env.PHEU_FULL === '1';

/** Runs of a property: short in `npm test`, `most` in `npm run proof`. */
export const runs = (few: number, most: number): number => Number(process.env.PHEU_RUNS ?? (full ? most : few));

/** Prints what was counted, past jest's own console, which would add a stack. */
export function report(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
