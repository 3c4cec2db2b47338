import { me } from './en/me.ts';
import { parts } from './en/parts.ts';
import { session } from './en/session.ts';
import { shell } from './en/shell.ts';
import type { Texts } from './vi.ts';

export const en: Texts = { shell, parts, session, me };
