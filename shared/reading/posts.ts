import type { z } from 'zod';
import type { Actor } from '../../events/index.ts';
import { formIdOf, type Source } from '../platform/ids.ts';

/** Says a source the way callers know it: by its form. */
export function withForm<Of extends z.input<typeof Source>>(of: Of): Of & { formId: string | null } {
  return { ...of, formId: formIdOf(of) };
}

/** A post acts under its reference: what remains is where it was posted. */
export function withoutPost(actor: Actor): Actor {
  return actor.kind === 'submission' ? { ...actor, id: actor.id.slice(0, actor.id.lastIndexOf('/')) } : actor;
}
