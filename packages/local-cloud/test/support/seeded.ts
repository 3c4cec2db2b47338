const isFull = process.env.PROOF_LENGTH === 'full';

/** The seed of generated cases, printed by what fails. */
export const seed = Number(process.env.PROOF_SEED ?? Date.now()) % 2 ** 31;

/** Runs of a property: few where somebody waits for them, most in a proof. */
export const runs = (few: number, most: number): number => (isFull ? most : few);
