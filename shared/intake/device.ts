import type { Submission } from '../capture/index.ts';
import type { Change } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, VisitorId } from '../platform/ids.ts';
import {
  type Answered,
  hasRoomForDevice,
  type Linking,
  linkVisitor,
  type NamedLeads,
  readIdentity,
  readNamedLeads,
  segmentsOf,
  type VisitorIdentity,
  type VisitorPost,
  visitorPostOf,
  weakHolder,
} from '../tracking/index.ts';
import type { IntakeParts } from './parts.ts';

/** The device a post came from and who is known to have used it. */
export interface Device {
  readonly identity: VisitorIdentity;
  readonly post: VisitorPost;
  /** The lead that the device was thought to be of because of a mail. */
  readonly weaklyOf: NamedLeads;
}

export function visitorOf({ context, consent, receivedAt }: Submission): VisitorPost | null {
  const agreed = consent.find(({ purpose, granted }) => purpose === 'tracking' && granted);
  return visitorPostOf(context, receivedAt, agreed?.textVersion ?? null);
}

/** Null, and not a read more, for a post that names no visitor. */
export async function readDevice(submission: Submission, parts: IntakeParts): Promise<Device | null> {
  const post = visitorOf(submission);
  if (!post) return null;
  try {
    const identity = await readIdentity(parts.table, post.visitorId);
    return { identity, post, weaklyOf: await readNamedLeads(parts.table, weakHolder(identity)) };
  } catch (error) {
    // What a device did is a help; a lead must not be lost for it.
    if (!(error instanceof CorruptItemError)) throw error;
    parts.log.error('who used a device cannot be read; the post is taken in without it', error);
    return null;
  }
}

/** The visitor whom an earlier delivery of the post has given to the lead; null as well when that was undone since. */
export async function linkedBefore(submission: Submission, leadId: LeadId, parts: IntakeParts): Promise<VisitorId | null> {
  const device = await readDevice(submission, parts);
  if (!device || device.post.consentTextVersion === null) return null;
  return device.identity.identifications.some((one) => one.leadId === leadId) ? device.post.visitorId : null;
}

/**
 * Whose history may have changed by a lead's post that was taken in before: the lead itself, who used the device right before and after,
 * and who was known there by a mail alone. Not everybody: a post may be sent again as often as its sender likes.
 */
export async function leadsBeside(submission: Submission, ownLead: LeadId, parts: IntakeParts): Promise<LeadId[]> {
  const device = await readDevice(submission, parts);
  if (!device) return [];
  const { identifications } = device.identity;
  const users = segmentsOf(identifications).map(({ leadId }) => leadId);
  const own = users.lastIndexOf(ownLead);
  const beside = own < 0 ? [] : users.slice(Math.max(0, own - 1), own + 2);
  const byMail = identifications.filter(({ weak }) => weak).map(({ leadId }) => leadId);
  return [...new Set([...beside, ...byMail])].filter((leadId) => leadId !== null);
}

/**
 * The device as a post of a known lead may link it: where the lead has as many devices as it may have, what was another's on this one ends,
 * and nobody's begins.
 */
export async function withRoom(device: Device | null, leadId: LeadId, { table }: IntakeParts): Promise<Device | null> {
  if (!device || device.post.consentTextVersion === null) return device;
  if (device.identity.identifications.some((one) => one.leadId === leadId) || (await hasRoomForDevice(table, leadId))) return device;
  return { ...device, post: { ...device.post, consentTextVersion: null } };
}

/** What becomes of a device by a post. */
export interface DeviceChange extends Linking {
  /** It belongs to a lead for the first time. */
  readonly firstLinked: VisitorId | null;
  /** It was thought to be a lead's because of a mail, and belongs to nobody now. */
  readonly released: VisitorId | null;
}

export function linkDevice(device: Device | null, change: Change, answered: Answered, parts: IntakeParts): DeviceChange {
  if (!device) return { writes: [], relinked: [], firstLinked: null, released: null };
  const linking = linkVisitor(device.identity, device.post, change, device.weaklyOf, parts.ids, answered);
  if (linking.writes.length === 0) return { ...linking, firstLinked: null, released: null };
  const { visitorId, identifications } = device.identity;
  const isFirst = identifications.every(({ leadId }) => leadId === null);
  const isReleased = device.post.consentTextVersion === null && weakHolder(device.identity).length > 0;
  return { ...linking, firstLinked: isFirst ? visitorId : null, released: isReleased ? visitorId : null };
}
