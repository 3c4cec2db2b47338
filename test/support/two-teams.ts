import type { MailRequest } from '../../events/index.ts';
import { mailProducts } from '../../functions/send-mail/products.ts';
import { formKind } from '../../shared/capture/form-config.ts';
import type { Submission } from '../../shared/capture/index.ts';
import { readLead } from '../../shared/leads/index.ts';
import { valuesIn } from '../../shared/mail/index.ts';
import { settleSent } from '../../shared/mail/settle.ts';
import { claimMail } from '../../shared/mail/store.ts';
import { opportunitiesOf } from '../../shared/opportunities/index.ts';
import { LeadId } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { digests } from './digests.ts';
import { createWorld } from './lead-world/world.ts';
import { company, sender } from './mail-world.ts';

export const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };

/** A person of the south who asked about sales, of whom a form says that another product is another need. */
export async function withOneNeed({ opensOpportunity = true } = {}) {
  const world = createWorld();
  world.config.change(formKind, 'contact', (form) => ({ ...form, opensOpportunity }));
  await world.takeIn(world.post({ ...huong, product: 'ban-hang' }));
  await world.assignAll();
  const lead = () => {
    const [only] = world.leads();
    if (!only) throw new Error('no lead');
    return only;
  };
  const post = async (product: string, more: Partial<Submission> = {}) => {
    const ref = world.post({ ...huong, product }, more);
    await world.takeIn(ref);
    return ref;
  };
  const needs = () => opportunitiesOf(world.table, lead());
  return { world, lead, post, needs };
}

/** The same person with another need, which a rep of another pool has. */
export async function withTwoTeams() {
  const story = await withOneNeed();
  const { world } = story;
  const ref = await story.post('kho-san-xuat');
  await world.assignAll();
  const [need] = await story.needs();
  const reps = (await world.config.current(repKind)).documents;
  const [first, second] = [reps.get(String(story.lead().owner?.repId)), reps.get(String(need?.owner))];
  if (!first || !second || !need) throw new Error('no two reps');
  const stranger = [...reps.values()].find(({ id }) => id !== first.id && id !== second.id)?.email ?? '';
  return { ...story, ref, need, first, second, stranger };
}

type World = ReturnType<typeof createWorld>;

async function prepared({ parts, config }: World, request: MailRequest) {
  const begun = {
    lead: readLead(parts.table, LeadId.parse(request.leadId), { consistent: true }),
    company: Promise.resolve(company),
  };
  const reading = { table: parts.table, digests, config, sender, log: silentLog, clock: parts.clock };
  const mail = await mailProducts[request.kind].prepare(request, begun, reading);
  return { mail, plan: mail?.plan(parts.clock()), reading };
}

/** To whom a notice would go now, and about which product. */
export async function plannedNotice(world: World, request: MailRequest) {
  const { mail, plan, reading } = await prepared(world, request);
  if (plan?.act !== 'send') return { to: plan?.act === 'skip' ? plan.why : 'nobody' };
  return { to: plan.to, product: mail && valuesIn(mail.compose(plan.to, reading)).product };
}

/** Sends a notice, as far as the table is concerned. Returns to whom it goes. */
export async function sendNotice(world: World, request: MailRequest): Promise<string> {
  const { mail, plan, reading } = await prepared(world, request);
  if (!mail || plan?.act !== 'send') return plan?.act === 'skip' ? plan.why : 'nobody';
  const { mailId, correlationId, lead } = mail;
  const { audience, kind } = mailProducts[request.kind];
  const known = { leadId: lead.leadId, leadVersion: lead.version };
  const planned = { ...known, mailId, kind, audience, askedBy: request, correlationId };
  const now = world.parts.clock();
  await claimMail(world.table, planned, 'attempt', now, mail.guards(plan.to, { ...reading, planned, now }));
  await settleSent(world.table, planned, 'attempt', undefined, now, world.parts.ids);
  return plan.to;
}
