import { z } from 'zod';

/** The ways by which a person's details come in; each has sources of its own: forms, users, imports, connectors. */
export const Channel = z.enum(['form', 'manual', 'import', 'connector']);
export type Channel = z.infer<typeof Channel>;
