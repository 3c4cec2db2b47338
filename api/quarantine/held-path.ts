import { z } from 'zod';
import { HeldIdInPath } from '../ids.ts';

export const HeldPath = z.object({ heldId: HeldIdInPath });

/** Stands for a post in quarantine in examples. */
export const exampleHeldId = 'Zm9ybS9jb250YWN0LzBiN2Q2YzFlLTRhNTUtNGYwZS05ZjJiLTFjMWEwYzdhOWExMA';
