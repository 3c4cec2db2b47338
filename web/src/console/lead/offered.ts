import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';

type Looked = Pick<LeadPageView, 'assignment' | 'owner' | 'tasks'>;

/** Tells what of a lead waits for an answer of this rep: `lead` itself, or one of its opportunities; null: nothing does. */
export function offeredSubject({ assignment, owner, tasks }: Looked, repId: string | null): string | null {
  if (repId === null) return null;
  const asked = tasks?.find((task) => task.status === 'open' && task.reason === 'accept' && task.repId === repId);
  return asked?.subject ?? (assignment?.state === 'offered' && owner?.repId === repId ? 'lead' : null);
}
