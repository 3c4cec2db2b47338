import { recordEngagements } from '../../../shared/engagement/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { MailId, RepId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { recounts, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { moment, seenClick } from '../../support/engagement.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import type { World } from '../../support/lead-world/world.ts';
import { openingOf, trackingOf } from '../../support/tracking/device.ts';
import { beaconBody, event, message } from '../../support/tracking.ts';

const persons = [
  { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' },
  { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0912345678' },
  { fullName: 'Lê Thu Trang', phone: '024 3825 7863' },
] as const;
/** Two that people post from, two that only links of mails are opened on. */
const devices = ['posts-1', 'posts-2', 'mails-1', 'mails-2'].map((id) => VisitorId.parse(id));
const postDevices = devices.slice(0, 2);
const mailDevices = devices.slice(2);
const opinions = [
  { company: 'Sông Thu' },
  { title: 'Giám đốc' },
  { product: 'ke-toan' },
  { company: 'Hường Phát', province: 'Hà Nội' },
  {},
];
const reps = ['rep-lan', 'rep-phuc'].map((id) => RepId.parse(id));
const consent = [{ purpose: 'tracking' as const, granted: true, textVersion: 'tracking-1' }];

/** One use case that writes records; numbers choose who and what. */
export type Step = readonly [name: keyof typeof useCases, who: number, what: number];

const pick = <Value>(values: readonly Value[], number: number): Value => {
  const value = values[number % values.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

const withLead = (use: (world: World, lead: Lead, what: number) => Promise<unknown>) => async (world: World, who: number, what: number) => {
  const leads = world.leads();
  if (leads.length > 0) await use(world, pick(leads, who), what);
};

export const useCases = {
  async post(world: World, who: number, what: number) {
    const context = { pageUrl: null, referrer: null, utm: {}, visitorId: pick(postDevices, what), locale: 'vi' as const };
    const fields: Record<string, string> = { ...pick(persons, who), ...pick(opinions, what) };
    const sender = { honeypotFilled: false, token: 'absent', addressHash: 'client', agentHash: 'YWdlbnQgZGlnZXN0IGRpZ2VzdCBk' } as const;
    await world.takeIn(world.post(fields, { context, consent, sender }));
  },
  assign: (world: World) => world.assignAll(),
  score: (world: World) => world.scoreAll(true),
  async visit(world: World, who: number, what: number) {
    const events = [event(`event-${what}`, what, { url: `https://annhien.example/${what % 2 === 0 ? 'gia' : 'blog'}` })];
    await trackingOf(message(beaconBody(what, events, { visitorId: pick(postDevices, who), seq: what })))(world);
  },
  openMail: withLead((world, { leadId }, what) =>
    trackingOf(openingOf(leadId, moment(what * 60).toISOString(), pick(mailDevices, what)))(world),
  ),
  click: withLead(({ parts }, { leadId }, what) => {
    const mail = { leadId, mailId: MailId.parse('newsletter-1'), sentAt: moment(0) };
    return recordEngagements(mail, [seenClick(`click-${what}`, moment(what * 7), { link: what % 5 === 0 ? 'hidden' : '1' })], parts);
  }),
  unlink: withLead(async ({ parts }, { leadId }, what) => {
    const cause = { actor: { kind: 'user' as const, id: 'user-mai' }, correlationId: 'request-1', causationId: 'request-1' };
    await unlinkVisitor(leadId, pick(devices, what), cause, parts).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
  }),
  recount: withLead(({ parts }, { leadId }, what) => parts.score.sendAll(recounts(leadId, pick(devices, what)))),
  reassign: withLead(({ table, parts: { ids } }, { leadId }, what) =>
    reassign(table, leadId, pick(reps, what), moment(what).toISOString(), { ids }),
  ),
  /** The lead alone, as when an erasure ended halfway: its guards are stale, and the next post takes them over. */
  erase: withLead(({ table }, { leadId }) => table.deleteAll([keys.lead(leadId)])),
};

/** Takes the steps one after the other. */
export async function run(steps: readonly Step[], world: World): Promise<World> {
  for (const [name, who, what] of steps) await useCases[name](world, who, what);
  return world;
}

/** Writes a record of each kind, and over it. */
export const everyKind: readonly Step[] = [
  ['visit', 0, 1],
  ['post', 0, 0],
  ['assign', 0, 0],
  ['score', 0, 0],
  ['visit', 0, 2],
  ['post', 0, 3],
  ['post', 0, 0],
  ['post', 1, 1],
  ['assign', 0, 0],
  ['post', 2, 0],
  ['click', 0, 1],
  ['click', 0, 3],
  ['click', 0, 5],
  ['openMail', 0, 1],
  ['openMail', 0, 0],
  ['openMail', 1, 1],
  ['unlink', 0, 0],
  ['unlink', 0, 1],
  ['score', 0, 0],
  ['reassign', 0, 1],
  ['erase', 0, 0],
  ['post', 0, 1],
];
