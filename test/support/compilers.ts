import type { Compiler } from '../../shared/config/index.ts';

/** Compilers for who publishes all defaults and does not ask what templates are made into. */
export const compilers: Readonly<Record<string, Compiler>> = { templates: async () => ({ faults: [], writes: [] }) };
