import type { MailKind } from '../../events/index.ts';
import { digest, MailId } from '../platform/ids.ts';

const plainName = /^[A-Za-z0-9_-]{1,80}$/;

/** Names a mail by its kind and by what it is about; a name that no tag of SES takes stands in it as a digest. */
export function mailId(kind: MailKind, name: string): MailId {
  return MailId.parse(`${kind}-${plainName.test(name) ? name : digest(name)}`);
}
