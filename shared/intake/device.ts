import type { Submission } from '../capture/index.ts';
import type { Change } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, VisitorId } from '../platform/ids.ts';
import {
  type Answered,
  type Linking,
  linkVisitor,
  readIdentity,
  type VisitorIdentity,
  type VisitorPost,
  visitorPostOf,
} from '../tracking/index.ts';
import type { IntakeParts } from './parts.ts';

/** The device a post came from and who is known to have used it. */
export interface Device {
  readonly identity: VisitorIdentity;
  readonly post: VisitorPost;
}

function visitorOf({ context, consent, receivedAt }: Submission): VisitorPost | null {
  const agreed = consent.find(({ purpose, granted }) => purpose === 'tracking' && granted);
  return visitorPostOf(context, receivedAt, agreed?.textVersion ?? null);
}

/** The visitor of a post whose sender agreed to be linked with what they did on the site. */
export function agreedVisitor(submission: Submission): VisitorPost | null {
  const post = visitorOf(submission);
  return post && post.consentTextVersion !== null ? post : null;
}

/** Null, and not a read more, for a post that names no visitor. */
export async function readDevice(submission: Submission, parts: IntakeParts): Promise<Device | null> {
  const post = visitorOf(submission);
  if (!post) return null;
  try {
    return { identity: await readIdentity(parts.table, post.visitorId), post };
  } catch (error) {
    // What a device did is a help; a lead must not be lost for it.
    if (!(error instanceof CorruptItemError)) throw error;
    parts.log.error('the identity of a visitor is malformed; the post is taken in without it', error);
    return null;
  }
}

/** What the transaction of the post has to write about the device. */
export function linkDevice(
  device: Device | null,
  change: Change,
  answered: Answered,
  parts: IntakeParts,
): Linking & { readonly firstLinked: VisitorId | null } {
  const linking = device ? linkVisitor(device.identity, device.post, change, parts.ids, answered) : { writes: [], relinked: [] };
  const isFirst = device && linking.writes.length > 0 && device.identity.identifications.every(({ leadId }) => leadId === null);
  return { ...linking, firstLinked: isFirst ? device.identity.visitorId : null };
}

/** Whose history may have changed by a post that was taken in before: everybody who is known on its device. */
export async function leadsOnDevice(submission: Submission, parts: IntakeParts): Promise<LeadId[]> {
  const device = await readDevice(submission, parts);
  const leads = device?.identity.identifications.flatMap(({ leadId }) => (leadId === null ? [] : [leadId])) ?? [];
  return [...new Set(leads)];
}
