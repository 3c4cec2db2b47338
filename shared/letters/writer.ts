import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { cleanText } from '../identity/index.ts';
import { repKind } from '../routing/rep-config.ts';

/** Who of our people writes to a person. */
export interface Writer {
  /** Empty where nobody knows it any more. */
  readonly name: string;
  /** Where a rep reads answers that do not come in by themselves; null: in the company's mailbox. */
  readonly email: string | null;
  readonly repId: string | null;
}

/** Finds the user who writes as they are configured now. */
export async function writerOf(userId: string, config: ConfigReader): Promise<Writer> {
  const [users, reps] = await Promise.all([config.current(userKind), config.current(repKind)]);
  const user = users.documents.get(userId);
  const rep = reps.documents.get(user?.repId ?? '');
  return { name: cleanText(user?.name ?? rep?.name ?? ''), email: rep?.email ?? null, repId: rep?.id ?? null };
}
