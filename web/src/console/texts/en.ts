import { add } from './en/add.ts';
import { decline } from './en/decline.ts';
import { find } from './en/find.ts';
import { late } from './en/late.ts';
import { lead } from './en/lead.ts';
import { me } from './en/me.ts';
import { offline } from './en/offline.ts';
import { outcome } from './en/outcome.ts';
import { parts } from './en/parts.ts';
import { problems } from './en/problems.ts';
import { session } from './en/session.ts';
import { shell } from './en/shell.ts';
import { start } from './en/start.ts';
import { work } from './en/work.ts';
import type { Texts } from './vi.ts';

export const en: Texts = { shell, parts, problems, session, me, lead, find, add, work, start, outcome, decline, late, offline };
