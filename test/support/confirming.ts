import { createHandler } from '../../functions/answer-links/app.ts';
import { confirmUrl } from '../../shared/confirming/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import type { HttpResponse } from '../../shared/platform/http.ts';
import type { ProposalId } from '../../shared/platform/ids.ts';
import { type Log, silentLog } from '../../shared/platform/logging.ts';
import { type Proposal, putProposals, readProposals } from '../../shared/proposals/index.ts';
import { lambdaContext, postEvent } from './capture.ts';
import { digests } from './digests.ts';
import { createWorld, type World } from './lead-world/world.ts';
import { proposedTo } from './proposals.ts';

export const signedLinkKey = 'key of signed links';
const siteUrl = 'https://www.annhien.example';
export const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };

/** A lead against which a post under its own address, or by its number, proposes something. */
export interface Asked {
  readonly world: World;
  readonly lead: Lead;
  readonly proposals: readonly Proposal[];
  /** The token of the link of the mail about that post. */
  readonly token: string;
}

/** Makes one with a post of these fields. */
export async function askedAbout(
  fields: Record<string, string>,
  { matchedBy = 'email', locale = 'vi' }: { matchedBy?: 'email' | 'phone'; locale?: 'vi' | 'en' } = {},
): Promise<Asked> {
  const world = createWorld();
  await world.takeIn(world.post(huong));
  const [first] = world.leads();
  if (!first) throw new Error('there is no lead');
  const at = world.parts.clock().toISOString();
  const stored = await readProposals(world.table, first.leadId);
  const { after, opened } = proposedTo(stored, first, { email: huong.email, ...fields }, { id: 'proposer', at, matchedBy });
  await world.table.transact([putProposals(stored, after)]);
  const token = tokenFor(
    first,
    opened.map(({ proposalId }) => proposalId),
    at,
    locale,
  );
  return { world, lead: first, proposals: opened, token };
}

/** The token in a mail to the address of a lead. */
export function tokenFor(
  { leadId, email }: Lead,
  proposalIds: readonly ProposalId[],
  postedAt: string,
  locale: 'vi' | 'en' = 'vi',
): string {
  const claims = { leadId, address: digests.address(email ?? ''), locale, proposalIds: [...proposalIds] };
  return new URL(confirmUrl(claims, postedAt, { siteUrl, signedLinkKey })).pathname.split('/').at(-1) ?? '';
}

/** Asks for the page behind a link, or presses its button. */
export function follow(
  method: 'GET' | 'HEAD' | 'POST',
  token: string,
  { parts }: Pick<World, 'parts'>,
  log: Log = silentLog,
): Promise<HttpResponse> {
  const handler = createHandler({ ...parts, signedLinkKeys: [signedLinkKey], downloadKeys: [], log }, log);
  return handler({ ...postEvent({ method }), routeKey: `${method} /v1/confirm/{token}`, pathParameters: { token } }, lambdaContext);
}
