import { z } from 'zod';
import { parseInput, ServiceError } from '../service-error.ts';
import { addressIn } from './mail.ts';

/** What can put an address on the list; new accounts heed both. */
export const suppressionReasons = ['BOUNCE', 'COMPLAINT'] as const;

export interface SuppressedAddress {
  readonly address: string;
  readonly reason: (typeof suppressionReasons)[number];
  readonly atMs: number;
}

export interface SuppressionList {
  /** Tells whether an address is on the list for one of these reasons. */
  has(address: string, reasons: readonly SuppressedAddress['reason'][]): boolean;
  add(address: string, reason: SuppressedAddress['reason']): void;
  all(): readonly SuppressedAddress[];
  restore(addresses: readonly SuppressedAddress[]): void;
  readonly operations: Readonly<Record<string, (input: unknown) => Record<string, unknown>>>;
}

const reason = z.enum(suppressionReasons);
const seconds = z.union([z.number(), z.string().transform((text) => Date.parse(text) / 1000)]);
const named = z.object({ EmailAddress: z.string() });
const listInput = z.object({
  Reason: z.union([reason, z.array(reason)]).optional(),
  StartDate: seconds.optional(),
  EndDate: seconds.optional(),
  NextToken: z.string().optional(),
  PageSize: z.coerce.number().int().min(1).max(1000).default(1000),
});

/** The account-level suppression list: addresses that SES accepts and does not deliver to. */
export function createSuppressionList(now: () => number): SuppressionList {
  const list = new Map<string, SuppressedAddress>();

  const find = (input: unknown): SuppressedAddress => {
    const found = list.get(addressIn(parseInput(named, input, 'BadRequestException').EmailAddress));
    if (found === undefined) throw new ServiceError('NotFoundException', 'The address is not on the suppression list.', { status: 404 });
    return found;
  };
  const add: SuppressionList['add'] = (address, because) => {
    list.set(addressIn(address), { address: addressIn(address), reason: because, atMs: now() });
  };

  return {
    add,
    has(address, reasons) {
      const found = list.get(addressIn(address));
      return found !== undefined && reasons.includes(found.reason);
    },
    all: () => [...list.values()],
    restore(addresses) {
      for (const entry of addresses) list.set(entry.address, entry);
    },
    operations: {
      PutSuppressedDestination(raw) {
        const input = parseInput(named.extend({ Reason: reason }), raw, 'BadRequestException');
        add(input.EmailAddress, input.Reason);
        return {};
      },
      GetSuppressedDestination: (raw) => ({ SuppressedDestination: { ...summary(find(raw)), Attributes: {} } }),
      DeleteSuppressedDestination(raw) {
        list.delete(find(raw).address);
        return {};
      },
      ListSuppressedDestinations(raw) {
        const input = parseInput(listInput, raw, 'BadRequestException');
        const reasons = [input.Reason ?? []].flat();
        const fits = ({ reason: because, atMs }: SuppressedAddress): boolean =>
          (reasons.length === 0 || reasons.includes(because)) &&
          atMs / 1000 >= (input.StartDate ?? 0) &&
          atMs / 1000 <= (input.EndDate ?? Number.POSITIVE_INFINITY);
        const start = Number(input.NextToken ?? 0);
        const found = [...list.values()].filter(fits);
        const end = start + input.PageSize;
        return {
          SuppressedDestinationSummaries: found.slice(start, end).map(summary),
          ...(end < found.length ? { NextToken: String(end) } : {}),
        };
      },
    },
  };
}

function summary({ address, reason: because, atMs }: SuppressedAddress): Record<string, unknown> {
  return { EmailAddress: address, Reason: because, LastUpdateTime: atMs / 1000 };
}
