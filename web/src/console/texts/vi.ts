import { add } from './vi/add.ts';
import { decline } from './vi/decline.ts';
import { find } from './vi/find.ts';
import { late } from './vi/late.ts';
import { lead } from './vi/lead.ts';
import { me } from './vi/me.ts';
import { offline } from './vi/offline.ts';
import { outcome } from './vi/outcome.ts';
import { parts } from './vi/parts.ts';
import { problems } from './vi/problems.ts';
import { session } from './vi/session.ts';
import { shell } from './vi/shell.ts';
import { start } from './vi/start.ts';
import { work } from './vi/work.ts';

/** Every word of the console in Vietnamese, a file a room. The other languages have the same shape, by type. */
export const vi = { shell, parts, problems, session, me, lead, find, add, work, start, outcome, decline, late, offline };

export type Texts = typeof vi;
