import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { clientDefaults } from './aws-client.ts';
import { UnavailableError } from './errors.ts';

/** An address to which SES delivers nothing for this account any more, and why. */
export interface SuppressedAddress {
  readonly email: string;
  readonly reason: 'bounce' | 'complaint';
  readonly at: Date;
}

/** A span of time, both ends in it. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Reads, page by page, which addresses came onto the account's suppression list within a span. */
export type ListSuppressed = (span: Span) => AsyncIterable<readonly SuppressedAddress[]>;

/** The most that SES gives in one answer. */
const pageSize = 1_000;

/** Opens the suppression list of the account; the client is loaded with the first call, because hardly any work needs it. */
export function openSuppressedAddresses(): ListSuppressed {
  let opened: Promise<SESv2Client> | undefined;
  return async function* pages({ from, to }) {
    const { ListSuppressedDestinationsCommand, SESv2Client: Client } = await import('@aws-sdk/client-sesv2');
    // SES answers about one such call a second; who asks sooner waits, in place of beginning the whole walk anew. Not adaptive: that would also wait
    // while SES is down, until the function's time is over.
    opened ??= Promise.resolve(new Client({ ...clientDefaults, maxAttempts: 4 }));
    const client = await opened;
    let next: string | undefined;
    do {
      const asked = { StartDate: from, EndDate: to, PageSize: pageSize, NextToken: next };
      const { SuppressedDestinationSummaries: found = [], NextToken } = await client
        .send(new ListSuppressedDestinationsCommand(asked))
        .catch(told);
      yield found.flatMap(({ EmailAddress: email, Reason, LastUpdateTime: at = from }) =>
        email === undefined ? [] : [{ email, reason: Reason === 'COMPLAINT' ? 'complaint' : 'bounce', at }],
      );
      next = NextToken;
    } while (next);
  };
}

/** @throws UnavailableError where SES answers again by itself; others tell of a fault of ours, such as a missing right */
function told(error: unknown): never {
  const status = Number(Object(Object(error).$metadata).httpStatusCode ?? 503);
  if (status === 429 || status >= 500) throw new UnavailableError('SES does not list its suppressed addresses now', { cause: error });
  throw error;
}
