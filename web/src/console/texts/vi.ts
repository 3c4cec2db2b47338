import { me } from './vi/me.ts';
import { parts } from './vi/parts.ts';
import { session } from './vi/session.ts';
import { shell } from './vi/shell.ts';

/** Every word of the console in Vietnamese, a file a room. The other languages have the same shape, by type. */
export const vi = { shell, parts, session, me };

export type Texts = typeof vi;
