import { full, seed, size } from './proof.ts';

export { full, seed };

/** Runs of a property: short in `npm test`, `most` in `npm run proof`; PHEU_RUNS overrules both. */
export const runs = (few: number, most: number): number => Number(process.env.PHEU_RUNS ?? size(few, most));

/** Prints what was counted, past jest's own console, which would add a stack. */
export function report(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
