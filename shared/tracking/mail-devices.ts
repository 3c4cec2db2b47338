import { z } from 'zod';
import { daysMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, VisitorId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { mailTokenDays } from './mail-token.ts';

/** So many devices may be taken for a lead's because of its mails, in the time in which their links hold: a link that is passed on far stops there. */
export const maxMailDevices = 5;

/** The devices on which links of a lead's mails were opened, as far as they were believed; under the lead, because one item serialises them. */
export interface MailDevices {
  readonly leadId: LeadId;
  /** 0: there is no item yet. */
  readonly version: number;
  readonly devices: readonly (readonly [visitorId: VisitorId, since: string])[];
}

const MailDevicesItem = z.object({ version: z.number().int().positive(), devices: z.array(z.tuple([VisitorId, z.string()])) });

function mailDevicesOf(item: Item): MailDevices {
  const parsed = MailDevicesItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('the devices of a lead do not have the shape this version knows');
  return { leadId: LeadId.parse(partitionId(item)), ...parsed.data };
}

const mailDevices = versioned({
  parse: mailDevicesOf,
  toItem: ({ leadId, version, devices }: MailDevices): Item => ({ ...keys.mailDevices(leadId), version, devices: [...devices] }),
});

export async function readMailDevices(table: Table, leadId: LeadId): Promise<MailDevices> {
  return (await mailDevices.read(table, keys.mailDevices(leadId), { consistent: true })) ?? { leadId, version: 0, devices: [] };
}

/** What takes one more device in; nothing for a known one; null when there is no room. Those of links that hold no more make room. */
export function takeDevice(before: MailDevices, visitorId: VisitorId, now: Date): WriteItem[] | null {
  if (before.devices.some(([known]) => known === visitorId)) return [];
  const recent = recentOf(before, now);
  if (recent.length >= maxMailDevices) return null;
  const { leadId, version } = before;
  const devices = [...recent, [visitorId, now.toISOString()] as const];
  return [mailDevices.put(before, { leadId, version: version + 1, devices })];
}

function recentOf({ devices }: MailDevices, now: Date): MailDevices['devices'] {
  const oldest = new Date(now.getTime() - mailTokenDays * daysMs).toISOString();
  return devices.filter(([, since]) => since > oldest);
}
